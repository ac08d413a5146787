import fc from 'fast-check';
import { actor, daysAgo, fixBody, mergeTarget, NOW, ticketFacts } from '../../test/support/ticket-facts';
import type { Role } from '../staff/role.rules';
import { ROLES } from '../staff/role.rules';
import type { MoveInput, TicketFacts, TicketState } from './ticket-facts.rules';
import { TICKET_STATES } from './ticket-facts.rules';
import { REQUESTS, transitionFor } from './ticket-steps.rules';
import type { TicketEvent } from './ticket-table.rules';
import { TRANSITIONS } from './ticket-table.rules';
import { move, moves } from './ticket.rules';

/** For each move: facts and a body with which it goes through. */
const READY: Readonly<Record<string, { facts: Partial<TicketFacts>; input: MoveInput; role: Role }>> = {
  T01: { facts: {}, input: {}, role: 'system' },
  T02: { facts: {}, input: { text: 'It leaks', touchPoint: 'unsure' }, role: 'agent' },
  T03: { facts: {}, input: { text: 'It leaks', touchPoint: 'website', fix: fixBody() }, role: 'agent' },
  T04: { facts: {}, input: { contact: { how: 'call', note: 'Spoke to Ann' } }, role: 'agent' },
  T05: { facts: {}, input: { question: 'Which size?', channel: 'phone', askedAt: NOW }, role: 'agent' },
  T06: { facts: {}, input: { text: 'Size 8', channel: 'email' }, role: 'system' },
  T07: { facts: {}, input: { reason: 'We found it ourselves' }, role: 'agent' },
  T08: { facts: { chasesSent: 2, waitingOpenDays: 10 }, input: {}, role: 'system' },
  T09: { facts: {}, input: { fix: fixBody() }, role: 'agent' },
  T10: { facts: {}, input: { contact: { how: 'call', note: 'Done at once' }, fix: fixBody() }, role: 'agent' },
  T11: { facts: { fixDelivered: true }, input: { reason: 'It leaks again' }, role: 'agent' },
  T12: { facts: { oneUp: 'settled' }, input: {}, role: 'system' },
  T13: { facts: { fixDelivered: true }, input: { answer: { score: 2 } }, role: 'follow_up' },
  T14: { facts: { fixDelivered: true, oneUp: 'settled', followUp: 'done' }, input: {}, role: 'agent' },
  T15: { facts: { closedAt: daysAgo(3), closeReason: 'unknown' }, input: { reason: 'Broken again' }, role: 'agent' },
  T16: { facts: {}, input: { reason: 'No longer needed', channel: 'phone' }, role: 'agent' },
  T17: { facts: {}, input: { target: mergeTarget() }, role: 'agent' },
  T18: { facts: { mergedAt: daysAgo(3) }, input: { reason: 'Two matters' }, role: 'lead' },
  T19: { facts: {}, input: { reason: 'test' }, role: 'agent' },
  T20: { facts: { voidedAt: daysAgo(3) }, input: { reason: 'It was one' }, role: 'lead' },
};

function tryMove(id: string, over: { facts?: Partial<TicketFacts>; input?: MoveInput; role?: Role } = {}) {
  const row = TRANSITIONS.find((one) => one.id === id);
  const ready = READY[id];
  if (!row || !ready) throw new Error(`No ${id}`);
  const from = row.from[0] ?? null;
  const facts = from === null ? null : ticketFacts({ ...ready.facts, ...over.facts, state: over.facts?.state ?? from });
  return move(facts, row.event, actor(over.role ?? ready.role), { ...ready.input, ...over.input }, NOW);
}

