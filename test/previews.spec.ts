import { aCustomer } from './support/builders';
import type { Client } from './support/client';
import { logged, MINUTE, no, ok, ticketDesk } from './support/ticket-desk';

const desk = ticketDesk();
let agent: Client;

beforeAll(() => {
  agent = desk.agent;
});

const preview = (body: object) => ok(agent.post('complaints/preview', body));

describe('what would be promised', () => {
  test.each([
    { channel: 'phone' },
    { channel: 'email', severity: 'S2' },
    { channel: 'in_person', severity: 'S1', touchPoint: 'point_of_sale' },
    { channel: 'phone', eventToday: true },
    { channel: 'phone', holds: ['safety'] },
  ])('is what is promised when it is saved: %j', async (body) => {
    const [before] = await desk.world.sql('SELECT last_value FROM ticket_number');
    const said = await preview(body);
    expect(await desk.world.sql('SELECT last_value FROM ticket_number')).toEqual([before]);
    const saved = await logged(agent, body);
    expect(said.severity).toBe(saved.ticket.severity);
    expect(said.severityReason).toBe(saved.ticket.severityReason);
    expect([said.promise?.clock, said.promise?.text]).toEqual([saved.promise?.clock, saved.promise?.text]);
    const { clocks } = await ok(agent.get(`tickets/${saved.ticket.id as string}`));
    const running = clocks.filter((one: { state: string; target: string | null }) => one.state === 'running' && one.target !== null);
    expect(said.clocks.map((one: { clock: string }) => one.clock).sort()).toEqual(
      running.map((one: { clock: string }) => one.clock).sort(),
    );
    expect(said.clocks.map((one: { target: string }) => one.target).sort()).toEqual(
      running.map((one: { target: string }) => one.target).sort(),
    );
  });

  test('is said in two plain sentences, in the language asked for, else in the customer’s', async () => {
    const { say, promise } = await preview({ channel: 'email' });
    expect(say).toEqual(['I am sorry that this happened, and thank you for telling us.', promise.text]);
    for (const language of ['de', 'es', 'fr', 'ar']) {
      const said = (await preview({ channel: 'email', language })).say;
      expect(said).toHaveLength(2);
      expect(said.join(' ')).not.toMatch(/\{\{|sorry/);
    }
    const customer = await aCustomer(desk.world);
    await desk.world.sql(`UPDATE customer SET language = 'de-CH' WHERE id = $1`, [customer]);
    expect((await preview({ channel: 'phone', customer })).say[0]).toMatch(/^Es tut mir leid/);
  });

  test('is refused with a sentence for a place that does not exist', async () => {
    expect(await no(agent.post('complaints/preview', { channel: 'phone', location: 'nowhere' }))).toBe(
      '400 There is no location "nowhere".',
    );
    expect(await no(agent.post('complaints/preview', { channel: 'phone', touchPoint: 'nothing' }))).toMatch(/^400 There is no touch point/);
  });
});

test('the board says how long typing complaints in took; what cannot be right is not counted', async () => {
  const { world, manager } = desk;
  expect((await ok(manager.get('board'))).intake).toBeNull();
  const now = (await world.now()).getTime();
  for (const ago of [1, 2, 10]) await logged(agent, { startedAt: new Date(now - ago * MINUTE).toISOString(), keystrokes: 9 });
  await logged(agent, { startedAt: new Date(now + 60 * MINUTE).toISOString() });
  await logged(agent, { startedAt: new Date(now - 5 * 60 * MINUTE).toISOString() });
  const { intake } = await ok(manager.get('board'));
  expect(intake.count).toBe(3);
  expect(Math.round(intake.medianMs / MINUTE)).toBe(2);
  expect(Math.round(intake.p90Ms / MINUTE)).toBeGreaterThan(intake.medianMs / MINUTE);
  expect(await world.sql('SELECT DISTINCT keystrokes FROM ticket WHERE intake_started_at IS NOT NULL')).toEqual([{ keystrokes: 9 }]);
  await world.shift(8 * 24 * 60 * MINUTE);
  expect((await ok(manager.get('board'))).intake).toBeNull();
});
