import type { View } from '../../api/client';
import { entriesOf, isShown } from './timeline.rules';

const AT = '2026-11-16T15:00:00.000Z';
const event = (kind: string, seq: number, at = AT): View<'TicketEventView'> => ({
  ...{ seq, kind, from: null, to: null, byKind: 'staff', by: null, reason: null, text: kind, data: {}, at },
});
const said = (kind: View<'ContactView'>['kind'], at = AT): View<'ContactView'> => ({
  ...{ id: `${kind} ${at}`, kind, channel: 'email', direction: kind === 'note' ? 'inside' : 'out', human: true, visitor: false },
  ...{ fromAddress: null, senderProof: null, by: null, text: 'Words.', waitSeconds: null, files: [], at },
});
const sent = (kind: View<'MessageView'>['kind'], at = AT): View<'MessageView'> => ({
  ...{ id: `${kind} ${at}`, ticketId: 't', ticketRef: 'R-1001', kind, class: 'service', channel: 'email', to: 'a@b.test', language: 'en' },
  ...{ state: 'sent', lastError: null, receipt: null, segments: null, attempts: 1, automatic: false, notBefore: at, createdAt: at },
  ...{
    sentAt: at,
    ticket: null,
    customerName: null,
    why: '',
    deliveredAt: null,
    heldFor: null,
    blockedBy: null,
    editable: false,
    version: 1,
  },
});

test('a reply is one entry with its words and how far it came, not three', () => {
  const [entry, ...more] = entriesOf([event('message', 2)], [said('reply')], [sent('staff_reply')]);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ kind: 'said', said: { text: 'Words.' }, event: { seq: 2 }, sent: { kind: 'staff_reply' } });
});

test('the newest stands first, and what the desk sent by itself has a line of its own', () => {
  const later = '2026-11-16T16:00:00.000Z';
  const entries = entriesOf([event('log_live', 1), event('severity', 2, later)], [said('complaint')], [sent('receipt')]);
  expect(entries.map(({ kind }) => kind)).toEqual(['event', 'sent', 'said']);
});

test('notes are internal, what went to the customer is not', () => {
  const entries = entriesOf([event('severity', 3)], [said('note'), said('reply', '2026-11-16T17:00:00.000Z')], [sent('receipt')]);
  const shown = (filter: 'customer' | 'internal'): string[] =>
    entries.filter((entry) => isShown(entry, filter)).map((entry) => (entry.kind === 'said' ? entry.said.kind : entry.kind));
  expect(shown('internal').sort()).toEqual(['event', 'note']);
  expect(shown('customer').sort()).toEqual(['reply', 'sent']);
});
