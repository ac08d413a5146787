import fc from 'fast-check';
import { TICKET_CLOCKS } from '../src/clocks/clock.rules';
import { Database } from '../src/platform/database/database';
import type { Tx } from '../src/platform/database/tx';
import { Refused } from '../src/platform/errors';
import type { Actor } from '../src/staff/actor.dto';
import type { LockedTicket } from '../src/tickets/locked-ticket.dto';
import { TicketCare } from '../src/tickets/ticket-care.service';
import { TicketHolds } from '../src/tickets/ticket-holds.service';
import { TicketMerging } from '../src/tickets/ticket-merging.service';
import { TicketMoves } from '../src/tickets/ticket-moves.service';
import { TicketSeverity } from '../src/tickets/ticket-severity.service';
import { TicketsService } from '../src/tickets/tickets.service';
import { anAddress, DAY, FIX, HOUR, logged, ticketDesk } from './support/ticket-desk';

/** Laws that hold on the real tables, whatever people do in whatever order. */

const desk = ticketDesk();
let boss: Actor;

beforeAll(() => {
  boss = {
    kind: 'staff',
    key: `staff:${desk.manager.staffId}`,
    staffId: desk.manager.staffId,
    name: 'Bea Boss',
    roles: ['manager'],
    grants: [{ role: 'manager', scopeKind: 'org', locationIds: [], teamId: null, deskId: null }],
    scopes: [],
    byCookie: false,
    command: null,
    can: () => true,
  };
});

interface Pair {
  id: string;
  other: string;
}

type Step = (pair: Pair, now: Date) => Promise<unknown>;

function the<Service>(type: new (...needs: never[]) => Service): Service {
  return desk.world.desk.app.get<Service>(type, { strict: false });
}

/** Under the ticket's lock, as a later feature does it. */
function locked(id: string, work: (tx: Tx, t: LockedTicket, moves: TicketMoves) => Promise<unknown>): Promise<void> {
  const moves = the(TicketMoves);
  return the(Database).transaction(async (tx) => {
    const t = await moves.lock(tx, id, boss);
    await work(tx, t, moves);
    await moves.save(tx, t);
  });
}

const CALL = { channel: 'phone' as const, how: 'call' as const, note: 'Talked.' };
const AGAIN = { ...FIX, whatChanged: 'Another part.', contact: CALL } as never;
const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

