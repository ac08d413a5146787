import type { Answer, Json } from './support/client';
import {
  anAddress,
  DAY,
  fixed,
  followedUp,
  HOUR,
  linkOf,
  MINUTE,
  newsOf,
  nextMonday,
  ok,
  seen,
  ticketDesk,
  timeline,
  told,
} from './support/ticket-desk';

const desk = ticketDesk();

beforeEach(() => nextMonday(desk.world));

interface Case {
  id: string;
  email: string;
  link: string;
}

/** A ticket whose customer was asked by mail how it went. */
async function surveyed(): Promise<Case> {
  const email = anAddress();
  const id = await followedUp(desk.agent, { customer: { name: 'Quentin Secret', email } });
  const link = await linkOf(desk.world, email);
  await desk.world.shift(25 * HOUR);
  expect(await told(desk.world, id)).toContain('survey');
  return { id, email, link };
}

function say({ link }: Case, fields: Record<string, string>): Promise<Answer> {
  return desk.world.anonymous.form(`/public/status/${link.slice('/s/'.length)}/survey`, fields);
}

async function surveyOf({ id }: Case): Promise<Json> {
  return (await ok(desk.lead.get(`tickets/${id}/surveys`))).items[0];
}

function outcomes(id: string): Promise<Json[]> {
  return desk.world.sql('SELECT cycle, value, basis FROM outcome WHERE ticket_id = $1 ORDER BY cycle', [id]);
}

const reminders = async (id: string): Promise<number> => (await told(desk.world, id)).filter((kind) => kind === 'survey_reminder').length;

test('who says that one thing is not right is not asked meanwhile by the desk how another one was: a person calls', async () => {
  const { agent, world } = desk;
  const email = anAddress();
  const customer = { name: 'Quentin Secret', email };
  const fine = await followedUp(agent, { customer });
  const other = await fixed(agent, { customer, text: 'The bill is wrong.' });
  await world.settle();
  await ok(agent.post(`tickets/${other}/fix-failed`, { reason: 'It is wrong again.' }));
  await world.shift(25 * HOUR);
  expect(await told(world, fine)).not.toContain('survey');
  expect(world.sink.to(email).filter(({ subject }) => subject.startsWith('Did we put it right?'))).toEqual([]);
  const { dueCalls } = await ok(desk.manager.get('board'));
  expect(dueCalls.map(({ ticketId }: { ticketId: string }) => ticketId)).toContain(fine);
});

describe('the four questions', () => {
  test('the page asks how easy it was and for words, and the desk sees both beside the mark', async () => {
    const one = await surveyed();
    const { text } = await desk.world.anonymous.get(one.link);
    expect(text).toContain('How easy did we make it? (if you like)');
    expect(text.match(/name="ease"/g)).toHaveLength(7);
    expect((await say(one, { score: '4', fixed: 'true', ease: '6', text: 'Quick.' })).status).toBe(303);
    expect(await surveyOf(one)).toMatchObject({
      state: 'answered',
      cycle: 1,
      score: 4,
      fixed: true,
      ease: 6,
      text: 'Quick.',
      corrections: [],
    });
    expect((await desk.world.anonymous.get(one.link)).text).toContain('name="ease" value="6" checked');
  });

  test('an ease of eight is refused, and nothing is kept of it', async () => {
    const one = await surveyed();
    expect((await say(one, { score: '4', fixed: 'true', ease: '8' })).status).toBe(400);
    expect(await surveyOf(one)).toMatchObject({ state: 'sent', score: null, ease: null });
  });
});

describe('the reminder', () => {
  test('goes out once, three days after the survey', async () => {
    const one = await surveyed();
    await desk.world.shift(2 * DAY);
    expect(await reminders(one.id)).toBe(0);
    await desk.world.shift(DAY + HOUR);
    expect(await reminders(one.id)).toBe(1);
    const last = desk.world.sink.to(one.email).at(-1);
    expect(last?.subject).toMatch(/^Is it right now\?/);
    await desk.world.shift(2 * DAY);
    expect(await reminders(one.id)).toBe(1);
  });

  test('is not for somebody who has answered, though the ticket is still open for a call', async () => {
    const one = await surveyed();
    await say(one, { score: '3', fixed: 'true' });
    await desk.world.shift(4 * DAY);
    expect(await reminders(one.id)).toBe(0);
  });

  test('does not reach somebody who wants no surveys any more', async () => {
    const one = await surveyed();
    const { customer } = await seen(desk.agent, one.id);
    await ok(desk.agent.post(`customers/${customer.id}/consent`, { channel: 'email', class: 'survey', given: false, how: 'oral' }));
    const before = desk.world.sink.to(one.email).length;
    await desk.world.shift(4 * DAY);
    expect(desk.world.sink.to(one.email)).toHaveLength(before);
  });
});

