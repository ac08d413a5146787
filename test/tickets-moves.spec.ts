import {
  arrived,
  clocksOf,
  closed,
  DAY,
  FIX,
  fixed,
  followedUp,
  HOUR,
  lastMove,
  logged,
  MINUTE,
  newsOf,
  nextMonday,
  no,
  ok,
  opened,
  seen,
  ticketDesk,
  timeline,
  told,
  waiting,
} from './support/ticket-desk';

const desk = ticketDesk();

const CALL = { channel: 'phone', how: 'call', note: 'Talked it through with her.' };

test('T01: a complaint that came in writing is new, with a promise for the first answer and a receipt', async () => {
  const { agent, world } = desk;
  const { ticket, promise } = await logged(agent, { channel: 'email' });
  expect(ticket).toMatchObject({ state: 'new', owner: null });
  expect(promise.clock).toBe('contact');
  expect(await clocksOf(agent, ticket.id)).toEqual({ contact: 'running', fix: 'running' });
  expect(await lastMove(agent, ticket.id)).toMatchObject({ seq: 1, kind: 'log_async', from: null, to: 'new' });
  expect(await told(world, ticket.id)).toEqual(['receipt']);
});

test('T02: a complaint told to a person is open, its first contact is the call itself', async () => {
  const { agent, world } = desk;
  const { ticket } = await logged(agent);
  expect(ticket).toMatchObject({ state: 'open', owner: agent.staffId });
  expect(await clocksOf(agent, ticket.id)).toEqual({ contact: 'met', fix: 'running', update: 'running' });
  expect(await lastMove(agent, ticket.id)).toMatchObject({ seq: 1, kind: 'log_live', to: 'open' });
  expect(await told(world, ticket.id)).toEqual(['receipt']);
});

test('T02 refused: whoever logs a call must say where it happened', async () => {
  const body = { channel: 'phone', text: 'It squeals.', customer: { name: 'Bo' } };
  expect(await no(desk.agent.post('complaints', body))).toBe('409 what_and_touch_point: Say where it happened, or "not sure".');
});

test('T03: put right while it was logged, nothing runs but the one-up, and the summary is the only message', async () => {
  const { agent, world } = desk;
  const { ticket, promise } = await logged(agent, { fix: FIX });
  expect([ticket.state, promise]).toEqual(['fixed', null]);
  expect(await clocksOf(agent, ticket.id)).toEqual({ contact: 'met', fix: 'met', one_up: 'running' });
  expect(await lastMove(agent, ticket.id)).toMatchObject({ kind: 'log_fixed_on_spot', to: 'fixed' });
  expect(await told(world, ticket.id)).toEqual(['fix_summary']);
});

test('T03 refused: an incomplete fix, and a complaint turned down by an agent', async () => {
  const log = (fix: object) =>
    no(desk.agent.post('complaints', { channel: 'phone', text: 'It squeals.', anonymous: true, touchPoint: 'unsure', fix }));
  expect(await log({ ...FIX, summary: 'Done it all.' })).toBe(
    '409 fix_complete: Say in at least 20 characters what happened, why, and what was done.',
  );
  const down = { ...FIX, decision: 'not_upheld', notUpheld: { reason: 'It was fine.', nextStep: 'Ask the manager.' } };
  expect(await log(down)).toBe('409 not_upheld_needs_lead: Only a lead can turn a complaint down.');
});

test('T04: the first call opens a new ticket and keeps the promise of the first answer', async () => {
  const { agent, world } = desk;
  const id = await arrived(agent);
  expect(await ok(agent.post(`tickets/${id}/first-contact`, CALL))).toMatchObject({ state: 'open', version: 2 });
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', update: 'running' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'first_contact', from: 'new', to: 'open', by: { id: agent.staffId } });
  expect(await told(world, id)).toEqual(['receipt']);
  expect(await no(agent.post(`tickets/${id}/first-contact`, CALL))).toBe(
    '409 state: A first contact is possible only while a ticket is new; this one is open.',
  );
});