describe('every move of the table', () => {
  test.each(TRANSITIONS.map((row) => [row.id, row.event, row.from.join(', ') || 'nothing', row.to] as const))(
    '%s %s goes from %s to %s when its guards hold',
    (id) => {
      const row = TRANSITIONS.find((one) => one.id === id);
      for (const from of row?.from ?? []) {
        const verdict = tryMove(id, from === null ? {} : { facts: { state: from } });
        expect(verdict).toMatchObject({ ok: true, transition: { id } });
      }
    },
  );

  test.each(TRANSITIONS.map((row) => [row.id, row.who] as const))('%s is refused to everyone below its roles', (id, who) => {
    for (const role of [...ROLES, 'system' as const, 'customer' as const]) {
      const verdict = tryMove(id, { role });
      const listed = who.some((one) => one === role) || (who.includes('agent') && role === 'senior_agent');
      const above = (role === 'area_manager' && who.includes('manager')) || (role === 'vendor_lead' && who.includes('vendor_agent'));
      const higher = (role === 'lead' || role === 'manager' || role === 'area_manager') && who.includes('agent');
      if (listed || above || higher) expect(verdict.ok || verdict.guard !== 'who').toBe(true);
      else expect(verdict).toMatchObject({ ok: false, guard: 'who' });
    }
  });
});

describe('what a ticket becomes', () => {
  test('edge 37: a fix that failed starts the next cycle and is serious from then on', () => {
    expect(tryMove('T11', { facts: { cycle: 2, severity: 'S4' } })).toMatchObject({ ok: true, cycle: 3, severity: 'S2' });
    expect(tryMove('T13', { facts: { severity: 'S1' } })).toMatchObject({ ok: true, cycle: 2, severity: 'S1' });
    expect(tryMove('T15')).toMatchObject({ ok: true, cycle: 2, severity: 'S2', closeReason: null });
  });

  test('edge 38: coming back after a lapse or a withdrawal is a new cycle and no failure', () => {
    expect(tryMove('T15', { facts: { closeReason: 'lapsed' } })).toMatchObject({ ok: true, cycle: 2, severity: 'S3' });
    expect(tryMove('T15', { facts: { closeReason: 'withdrawn' } })).toMatchObject({ ok: true, severity: 'S3' });
  });

  test('every other move stays in its cycle and keeps the severity', () => {
    for (const id of ['T04', 'T05', 'T06', 'T07', 'T09', 'T12', 'T14', 'T16', 'T17', 'T19', 'T20'])
      expect(tryMove(id, { facts: { cycle: 2 }, input: { fix: fixBody({ whatChanged: 'Another part' }) } })).toMatchObject({
        ok: true,
        cycle: 2,
        severity: 'S3',
      });
    expect(tryMove('T01')).toMatchObject({ cycle: 1, severity: null });
  });

  test('a ticket merged away after its fix comes back as a new attempt', () => {
    const back = tryMove('T18', { facts: { fixDelivered: true } });
    expect(back).toMatchObject({ ok: true, cycle: 2, severity: 'S3' });
    if (back.ok) expect(back.clocks).toContainEqual({ clock: 'fix', verb: 'rearm' });
    const before = tryMove('T18');
    if (before.ok) expect(before.clocks).toContainEqual({ clock: 'fix', verb: 'resume' });
  });

  test('a closed ticket always says how it ended', () => {
    expect(tryMove('T08')).toMatchObject({ closeReason: 'lapsed' });
    expect(tryMove('T16')).toMatchObject({ closeReason: 'withdrawn' });
    expect(tryMove('T14')).toMatchObject({ closeReason: 'unknown' });
    expect(tryMove('T14', { facts: { lastAnswer: { score: 5, fixed: true } } })).toMatchObject({ closeReason: 'recovered' });
    const call = { how: 'call', score: 3, fixed: true } as const;
    expect(tryMove('T14', { facts: { lastAnswer: { score: 5, fixed: true } }, input: { followUp: call } })).toMatchObject({
      closeReason: 'unknown',
    });
    expect(tryMove('T14', { input: { closeReason: 'recovered' } })).toMatchObject({ closeReason: 'recovered' });
  });
});

test('a ticket logged as fixed may leave the cause open once, like any first fix', () => {
  expect(tryMove('T03', { input: { fix: fixBody({ cause: 'unknown_yet' }) } }).ok).toBe(true);
});