const STEPS: Readonly<Record<string, Step>> = {
  'first contact': ({ id }) => the(TicketsService).firstContact(id, CALL, boss),
  'call with a promise': ({ id }, now) => the(TicketsService).contact(id, { ...CALL, nextNewsAt: later(now, HOUR) }, boss),
  call: ({ id }) => the(TicketsService).contact(id, CALL, boss),
  ask: ({ id }) => the(TicketsService).askCustomer(id, { question: 'Which plate?' }, boss),
  'ask by phone': ({ id }, now) => the(TicketsService).askCustomer(id, { question: 'Which plate?', channel: 'phone', askedAt: now }, boss),
  answered: ({ id }) => the(TicketsService).customerAnswered(id, { text: 'ABC', channel: 'phone' }, boss),
  'go on': ({ id }) => the(TicketsService).resumeWithoutAnswer(id, { reason: 'Found it.' }, boss),
  lapse: ({ id }) => the(TicketsService).lapse(id, {}, boss),
  fix: ({ id }) => the(TicketsService).fixDelivered(id, AGAIN, boss),
  'fix failed': ({ id }) => the(TicketsService).fixFailed(id, { reason: 'Squeals.' }, boss),
  'gift chosen': ({ id }) => locked(id, (tx, t, moves) => moves.setOneUp(tx, t, t.row.state === 'fixed' ? 'open' : t.row.oneUp)),
  'gift offered': ({ id }) =>
    locked(id, (tx, t, moves) => moves.setOneUp(tx, t, t.row.state === 'fixed' ? 'open' : t.row.oneUp, { offered: true })),
  'gift settled': ({ id }) =>
    locked(id, (tx, t, moves) => moves.setOneUp(tx, t, ['fixed', 'following_up'].includes(t.row.state) ? 'settled' : t.row.oneUp)),
  'bad answer': ({ id }) => the(TicketsService).badAnswer(id, { channel: 'phone', fixed: false }, boss),
  close: ({ id }) => the(TicketsService).close(id, { followUp: { how: 'call', score: 5, fixed: true } }, boss),
  reopen: ({ id }) => the(TicketsService).reopen(id, { reason: 'Back again.' }, boss),
  withdraw: ({ id }) => the(TicketsService).withdraw(id, { reason: 'No time.', channel: 'phone' }, boss),
  void: ({ id }) => the(TicketsService).voidTicket(id, { reason: 'mistake' }, boss),
  unvoid: ({ id }) => the(TicketsService).unvoid(id, { reason: 'It was one.' }, boss),
  merge: ({ id, other }) => the(TicketMerging).merge(id, { into: other, keepGesture: 'both' }, boss),
  'merge the other way': ({ id, other }) => the(TicketMerging).merge(other, { into: id }, boss),
  unmerge: ({ id }) => the(TicketMerging).unmerge(id, { reason: 'Two matters.' }, boss),
  worse: ({ id }) => the(TicketSeverity).change(id, { severity: 'S1' }, boss),
  better: ({ id }) => the(TicketSeverity).change(id, { severity: 'S4', reason: 'Paint only.' }, boss),
  'hold gifts': ({ id }) => the(TicketHolds).set(id, { kind: 'safety', reason: 'Smoke.' }, boss),
  'lift it': ({ id }) => the(TicketHolds).release(id, 'safety', { reason: 'Steam.' }, boss),
  pause: ({ id }, now) => the(TicketHolds).pause(id, { reason: 'customer_date', until: later(now, 2 * DAY) }, boss),
  unpause: ({ id }) => the(TicketHolds).unpause(id, {}, boss),
  take: ({ id }) => the(TicketCare).take(id, {}, boss),
  note: ({ id }) => the(TicketCare).note(id, { text: 'Hm.' }, boss),
};
/** What usually comes next; steps drawn from all of them would seldom get far. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  new: ['first contact', 'call with a promise', 'fix', 'merge'],
  open: ['ask', 'fix', 'fix', 'pause', 'call with a promise', 'merge', 'hold gifts'],
  waiting_customer: ['answered', 'answered', 'go on', 'merge'],
  fixed: ['gift offered', 'gift settled', 'gift chosen', 'fix failed', 'hold gifts', 'lift it'],
  following_up: ['gift settled', 'close', 'close', 'bad answer', 'lift it'],
  closed: ['reopen'],
  merged: ['unmerge'],
  void: ['unvoid'],
};
const LONGER = { hours: 5 * HOUR, days: 3 * DAY, weeks: 15 * DAY } as const;

interface Shown extends Record<string, unknown> {
  id: string;
  state: string;
  cycle: number;
  version: number;
  seq: number;
  nextDueAt: Date | null;
  events: number;
  lastSeq: number;
  waiting: boolean;
  promises: number;
  live: string[];
}

function look(pair: Pair): Promise<Shown[]> {
  return desk.world.sql<Shown>(
    `SELECT t.id, t.state, t.cycle, t.version, t.event_seq AS seq, t.next_due_at AS "nextDueAt", t.waiting_since IS NOT NULL AS waiting,
       (SELECT count(*)::int FROM ticket_event e WHERE e.ticket_id = t.id) AS events,
       (SELECT max(e.seq) FROM ticket_event e WHERE e.ticket_id = t.id) AS "lastSeq",
       (SELECT count(*)::int FROM promise p WHERE p.ticket_id = t.id AND p.state = 'open') AS promises,
       ARRAY(SELECT m.clock FROM timer m WHERE m.ticket_id = t.id AND m.state IN ('running', 'paused', 'quarantined') ORDER BY 1) AS live
     FROM ticket t WHERE t.id = ANY($1::uuid[]) ORDER BY t.id`,
    [[pair.id, pair.other]],
  );
}

function checkLaws(ticket: Shown): void {
  const { state, live } = ticket;
  const own = live.filter((clock) => TICKET_CLOCKS.some((one) => one === clock));
  expect({ events: ticket.events, lastSeq: ticket.lastSeq }).toEqual({ events: ticket.seq, lastSeq: ticket.seq });
  expect(new Set(own).size).toBe(own.length);
  expect(ticket.waiting).toBe(state === 'waiting_customer');
  expect(ticket.promises).toBe(own.includes('promise') ? 1 : 0);
  if (['closed', 'merged', 'void'].includes(state)) {
    expect(own.filter((clock) => clock !== 'reopen_window')).toEqual([]);
    expect(ticket.nextDueAt).toBeNull();
  }
  if (state !== 'closed') expect(own).not.toContain('reopen_window');
  const working = ['new', 'open', 'waiting_customer'].includes(state);
  expect(own.includes('fix')).toBe(working);
  if (!working) for (const clock of ['contact', 'update', 'promise', 'chase', 'snooze']) expect(own).not.toContain(clock);
  if (state !== 'fixed') expect(own).not.toContain('one_up');
  if (state !== 'following_up') expect(own.filter((clock) => clock === 'follow_up' || clock === 'survey_window')).toEqual([]);
}

/** One thing that somebody does. A refusal changes nothing; a yes is one version more of every ticket it touches. */
async function act(pair: Pair, name: string): Promise<void> {
  const before = await look(pair);
  const step = STEPS[name];
  let refused = false;
  try {
    await step?.(pair, await desk.world.now());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused = true;
  }
  const after = await look(pair);
  if (refused) expect(after).toEqual(before);
  for (const [index, ticket] of after.entries()) {
    const versions = ticket.version - (before[index]?.version ?? 0);
    const both = name.includes('merge');
    if (!refused && !both) expect(versions).toBe(ticket.id === pair.id ? 1 : 0);
    if (!refused && both) expect(versions).toBe(1);
    expect(ticket.cycle).toBeGreaterThanOrEqual(before[index]?.cycle ?? 0);
  }
}

/** A number stands for one of the usual steps in the state the ticket has then. */
const aStep = fc.oneof(
  { weight: 6, arbitrary: fc.nat(83) },
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(STEPS)) },
  { weight: 2, arbitrary: fc.constantFrom<keyof typeof LONGER>('hours', 'days', 'weeks') },
);

async function usual(pair: Pair, draw: number): Promise<string> {
  const steps = USUAL[(await look(pair)).find(({ id }) => id === pair.id)?.state ?? ''] ?? ['note'];
  return steps[draw % steps.length] ?? 'note';
}

test('whatever people do, in whatever order: the timeline has no holes, nothing runs on a ticket that is done, and a no changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('email', 'phone'), fc.array(aStep, { minLength: 4, maxLength: 18 }), async (channel, names) => {
      const customer = { name: 'Law', email: anAddress() };
      const pair = {
        id: (await logged(desk.agent, { channel, customer })).ticket.id,
        other: (await logged(desk.agent, { customer })).ticket.id,
      };
      for (const name of names) {
        if (typeof name === 'number') await act(pair, await usual(pair, name));
        else if (name in LONGER) await desk.world.shift(LONGER[name as keyof typeof LONGER]);
        else await act(pair, name);
        for (const ticket of await look(pair)) checkLaws(ticket);
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);
