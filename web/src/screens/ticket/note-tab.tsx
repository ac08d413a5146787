import { Button, Group, Stack } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ModuleBox } from './module-box';
import { useTicketDesk } from './ticket-desk';
import type { useNote } from './use-note';

/** A note that only colleagues read. Without a line it is kept here and goes out later. */
export function NoteTab({ note, box }: { note: ReturnType<typeof useNote>; box: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation('ticket');
  const { ticket, busyWith } = useTicketDesk();
  return (
    <Stack gap="sm">
      <ModuleBox
        ticketId={ticket.id}
        label={t('note.text')}
        description={t('note.hint')}
        value={note.draft.value.text}
        change={note.change}
        box={box}
        error={note.wrong}
        onFocus={() => busyWith('note')}
      />
      <Group justify="flex-end">
        <Button loading={note.busy} onClick={() => void note.keep()} aria-keyshortcuts="Control+Enter">
          {t('note.keep')}
        </Button>
      </Group>
    </Stack>
  );
}
