import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useSendableDraft } from '../../drafts/drafts';
import { say } from '../../ui/say';
import { fromBox } from './moments.rules';
import { NO_REPLY, type ReplyDraft, type Way, waysTo } from './reply.rules';
import { useTicketDesk } from './ticket-desk';

/** The reply being written, kept as a draft, and its sending. It waits for no line: a reply needs the desk's yes. */
export function useReply() {
  const { t } = useTranslation('ticket');
  const { ticket, seen, act } = useTicketDesk();
  const draft = useSendableDraft<ReplyDraft>(`reply:${ticket.id}`, NO_REPLY);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const ways = waysTo(ticket);
  const reach = ways.find(({ way }) => way === draft.value.way) ?? ways[0];

  const change = (part: Partial<ReplyDraft>): void => {
    setWrong(null);
    draft.change({ ...draft.value, ...part, seen: draft.value.seen ?? seen });
  };
  const bodyOf = (way: Way) => {
    const { text, subject, nextNews } = draft.value;
    const nextNewsAt = ticket.state === 'open' ? fromBox(nextNews) : undefined;
    return {
      channel: way,
      text: text.trim(),
      ...(way === 'email' && subject.trim() !== '' ? { subject: subject.trim() } : {}),
      ...(nextNewsAt === undefined ? {} : { nextNewsAt }),
    };
  };
  /** True once it is on its way. */
  const send = async (): Promise<boolean> => {
    if (draft.value.text.trim() === '') setWrong(t('reply.empty'));
    if (!reach || draft.value.text.trim() === '' || busy) return false;
    setBusy(true);
    const body = bodyOf(reach.way);
    const command = draft.command();
    const began = draft.value.seen ?? seen;
    const outcome = await act(
      ({ id, version }) => {
        // kept before it leaves: where its answer is lost and the page too, the next try is this one again
        draft.change({ ...draft.value, command, seen: { ...began, version } });
        return api.POST('/api/v1/tickets/{id}/messages', {
          params: { path: { id } },
          body: { ...body, version },
          headers: { 'Idempotency-Key': `${command}-${String(version)}` },
        });
      },
      began,
      true,
    );
    setBusy(false);
    if (outcome.kind === 'refused') setWrong(outcome.sentence);
    if (outcome.kind === 'lost') setWrong(t('reply.lost'));
    if (outcome.kind === 'theirs') draft.change({ ...draft.value, seen: null });
    if (outcome.kind !== 'done') return false;
    draft.clear();
    say(t('reply.sent', { to: reach.to ?? t('by.customer') }));
    return true;
  };
  return { draft, change, ways, reach, send, busy, wrong, bodyOf };
}