test('T05: a question stops the fix clock and goes out; a question by phone sends nothing', async () => {
  const { agent, world } = desk;
  const id = await waiting(agent);
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'paused', update: 'cancelled', chase: 'running' });
  expect(await seen(agent, id)).toMatchObject({ state: 'waiting_customer', question: 'Which plate number?' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'ask_customer', from: 'open', to: 'waiting_customer' });
  expect(await told(world, id)).toEqual(['receipt', 'question']);
  const byPhone = await opened(agent);
  await ok(
    agent.post(`tickets/${byPhone}/ask-customer`, {
      question: 'Which plate?',
      channel: 'phone',
      askedAt: (await world.now()).toISOString(),
    }),
  );
  expect(await told(world, byPhone)).toEqual(['receipt']);
});

test('T05 refused: a question that was not asked, or that cannot reach the customer', async () => {
  const { agent, world } = desk;
  const id = await opened(agent, { customer: { name: 'No Mail', phone: '+1 212 555 0143' } });
  const ask = (body: object) => no(agent.post(`tickets/${id}/ask-customer`, { question: 'Which plate?', ...body }));
  expect(await ask({ channel: 'phone' })).toBe('409 question_sent: Say when you asked the customer by phone.');
  expect(await ask({ channel: 'email' })).toBe('409 reachable: There is no e-mail address that works: ask by phone and log it.');
  const later = new Date((await world.now()).getTime() + HOUR).toISOString();
  expect(await ask({ channel: 'phone', askedAt: later })).toBe('409 at: This time lies in the future.');
});

test('T06: with the answer the fix clock goes on and the question is gone', async () => {
  const { agent } = desk;
  const id = await waiting(agent);
  const view = await ok(agent.post(`tickets/${id}/customer-answered`, { text: 'ABC 123', channel: 'phone' }));
  expect(view).toMatchObject({ state: 'open', question: null, waitingSince: null });
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', update: 'running', chase: 'cancelled' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'customer_answered', from: 'waiting_customer', to: 'open' });
});

test('T06: a question that is answered before its mail has left is taken back', async () => {
  const { agent, world } = desk;
  const id = await waiting(agent);
  await ok(agent.post(`tickets/${id}/customer-answered`, { text: 'ABC 123', channel: 'phone' }));
  expect(await told(world, id)).toEqual(['receipt']);
});

test('T07: going on without the answer needs a reason and starts the fix clock again', async () => {
  const { agent } = desk;
  const id = await waiting(agent);
  expect((await agent.post(`tickets/${id}/resume-without-answer`, { reason: ' ' })).status).toBe(400);
  await ok(agent.post(`tickets/${id}/resume-without-answer`, { reason: 'We found it in the files.' }));
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', update: 'running', chase: 'cancelled' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'resume_without_answer', to: 'open', reason: 'We found it in the files.' });
});

test('T08: only a lead lets it lapse, after two reminders and ten working days; the customer is told how to come back', async () => {
  const { agent, lead, world } = desk;
  const id = await waiting(agent);
  const lapse = (by = lead) => no(by.post(`tickets/${id}/lapse`));
  expect(await lapse(agent)).toBe('409 who: This needs a lead.');
  expect(await lapse()).toBe('409 two_chases: Ask the customer twice more first; both reminders must be out.');
  for (let day = 0; day < 4; day++) await world.shift(DAY);
  expect(await lapse()).toBe('409 ten_business_days: The customer has ten working days to answer; they are not over yet.');
  for (let day = 0; day < 10; day++) await world.shift(DAY);
  expect(await seen(agent, id)).toMatchObject({ state: 'closed', closeReason: 'lapsed', nextDueAt: null });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'lapse', byKind: 'system', data: { closeReason: 'lapsed' } });
  expect(await clocksOf(agent, id)).toEqual({
    contact: 'met',
    fix: 'cancelled',
    update: 'cancelled',
    chase: 'fired',
    reopen_window: 'running',
  });
  expect(await told(world, id)).toEqual(['receipt', 'question', 'chase_1', 'chase_2', 'lapse_notice']);
  await nextMonday(world);
});

