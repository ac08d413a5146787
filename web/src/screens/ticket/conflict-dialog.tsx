import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { useFormats } from '../../words/formats';
import type { Conflict } from './use-act';
import { useEventWords } from './event-words';

/** Somebody else was faster: what they did, and whether what was just typed goes out all the same. Nothing typed is lost either way. */
export function ConflictDialog({ conflict }: { conflict: Conflict | null }) {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  const wordsOf = useEventWords();
  const decide = (mine: boolean) => () => conflict?.decide(mine);
  return (
    <Modal
      opened={conflict !== null}
      onClose={decide(false)}
      title={t('conflict.title')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      zIndex={400}
    >
      <Stack>
        <ul className="plain-list">
          {conflict?.changes.map((change) => (
            <li key={change.seq}>
              <Text>{wordsOf(change)}</Text>
              <Text size="sm" c="dimmed">
                {formats.moment(change.at, deskNow())}
              </Text>
            </li>
          ))}
        </ul>
        <Text size="sm">{t('conflict.more')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={decide(false)} data-autofocus>
            {t('conflict.theirs')}
          </Button>
          <Button onClick={decide(true)}>{t('conflict.mine')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
