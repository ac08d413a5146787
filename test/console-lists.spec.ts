import { aCustomer, aPartnerDesk, aPlace, aTicket } from './support/builders';
import type { Client } from './support/client';
import { arrived, logged, MINUTE, no, ok, opened, ticketDesk, waiting } from './support/ticket-desk';

const desk = ticketDesk();
let agent: Client;

beforeAll(() => {
  agent = desk.agent;
});

async function line(id: string) {
  const { items } = await ok(agent.get('tickets?limit=100'));
  return items.find((one: { id: string }) => one.id === id);
}

describe('what a line of the work list says', () => {
  test('while we wait for the customer the line names the clock that stands still, since when and why', async () => {
    const id = await waiting(agent);
    const shown = await line(id);
    expect(shown.nextClock).toMatchObject({ clock: 'fix', dueAt: null, reason: 'waiting_customer' });
    expect(shown.nextClock.pausedSince).not.toBeNull();
  });

  test('who spoke last is the customer until we answer', async () => {
    const id = await arrived(agent);
    expect((await line(id)).lastWord.by).toBe('customer');
    await desk.world.shift(60_000);
    await ok(agent.post(`tickets/${id}/first-contact`, { channel: 'phone', how: 'call', note: 'We spoke about it.' }));
    expect((await line(id)).lastWord.by).toBe('us');
    await ok(agent.post(`tickets/${id}/notes`, { text: 'Looks like the hinge.' }));
    expect((await line(id)).lastWord.by).toBe('us');
  });

  test('partner desks read a first name only, and nobody reads one on a restricted ticket', async () => {
    await aPartnerDesk(desk.world, 'list-partner');
    const partner = await desk.world.signIn('vendor_agent', { desk: 'list-partner' });
    const id = await opened(partner, { customer: { name: 'Mia Miller', email: 'mia.miller@example.test' } });
    const [shown] = (await ok(partner.get('tickets'))).items;
    expect(shown).toMatchObject({ id, customerName: 'Mia' });
    await ok(desk.manager.post(`tickets/${id}/holds`, { kind: 'discrimination_harassment', reason: 'She was insulted.' }));
    const restricted = (await ok(desk.manager.get('tickets?limit=100'))).items.find((one: { id: string }) => one.id === id);
    expect(restricted.customerName).toBeNull();
  });
});

describe('the numbers above the list', () => {
  test('mine, the team’s, nobody’s, the late ones and those that wait for the customer', async () => {
    const { world } = desk;
    await aPlace(world, 'numbers');
    const person = await world.signIn('agent', { location: 'numbers' });
    const late = new Date((await world.now()).getTime() - 60_000);
    await aTicket(world, { location: 'numbers', owner_id: person.staffId });
    await aTicket(world, { location: 'numbers', owner_id: person.staffId, next_due_at: late, next_clock: 'fix' });
    await aTicket(world, { location: 'numbers', state: 'waiting_customer', waiting_since: late });
    await aTicket(world, { location: 'numbers', state: 'closed', closed_at: late, close_reason: 'recovered' });
    await aTicket(world, { location: 'numbers', subject_staff_id: person.staffId });
    expect(await ok(person.get('tickets/counts'))).toEqual({ mine: 2, team: 3, unowned: 1, late: 1, waiting: 1 });
  });

  test('whoever belongs to a team counts that team, and sees nothing of others', async () => {
    const { world } = desk;
    const [team] = await world.sql<{ id: string }>(`SELECT id FROM team WHERE key = 'front'`);
    await aPlace(world, 'counted');
    const person = await world.signIn('agent', { location: 'counted' });
    await world.grant(person.staffId, 'agent', { team: 'front' });
    await aTicket(world, { location: 'counted' });
    await aTicket(world, { location: 'counted', team_id: team?.id });
    const { team: ofTeam, unowned } = await ok(person.get('tickets/counts'));
    const [{ n } = { n: 0 }] = await world.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM ticket WHERE team_id = $1 AND NOT restricted AND state NOT IN ('closed', 'merged', 'void')`,
      [team?.id],
    );
    expect(ofTeam).toBe(n);
    expect(unowned).toBeGreaterThanOrEqual(2);
  });
});

describe('take next', () => {
  test('gives the dangerous one first, then the oldest, then says that there is none', async () => {
    const { world } = desk;
    await aPlace(world, 'next');
    const person = await world.signIn('agent', { location: 'next' });
    const now = await world.now();
    const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
    const newer = await aTicket(world, { location: 'next', state: 'new' });
    const dangerous = await aTicket(world, { location: 'next', severity: 'S1' });
    const older = await aTicket(world, { location: 'next', state: 'new' });
    await world.sql(`UPDATE ticket SET received_at = $2 WHERE id = $1`, [older.id, ago(5)]);
    await aTicket(world, { location: 'next', subject_staff_id: person.staffId });
    await aTicket(world, { location: 'next', restricted: true });
    for (const { number } of [dangerous, older, newer]) {
      const answer = await person.post('tickets/take-next');
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ number, owner: { id: person.staffId } });
    }
    const none = await person.post('tickets/take-next', undefined, { key: 'no-more' });
    expect([none.status, none.text]).toEqual([204, '']);
    expect((await person.post('tickets/take-next', undefined, { key: 'no-more' })).status).toBe(204);
  });

  test('two people at once take two different tickets, and the same press twice takes one', async () => {
    const { world } = desk;
    await aPlace(world, 'both');
    const [one, two] = [await world.signIn('agent', { location: 'both' }), await world.signIn('agent', { location: 'both' })];
    const made = [await aTicket(world, { location: 'both' }), await aTicket(world, { location: 'both' })];
    const answers = await Promise.all([one.post('tickets/take-next'), two.post('tickets/take-next')]);
    expect(new Set(answers.map((answer) => answer.body.number))).toEqual(new Set(made.map((ticket) => ticket.number)));
    await aTicket(world, { location: 'both' });
    await aTicket(world, { location: 'both' });
    const first = await one.post('tickets/take-next', undefined, { key: 'pressed' });
    const again = await one.post('tickets/take-next', undefined, { key: 'pressed' });
    expect(again.body.number).toBe(first.body.number);
    expect((await ok(one.get('tickets/counts'))).unowned).toBe(1);
  });
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