test('T07 by the desk: a serious matter goes on without the answer, and the lead hears of it', async () => {
  const { agent, lead, world } = desk;
  const id = await waiting(agent, { severity: 'S2' });
  for (let day = 0; day < 15; day++) await world.shift(DAY);
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'resume_without_answer', to: 'open', reason: 'no answer', byKind: 'system' });
  expect(await newsOf(lead, id)).toContain('no_answer');
  await nextMonday(world);
});

test('T09: the fix stops its clock, starts that of the one-up and is told to the customer', async () => {
  const { agent, world } = desk;
  const id = await opened(agent);
  const view = await ok(agent.post(`tickets/${id}/fix-delivered`, { ...FIX, lossMinor: 1200 }));
  expect(view).toMatchObject({ state: 'fixed', fault: 'ours', fix: { kind: 'repair', cause: 'process', apology: { given: true } } });
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'met', update: 'cancelled', one_up: 'running' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'fix_delivered', from: 'open', to: 'fixed' });
  expect(await told(world, id)).toEqual(['receipt', 'fix_summary']);
});

test('T09 refused: each thing that a fix lacks is said in one sentence', async () => {
  const { agent } = desk;
  const id = await opened(agent);
  const deliver = (over: object) => no(agent.post(`tickets/${id}/fix-delivered`, { ...FIX, ...over }));
  const redress = { kind: 'refund', amountMinor: 1000, currency: 'USD', method: 'card', state: 'scheduled' };
  expect(await deliver({ apology: { given: false } })).toBe('409 fix_complete: Say why no apology was given.');
  expect(await deliver({ redress })).toBe('409 fix_complete: Say when it will be paid.');
  expect(await deliver({ at: '2030-01-01T00:00:00Z' })).toBe('409 fix_complete: The fix cannot lie in the future.');
  expect(await deliver({ cause: 'gremlins' })).toBe('400 There is no cause "gremlins".');
  // as long as twenty letters for a machine, but not for a person
  expect(await deliver({ summary: 'Fixed it well ok 😀😀' })).toBe(
    '409 fix_complete: Say in at least 20 characters what happened, why, and what was done.',
  );
  expect((await seen(agent, id)).state).toBe('open');
});

test('T09: two people who fix the same ticket at once fix it once', async () => {
  const { agent, lead, world } = desk;
  const id = await opened(agent);
  const answers = await Promise.all([agent.post(`tickets/${id}/fix-delivered`, FIX), lead.post(`tickets/${id}/fix-delivered`, FIX)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await told(world, id)).toEqual(['receipt', 'fix_summary']);
  expect(await seen(agent, id)).toMatchObject({ fixes: 1, version: 2 });
});

test('T10: fixed at the first contact; without the contact it is refused', async () => {
  const { agent, world } = desk;
  const id = await arrived(agent);
  expect(await no(agent.post(`tickets/${id}/fix-delivered`, FIX))).toBe(
    '409 human_contact_logged: Log how you reached the customer: a call, a meeting, a letter or an answer.',
  );
  const ahead = { ...CALL, at: '2030-01-01T00:00:00Z' };
  expect(await no(agent.post(`tickets/${id}/fix-delivered`, { ...FIX, contact: ahead }))).toBe('409 at: This time lies in the future.');
  await ok(agent.post(`tickets/${id}/fix-delivered`, { ...FIX, contact: CALL }));
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'met', one_up: 'running' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'fixed_at_first_contact', from: 'new', to: 'fixed' });
  expect(await told(world, id)).toEqual(['receipt', 'fix_summary']);
});

