import type { Answer, Json } from './support/client';
import {
  anAddress,
  clockOf,
  clocksOf,
  closed,
  DAY,
  FIX,
  fixed,
  followedUp,
  HOUR,
  lastMove,
  linkOf,
  MINUTE,
  newsOf,
  nextMonday,
  ok,
  opened,
  seen,
  ticketDesk,
  timeline,
  told,
  waiting,
} from './support/ticket-desk';

const desk = ticketDesk();

interface Case {
  id: string;
  email: string;
  /** The path of the customer's page. */
  link: string;
}

function who(email: string): object {
  return { customer: { name: 'Quentin Secret', email } };
}

/** A ticket with the link to the customer's page. */
async function withLink(make: (over: object) => Promise<string>): Promise<Case> {
  const email = anAddress();
  const id = await make(who(email));
  return { id, email, link: await linkOf(desk.world, email) };
}

/** A ticket whose customer was asked by mail how it went. */
async function surveyed(): Promise<Case> {
  const one = await withLink((over) => followedUp(desk.agent, over));
  await desk.world.shift(25 * HOUR);
  expect(desk.world.sink.to(one.email).map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/^Did we put it right\?/));
  return one;
}

/** The page itself, or a form on it. */
function page({ link }: Case): Promise<Answer> {
  return desk.world.anonymous.get(link);
}

function say({ link }: Case, what: string, fields: Record<string, string> = {}): Promise<Answer> {
  return desk.world.anonymous.form(`/public/status/${link.slice('/s/'.length)}/${what}`, fields);
}

/** The gift that the form on the page is about. */
async function offered({ id }: Case): Promise<Record<string, string>> {
  return { gift: (await seen(desk.agent, id)).gestures[0].id };
}

async function answer(one: Case, score: number, isFixed: boolean, text = ''): Promise<number> {
  return (await say(one, 'survey', { score: String(score), fixed: String(isFixed), text })).status;
}

async function dueCalls(id: string): Promise<Json[]> {
  return (await ok(desk.manager.get('board'))).dueCalls.filter((call: { ticketId: string }) => call.ticketId === id);
}

async function outcomes(id: string): Promise<string[]> {
  const rows = await desk.world.sql<{ value: string }>('SELECT value FROM outcome WHERE ticket_id = $1 ORDER BY cycle', [id]);
  return rows.map(({ value }) => value);
}

