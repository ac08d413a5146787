import type { Client } from './support/client';
import {
  anAddress,
  arrived,
  clockOf,
  clocksOf,
  closed,
  DAY,
  FIX,
  fixed,
  HOUR,
  newsOf,
  nextMonday,
  no,
  ok,
  opened,
  seen,
  ticketDesk,
  timeline,
  told,
} from './support/ticket-desk';

const desk = ticketDesk();

function aCustomer(): { customer: { name: string; email: string } } {
  return { customer: { name: 'Ann Lee', email: anAddress() } };
}

function merge(by: Client, from: string, into: string, over: object = {}): ReturnType<Client['post']> {
  return by.post(`tickets/${from}/merge`, { into, ...over });
}

/** What was said on a ticket, in the order of time. */
async function said(by: Client, id: string): Promise<string[]> {
  return (await ok(by.get(`tickets/${id}/contacts`))).items.map((item: { text: string }) => item.text);
}

async function touchPoints(id: string): Promise<string[]> {
  const rows = await desk.world.sql<{ key: string }>(
    `SELECT p.key FROM ticket t JOIN touch_point p ON p.id = t.primary_touch_point WHERE t.id = $1
     UNION SELECT p.key FROM ticket_touch_point x JOIN touch_point p ON p.id = x.touch_point_id WHERE x.ticket_id = $1 ORDER BY 1`,
    [id],
  );
  return rows.map(({ key }) => key);
}

test('the ticket that lives on is as old, as bad and as sad as the worse of the two, and has everything that was said', async () => {
  const { agent, manager, world } = desk;
  const who = aCustomer();
  const from = await opened(agent, {
    ...who,
    text: 'First, the bill.',
    touchPoint: 'billing',
    mood: 'angry',
    severity: 'S2',
    holds: ['press_social'],
  });
  await world.shift(HOUR);
  const into = await opened(agent, { ...who, text: 'Then, the brakes.' });
  const older = await seen(agent, from);
  await ok(merge(agent, from, into));
  expect(await seen(agent, into)).toMatchObject({
    state: 'open',
    receivedAt: older.receivedAt,
    severity: 'S2',
    mood: 'angry',
    holds: [{ kind: 'press_social' }],
    touchPoint: { key: 'service_support' },
    version: 2,
  });
  expect(await said(agent, into)).toEqual(['First, the bill.', 'Then, the brakes.']);
  expect(await touchPoints(into)).toEqual(['billing', 'service_support']);
  // the matter began with the first call, so the fix is due from there
  expect(await clockOf(agent, into, 'fix')).toMatchObject({ state: 'running', startedAt: older.receivedAt, target: 'PT8H' });
  expect((await timeline(manager, into)).map(({ kind }) => kind)).toEqual(['log_live', 'merged_in', 'hold_set', 'severity']);
  await nextMonday(world);
});

test('a promise that the merged ticket broke stays broken in its own record; the matter counts once, on the one that lives', async () => {
  const { agent, world } = desk;
  const who = aCustomer();
  const from = await opened(agent, { ...who, severity: 'S2' });
  await world.shift(2 * DAY);
  const into = await opened(agent, who);
  await ok(merge(agent, from, into));
  expect(await clockOf(agent, from, 'fix')).toMatchObject({ state: 'cancelled', breachedAt: expect.any(String) });
  const counted = await world.sql(`SELECT count(*)::int AS n FROM ticket WHERE id = ANY($1::uuid[]) AND state <> 'merged'`, [[from, into]]);
  expect(counted).toEqual([{ n: 1 }]);
  await nextMonday(world);
});

test('edge 72: tickets of two customers are merged by a lead only', async () => {
  const { agent, lead } = desk;
  const [from, into] = [await opened(agent), await opened(agent)];
  expect(await no(merge(agent, from, into))).toBe(
    '409 same_customer_or_lead: The tickets belong to different customers; only a lead can merge them.',
  );
  await ok(merge(lead, from, into));
  expect(await said(lead, into)).toHaveLength(2);
});

test('edge 73: a merge follows to the ticket that lives; loops and dead ends are refused', async () => {
  const { agent, lead } = desk;
  const who = aCustomer();
  const [a, b, c] = [await opened(agent, who), await opened(agent, who), await opened(agent, who)];
  await ok(merge(agent, a, b));
  expect(await ok(merge(agent, c, (await seen(agent, a)).label))).toMatchObject({ mergedInto: { id: b } });
  const itself = '409 target_live: A ticket cannot be merged into itself, not even by way of others.';
  expect(await no(merge(lead, b, a))).toBe(itself);
  expect(await no(merge(lead, b, b))).toBe(itself);
  expect((await seen(agent, b)).version).toBe(3);
  const done = await closed(agent, who);
  expect(await no(merge(agent, b, done))).toMatch(/^409 target_live: R-\d+ is closed; merge into a ticket that is being worked on\.$/);
  expect(await no(merge(agent, b, 'R-99999999'))).toBe('404 There is no such ticket to merge into.');
  expect(await no(merge(agent, b, 'nonsense'))).toBe('404 There is no such ticket to merge into.');
});