test('T11: a fix that did not hold is a new attempt, Serious, with shorter clocks and an apology', async () => {
  const { agent, world } = desk;
  const id = await fixed(agent);
  await ok(agent.post(`tickets/${id}/fix-failed`, { reason: 'It squeals again.' }));
  expect(await seen(agent, id)).toMatchObject({ state: 'open', cycle: 2, severity: 'S2', oneUp: 'none', fix: null });
  expect(await clocksOf(agent, id)).toEqual({ contact: 'running', fix: 'running', update: 'running', one_up: 'cancelled' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'fix_failed', from: 'fixed', to: 'open', data: { cycle: 2 } });
  expect((await told(world, id)).at(-1)).toBe('sorry_again');
});

test('T11 refused: nobody says without a word that a fix failed', async () => {
  const id = await fixed(desk.agent);
  expect((await desk.agent.post(`tickets/${id}/fix-failed`, { reason: '' })).status).toBe(400);
});

test('T12: when there is to be no gift the follow-up begins', async () => {
  const { agent } = desk;
  const id = await followedUp(agent);
  expect(await seen(agent, id)).toMatchObject({ state: 'following_up', oneUp: 'settled', followUp: 'due' });
  expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'met', update: 'cancelled', one_up: 'met', follow_up: 'running' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'one_up_settled', from: 'fixed', to: 'following_up', byKind: 'system' });
});

test('T12: a gift that is only taken leaves the ticket fixed; the offer moves it on', async () => {
  const { agent, world } = desk;
  const id = await fixed(agent);
  await world.settle();
  const gesture = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
  expect(await seen(agent, id)).toMatchObject({ state: 'fixed', oneUp: 'open' });
  await ok(agent.post(`gestures/${gesture.id}/offer`));
  expect(await seen(agent, id)).toMatchObject({ state: 'following_up', oneUp: 'open' });
});

test('T12 under a hold that blocks gifts: giving none is possible all the same', async () => {
  const { agent } = desk;
  const id = await fixed(agent);
  await ok(agent.post(`tickets/${id}/holds`, { kind: 'data_breach', reason: 'A list was mailed to the wrong person.' }));
  expect(await clocksOf(agent, id)).toMatchObject({ one_up: 'cancelled' });
  await ok(agent.post(`tickets/${id}/waive-gesture`, { reason: 'apology_only' }));
  expect((await seen(agent, id)).state).toBe('following_up');
});

test('T13: a bad answer goes back to work with a lead', async () => {
  const { agent, lead, world } = desk;
  const id = await followedUp(agent);
  expect(await no(agent.post(`tickets/${id}/bad-answer`, { channel: 'phone', score: 4 }))).toBe(
    '409 csat_le_2_or_not_fixed: A bad answer is "not fixed", or one or two of five.',
  );
  await ok(agent.post(`tickets/${id}/bad-answer`, { channel: 'phone', score: 2, text: 'It is worse.' }));
  expect(await seen(lead, id)).toMatchObject({ state: 'open', cycle: 2, severity: 'S2', owner: { id: lead.staffId }, followUp: 'none' });
  expect(await clocksOf(lead, id)).toMatchObject({ follow_up: 'cancelled', fix: 'running', contact: 'running', update: 'running' });
  expect(await lastMove(lead, id)).toMatchObject({ kind: 'bad_answer', from: 'following_up', to: 'open', data: { score: 2, cycle: 2 } });
  expect((await told(world, id)).at(-1)).toBe('sorry_again');
  expect(await newsOf(lead, id)).toContain('bad_answer');
});

test('T14: a call that went well closes the ticket as recovered', async () => {
  const { agent, world } = desk;
  const id = await followedUp(agent);
  const followUp = { how: 'call', score: 5, fixed: true, text: 'All good.' };
  expect(await ok(agent.post(`tickets/${id}/close`, { followUp }))).toMatchObject({
    state: 'closed',
    closeReason: 'recovered',
    followUp: 'done',
    nextDueAt: null,
  });
  expect(await clocksOf(agent, id)).toMatchObject({ follow_up: 'met', reopen_window: 'running' });
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'close', to: 'closed', data: { closeReason: 'recovered' } });
  expect((await lastMove(agent, id)).text).toMatch(/closed it: the customer is satisfied again\.$/);
  expect((await told(world, id)).at(-1)).toBe('closing_note');
});

