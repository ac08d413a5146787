import type { Client, Json } from './support/client';
import { SmsProvider, texts } from './support/sms-provider';
import { DAY, followedUp, HOUR, MINUTE, MONDAY, newsOf, nextMonday, ok, seen, told, waiting } from './support/ticket-desk';
import { World } from './support/world';

let sms: SmsProvider;
let world: World;
let agent: Client;
let lead: Client;
let counter = 0;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ queues: false, env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  await world.setClock(MONDAY);
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});
beforeEach(() => nextMonday(world));

function aNumber(): string {
  counter += 1;
  return `+1212555${String(4000 + counter)}`;
}

/** A ticket of somebody with no more than a number, who was asked by text how it went. */
async function surveyed(phone = aNumber(), name = 'Ann Lee', severity = 'S3'): Promise<{ id: string; phone: string }> {
  const id = await followedUp(agent, { customer: { name, phone }, severity });
  await world.shift(25 * HOUR);
  expect(await told(world, id)).toContain('survey');
  return { id, phone };
}

async function says(phone: string, text: string): Promise<void> {
  expect(await texts(world, phone, text)).toBe(204);
  await world.settle();
}

const surveyOf = async (id: string): Promise<Json> => (await ok(lead.get(`tickets/${id}/surveys`))).items[0];
const checks = async (by: Client = agent): Promise<string> =>
  (await ok(by.get('tasks?kind=human_check&limit=100'))).items.map(({ script }: Json) => script).join('\n');
const calls = async (id: string): Promise<string[]> =>
  (await world.sql<{ reason: string }>('SELECT reason FROM due_call WHERE ticket_id = $1 AND done_at IS NULL', [id])).map(
    ({ reason }) => reason,
  );

describe('a survey that is answered by text', () => {
  test('the text says how to answer it: a mark, and yes or no', async () => {
    const { phone } = await surveyed();
    expect(sms.to(phone).at(-1)?.body).toMatch(/1 to 5.*yes or no/s);
  });

  test.each([
    ['5 yes', { score: 5, fixed: true, text: null }],
    ['4 sí, gracias', { score: 4, fixed: true, text: 'gracias' }],
    ['fünf ja', { score: 5, fixed: true, text: null }],
    ['٥ نعم', { score: 5, fixed: true, text: null }],
    ['quatre, oui', { score: 4, fixed: true, text: null }],
  ])('"%s" closes the complaint as recovered', async (words, answer) => {
    const { id, phone } = await surveyed();
    await says(phone, words);
    expect(await surveyOf(id)).toMatchObject({ state: 'answered', ...answer });
    expect(await seen(lead, id)).toMatchObject({ state: 'closed', closeReason: 'recovered', followUp: 'done' });
    const contacts = (await ok(agent.get(`tickets/${id}/contacts`))).items;
    expect(contacts.filter((one: Json) => one.text === words)).toHaveLength(1);
  });

  test('"4 thanks" does not say whether it is fixed: as on the page somebody calls, and nothing opens again', async () => {
    const { id, phone } = await surveyed();
    await says(phone, '4 thanks');
    expect(await surveyOf(id)).toMatchObject({ score: 4, fixed: null, text: 'thanks' });
    expect((await seen(lead, id)).state).toBe('following_up');
    expect(await calls(id)).toEqual(['middling_answer']);
  });

  test('"2 still leaks" is back at work at once, with a lead who is not the one who worked on it', async () => {
    const { id, phone } = await surveyed();
    await says(phone, '2 still leaks');
    expect(await seen(lead, id)).toMatchObject({ state: 'open', cycle: 2, severity: 'S2', owner: { id: lead.staffId } });
    expect(await newsOf(lead, id)).toContain('bad_answer');
    expect((await told(world, id)).at(-1)).toBe('sorry_again');
    const event = (await ok(lead.get(`tickets/${id}/events`))).items.find(({ kind }: Json) => kind === 'bad_answer');
    expect(event.data).toMatchObject({ channel: 'sms', score: 2 });
  });

  test('the same text that comes twice is one answer, and within a day the latest counts', async () => {
    const { id, phone } = await surveyed();
    await says(phone, '3 yes');
    await world.shift(23 * HOUR);
    await says(phone, '5 yes');
    expect(await surveyOf(id)).toMatchObject({ score: 5, fixed: true });
    expect((await seen(lead, id)).state).toBe('closed');
  });

  test('a bad mark after closing opens it again; a mark after a day of thinking goes to a person', async () => {
    const one = await surveyed();
    await says(one.phone, '5 yes');
    await says(one.phone, '1 no');
    expect(await seen(lead, one.id)).toMatchObject({ state: 'open', cycle: 2 });
    const two = await surveyed();
    await says(two.phone, '5 yes');
    await world.shift(2 * DAY);
    await says(two.phone, '2');
    expect((await seen(lead, two.id)).state).toBe('closed');
    expect(await checks()).toContain(`(${two.phone}):\n\n2`);
  });
});