describe('the survey', () => {
  test('leaves when half of the promised time is over; then the promise is kept and we wait a week', async () => {
    const one = await surveyed();
    expect(await seen(desk.agent, one.id)).toMatchObject({ state: 'following_up', followUp: 'sent' });
    expect(await clocksOf(desk.agent, one.id)).toMatchObject({ follow_up: 'met', survey_window: 'running' });
  });

  test('a good answer closes the ticket as recovered', async () => {
    const one = await surveyed();
    expect(await answer(one, 4, true, 'Thank you.')).toBe(303);
    expect(await seen(desk.agent, one.id)).toMatchObject({ state: 'closed', closeReason: 'recovered', followUp: 'done' });
    expect(await clocksOf(desk.agent, one.id)).toMatchObject({ survey_window: 'cancelled', reopen_window: 'running' });
    expect(await outcomes(one.id)).toEqual(['recovered']);
  });

  test('a three is for somebody to call within two working days; the call closes it', async () => {
    const { agent } = desk;
    const one = await surveyed();
    await answer(one, 3, true);
    expect((await seen(agent, one.id)).state).toBe('following_up');
    const [call] = await dueCalls(one.id);
    expect(call).toMatchObject({ reason: 'middling_answer' });
    expect(await newsOf(agent, one.id)).toContain('call_due');
    await ok(agent.post(`tickets/${one.id}/close`, { followUp: { how: 'call', score: 4, fixed: true } }));
    await desk.world.settle();
    expect(await seen(agent, one.id)).toMatchObject({ state: 'closed', closeReason: 'recovered' });
    expect(await desk.world.sql('SELECT done_at IS NOT NULL AS done FROM due_call WHERE ticket_id = $1', [one.id])).toEqual([
      { done: true },
    ]);
  });

  test('after a three a gift that is given meanwhile does not close the ticket before the call', async () => {
    const { agent, world } = desk;
    const one = await withLink(async (over) => {
      const id = await fixed(agent, over);
      await world.settle();
      const gesture = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
      await ok(agent.post(`gestures/${gesture.id}/offer`));
      return id;
    });
    await world.shift(25 * HOUR);
    await answer(one, 3, true);
    await say(one, 'decline', await offered(one));
    expect(await seen(agent, one.id)).toMatchObject({ state: 'following_up', oneUp: 'settled' });
    expect(await dueCalls(one.id)).toHaveLength(1);
  });

  test('a bad answer is back at work at once with a lead, and every other word to the customer stops', async () => {
    const { lead, world } = desk;
    const one = await surveyed();
    expect(await answer(one, 2, true, 'It is loud.')).toBe(303);
    expect(await seen(lead, one.id)).toMatchObject({ state: 'open', cycle: 2, severity: 'S2', owner: { id: lead.staffId } });
    expect(await newsOf(lead, one.id)).toContain('bad_answer');
    expect((await told(world, one.id)).at(-1)).toBe('sorry_again');
    expect(await outcomes(one.id)).toEqual(['not_recovered']);
  });

  test('edge 120: within a day the latest answer counts; the ticket opens again once', async () => {
    const { lead, world } = desk;
    const one = await surveyed();
    await answer(one, 5, true);
    await world.shift(23 * HOUR);
    expect((await page(one)).text).toContain('Change my answer');
    expect(await answer(one, 1, false, 'My partner clicked before.')).toBe(303);
    expect(await seen(lead, one.id)).toMatchObject({ state: 'open', cycle: 2 });
    expect(await outcomes(one.id)).toEqual(['not_recovered']);
    await world.shift(30 * MINUTE);
    await answer(one, 5, true, 'Sorry, wrong ticket.');
    expect(await seen(lead, one.id)).toMatchObject({ state: 'open', cycle: 2 });
    expect(await outcomes(one.id)).toEqual(['recovered']);
    expect((await timeline(lead, one.id)).at(-1)).toMatchObject({ kind: 'survey_answered', byKind: 'customer' });
    expect(await newsOf(lead, one.id)).toContain('read_answer');
    await nextMonday(world);
  });

  test('edge 120: after a day an answer stands', async () => {
    const one = await surveyed();
    await answer(one, 5, true);
    await desk.world.shift(DAY + MINUTE);
    expect((await page(one)).text).not.toContain('Change my answer');
    const late = await say(one, 'survey', { score: '1', fixed: 'false', text: '' });
    expect([late.status, late.text.includes('You have answered already, more than a day ago.')]).toEqual([409, true]);
    expect((await seen(desk.agent, one.id)).state).toBe('closed');
  });

  test('silence for seven days closes the ticket: nobody knows how it went, and nobody is written to', async () => {
    const { agent, world } = desk;
    const one = await surveyed();
    await world.shift(7 * DAY + MINUTE);
    expect(await seen(agent, one.id)).toMatchObject({ state: 'closed', closeReason: 'unknown', followUp: 'done' });
    expect(await lastMove(agent, one.id)).toMatchObject({ kind: 'close', byKind: 'system', data: { closeReason: 'unknown' } });
    expect((await told(world, one.id)).at(-1)).toBe('survey');
  });

  test('late on a closed ticket a bad answer opens it again, a good one is noted, a three is for the owner to read', async () => {
    const { agent, lead, world } = desk;
    const [bad, good, middling] = [await surveyed(), await surveyed(), await surveyed()];
    await world.shift(8 * DAY);
    await answer(bad, 1, false);
    expect(await lastMove(lead, bad.id)).toMatchObject({ kind: 'reopen', from: 'closed', to: 'open' });
    await answer(good, 5, true);
    expect([(await seen(agent, good.id)).state, await outcomes(good.id)]).toEqual(['closed', ['recovered']]);
    await answer(middling, 3, true);
    expect([(await seen(agent, middling.id)).state, await dueCalls(middling.id)]).toEqual(['closed', []]);
    expect(await newsOf(agent, middling.id)).toContain('read_answer');
    await nextMonday(world);
  });

  test('edge 30: a bad answer more than 30 days after closing opens a new ticket that follows the old one, once', async () => {
    const { agent, world } = desk;
    const one = await surveyed();
    await world.shift(8 * DAY);
    await world.shift(31 * DAY);
    await answer(one, 1, false, 'Broken for weeks.');
    await answer(one, 2, false, 'Broken for weeks.');
    expect((await seen(agent, one.id)).state).toBe('closed');
    expect(await newsOf(agent, one.id)).toContain('not_right');
    const followers = await world.sql<{ id: string }>('SELECT id FROM ticket WHERE follows_ticket_id = $1', [one.id]);
    expect(followers).toHaveLength(1);
    const next = await seen(agent, followers[0]?.id ?? '');
    expect(next).toMatchObject({ state: 'new', severity: 'S2', title: 'Broken for weeks.', follows: { id: one.id } });
    expect(next.customer.id).toBe((await seen(agent, one.id)).customer.id);
    await nextMonday(world);
  });

  test('edge 121: five stars beside "still broken" wait for a person, also after the week is over', async () => {
    const { agent, world } = desk;
    const one = await surveyed();
    await answer(one, 5, true, 'Nice people, but it is still broken.');
    expect(await dueCalls(one.id)).toMatchObject([{ reason: 'read_answer' }]);
    expect((await ok(agent.get(`tickets/${one.id}/contacts`))).items.at(-1)).toMatchObject({
      text: 'Nice people, but it is still broken.',
    });
    await world.shift(9 * DAY);
    expect((await seen(agent, one.id)).state).toBe('following_up');
    await ok(agent.post(`tickets/${one.id}/bad-answer`, { channel: 'phone', fixed: false, text: 'It is broken indeed.' }));
    await world.settle();
    expect(await dueCalls(one.id)).toEqual([]);
    await nextMonday(world);
  });

  test('words without a mark are read within a working day', async () => {
    const one = await surveyed();
    const said = await desk.world.anonymous.post(`/public/status/${one.link.slice(3)}/survey`, { text: 'Please call me.' });
    expect([said.status, said.body]).toEqual([200, { said: 'Thank you for telling us.' }]);
    expect(await dueCalls(one.id)).toMatchObject([{ reason: 'read_answer' }]);
  });

  test('an empty answer and an answer to no question are refused in a sentence', async () => {
    const one = await surveyed();
    const empty = await desk.world.anonymous.post(`/public/status/${one.link.slice(3)}/survey`, {});
    expect([empty.status, empty.body.detail]).toEqual([409, 'Choose a mark, say whether it is fixed, or write a word.']);
    const early = await withLink((over) => opened(desk.agent, over));
    const refused = await say(early, 'survey', { score: '5', fixed: 'true' });
    expect([refused.status, refused.text.includes('There is no question open here at the moment.')]).toEqual([409, true]);
    expect((await say(one, 'survey', { score: '6', fixed: 'true' })).status).toBe(400);
  });

  test('edge 119: of two tickets of one customer only the more serious is asked about', async () => {
    const { agent, world } = desk;
    const customer = who(anAddress());
    const small = await followedUp(agent, { ...customer, severity: 'S4' });
    await world.settle();
    const normal = await followedUp(agent, { ...customer, severity: 'S3' });
    await world.settle();
    expect(await seen(agent, small)).toMatchObject({
      state: 'closed',
      followUp: 'waived',
      followUpWaived: 'survey_quota',
      closeReason: 'unknown',
    });
    await world.shift(40 * HOUR);
    expect([await told(world, small), await told(world, normal)].map((kinds) => kinds.includes('survey'))).toEqual([false, true]);
    const third = await followedUp(agent, { ...customer, severity: 'S3' });
    await world.settle();
    expect(await seen(agent, third)).toMatchObject({ followUpWaived: 'survey_quota' });
    expect(await clocksOf(agent, third)).toMatchObject({ follow_up: 'cancelled' });
  });

  test('edge 34: opened again while the survey waits to be sent, it is never sent', async () => {
    const { agent, world } = desk;
    const one = await withLink((over) => followedUp(agent, over));
    await world.settle();
    await ok(agent.post(`tickets/${one.id}/bad-answer`, { channel: 'phone', fixed: false }));
    await world.shift(30 * HOUR);
    expect(await told(world, one.id)).not.toContain('survey');
    expect(await world.sql('SELECT state FROM survey WHERE ticket_id = $1', [one.id])).toEqual([{ state: 'cancelled' }]);
  });
});

