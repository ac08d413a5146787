import type { Client } from './support/client';
import { arrived, clockOf, DAY, MINUTE, newsOf, no, ok, opened, seen, ticketDesk, timeline } from './support/ticket-desk';

/** Partners who answer for us: when nobody is there, and when their contract ends. */

const desk = ticketDesk();
let counter = 0;

interface Partner {
  key: string;
  agent: Client;
  other: Client;
}

async function aPartner(): Promise<Partner> {
  counter += 1;
  const key = `partner${String(counter)}`;
  const admin = await desk.world.signIn('admin');
  await ok(admin.post('desks', { key, name: `Partner ${String(counter)}`, kind: 'vendor', mayFix: true }));
  const where = { desk: key };
  return { key, agent: await desk.world.signIn('vendor_agent', where), other: await desk.world.signIn('vendor_agent', where) };
}

test('edge 79: the whole partner desk is away: the clock of the first contact runs on, the house is told, and anybody of the house may take it', async () => {
  const { world, agent, lead } = desk;
  const partner = await aPartner();
  const ticket = await arrived(partner.agent, { severity: 'S2' });
  const before = await clockOf(agent, ticket, 'contact');
  await world.sql(`UPDATE staff SET status = 'absent' WHERE id = ANY($1::uuid[])`, [[partner.agent.staffId, partner.other.staffId]]);
  await world.shift(new Date(before.dueAt).getTime() - (await world.now()).getTime() - 5 * MINUTE);
  expect(await clockOf(agent, ticket, 'contact')).toMatchObject({ state: 'running', dueAt: before.dueAt });
  expect([await newsOf(lead, ticket), await newsOf(partner.other, ticket)]).toEqual([['clock'], []]);
  await ok(agent.post(`tickets/${ticket}/take`));
  expect(await seen(agent, ticket)).toMatchObject({ owner: { id: agent.staffId } });

  const owned = await opened(partner.agent);
  await ok(agent.post(`tickets/${owned}/take`));
  expect(await seen(agent, owned)).toMatchObject({ owner: { id: agent.staffId } });
});

test('edge 80: the partner’s contract ends: at that minute nothing is there for its people, and what they had is back with the house, its promises as they were', async () => {
  const { world, agent, lead } = desk;
  const partner = await aPartner();
  const [live, fresh] = [await opened(partner.agent), await arrived(partner.agent)];
  const before = await clockOf(agent, live, 'fix');
  const ends = new Date((await world.now()).getTime() + DAY);
  const admin = await world.signIn('admin');
  await ok(admin.patch(`desks/${partner.key}`, { endsAt: ends.toISOString() }));
  await world.shift(DAY - 60_000);
  expect((await partner.agent.get(`tickets/${live}`)).status).toBe(200);
  // the people's rights end by the clock, before any work has looked at the tickets
  await world.sql(`UPDATE clock_shift SET shift = shift + interval '2 minutes'`);
  expect((await partner.agent.get(`tickets/${live}`)).status).toBe(403);
  expect((await partner.other.get('tickets')).status).toBe(403);
  expect(await no(lead.post(`tickets/${live}/assign`, { staff: partner.other.staffId }))).toBe(
    '409 owner: This person cannot look after this ticket.',
  );
  await world.settle();
  for (const ticket of [live, fresh]) {
    expect(await world.sql('SELECT owner_id, desk_id FROM ticket WHERE id = $1', [ticket])).toEqual([{ owner_id: null, desk_id: null }]);
    expect(await newsOf(lead, ticket)).toContain('desk_ended');
    expect((await timeline(agent, ticket)).map(({ text }) => text).join()).toMatch(
      /The contract of Partner \d ended, and it came back to us\./,
    );
  }
  expect((await clockOf(agent, live, 'fix')).dueAt).toBe(before.dueAt);
  await ok(agent.post(`tickets/${fresh}/take`));
});

test('edge 80: whoever works for the house as well keeps the ticket, and a contract without an end goes on', async () => {
  const { world, agent } = desk;
  const [ending, staying] = [await aPartner(), await aPartner()];
  const [kept, theirs] = [await opened(ending.agent), await opened(staying.agent)];
  await world.grant(ending.agent.staffId, 'agent');
  const admin = await world.signIn('admin');
  await ok(admin.patch(`desks/${ending.key}`, { endsAt: (await world.now()).toISOString() }));
  await world.settle();
  expect(await seen(agent, kept)).toMatchObject({ owner: { id: ending.agent.staffId } });
  expect(await seen(agent, theirs)).toMatchObject({ owner: { id: staying.agent.staffId } });
  expect((await staying.agent.get(`tickets/${theirs}`)).status).toBe(200);
});
