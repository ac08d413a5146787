import type { Client, Json } from './support/client';
import { ok, opened, ticketDesk } from './support/ticket-desk';
import { aPlace } from './support/builders';

const desk = ticketDesk();
let admin: Client;
beforeAll(async () => {
  admin = await desk.world.signIn('admin', { name: 'Ada Admin' });
});

const lines = async (query = '', by = admin): Promise<Json[]> => (await ok(by.get(`audit?${query}`))).items;

test('who changed what can be read by person, by action, by time and by word, the newest first', async () => {
  const before = await desk.world.now();
  const invited = await ok(admin.post('staff', { name: 'New Person', email: 'new.person@staff.test' }));
  const [newest] = await lines(`actor=${admin.staffId}&action=staff.invited`);
  expect(newest).toMatchObject({
    actor: { id: admin.staffId, name: 'Ada Admin' },
    action: 'staff.invited',
    subject: `staff:${String(invited.staff.id)}`,
  });
  expect((await lines('action=staff')).every((one) => one.action.startsWith('staff.'))).toBe(true);
  expect(await lines(`q=${String(invited.staff.id)}`)).toHaveLength(1);
  expect((await lines(`from=${before.toISOString()}`)).length).toBeGreaterThanOrEqual(1);
  expect(await lines(`to=2026-01-01T00:00:00Z`)).toEqual([]);
  const all = await lines('limit=100');
  const first = await ok(admin.get('audit?limit=1'));
  const second = await ok(admin.get(`audit?limit=1&cursor=${String(first.nextCursor)}`));
  expect([first.items[0].id, second.items[0].id]).toEqual(all.slice(0, 2).map((one) => one.id));
  expect((await admin.get('audit?action=Staff;')).status).toBe(400);
});

test('the file for a spreadsheet runs no formula that somebody typed', async () => {
  const { staff } = await ok(admin.post('staff', { name: 'Eve', email: 'eve@staff.test' }));
  await desk.world.sql(
    `INSERT INTO audit_event (id, at, actor_id, action, subject, data) VALUES (gen_random_uuid(), desk_now(), $1, 'voucher.guessing', '=cmd|calc', '{}')`,
    [staff.id],
  );
  const file = await admin.get('audit.csv');
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.text).toContain("'=cmd|calc");
  expect(file.text).not.toMatch(/,=cmd/);
});

test('a lead of one place reads what people of that place did; nobody reads of a complaint about themselves', async () => {
  const { world, manager } = desk;
  await aPlace(world, 'east');
  const [lead, clerk] = [await world.signIn('lead', { location: 'east' }), await world.signIn('agent', { location: 'east' })];
  for (const actor of [clerk.staffId, admin.staffId]) {
    await world.sql(
      `INSERT INTO audit_event (id, at, actor_id, action, subject, data) VALUES (gen_random_uuid(), desk_now(), $1::uuid, 'sign_in.done', 'staff:' || $1::uuid::text, '{}')`,
      [actor],
    );
  }
  const seen = await lines('action=sign_in.done', lead);
  expect(seen.map((one) => one.actor.id)).toEqual([clerk.staffId]);
  const id = await opened(desk.agent);
  const [receipt] = await world.sql<{ id: string }>('SELECT id FROM message WHERE ticket_id = $1 LIMIT 1', [id]);
  await ok(manager.post(`messages/${String(receipt?.id)}/hold`));
  const subject = await world.signIn('manager');
  const held = `action=message.held&q=${String(receipt?.id)}`;
  expect(await lines(held, subject)).toHaveLength(1);
  await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [id, subject.staffId]);
  expect(await lines(held, subject)).toEqual([]);
  expect((await desk.agent.get('audit')).status).toBe(403);
});