test('edge 71: two gifts under way need the word of a lead, and neither is taken back', async () => {
  const { agent, lead, world } = desk;
  const who = aCustomer();
  const offered = async (gestureType: string): Promise<string> => {
    const id = await fixed(lead, who);
    await world.settle();
    const gesture = await ok(lead.post(`tickets/${id}/gestures`, { gestureType }));
    await ok(lead.post(`gestures/${gesture.id}/offer`));
    return id;
  };
  const [from, into] = [await offered('car_wash'), await offered('product_gift')];
  expect(await no(merge(agent, from, into))).toBe(
    '409 max_one_active_gesture_or_lead: Both tickets have a one-up under way; only a lead can merge them.',
  );
  expect(await no(merge(lead, from, into))).toBe(
    '409 max_one_active_gesture_or_lead: Both tickets have a one-up under way: say that both stay, or only that of the target.',
  );
  expect(await no(merge(lead, from, into, { keepGesture: 'source' }))).toMatch(
    /^400 keepGesture is "target" or "both"\. To keep that of the other ticket, merge the other way round/,
  );
  expect((await seen(lead, from)).state).not.toBe('merged');
  await ok(merge(lead, from, into, { keepGesture: 'both' }));
  await world.settle();
  for (const id of [from, into]) expect((await seen(lead, id)).gestures).toMatchObject([{ state: 'offered' }]);
  expect((await timeline(lead, from)).at(-1)?.data).toMatchObject({ keepGesture: 'both' });
});

test('what was chosen for the merged ticket and not offered is released', async () => {
  const { agent, world } = desk;
  const who = aCustomer();
  const from = await fixed(agent, who);
  await world.settle();
  await ok(agent.post(`tickets/${from}/gestures`, { gestureType: 'car_wash' }));
  await ok(merge(agent, from, await opened(agent, who)));
  await world.settle();
  expect((await seen(agent, from)).gestures).toMatchObject([{ state: 'revoked' }]);
});

test('edge 71: keeping only the gift of the target releases what was chosen for the other and not offered', async () => {
  const { lead, world } = desk;
  const who = aCustomer();
  const [from, into] = [await fixed(lead, who), await fixed(lead, who)];
  await world.settle();
  await ok(lead.post(`tickets/${from}/gestures`, { gestureType: 'car_wash' }));
  await ok(lead.post(`tickets/${into}/gestures`, { gestureType: 'product_gift' }));
  await ok(merge(lead, from, into, { keepGesture: 'target' }));
  await world.settle();
  expect((await seen(lead, from)).gestures).toMatchObject([{ gestureType: 'car_wash', state: 'revoked' }]);
  expect((await seen(lead, into)).gestures).toMatchObject([{ gestureType: 'product_gift', state: 'approved' }]);
});

test('what the merged ticket still had to say is not said any more', async () => {
  const { agent, world } = desk;
  const who = aCustomer();
  const [from, into] = [await opened(agent, who), await opened(agent, who)];
  await world.settle();
  await ok(agent.post(`tickets/${from}/fix-delivered`, FIX));
  await ok(merge(agent, from, into));
  await world.settle();
  expect(await told(world, from)).toEqual(['receipt']);
});

test('undone: its own words go back, what it brought leaves, and its clocks go on where they stood', async () => {
  const { agent, lead, manager, world } = desk;
  const who = aCustomer();
  const from = await opened(agent, { ...who, text: 'The bill.', touchPoint: 'billing', holds: ['press_social'] });
  const into = await opened(agent, { ...who, text: 'The brakes.' });
  await world.shift(2 * HOUR);
  await ok(agent.post(`tickets/${from}/notes`, { text: 'Look at the bill.' }));
  await ok(merge(agent, from, into));
  await world.shift(HOUR);
  await ok(agent.post(`tickets/${into}/notes`, { text: 'Said after the merge.' }));
  await ok(lead.post(`tickets/${from}/unmerge`, { reason: 'Two matters after all.' }));
  expect(await said(agent, from)).toEqual(['The bill.', 'Look at the bill.']);
  expect(await said(agent, into)).toEqual(['The brakes.', 'Said after the merge.']);
  expect([await touchPoints(from), await touchPoints(into)]).toEqual([['billing'], ['service_support']]);
  expect((await seen(agent, into)).holds).toEqual([]);
  expect((await seen(agent, from)).holds).toMatchObject([{ kind: 'press_social' }]);
  // two hours were counted before the merge; the hour in between was not its own
  expect(await clockOf(agent, from, 'fix')).toMatchObject({ state: 'running', elapsed: expect.stringMatching(/^PT2H([\d.]+S)?$/) });
  expect((await timeline(manager, into)).map(({ kind }) => kind)).toContain('unmerged_from');
  await nextMonday(world);
});