describe('edge 122: one star from somebody who thought that one is best', () => {
  test('a lead puts it right with a reason; what the customer had said is kept and the ticket of then counts as recovered', async () => {
    const { agent, lead, world } = desk;
    const one = await surveyed();
    await say(one, { score: '1', fixed: 'true', text: 'Great!' });
    expect(await seen(lead, one.id)).toMatchObject({ state: 'open', cycle: 2 });
    const { id } = await surveyOf(one);
    const right = { score: 5, fixed: true, reason: 'I called: she thought that one is best.' };
    expect((await agent.post(`surveys/${String(id)}/correct`, right)).status).toBe(403);
    expect((await lead.post(`surveys/${String(id)}/correct`, { score: 5, fixed: true })).status).toBe(400);
    expect(await ok(lead.post(`surveys/${String(id)}/correct`, right))).toMatchObject({
      score: 5,
      fixed: true,
      corrections: [{ scoreBefore: 1, fixedBefore: true, score: 5, reason: right.reason }],
    });
    expect(await outcomes(one.id)).toEqual([{ cycle: 1, value: 'recovered', basis: 'survey' }]);
    expect((await timeline(lead, one.id)).map(({ kind }) => kind)).toContain('survey_corrected');
    expect(
      await world.sql(`SELECT data -> 'from' AS before FROM audit_event WHERE action = 'survey.corrected' AND subject = $1`, [
        `survey:${String(id)}`,
      ]),
    ).toEqual([{ before: { score: 1, fixed: true } }]);
    expect((await lead.post(`surveys/${String(id)}/correct`, right)).status).toBe(409);
  });

  test('while the ticket still waits for the call, the right answer closes it', async () => {
    const one = await surveyed();
    await say(one, { score: '3', fixed: 'true' });
    const { id } = await surveyOf(one);
    await ok(desk.lead.post(`surveys/${String(id)}/correct`, { score: 4, fixed: true, reason: 'She meant four.' }));
    expect(await seen(desk.lead, one.id)).toMatchObject({ state: 'closed', closeReason: 'recovered' });
  });

  test('what the customer says on the page after a correction is shown and told to the lead; the correction counts', async () => {
    const one = await surveyed();
    await say(one, { score: '1', fixed: 'true', text: 'Great!' });
    const { id } = await surveyOf(one);
    await ok(desk.lead.post(`surveys/${String(id)}/correct`, { score: 5, fixed: true, reason: 'She meant five.' }));
    const before = (await newsOf(desk.lead, one.id)).filter((kind) => kind === 'read_answer').length;
    const { state, cycle } = await seen(desk.lead, one.id);
    expect((await say(one, { score: '2', fixed: 'false', ease: '3', text: 'No, really.' })).status).toBe(303);
    expect(await surveyOf(one)).toMatchObject({
      ...{ score: 5, fixed: true, text: 'Great!' },
      later: { score: 2, fixed: false, ease: 3, text: 'No, really.' },
      corrections: [{ scoreBefore: 1, score: 5 }],
    });
    expect(await outcomes(one.id)).toEqual([{ cycle: 1, value: 'recovered', basis: 'survey' }]);
    expect(await seen(desk.lead, one.id)).toMatchObject({ state, cycle });
    expect((await newsOf(desk.lead, one.id)).filter((kind) => kind === 'read_answer')).toHaveLength(before + 1);
    const words = await desk.world.sql(`SELECT text FROM notification WHERE ticket_id = $1 AND kind = 'read_answer'`, [one.id]);
    expect(JSON.stringify(words)).toContain('2 of 5, it is not fixed. The correction still counts.');
    await desk.world.shift(25 * HOUR);
    expect((await say(one, { score: '1', fixed: 'false' })).status).toBe(409);
  });

  test('what nobody answered cannot be corrected', async () => {
    const one = await surveyed();
    const { id } = await surveyOf(one);
    const refused = await desk.lead.post(`surveys/${String(id)}/correct`, { score: 4, fixed: true, reason: 'She meant four.' });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'The customer has not answered this survey, so there is nothing to correct.',
    ]);
  });
});

test('edge 120: an answer may be changed for a day, and the latest one counts, its ease included', async () => {
  const one = await surveyed();
  await say(one, { score: '3', fixed: 'true', ease: '2' });
  await desk.world.shift(23 * HOUR);
  await say(one, { score: '5', fixed: 'true', ease: '7' });
  expect(await surveyOf(one)).toMatchObject({ score: 5, ease: 7 });
  await desk.world.shift(HOUR + MINUTE);
  expect((await say(one, { score: '1', fixed: 'false' })).status).toBe(409);
  expect(await surveyOf(one)).toMatchObject({ score: 5, fixed: true });
});

test('edge 121: five stars beside words in another language that say it is broken wait for a person', async () => {
  const one = await surveyed();
  await say(one, { score: '5', fixed: 'true', text: 'Sehr nett, aber es ist immer noch kaputt.' });
  expect((await seen(desk.agent, one.id)).state).toBe('following_up');
  expect(await newsOf(desk.agent, one.id)).toContain('call_due');
});

test('praise by name reaches the person, who alone can read it', async () => {
  const one = await surveyed();
  const { owner } = await seen(desk.agent, one.id);
  const first = String(owner.name).split(' ')[0] ?? '';
  await say(one, { score: '5', fixed: 'true', text: `${first} was wonderful.` });
  expect((await ok(desk.agent.get('kudos'))).items).toMatchObject([{ ticketId: one.id, words: `${first} was wonderful.` }]);
  expect((await ok(desk.manager.get('kudos'))).items).toEqual([]);
  expect(await newsOf(desk.agent, one.id)).toContain('kudos');
});
