import type { Client } from './support/client';
import { lastFate, mailed, stranger } from './support/mails';
import { World } from './support/world';

let world: World;
let lead: Client;

beforeAll(async () => {
  world = await World.start();
  lead = await world.signIn('lead');
});
afterAll(() => world.stop());

/** A mail that no limit lets through: ten thousand parts. */
async function bomb(from: string, subject = 'Ten thousand parts'): Promise<string> {
  const parts = '--XX\r\n\r\nx\r\n'.repeat(10_000);
  const fate = await mailed(world, {
    from,
    raw: `From: ${from}\r\nSubject: ${subject}\r\nMessage-ID: <bomb-${from}>\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n${parts}--XX--`,
  });
  if (fate.state !== 'quarantined') throw new Error(`it became ${fate.state}`);
  return (await world.sql<{ id: string }>(`SELECT id FROM inbound_message ORDER BY id DESC LIMIT 1`))[0]?.id ?? '';
}

const list = async (by: Client = lead, query = '') => (await by.get(`quarantine${query}`)).body;
const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

test('what waits is shown with its sender, subject and the reason, and nothing of what it holds', async () => {
  const from = stranger();
  const id = await bomb(from, '<img src=x onerror=alert(1)>');
  const item = (await list()).items.find((one: { id: string }) => one.id === id);
  expect(item).toEqual({
    id,
    from,
    subject: '<img src=x onerror=alert(1)>',
    why: 'The mail has more than 200 parts.',
    senderProof: null,
    bytes: expect.any(Number),
    receivedAt: expect.any(String),
  });
});

test('released, a mail that nobody could read is a ticket with its sender and subject; the original is kept', async () => {
  const from = stranger();
  const id = await bomb(from);
  expect((await lead.post(`quarantine/${id}/release`)).body).toEqual({ id, state: 'pending' });
  await world.settle();
  const fate = await lastFate(world);
  expect(fate).toMatchObject({ state: 'done', outcome: 'opened', from });
  const ticket = (await lead.get(`tickets/${fate.ticketId ?? ''}`)).body;
  expect(ticket).toMatchObject({ title: 'Ten thousand parts', state: 'new' });
  expect(ticket.customer.email).toBe(from);
  expect((await lead.get(`tickets/${fate.ticketId ?? ''}/contacts`)).body.items[0].text).toBe(
    '(The text of this mail could not be read. The original is kept.)',
  );
  expect(idsOf(await list())).not.toContain(id);
});

test('released, the twenty-first complaint of one address is a ticket whatever the brakes say', async () => {
  const from = stranger('often');
  for (let n = 0; n < 21; n += 1) await world.sendMail({ from, subject: `Complaint ${String(n)}` });
  await world.settle();
  const [held] = (await list()).items.filter((one: { from: string }) => one.from === from);
  expect(held.why).toBe('More than 20 complaints came from this address within an hour.');
  await lead.post(`quarantine/${held.id}/release`);
  await world.settle();
  expect(
    await world.sql(`SELECT count(*)::int AS count FROM inbound_message WHERE from_address = $1 AND outcome = 'opened'`, [from]),
  ).toEqual([{ count: 21 }]);
});

test('discarded, nothing becomes of it', async () => {
  const id = await bomb(stranger());
  const [before] = await world.sql('SELECT count(*)::int AS count FROM ticket');
  expect((await lead.post(`quarantine/${id}/discard`)).body).toEqual({ id, state: 'discarded' });
  await world.settle();
  expect((await world.sql('SELECT count(*)::int AS count FROM ticket'))[0]).toEqual(before);
  expect(idsOf(await list())).not.toContain(id);
  const [trail] = await world.sql<{ action: string; actor_id: string }>('SELECT action, actor_id FROM audit_event WHERE subject = $1', [
    `mail:${id}`,
  ]);
  expect(trail).toEqual({ action: 'quarantine.discarded', actor_id: lead.staffId });
});

test('two people decide at once: one wins, the other reads that it is decided', async () => {
  const id = await bomb(stranger());
  const answers = await Promise.all([
    lead.post(`quarantine/${id}/release`),
    lead.post(`quarantine/${id}/discard`),
    lead.post(`quarantine/${id}/release`),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.detail).toBe('Somebody has already decided about this mail.');
});

test('the same decision under the same key gives the same answer', async () => {
  const id = await bomb(stranger());
  const [first, second] = [
    await lead.post(`quarantine/${id}/discard`, {}, { key: 'once' }),
    await lead.post(`quarantine/${id}/discard`, {}, { key: 'once' }),
  ];
  expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
});

test('agents may look and not decide, customers and strangers neither', async () => {
  const id = await bomb(stranger());
  const agent = await world.signIn('agent');
  expect(idsOf(await list(agent))).toContain(id);
  expect((await agent.post(`quarantine/${id}/release`)).status).toBe(403);
  expect((await world.anonymous.get('quarantine')).status).toBe(401);
  const vendor = await world.signIn('vendor_agent');
  expect((await vendor.get('quarantine')).status).toBe(403);
});

test('a mail that is not in the quarantine is not there', async () => {
  const done = await mailed(world, { from: stranger() });
  const [row] = await world.sql<{ id: string }>('SELECT id FROM inbound_message WHERE ticket_id = $1', [done.ticketId]);
  expect((await lead.post(`quarantine/${row?.id ?? ''}/release`)).status).toBe(404);
  expect((await lead.post('quarantine/0198a5b0-0000-7000-8000-000000000000/discard')).status).toBe(404);
  expect((await lead.post('quarantine/nonsense/discard')).status).toBe(400);
});

test('the list goes on where it stopped, newest first', async () => {
  const ids = [await bomb(stranger()), await bomb(stranger()), await bomb(stranger())];
  const first = await list(lead, '?limit=2');
  expect(idsOf(first)).toEqual([ids[2], ids[1]]);
  const second = await list(lead, `?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`);
  expect(idsOf(second)[0]).toBe(ids[0]);
});
