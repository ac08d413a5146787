import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isProblem, sentenceOf } from '../../../api/problem';
import { useKey } from '../../../keys/keys';
import { usePlace } from './place';
import type { Saving } from './use-edit';
import { type Difference, VersionConflict } from './version-conflict';

interface SaveBarProps {
  readonly edit: Saving;
  readonly onSave: () => void;
  readonly saveWord?: string;
  readonly compare?: (theirs: unknown) => readonly Difference[];
}

/** Says whether something is unsaved and saves it (Ctrl+S); Esc goes back to the list. Nobody leaves unsaved words without being asked. */
export function SaveBar({ edit, onSave, saveWord, compare }: SaveBarProps) {
  const { t } = useTranslation(['admin', 'shell']);
  const { at, go } = usePlace();
  useKey({ id: 'admin.save', keys: 'mod+s', label: 'shell:keys.save', group: 'admin:title', typing: true }, () => {
    if (edit.dirty) onSave();
  });
  useKey(
    { id: 'admin.back', keys: 'Escape', label: 'admin:keys.back', group: 'admin:title', when: at !== undefined },
    () => void go(undefined),
  );
  return (
    <>
      {edit.refusal !== null && <Refusal refusal={edit.refusal} />}
      <Group className="admin-bar" justify="space-between" data-dirty={edit.dirty}>
        <Text size="sm" role="status" fw={edit.dirty ? 600 : 400}>
          {t(edit.dirty ? (edit.restored ? 'bar.restored' : 'bar.dirty') : 'bar.clean')}
        </Text>
        <Group gap="xs">
          <Button variant="default" disabled={!edit.dirty || edit.busy} onClick={edit.reset}>
            {t('bar.reset')}
          </Button>
          <Button type="submit" disabled={!edit.dirty} loading={edit.busy} title={t('bar.key')}>
            {saveWord ?? t('shell:act.save')}
          </Button>
        </Group>
      </Group>
      <VersionConflict edit={edit} compare={compare} />
      <LeaveGuard edit={edit} />
    </>
  );
}

/** Why the desk did not take it: every sentence that it gave. */
function Refusal({ refusal }: { refusal: unknown }) {
  const { t } = useTranslation(['admin', 'shell']);
  const errors = isProblem(refusal) && Array.isArray(refusal.errors) ? (refusal.errors as readonly unknown[]) : [];
  const sentences = errors.flatMap((one) =>
    typeof one === 'object' && one !== null && 'why' in one && typeof one.why === 'string' ? [one.why] : [],
  );
  return (
    <Alert color="red" role="alert" title={t('notSaved')} mt="md">
      {sentences.length > 1 ? (
        <ul className="admin-why">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        (sentenceOf(refusal) ?? t('shell:state.lostMore'))
      )}
    </Alert>
  );
}

function LeaveGuard({ edit }: { edit: Saving }) {
  const { t } = useTranslation(['admin', 'shell']);
  const blocker = useBlocker({
    // a reload brings the words back, so the browser need not ask
    enableBeforeUnload: false,
    withResolver: true,
    shouldBlockFn: ({ current, next }) =>
      edit.holds() && (current.pathname !== next.pathname || placeIn(current.search) !== placeIn(next.search)),
  });
  const stay = (): void => blocker.reset?.();
  const leave = (): void => {
    edit.reset();
    blocker.proceed?.();
  };
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={stay}
      title={<Text fw={650}>{t('leave.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <Text>{t('leave.more')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {t('leave.leave')}
          </Button>
          <Button onClick={stay} data-autofocus>
            {t('leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function placeIn(search: object): unknown {
  return 'at' in search ? search.at : undefined;
}