test('undone in the middle of a chain: what came first goes with it', async () => {
  const { agent, lead } = desk;
  const who = aCustomer();
  const [a, b, c] = [
    await opened(agent, { ...who, text: 'A' }),
    await opened(agent, { ...who, text: 'B' }),
    await opened(agent, { ...who, text: 'C' }),
  ];
  await ok(merge(agent, a, b));
  await ok(merge(agent, b, c));
  expect(await said(agent, c)).toEqual(['A', 'B', 'C']);
  await ok(lead.post(`tickets/${b}/unmerge`, { reason: 'C is another matter.' }));
  expect([await said(agent, b), await said(agent, c)]).toEqual([['A', 'B'], ['C']]);
  await ok(lead.post(`tickets/${a}/unmerge`, { reason: 'A as well.' }));
  expect([await said(agent, a), await said(agent, b)]).toEqual([['A'], ['B']]);
});

test('edge 74: the other ticket may be closed meanwhile; it stays closed and the one that comes out has its own clocks', async () => {
  const { agent, lead } = desk;
  const who = aCustomer();
  const into = await fixed(agent, who);
  const from = await arrived(agent, who);
  await ok(merge(agent, from, into));
  await ok(agent.post(`tickets/${into}/waive-gesture`, { reason: 'apology_only' }));
  await ok(agent.post(`tickets/${into}/close`, { followUp: { how: 'call', score: 4, fixed: true } }));
  await ok(lead.post(`tickets/${from}/unmerge`, { reason: 'That was something else.' }));
  expect((await seen(agent, into)).state).toBe('closed');
  expect(await clocksOf(agent, from)).toMatchObject({ contact: 'running', fix: 'running', update: 'running' });
});

test('a ticket that was fixed before it was merged comes back as a new attempt', async () => {
  const { agent, lead } = desk;
  const who = aCustomer();
  const [from, into] = [await fixed(agent, who), await opened(agent, who)];
  await ok(merge(agent, from, into));
  await ok(lead.post(`tickets/${from}/unmerge`, { reason: 'Not the same.' }));
  expect(await seen(lead, from)).toMatchObject({ state: 'open', cycle: 2, oneUp: 'none' });
  expect(await clockOf(lead, from, 'fix')).toMatchObject({ state: 'running', target: 'PT8H' });
});

test('a lead can undo a merge although the other ticket is hidden from the lead by now', async () => {
  const { agent, lead } = desk;
  const who = aCustomer();
  const [from, into] = [await opened(agent, who), await opened(agent, who)];
  await ok(merge(agent, from, into));
  await ok(agent.post(`tickets/${into}/holds`, { kind: 'legal', reason: 'A lawyer wrote.' }));
  expect((await lead.get(`tickets/${into}`)).status).toBe(404);
  expect(await ok(lead.post(`tickets/${from}/unmerge`, { reason: 'Not the same.' }))).toMatchObject({ state: 'open' });
  expect((await timeline(agent, into)).at(-1)).toMatchObject({ kind: 'unmerged_from' });
});

test('a ticket about a colleague that is merged into one of that colleague’s takes it out of their sight', async () => {
  const { agent, manager, world } = desk;
  const subject = await world.signIn('agent', { name: 'Sue Ject' });
  const who = aCustomer();
  const into = await opened(subject, who);
  const about = await opened(agent, { ...who, subjectStaff: subject.staffId });
  const { owner } = await seen(manager, about);
  await ok(merge(manager, about, into));
  expect((await subject.get(`tickets/${into}`)).status).toBe(404);
  expect(await seen(manager, into)).toMatchObject({ restricted: true, owner, holds: [{ kind: 'staff_subject' }] });
  expect(await newsOf(subject, into)).toEqual([]);
});

test('two people merge two tickets into each other at once: one of them wins', async () => {
  const { agent, lead } = desk;
  for (let time = 0; time < 5; time++) {
    const who = aCustomer();
    const [a, b] = [await opened(agent, who), await opened(agent, who)];
    const answers = await Promise.all([merge(agent, a, b), merge(lead, b, a)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.guard).toMatch(/^(state|target_live)$/);
    const states = [(await seen(lead, a)).state, (await seen(lead, b)).state].sort();
    expect(states).toEqual(['merged', 'open']);
  }
});
