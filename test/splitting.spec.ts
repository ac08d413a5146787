import type { Client } from './support/client';
import { complainedByMail, contactsOf, mailed, replyTo, stranger } from './support/mails';
import { done } from './support/one-up';
import { World } from './support/world';

/** A message that begins something new becomes a ticket of its own. */

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

const HOUR = 3_600_000;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** An old matter, and in its thread a message about a new one. */
async function anOldThread(from = stranger()): Promise<{ from: string; ticketId: string; contactId: string; at: Date }> {
  const { ticketId, receipt } = await complainedByMail(world, from);
  await world.shift(30 * HOUR);
  const files = [{ filename: 'leak.png', content: PNG }];
  const fate = await mailed(world, { from, to: replyTo(receipt), text: 'And now the roof leaks.', attachments: files });
  expect([fate.outcome, fate.ticketId]).toEqual(['attached', ticketId]);
  const [row] = await world.sql<{ id: string; at: Date }>(`SELECT id, at FROM contact WHERE ticket_id = $1 AND kind = 'message'`, [
    ticketId,
  ]);
  if (!row) throw new Error('the message is not there');
  return { from, ticketId, contactId: row.id, at: row.at };
}

test('edge 43: an old thread that begins something new: the message becomes a ticket of its own, and its clocks count from that message', async () => {
  const { from, ticketId, contactId, at } = await anOldThread();
  await world.shift(2 * HOUR);
  const split = await done(agent.post(`contacts/${contactId}/split`));
  await world.settle();
  const [made] = await world.sql(
    `SELECT t.received_at, t.follows_ticket_id, t.customer_id = o.customer_id AS same, m.started_at
     FROM ticket t JOIN ticket o ON o.id = $2 JOIN timer m ON m.ticket_id = t.id AND m.clock = 'contact' WHERE t.id = $1`,
    [split.ticketId, ticketId],
  );
  expect(made).toEqual({ received_at: at, follows_ticket_id: ticketId, same: true, started_at: at });
  expect(await contactsOf(world, split.ticketId)).toMatchObject([{ kind: 'complaint', text: 'And now the roof leaks.' }]);
  expect((await contactsOf(world, ticketId)).map(({ text }) => text)).toContain('And now the roof leaks.');
  expect((await done(agent.get(`tickets/${String(split.ticketId)}/files`))).items).toMatchObject([{ name: 'leak.png', state: 'kept' }]);
  expect((await done(agent.get(`tickets/${ticketId}/files`))).items).toEqual([]);
  const { items } = await done(agent.get(`tickets/${ticketId}/events`));
  expect(items.at(-1).text).toBe(`Agent 1 made a message of the customer a ticket of its own: ${String(split.label)}.`);
  expect(world.sink.to(from).at(-1)?.subject).toContain(String(split.label));
});

test('edge 43: pressed twice, by two people at once, it is one ticket', async () => {
  const { contactId } = await anOldThread();
  const other = await world.signIn('lead');
  const answers = await Promise.all([agent.post(`contacts/${contactId}/split`), other.post(`contacts/${contactId}/split`)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ guard: 'split' });
  const again = await agent.post(`contacts/${contactId}/split`);
  expect([again.status, again.body.guard]).toEqual([409, 'split']);
});

test('the complaint itself, our own words and words of somebody unknown become no ticket; what one may not see is not there', async () => {
  const { from, ticketId, contactId } = await anOldThread();
  const [own] = await world.sql(`SELECT id FROM contact WHERE ticket_id = $1 AND kind = 'complaint'`, [ticketId]);
  expect((await agent.post(`contacts/${String(own?.['id'])}/split`)).body).toMatchObject({ status: 409, guard: 'no_message' });
  const fate = await mailed(world, { from: stranger('other'), to: replyTo(world.sink.to(from)[0]!), text: 'Mine leaks too.' });
  const [visitor] = await world.sql(`SELECT id FROM contact WHERE ticket_id = $1 AND visitor`, [fate.ticketId]);
  expect((await agent.post(`contacts/${String(visitor?.['id'])}/split`)).body).toMatchObject({ status: 409, guard: 'visitor' });
  await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [ticketId, agent.staffId]);
  expect((await agent.post(`contacts/${contactId}/split`)).status).toBe(404);
});
