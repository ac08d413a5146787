import { anAddress, closed, DAY, followedUp, logged, ok, seen, ticketDesk, timeline } from './support/ticket-desk';

/** What counts and what does not: practice, and whom a survey is sent to. */

const desk = ticketDesk();

test('edge 68: a ticket typed in for practice and called one tells the customer nothing, spends nothing and is in no number', async () => {
  const { world, agent, manager } = desk;
  const counts = async () => (await ok(manager.get('board'))).counts;
  const before = await counts();
  const email = anAddress();
  const { ticket } = await logged(agent, { customer: { name: 'Test Person', email }, severity: 'S1' });
  expect(await counts()).not.toEqual(before);
  await ok(agent.post(`tickets/${String(ticket.id)}/void`, { reason: 'test' }));
  await world.settle();
  await world.shift(2 * DAY);
  expect(world.sink.to(email)).toEqual([]);
  expect(await counts()).toEqual(before);
  expect(await world.sql('SELECT id FROM gesture WHERE ticket_id = $1', [ticket.id])).toEqual([]);
  expect(await world.sql('SELECT value FROM outcome WHERE ticket_id = $1', [ticket.id])).toEqual([]);
  const running = await world.sql(`SELECT clock FROM timer WHERE ticket_id = $1 AND state IN ('running', 'paused')`, [ticket.id]);
  expect(running).toEqual([]);
  // it stays where it can be found
  expect(await seen(agent, ticket.id)).toMatchObject({ state: 'void' });
});

test('edge 138: surveys go by themselves to the angry as to the calm, and where one is left out the reason stands on the ticket', async () => {
  const { world, agent } = desk;
  const emails = { calm: anAddress(), angry: anAddress() };
  for (const [mood, email] of Object.entries(emails)) await followedUp(agent, { mood, customer: { name: 'Ann Lee', email } });
  const asked = await closed(agent);
  const bare = await followedUp(agent, { customer: { name: 'No Address' } });
  await world.shift(4 * DAY);
  for (const email of Object.values(emails)) {
    expect(world.sink.to(email).filter(({ text }) => text.includes('/s/'))).not.toEqual([]);
    const kinds = await world.sql(`SELECT kind FROM message WHERE to_address = $1 AND kind = 'survey' AND state = 'sent'`, [email]);
    expect(kinds).toEqual([{ kind: 'survey' }]);
  }
  expect(await world.sql(`SELECT follow_up_waived FROM ticket WHERE id = $1`, [bare])).toEqual([{ follow_up_waived: 'no_contact_data' }]);
  // somebody asked by a call is not asked again by a machine, and the call is on the timeline
  expect(await world.sql(`SELECT kind FROM message WHERE ticket_id = $1 AND kind = 'survey' AND state = 'sent'`, [asked])).toEqual([]);
  expect((await timeline(agent, asked)).some(({ kind }) => kind === 'close')).toBe(true);
});
