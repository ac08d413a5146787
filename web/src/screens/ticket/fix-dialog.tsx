import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useDraft } from '../../drafts/drafts';
import { useKey } from '../../keys/keys';
import { say } from '../../ui/say';
import { bodyOf, emptyFix, type FixForm, type Missing, missingIn } from './fix-form.rules';
import { FixMoney } from './fix-money';
import { FixWhat } from './fix-what';
import { FixWhy } from './fix-why';
import { useCurrency } from './use-currency';
import { useSeen, useTicketDesk } from './ticket-desk';
import { Dialog } from '../../ui/dialog';

/** What was done to put it right. Everything that can be guessed has a default; what is missing is said in place and gets the focus. */
export function FixDialog({ close, done }: { close: () => void; done?: () => void }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket, act } = useTicketDesk();
  const seen = useSeen();
  const currency = useCurrency();
  const draft = useDraft<FixForm>(`fix:${ticket.id}`, emptyFix(ticket));
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const needs = { again: ticket.cycle > 1, contact: ticket.state === 'new', currency };
  const form = draft.value;

  const change = (part: Partial<FixForm>): void => {
    const next = { ...form, ...part };
    draft.change(next);
    if (missing.length > 0) setMissing(missingIn(next, needs));
  };
  const save = async (): Promise<void> => {
    const left = missingIn(form, needs);
    setMissing(left);
    if (left[0] !== undefined) frame.current?.querySelector<HTMLElement>(`[name="${left[0]}"]`)?.focus();
    if (left[0] !== undefined || busy) return;
    setBusy(true);
    const body = bodyOf(form, needs);
    const outcome = await act(
      ({ id, version }) => api.POST('/api/v1/tickets/{id}/fix-delivered', { params: { path: { id } }, body: { ...body, version } }),
      seen,
      true,
    );
    setBusy(false);
    if (outcome.kind === 'refused') setRefusal(outcome.sentence);
    else if (outcome.kind === 'lost') setRefusal(t('shell:state.lostMore'));
    else if (outcome.kind === 'theirs') close();
    else {
      draft.clear();
      say(t('fix.saved'));
      close();
      done?.();
    }
  };
  useKey({ id: 'ticket.fixSave', keys: 'mod+Enter', label: 'ticket:keys.saveFix', group: 'ticket:title', typing: true }, () => void save());
  const parts = { form, change, missing, needs };
  return (
    <Dialog
      onClose={close}
      size="lg"
      title={<Text fw={650}>{t('fix.dialog')}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <form
        ref={frame}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          {refusal !== null && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          <FixWhat {...parts} />
          <FixWhy {...parts} />
          <FixMoney {...parts} />
          <Text size="sm">{t('fix.told')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('shell:act.cancel')}
            </Button>
            <Button type="submit" loading={busy} aria-keyshortcuts="Control+Enter">
              {done ? t('fix.saveNext') : t('fix.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
