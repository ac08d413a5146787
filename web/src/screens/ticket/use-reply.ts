import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { useDraft } from '../../drafts/drafts';
import { say } from '../../ui/say';
import { fromBox } from './moments.rules';
import { NO_REPLY, type ReplyDraft, type Way, waysTo } from './reply.rules';
import { useTicketDesk } from './ticket-desk';

/** The reply being written, kept as a draft, and its sending. It waits for no line: a reply needs the desk's yes. */
export function useReply() {
  const { t } = useTranslation('ticket');
  const { ticket, seen, act } = useTicketDesk();
  const draft = useDraft<ReplyDraft>(`reply:${ticket.id}`, NO_REPLY);
  const key = useCommandKey();
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
    const outcome = await act(
      ({ id, version }) =>
        api.POST('/api/v1/tickets/{id}/messages', {
          params: { path: { id } },
          body: { ...body, version },
          headers: { 'Idempotency-Key': `${key.headers['Idempotency-Key']}-${String(version)}` },
        }),
      draft.value.seen ?? seen,
      true,
    );
    setBusy(false);
    if (outcome.kind === 'refused') setWrong(outcome.sentence);
    if (outcome.kind === 'lost') setWrong(t('reply.lost'));
    if (outcome.kind === 'theirs') draft.change({ ...draft.value, seen: null });
    if (outcome.kind !== 'done') return false;
    draft.clear();
    key.renew();
    say(t('reply.sent', { to: reach.to ?? t('by.customer') }));
    return true;
  };
  return { draft, change, ways, reach, send, busy, wrong, bodyOf };
}
