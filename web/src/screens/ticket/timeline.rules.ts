import type { View } from '../../api/client';

type Happened = View<'TicketEventView'>;
type Said = View<'ContactView'>;
type Sent = View<'MessageView'>;

export type Entry =
  | {
      readonly kind: 'said';
      readonly key: string;
      readonly at: string;
      readonly said: Said;
      readonly event: Happened | null;
      readonly sent: Sent | null;
    }
  | { readonly kind: 'event'; readonly key: string; readonly at: string; readonly event: Happened }
  | { readonly kind: 'sent'; readonly key: string; readonly at: string; readonly sent: Sent };
export type Filter = 'all' | 'customer' | 'internal';

/** What happened because something was said: one entry with the words, instead of two. */
const TALK = new Set([
  'log_async',
  'log_live',
  'first_contact',
  'contact',
  'message',
  'note',
  'customer_wrote',
  'customer_thanked',
  'visitor_wrote',
  'automatic_mail',
  'complaint_added',
  'customer_answered',
  'ask_customer',
]);
/** Written in one transaction they bear the same time; a little is left for rounding. */
const SAME_MS = 1_500;

function takeNear<T>(list: T[], at: string, timeOf: (one: T) => string): T | null {
  const moment = Date.parse(at);
  const index = list.findIndex((one) => Math.abs(Date.parse(timeOf(one)) - moment) <= SAME_MS);
  return index < 0 ? null : (list.splice(index, 1)[0] ?? null);
}

/** The three lists as one, newest first; what was said is put together with its event and its delivery. */
export function entriesOf(events: readonly Happened[], contacts: readonly Said[], messages: readonly Sent[]): Entry[] {
  const talk = events.filter(({ kind }) => TALK.has(kind));
  const replies = messages.filter(({ kind }) => kind === 'staff_reply');
  const said: Entry[] = contacts.map((one) => ({
    kind: 'said',
    key: one.id,
    at: one.at,
    said: one,
    event: takeNear(talk, one.at, ({ at }) => at),
    sent: one.kind === 'reply' ? takeNear(replies, one.at, ({ createdAt }) => createdAt) : null,
  }));
  const left = new Set(talk);
  const happened: Entry[] = events
    .filter((event) => !TALK.has(event.kind) || left.has(event))
    .map((event) => ({ kind: 'event', key: `event ${String(event.seq)}`, at: event.at, event }));
  const waiting = new Set(replies);
  const sent: Entry[] = messages
    .filter((message) => message.class !== 'staff' && (message.kind !== 'staff_reply' || waiting.has(message)))
    .map((message) => ({ kind: 'sent', key: message.id, at: message.createdAt, sent: message }));
  return [...said, ...happened, ...sent].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || orderOf(b) - orderOf(a));
}

/** At the same moment: what happened, then what went out because of it. */
function orderOf(entry: Entry): number {
  if (entry.kind === 'event') return entry.event.seq;
  return entry.kind === 'sent' ? 1_000_000 : 0;
}

const WITH_CUSTOMER = new Set([
  'gesture_offered',
  'gesture_accepted',
  'gesture_declined',
  'survey_sent',
  'survey_answered',
  'withdraw',
  'bad_answer',
]);

export function isShown(entry: Entry, filter: Filter): boolean {
  if (filter === 'all') return true;
  const withCustomer =
    entry.kind === 'sent' ||
    (entry.kind === 'said' && entry.said.direction !== 'inside') ||
    (entry.kind === 'event' && (WITH_CUSTOMER.has(entry.event.kind) || TALK.has(entry.event.kind) || entry.event.byKind === 'customer'));
  return withCustomer === (filter === 'customer');
}