test('T14 refused: each thing that must be done first is said', async () => {
  const { agent, lead, world } = desk;
  const asked = { followUp: { how: 'call', score: 5, fixed: true } };
  const close = (id: string, body: object = {}) => no(agent.post(`tickets/${id}/close`, body));

  const plain = await followedUp(agent);
  expect(await close(plain)).toBe('409 follow_up_done_or_waived: Ask the customer how it went first, or say why nobody is asked.');
  expect(await close(plain, { followUp: { how: 'call', waived: 'opted_out' } })).toBe(
    '409 follow_up_done_or_waived: Say how the customer was asked, or why nobody is asked.',
  );
  expect(await close(plain, { followUp: { how: 'call', score: 1 } })).toBe(
    '409 follow_up_done_or_waived: The customer is not satisfied: log a bad answer, so that the work goes on.',
  );
  expect(await close(plain, { ...asked, closeReason: 'withdrawn' })).toBe(
    '409 outcome_set: Close it as recovered, not recovered or unknown; withdrawn and lapsed have their own way.',
  );

  const noCause = await followedUp(agent, {}, { cause: 'unknown_yet' });
  expect(await close(noCause, asked)).toBe('409 cause_recorded: Say what caused it; only small matters close without.');
  expect(await close(noCause, { ...asked, cause: 'gremlins' })).toBe('400 There is no cause "gremlins".');
  expect(await ok(agent.post(`tickets/${noCause}/close`, { ...asked, cause: 'people' }))).toMatchObject({ state: 'closed' });

  const held = await followedUp(agent);
  await ok(agent.post(`tickets/${held}/holds`, { kind: 'press_social', reason: 'A journalist called.' }));
  expect(await close(held, asked)).toBe('409 no_close_hold: It cannot close under a press hold.');

  const redress = { kind: 'refund', amountMinor: 5000, currency: 'USD', method: 'card', state: 'scheduled', dueOn: '2026-12-01' };
  const owed = await followedUp(agent, {}, { redress });
  expect(await close(owed, asked)).toBe('409 redress_paid: Money is promised to the customer and not paid yet.');

  const gift = await fixed(lead);
  await world.settle();
  const gesture = await ok(lead.post(`tickets/${gift}/gestures`, { gestureType: 'car_wash' }));
  await ok(lead.post(`gestures/${gesture.id}/offer`));
  expect(await close(gift, asked)).toBe('409 gesture_settled: The one-up is not settled: wait until it is given, declined or run out.');
});

test('T14 by the desk: the last thing that stood in the way closes a ticket whose customer is content', async () => {
  const { agent, manager } = desk;
  const noContact = { customer: { name: 'At The Counter' } };
  const redress = { kind: 'refund', amountMinor: 5000, currency: 'USD', method: 'card', state: 'scheduled', dueOn: '2026-12-01' };
  const owed = await followedUp(agent, noContact, { redress });
  await desk.world.settle();
  expect(await seen(agent, owed)).toMatchObject({ state: 'following_up', followUp: 'waived', followUpWaived: 'no_contact_data' });
  expect(await newsOf(agent, owed)).toContain('cannot_close');
  const [row] = await desk.world.sql<{ id: string }>('SELECT id FROM redress WHERE ticket_id = $1', [owed]);
  expect(await no(agent.post(`redress/${row?.id ?? ''}/paid`, { paidAt: '2030-01-01T00:00:00Z' }))).toBe(
    '409 paid_at: The payment cannot lie in the future.',
  );
  await ok(agent.post(`redress/${row?.id ?? ''}/paid`));
  expect(await seen(agent, owed)).toMatchObject({ state: 'closed', closeReason: 'unknown' });
  expect(await no(agent.post(`redress/${row?.id ?? ''}/paid`))).toBe('409 already_paid: This payment was recorded before.');

  const held = await fixed(agent, noContact);
  await ok(agent.post(`tickets/${held}/holds`, { kind: 'press_social', reason: 'A journalist called.' }));
  await ok(agent.post(`tickets/${held}/waive-gesture`, { reason: 'apology_only' }));
  await desk.world.settle();
  expect((await seen(agent, held)).state).toBe('following_up');
  await ok(manager.post(`tickets/${held}/holds/press_social/release`, { reason: 'The story is out.' }));
  expect((await seen(agent, held)).state).toBe('closed');
});

