import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { isLost, sentenceOf } from '../../api/problem';
import { personHere, refresh } from '../../api/queries';
import { type Sendable, useSendableDraft } from '../../drafts/drafts';
import { keepWaiting } from '../../drafts/waiting';
import { say } from '../../ui/say';
import { useTicketDesk } from './ticket-desk';

interface NoteDraft extends Sendable {
  readonly text: string;
}
const NO_NOTE: NoteDraft = { text: '' };

/** The note being written. Adding one never stands against what others did, so it names no version. */
export function useNote() {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const draft = useSendableDraft(`note:${ticket.id}`, NO_NOTE);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const change = (text: string): void => {
    setWrong(null);
    draft.change({ text });
  };
  const keep = async (): Promise<void> => {
    const text = draft.value.text.trim();
    if (text === '') setWrong(t('note.empty'));
    if (text === '' || busy) return;
    setBusy(true);
    const key = draft.command();
    try {
      const { error } = await api.POST('/api/v1/tickets/{id}/notes', {
        params: { path: { id: ticket.id } },
        headers: { 'Idempotency-Key': key },
        body: { text },
      });
      if (error) {
        setWrong(sentenceOf(error));
        return;
      }
      say(t('note.kept'));
      void refresh();
    } catch (error) {
      if (!isLost(error)) throw error;
      await keepWaiting({
        by: personHere(),
        key,
        kind: 'note',
        title: `${ticket.label} ${text.slice(0, 40)}`,
        ticket: ticket.id,
        text,
      });
      say(t('note.waits'));
    } finally {
      setBusy(false);
    }
    draft.clear();
  };
  return { draft, change, keep, busy, wrong };
}