describe('what is refused', () => {
  const anyState = fc.constantFrom<TicketState>(...TICKET_STATES);
  const anyEvent = fc.constantFrom<TicketEvent>(...TRANSITIONS.map((row) => row.event));
  const anyRole = fc.constantFrom<Role>(...ROLES, 'system', 'customer', 'pos');
  const anyFacts = fc.record({
    state: anyState,
    severity: fc.constantFrom('S1' as const, 'S2' as const, 'S3' as const, 'S4' as const),
    oneUp: fc.constantFrom('none' as const, 'open' as const, 'settled' as const),
    fixDelivered: fc.boolean(),
    redressUnpaid: fc.boolean(),
    causeRecorded: fc.boolean(),
    chasesSent: fc.integer({ min: 0, max: 3 }),
    waitingOpenDays: fc.integer({ min: 0, max: 12 }),
    holds: fc.constantFrom([], [{ kind: 'safety' as const }], [{ kind: 'vulnerable' as const }]),
  });

  test('every pair of state and event outside the table is refused by its state (law)', () => {
    fc.assert(
      fc.property(anyFacts, anyEvent, anyRole, (facts, event, role) => {
        const verdict = move(ticketFacts(facts), event, actor(role), {}, NOW);
        if (transitionFor(event, facts.state) === null) expect(verdict).toMatchObject({ ok: false, guard: 'state' });
        else expect(verdict.ok || verdict.guard !== 'state').toBe(true);
      }),
    );
  });

  test('every refusal is one plain sentence, whatever the facts (law)', () => {
    fc.assert(
      fc.property(anyFacts, anyRole, (facts, role) => {
        const ticket = ticketFacts(facts);
        const { allowed, refused } = moves(ticket, actor(role), NOW);
        expect([...allowed, ...refused.map(({ event }) => event)].sort()).toEqual([...REQUESTS].sort());
        const bodies = REQUESTS.map((event) => move(ticket, event, actor(role), {}, NOW)).filter((one) => !one.ok);
        for (const { why } of [...refused, ...bodies]) expect(why).toMatch(/^[A-Z].{10,}\.$/);
        for (const { event } of refused) expect(move(ticket, event, actor(role), {}, NOW).ok).toBe(false);
      }),
    );
  });

  test('the sentence says when the event is possible and how the ticket stands', () => {
    const verdict = move(ticketFacts({ state: 'closed' }), 'fix_delivered', actor('agent'), {}, NOW);
    expect(verdict).toMatchObject({ why: 'Delivering the fix is possible only while a ticket is open or new; this one is closed.' });
    expect(move(null, 'close', actor('agent'), {}, NOW)).toMatchObject({ guard: 'state', why: 'There is no ticket yet.' });
    expect(move(ticketFacts(), 'log_live', actor('agent'), {}, NOW)).toMatchObject({ guard: 'state' });
  });

  test('edge 81: the person a complaint is about can do nothing with it, whatever the role', () => {
    const facts = ticketFacts({ subjectStaffId: 'mia' });
    expect(moves(facts, actor('area_manager'), NOW).allowed).toEqual([]);
    expect(move(facts, 'first_contact', actor('area_manager'), {}, NOW)).toMatchObject({ ok: false });
    expect(move({ ...facts, state: 'new' }, 'first_contact', actor('area_manager'), {}, NOW)).toMatchObject({ guard: 'who' });
  });

  test('edge 33: of two triggers that reopen at once only the first finds a closed ticket', () => {
    const first = tryMove('T15', { role: 'system' });
    expect(first.ok).toBe(true);
    if (!first.ok) return;
    const after = ticketFacts({ state: first.transition.to, cycle: first.cycle });
    expect(move(after, 'reopen', actor('system'), { reason: 'survey' }, NOW)).toMatchObject({ ok: false, guard: 'state' });
  });
});

test('without a body only what can be told already is refused', () => {
  const { allowed, refused } = moves(ticketFacts(), actor('agent'), NOW);
  expect(allowed).toEqual(['ask_customer', 'fix_delivered', 'withdraw', 'merge', 'void']);
  expect(refused.find(({ event }) => event === 'close')).toMatchObject({ guard: 'state' });
  const settled = ticketFacts({ state: 'following_up', fixDelivered: true, oneUp: 'open', redressUnpaid: true });
  expect(moves(settled, actor('agent'), NOW).refused.find(({ event }) => event === 'close')).toMatchObject({ guard: 'gesture_settled' });
});