test('T15 and edge 30: anybody reopens on day 29; on day 31 only a manager, others log a new one', async () => {
  const { agent, manager, world } = desk;
  const [early, late] = [await closed(agent), await closed(agent)];
  await world.shift(29 * DAY);
  await ok(agent.post(`tickets/${early}/reopen`, { reason: 'It came back.' }));
  expect(await seen(agent, early)).toMatchObject({ state: 'open', cycle: 2, severity: 'S2', closedAt: null, closeReason: null });
  expect(await clocksOf(agent, early)).toMatchObject({ reopen_window: 'cancelled', fix: 'running', contact: 'running', update: 'running' });
  expect(await lastMove(agent, early)).toMatchObject({ kind: 'reopen', from: 'closed', to: 'open' });
  expect((await told(world, early)).at(-1)).toBe('sorry_again');
  await world.shift(2 * DAY);
  expect(await no(agent.post(`tickets/${late}/reopen`, { reason: 'It came back.' }))).toBe(
    '409 within_reopen_window_or_manager: It was closed more than 30 days ago: log a new complaint and link it, or ask a manager.',
  );
  await ok(manager.post(`tickets/${late}/reopen`, { reason: 'It came back.' }));
  await nextMonday(world);
});

test.each([
  ['new', arrived],
  ['open', opened],
  ['waiting_customer', waiting],
  ['fixed', fixed],
  ['following_up', followedUp],
] as const)('T16: the customer may withdraw while the ticket is %s; nothing runs on', async (state, make) => {
  const { agent, world } = desk;
  const id = await make(agent);
  const view = await ok(agent.post(`tickets/${id}/withdraw`, { reason: 'She has no time for it.', channel: 'phone' }));
  expect(view).toMatchObject({ state: 'closed', closeReason: 'withdrawn', nextDueAt: null, question: null });
  const running = await world.sql(`SELECT clock FROM timer WHERE ticket_id = $1 AND state IN ('running', 'paused')`, [id]);
  expect(running).toEqual([{ clock: 'reopen_window' }]);
  expect(await lastMove(agent, id)).toMatchObject({ kind: 'withdraw', from: state, to: 'closed', reason: 'She has no time for it.' });
  expect((await told(world, id)).at(-1)).toBe('closing_note');
});

test('T16 refused: not without what the customer said, and not twice', async () => {
  const { agent } = desk;
  const id = await opened(agent);
  expect((await agent.post(`tickets/${id}/withdraw`, { reason: '', channel: 'phone' })).status).toBe(400);
  await ok(agent.post(`tickets/${id}/withdraw`, { reason: 'No time.', channel: 'phone' }));
  expect(await no(agent.post(`tickets/${id}/withdraw`, { reason: 'No time.', channel: 'phone' }))).toBe(
    '409 state: Withdrawing is possible only while a ticket is new, open, waiting for the customer, fixed or in follow-up; this one is closed.',
  );
});

test('T17: of two tickets about one matter one lives on', async () => {
  const { agent, world } = desk;
  const customer = { name: 'Two Tickets', email: 'two@example.test' };
  const [into, from] = [await opened(agent, { customer }), await opened(agent, { customer })];
  expect(await ok(agent.post(`tickets/${from}/merge`, { into }))).toMatchObject({
    state: 'merged',
    mergedInto: { id: into },
    nextDueAt: null,
  });
  expect(await lastMove(agent, from)).toMatchObject({ kind: 'merge', from: 'open', to: 'merged' });
  expect(await world.sql(`SELECT clock FROM timer WHERE ticket_id = $1 AND state IN ('running', 'paused')`, [from])).toEqual([]);
  expect((await timeline(agent, into)).at(-1)).toMatchObject({ kind: 'merged_in' });
});