describe('words that are no mark', () => {
  test('are kept, somebody reads them, and the ticket does not close before', async () => {
    const { id, phone } = await surveyed();
    await says(phone, '2 weeks and nothing happened');
    expect(await surveyOf(id)).toMatchObject({ state: 'sent', score: null });
    expect(await calls(id)).toEqual(['read_answer']);
    await world.shift(8 * DAY);
    expect((await seen(lead, id)).state).toBe('following_up');
  });

  test('thanks ask for nobody', async () => {
    const { id, phone } = await surveyed();
    await says(phone, 'Thanks a lot!');
    expect(await calls(id)).toEqual([]);
  });

  test('STOP is read before everything else', async () => {
    const { id, phone } = await surveyed();
    await says(phone, 'STOP');
    expect(await surveyOf(id)).toMatchObject({ state: 'sent', score: null });
    expect(await told(world, id)).toContain('stop_confirmation');
  });
});

describe('the right complaint', () => {
  test('a number in an answer to a question is the answer to that question', async () => {
    const phone = aNumber();
    const { id } = await surveyed(phone);
    const other = await waiting(agent, { customer: { name: 'Ann Lee', phone, email: `q${String(counter)}@example.test` } });
    await world.sql(
      `UPDATE message SET channel = 'sms', to_address = $2, state = 'sent', sent_at = desk_now() WHERE ticket_id = $1 AND kind = 'question'`,
      [other, phone],
    );
    await says(phone, '4');
    expect((await seen(lead, other)).state).toBe('open');
    expect(await surveyOf(id)).toMatchObject({ state: 'sent', score: null });
  });

  test('two people with one number who were both asked: a person looks whose mark it is', async () => {
    const phone = aNumber();
    const one = await surveyed(phone, 'Ann Lee');
    const two = await surveyed(aNumber(), 'Bob Lee');
    await world.sql(`UPDATE address SET value_norm = $2 WHERE value_norm = $1`, [two.phone, phone]);
    await world.sql(`UPDATE message SET to_address = $2 WHERE to_address = $1`, [two.phone, phone]);
    await says(phone, '1');
    expect([(await surveyOf(one.id)).score, (await surveyOf(two.id)).score]).toEqual([null, null]);
    expect(await checks()).toContain(`(${phone}):\n\n1`);
  });

  test('a mark from a number of two people is not the answer to a survey that only one of them got, by mail', async () => {
    const { id, phone } = await surveyed();
    const other = await surveyed(aNumber(), 'Bob Lee');
    await world.sql(`UPDATE message SET channel = 'email', to_address = 'ann@example.test' WHERE ticket_id = $1 AND kind = 'survey'`, [id]);
    await world.sql(`UPDATE address SET value_norm = $2 WHERE value_norm = $1`, [other.phone, phone]);
    await world.sql(`UPDATE survey SET state = 'cancelled' WHERE ticket_id = $1`, [other.id]);
    await says(phone, '5 yes');
    expect((await surveyOf(id)).score).toBeNull();
    expect(await checks()).toContain(`(${phone}):\n\n5 yes`);
  });

  test('a stranger’s number answers nothing', async () => {
    const { id } = await surveyed();
    await says(aNumber(), '1 no');
    expect(await surveyOf(id)).toMatchObject({ state: 'sent' });
  });
});

test('a text that cannot be put on its complaint is tried five times, then a person has its words', async () => {
  const { id, phone } = await surveyed();
  const tries = async (): Promise<Json> =>
    (await world.sql('SELECT state, attempts, last_error FROM inbound_text WHERE from_number = $1', [phone]))[0];
  await world.sql(`CREATE FUNCTION refuse_contact() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.from_address = '${phone}' THEN RAISE EXCEPTION 'the disk is odd'; END IF; RETURN NEW; END $$`);
  await world.sql('CREATE TRIGGER refuse_contact BEFORE INSERT ON contact FOR EACH ROW EXECUTE FUNCTION refuse_contact()');
  try {
    await says(phone, '2 still leaks');
    for (const minutes of [1, 2, 10]) {
      await world.shift(minutes * MINUTE);
      expect((await tries()).state).toBe('pending');
    }
    await world.shift(30 * MINUTE);
    expect(await tries()).toMatchObject({ state: 'parked', attempts: 5, last_error: expect.stringContaining('the disk is odd') });
    const [check, ...more] = (await ok(agent.get(`tasks?kind=human_check&ticket=${id}`))).items;
    expect(more).toEqual([]);
    expect(check.script).toContain('2 still leaks');
    await world.shift(DAY);
    expect((await tries()).attempts).toBe(5);
  } finally {
    await world.sql('DROP TRIGGER refuse_contact ON contact');
    await world.sql('DROP FUNCTION refuse_contact()');
  }
});
