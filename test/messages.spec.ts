import type { Client } from './support/client';
import { World } from './support/world';

describe('messages, as people see and steer them', () => {
  let world: World;
  let agent: Client;
  let manager: Client;

  beforeAll(async () => {
    world = await World.start({ queues: false });
    agent = await world.signIn('agent', { name: 'Robin Agent' });
    manager = await world.signIn('area_manager');
  });

  afterAll(() => world.stop());

  let counter = 0;
  /** A complaint by phone with an address; its receipt is planned and not sent. */
  async function complaint(): Promise<{ ticketId: string; email: string; receipt: string }> {
    counter += 1;
    const email = `caller${String(counter)}@customer.test`;
    const logged = await agent.post('complaints', {
      channel: 'phone',
      text: 'The wheel came off.',
      touchPoint: 'unsure',
      customer: { name: 'Ana Lopez', email },
    });
    expect(logged.status).toBe(201);
    const ticketId: string = logged.body.ticket.id;
    const [row] = await world.sql<{ id: string }>(`SELECT id FROM message WHERE ticket_id = $1 AND kind = 'receipt'`, [ticketId]);
    return { ticketId, email, receipt: row?.id ?? '' };
  }
  const become = (id: string, state: 'uncertain' | 'dead') =>
    world.sql(`UPDATE message SET state = $2, attempts = 6 WHERE id = $1`, [id, state]);

  test('the caller gets a receipt with what we understood, and the list says that it left', async () => {
    const { ticketId, email } = await complaint();
    await world.settle();
    const [mail] = world.sink.to(email);
    expect(mail?.text).toContain('Hello Ana Lopez,');
    expect(mail?.text).toContain('The wheel came off.');
    const { status, body } = await agent.get(`messages?ticket=${ticketId}`);
    expect(status).toBe(200);
    expect(body.items).toEqual([expect.objectContaining({ kind: 'receipt', state: 'sent', to: email, attempts: 1, lastError: null })]);
    expect(JSON.stringify(body)).not.toContain('/s/');
  });

  test('a message that has not left can be taken back, once', async () => {
    const { email, receipt } = await complaint();
    const cancelled = await agent.post(`messages/${receipt}/cancel`, { note: 'They called again.' });
    expect(cancelled).toMatchObject({
      status: 200,
      body: { state: 'cancelled', lastError: 'taken back by Robin Agent: They called again.' },
    });
    await world.settle();
    expect(world.sink.to(email)).toEqual([]);
    const again = await agent.post(`messages/${receipt}/cancel`);
    expect(again).toMatchObject({ status: 409, body: { guard: 'message_state', state: 'cancelled' } });
  });

  test('two people who take back and resend at once: one of them does it', async () => {
    const { receipt } = await complaint();
    await become(receipt, 'uncertain');
    const answers = await Promise.all([agent.post(`messages/${receipt}/arrived`), manager.post(`messages/${receipt}/cancel`)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test('a message that may have arrived is sent again only when a person says so, under the same identity', async () => {
    const { email, receipt } = await complaint();
    await world.settle();
    await world.sql(`UPDATE message SET state = 'uncertain', sent_at = NULL WHERE id = $1`, [receipt]);
    await world.shift(3_600_000);
    expect(world.sink.to(email)).toHaveLength(1);
    const key = 'retry-once';
    const [first, replay] = [
      await agent.post(`messages/${receipt}/retry`, {}, { key }),
      await agent.post(`messages/${receipt}/retry`, {}, { key }),
    ];
    expect([first.status, replay.status]).toEqual([200, 200]);
    expect(replay.body).toEqual(first.body);
    await world.settle();
    const mails = world.sink.to(email);
    expect(mails).toHaveLength(2);
    expect(mails[0]?.header('message-id')).toBe(mails[1]?.header('message-id'));
  });

  test('a dead message goes to the address that works now; without one it stays dead', async () => {
    const { email, receipt } = await complaint();
    await become(receipt, 'dead');
    await world.sql(`UPDATE address SET state = 'dead' WHERE value_norm = $1`, [email]);
    expect(await agent.post(`messages/${receipt}/retry`)).toMatchObject({ status: 409, body: { guard: 'no_address' } });
    await world.sql(
      `UPDATE address SET value_norm = 'right@customer.test', value_raw = 'right@customer.test', state = 'live' WHERE value_norm = $1`,
      [email],
    );
    expect(await agent.post(`messages/${receipt}/retry`)).toMatchObject({
      status: 200,
      body: { state: 'pending', to: 'right@customer.test', attempts: 0 },
    });
    await world.settle();
    expect(world.sink.to('right@customer.test')).toHaveLength(1);
  });

  test('an uncertain message that arrived counts as sent, and what waited behind it leaves', async () => {
    const { ticketId, email, receipt } = await complaint();
    await become(receipt, 'uncertain');
    await agent.post(`tickets/${ticketId}/messages`, { channel: 'email', text: 'I am looking into it.' });
    await world.settle();
    expect(world.sink.to(email)).toEqual([]);
    expect(await agent.post(`messages/${receipt}/arrived`)).toMatchObject({
      status: 200,
      body: { state: 'sent', lastError: 'arrived, says Robin Agent' },
    });
    await world.settle();
    expect(world.sink.to(email)).toHaveLength(1);
    expect(await agent.post(`messages/${receipt}/arrived`)).toMatchObject({ status: 409 });
  });

  test('edge 81: nobody sees, cancels or resends messages of a complaint about themselves', async () => {
    const { ticketId, receipt } = await complaint();
    await become(receipt, 'dead');
    const subject = await world.signIn('manager');
    await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [ticketId, subject.staffId]);
    expect((await subject.get(`messages?ticket=${ticketId}`)).body.items).toEqual([]);
    for (const decision of ['cancel', 'retry', 'arrived']) expect((await subject.post(`messages/${receipt}/${decision}`)).status).toBe(404);
    expect((await manager.get(`messages?ticket=${ticketId}`)).body.items).toHaveLength(1);
  });

  test('the list goes on where the last page ended, newest first, by state', async () => {
    for (let n = 0; n < 3; n += 1) await become((await complaint()).receipt, 'dead');
    const one = await manager.get('messages?state=dead&limit=2');
    const two = await manager.get(`messages?state=dead&limit=2&cursor=${String(one.body.nextCursor)}`);
    const ids = [...one.body.items, ...two.body.items].map((item: { id: string }) => item.id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe(ids.length);
    expect((await manager.get('messages?state=lost')).status).toBe(400);
    expect((await manager.get('messages?cursor=nonsense')).status).toBe(400);
  });

  test('a field nobody asked for is refused, and so is a person without the right', async () => {
    const { receipt } = await complaint();
    expect((await agent.post(`messages/${receipt}/cancel`, { state: 'sent' })).status).toBe(400);
    expect((await (await world.signIn('auditor')).post(`messages/${receipt}/cancel`)).status).toBe(403);
    expect((await world.anonymous.get('messages')).status).toBe(401);
    expect((await (await world.signIn('admin')).get('messages')).status).toBe(403);
  });
});