test('T18: within a week a lead undoes the merge; later nobody does', async () => {
  const { agent, lead, world } = desk;
  const customer = { name: 'Apart', email: 'apart@example.test' };
  const [into, from, stays] = [await opened(agent, { customer }), await opened(agent, { customer }), await opened(agent, { customer })];
  await ok(agent.post(`tickets/${from}/merge`, { into }));
  await ok(agent.post(`tickets/${stays}/merge`, { into }));
  expect(await no(agent.post(`tickets/${from}/unmerge`, { reason: 'Another car.' }))).toBe('409 who: This needs a lead.');
  await ok(lead.post(`tickets/${from}/unmerge`, { reason: 'Another car.' }));
  expect(await seen(lead, from)).toMatchObject({ state: 'open', mergedInto: null, cycle: 1 });
  expect(await clocksOf(lead, from)).toMatchObject({ fix: 'running', update: 'running' });
  expect(await lastMove(lead, from)).toMatchObject({ kind: 'unmerge', from: 'merged', to: 'open' });
  await world.shift(8 * DAY);
  expect(await no(lead.post(`tickets/${stays}/unmerge`, { reason: 'Another car.' }))).toBe(
    '409 within_7_days: It was merged more than seven days ago; it stays merged.',
  );
  await nextMonday(world);
});

test('T19 and edge 63: what is no complaint is void and tells the customer nothing', async () => {
  const { agent, lead, world } = desk;
  const id = await opened(agent);
  expect((await agent.post(`tickets/${id}/void`, { reason: 'because' })).status).toBe(400);
  expect(await ok(agent.post(`tickets/${id}/void`, { reason: 'not_a_complaint', note: 'She praised us.' }))).toMatchObject({
    state: 'void',
    nextDueAt: null,
  });
  expect(await lastMove(agent, id)).toMatchObject({
    kind: 'void',
    from: 'open',
    to: 'void',
    reason: 'not_a_complaint',
    data: { note: 'She praised us.' },
  });
  expect(await told(world, id)).toEqual(['receipt']);

  const others = await opened(lead);
  expect(await no(agent.post(`tickets/${others}/void`, { reason: 'test' }))).toBe(
    '409 own_within_60_min_or_lead: You can void only what you logged yourself in the last 60 minutes; otherwise ask a lead.',
  );
  const old = await opened(agent);
  await world.shift(61 * MINUTE);
  expect(await no(agent.post(`tickets/${old}/void`, { reason: 'test' }))).toMatch(/^409 own_within_60_min_or_lead: /);
  await ok(lead.post(`tickets/${old}/void`, { reason: 'test' }));
  expect(await no(lead.post(`tickets/${await fixed(agent)}/void`, { reason: 'test' }))).toMatch(/^409 state: Voiding is possible only/);
});

test('T19: after a bad answer nothing is settled in the new attempt, so a lead may still void it', async () => {
  const { agent, lead } = desk;
  const id = await followedUp(agent);
  await ok(lead.post(`tickets/${id}/bad-answer`, { channel: 'phone', fixed: false }));
  await ok(lead.post(`tickets/${id}/void`, { reason: 'mistake' }));
});

test('T19 refused: what was promised in an earlier attempt is a promise, so such a ticket is not voided', async () => {
  const { agent, lead, world } = desk;
  const id = await fixed(agent);
  await world.settle();
  const gesture = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
  await ok(agent.post(`gestures/${gesture.id}/offer`));
  await ok(lead.post(`tickets/${id}/bad-answer`, { channel: 'phone', fixed: false }));
  await world.settle();
  expect(await seen(lead, id)).toMatchObject({ state: 'open', cycle: 2, oneUp: 'none' });
  const sentence =
    '409 no_gesture_beyond_suggested: A one-up was asked for, promised or given here, now or in an earlier attempt; such a ticket cannot be voided.';
  expect(await no(lead.post(`tickets/${id}/void`, { reason: 'mistake' }))).toBe(sentence);
  await ok(agent.post(`gestures/${gesture.id}/accept`));
  expect(await no(lead.post(`tickets/${id}/void`, { reason: 'mistake' }))).toBe(sentence);
  expect((await seen(lead, id)).gestures).toMatchObject([{ state: 'accepted' }]);
});