describe('the call', () => {
  test('serious matters are called about: due on the board until it is held', async () => {
    const { agent, world } = desk;
    const id = await followedUp(agent, { severity: 'S2' });
    await world.settle();
    const [call] = await dueCalls(id);
    expect(call).toMatchObject({ reason: 'follow_up', dueAt: (await clockOf(agent, id, 'follow_up')).dueAt });
    expect(await newsOf(agent, id)).toContain('call_due');
    await ok(agent.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
    await world.settle();
    expect(await dueCalls(id)).toEqual([]);
    expect((await clocksOf(agent, id))['follow_up']).toBe('met');
  });

  test('whoever has a telephone and no mailbox is called', async () => {
    const { agent, world } = desk;
    const id = await followedUp(agent, { customer: { name: 'Phone', phone: '+1 212 555 0188' } });
    await world.settle();
    expect(await seen(agent, id)).toMatchObject({ state: 'following_up', followUp: 'due', unreachable: false });
    expect(await dueCalls(id)).toMatchObject([{ reason: 'no_survey_possible' }]);
  });

  test.each([
    ['its address died', `UPDATE message SET state = 'dead' WHERE ticket_id = $1 AND kind = 'survey'`],
    ['a hold or a brake stopped it', `UPDATE message SET state = 'cancelled' WHERE ticket_id = $1 AND kind = 'survey'`],
  ])('a survey that could not leave because %s becomes a call', async (_, sql) => {
    const { agent, world } = desk;
    const id = await followedUp(agent);
    await world.settle();
    await world.sql(sql, [id]);
    await world.settle();
    expect(await dueCalls(id)).toMatchObject([{ reason: 'survey_not_delivered' }]);
  });
});

describe('the customer’s page', () => {
  test('says what is going on, who works on it and what was asked; never who the customer is or what they said', async () => {
    const { agent, world } = desk;
    const one = await withLink((over) => waiting(agent, { ...over, text: 'My secret sorrow about the brakes.' }));
    const asked = await page(one);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('We need something from you.');
    expect(asked.text).toContain('Which plate number?');
    expect((await say(one, 'answer', { text: 'ABC 123' })).status).toBe(303);
    expect(await lastMove(agent, one.id)).toMatchObject({ kind: 'customer_answered', to: 'open' });
    expect((await page(one)).text).toMatch(/agent is working on it\. Next news by \w{3} \d+ \w{3}, \d\d:\d\d/);
    await ok(agent.post(`tickets/${one.id}/fix-delivered`, FIX));
    const done = await page(one);
    expect(done.text).toContain('Done. Tell us if it is not right.');
    expect(done.text).toContain(FIX.summary);
    for (const text of [asked.text, done.text])
      for (const secret of ['Quentin', 'Secret', 'sorrow', one.email]) expect(text).not.toContain(secret);
    expect(done.headers.get('referrer-policy')).toBe('same-origin');
    await world.settle();
  });

  test('shows words as words, whatever they look like', async () => {
    const { agent } = desk;
    const evil = '<script>alert("1")</script> & <img src=x onerror=alert(1)>';
    const one = await withLink((over) => opened(agent, over));
    await ok(agent.post(`tickets/${one.id}/ask-customer`, { question: evil }));
    const { text } = await page(one);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img');
    expect(text).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38;');
  });

  test('edge 101: looking at it, however often, changes nothing; only a form accepts a gift', async () => {
    const { agent, world } = desk;
    const one = await withLink(async (over) => {
      const id = await fixed(agent, over);
      await world.settle();
      const gesture = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
      await ok(agent.post(`gestures/${gesture.id}/offer`));
      return id;
    });
    const before = await seen(agent, one.id);
    const action = `/public/status/${one.link.slice('/s/'.length)}`;
    for (let time = 0; time < 3; time++) {
      expect((await page(one)).text).toContain('Yes, please');
      for (const what of ['accept', 'decline', 'survey?score=1&fixed=false', 'reopen'])
        expect((await world.anonymous.get(`${action}/${what}`)).status).toBe(404);
    }
    expect(await seen(agent, one.id)).toEqual({ ...before, clocks: expect.anything() });
    await say(one, 'accept', await offered(one));
    expect((await seen(agent, one.id)).gestures).toMatchObject([{ state: 'accepted' }]);
    expect((await say(one, 'accept', await offered(one))).status).toBe(303);
  });

  test('a link that is wrong, too old or of a void ticket opens nothing', async () => {
    const { agent, lead, world } = desk;
    const wrong = await world.anonymous.get(`/s/${'x'.repeat(43)}`);
    expect([wrong.status, wrong.text.includes('This link does not work')]).toEqual([404, true]);
    const [old, empty] = [await withLink((over) => closed(agent, over)), await withLink((over) => opened(agent, over))];
    await ok(lead.post(`tickets/${empty.id}/void`, { reason: 'test' }));
    expect((await page(empty)).status).toBe(404);
    expect((await page(old)).status).toBe(200);
    await world.shift(91 * DAY);
    expect([(await page(old)).status, (await say(old, 'reopen', { reason: 'Hello?' })).status]).toEqual([404, 404]);
    await nextMonday(world);
  });

  test('the link of a merged ticket opens the one it lives on in', async () => {
    const { agent } = desk;
    const one = await withLink((over) => opened(agent, over));
    const into = await opened(agent, who(one.email));
    await ok(agent.post(`tickets/${one.id}/merge`, { into }));
    expect((await page(one)).text).toContain((await seen(agent, into)).label);
    await say(one, 'answer', { text: 'One more thing.' });
    expect((await ok(agent.get(`tickets/${into}/contacts`))).items.at(-1)).toMatchObject({ text: 'One more thing.', channel: 'page' });
  });

  test('a form that comes from somewhere else is turned away', async () => {
    const one = await withLink((over) => fixed(desk.agent, over));
    const path = `/public/status/${one.link.slice('/s/'.length)}/reopen`;
    const foreign = await desk.world.anonymous.form(
      path,
      { reason: 'x' },
      { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' } },
    );
    expect(foreign.status).toBe(403);
    expect((await seen(desk.agent, one.id)).state).toBe('fixed');
  });
});

describe('"it is not right yet"', () => {
  test.each([
    ['fixed', fixed, 'fix_failed'],
    ['following_up', followedUp, 'bad_answer'],
    ['closed', closed, 'reopen'],
  ] as const)('on a ticket that is %s it goes back to work', async (from, make, kind) => {
    const { agent, manager, world } = desk;
    const one = await withLink((over) => make(agent, over));
    const said = await say(one, 'reopen', { reason: 'It still squeals.' });
    expect([said.status, said.headers.get('location')]).toEqual([303, `${one.link}?done=reopen`]);
    expect(await lastMove(manager, one.id)).toMatchObject({ kind, from, to: 'open', data: { channel: 'page', cycle: 2 } });
    expect((await told(world, one.id)).at(-1)).toBe('sorry_again');
    expect((await ok(manager.get(`tickets/${one.id}/contacts`))).items.at(-1)).toMatchObject({
      text: 'It still squeals.',
      direction: 'in',
    });
  });

  test('edge 33: two ways of saying it at once are one new attempt', async () => {
    const one = await surveyed();
    await answer(one, 5, true);
    const both = await Promise.all([say(one, 'reopen', { reason: 'Broken.' }), answer(one, 1, false)]);
    expect([both[0].status, both[1]]).toEqual([303, 303]);
    expect(await seen(desk.lead, one.id)).toMatchObject({ state: 'open', cycle: 2 });
  });

  test('the third time in a day it does not open by itself; a person looks', async () => {
    const { agent, lead, manager, world } = desk;
    const one = await withLink((over) => closed(agent, over));
    for (let time = 0; time < 2; time++) {
      await say(one, 'reopen', { reason: 'Still.' });
      await ok(manager.post(`tickets/${one.id}/fix-delivered`, { ...FIX, whatChanged: 'Another part.' }));
      await ok(manager.post(`tickets/${one.id}/waive-gesture`, { reason: 'customer_wants_nothing' }));
      await ok(manager.post(`tickets/${one.id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
    }
    expect((await say(one, 'reopen', { reason: 'Still.' })).status).toBe(303);
    expect(await seen(lead, one.id)).toMatchObject({ state: 'closed', cycle: 3 });
    const { owner } = await seen(manager, one.id);
    expect(await newsOf(await world.session(owner.id), one.id)).toContain('not_right');
  });

  test('a word is asked for', async () => {
    const one = await withLink((over) => fixed(desk.agent, over));
    expect((await say(one, 'reopen', { reason: '  ' })).status).toBe(400);
  });
});