test('T19 refused: a gift that somebody is still asked for is not left behind by a void ticket', async () => {
  const { agent, lead, world } = desk;
  const id = await fixed(agent);
  await world.settle();
  const asked = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'extra_cover_6m', reason: 'A good customer.' }));
  await world.sql(
    `UPDATE gesture SET state = 'pending_approval', needed_approval = true, approved_by = NULL, approved_at = NULL WHERE id = $1`,
    [asked.id],
  );
  await ok(agent.post(`tickets/${id}/fix-failed`, { reason: 'It rattles.' }));
  expect(await no(lead.post(`tickets/${id}/void`, { reason: 'mistake' }))).toMatch(/^409 no_gesture_beyond_suggested: /);
  await world.settle();
  await ok(lead.post(`tickets/${id}/void`, { reason: 'mistake' }));
});

test('T20: a void ticket comes back within 30 days with the clocks it had', async () => {
  const { agent, lead, world } = desk;
  const [soon, late] = [await opened(agent), await opened(agent)];
  for (const id of [soon, late]) await ok(lead.post(`tickets/${id}/void`, { reason: 'mistake' }));
  await world.shift(DAY);
  expect(await no(agent.post(`tickets/${soon}/unvoid`, { reason: 'It was one.' }))).toBe('409 who: This needs a lead.');
  await ok(lead.post(`tickets/${soon}/unvoid`, { reason: 'It was one.' }));
  expect(await seen(lead, soon)).toMatchObject({ state: 'open', cycle: 1 });
  expect(await clocksOf(lead, soon)).toEqual({ contact: 'met', fix: 'running', update: 'running' });
  expect(await lastMove(lead, soon)).toMatchObject({ kind: 'unvoid', from: 'void', to: 'open' });
  await world.shift(30 * DAY);
  expect(await no(lead.post(`tickets/${late}/unvoid`, { reason: 'It was one.' }))).toBe(
    '409 within_30_days: It was voided more than 30 days ago; log the complaint again.',
  );
  await nextMonday(world);
});

test('every refusal also says what is possible, and the timeline has no holes', async () => {
  const { agent } = desk;
  const id = await fixed(agent);
  const refused = await agent.post(`tickets/${id}/ask-customer`, { question: 'Which plate?' });
  expect(refused.status).toBe(409);
  expect(refused.body.allowed).toEqual(expect.arrayContaining(['fix-failed', 'withdraw', 'merge']));
  expect(refused.body.refused.find((one: { event: string }) => one.event === 'lapse')).toMatchObject({ guard: 'state' });
  const seqs = (await timeline(agent, id)).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('a program that acts by a token is named as one on the timeline', async () => {
  const { manager, world } = desk;
  const { token } = await ok(
    manager.post('api-tokens', {
      name: 'Till',
      scopes: ['complaint.log', 'ticket.see', 'ticket.move'],
      expiresAt: new Date((await world.now()).getTime() + 30 * DAY).toISOString(),
    }),
  );
  const bearer = { headers: { authorization: `Bearer ${String(token)}` } };
  const made = await world.anonymous.post(
    'complaints',
    { channel: 'phone', text: 'Logged by the till.', anonymous: true, touchPoint: 'unsure' },
    bearer,
  );
  expect(made.status).toBe(201);
  const { id } = made.body.ticket;
  expect((await world.anonymous.post(`tickets/${String(id)}/notes`, { text: 'From the till.' }, bearer)).status).toBe(200);
  expect((await timeline(manager, id)).map(({ byKind }) => byKind)).toEqual(['api_token', 'api_token']);
});
