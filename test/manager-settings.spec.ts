import { aPlace, aTeam } from './support/builders';
import type { Client, Json } from './support/client';
import { fixed, HOUR, ok, opened, seen, ticketDesk } from './support/ticket-desk';

const desk = ticketDesk();
let area: Client;
let admin: Client;
beforeAll(async () => {
  area = await desk.world.signIn('area_manager', { name: 'Vera Area', email: 'vera@staff.test' });
  admin = await desk.world.signIn('admin', { name: 'Ada Admin' });
});

const SEVERITIES = ['S1', 'S2', 'S3', 'S4'];
const policy = (fix: string, more: object = {}) => ({
  targets: SEVERITIES.flatMap((severity) => [
    { clock: 'contact', severity, target: 'PT1H', kind: 'elapsed' },
    { clock: 'fix', severity, target: fix, kind: 'elapsed' },
  ]),
  ...more,
});
const numberOf = async (id: string): Promise<number> => (await seen(desk.agent, id)).number;
const clockIn = (body: Json, clock: string) => body.clocks.find((one: Json) => one.clock === clock);

test('a policy is tried on one complaint: what was promised, and what would have been', async () => {
  const { world, agent } = desk;
  const id = await opened(agent);
  await world.shift(2 * HOUR);
  const ticket = await numberOf(id);
  const { clocks } = await seen(agent, id);
  const body = await ok(area.post('policies/try', { policy: policy('PT1H'), ticket }));
  const fix = clockIn(body, 'fix');
  expect(fix.was).toEqual({ dueAt: clocks.find((one: Json) => one.clock === 'fix').dueAt, state: 'running' });
  expect(fix.would.state).toBe('late');
  expect(clockIn(body, 'contact').was.state).toBe('met');
  expect(clockIn(body, 'update').would).toEqual({ dueAt: null, state: 'none' });
  const patient = await ok(area.post('policies/try', { policy: policy('PT3H'), ticket }));
  expect(new Date(clockIn(patient, 'fix').would.dueAt).getTime() - new Date(fix.would.dueAt).getTime()).toBe(2 * HOUR);
  expect(clockIn(await ok(area.post('policies/try', { policy: policy('PT3H', { calendar: '24x7' }), ticket })), 'fix').would.state).toBe(
    'running',
  );
  expect((await area.post('policies/try', { policy: policy('PT3H', { calendar: 'none' }), ticket })).status).toBe(400);
  expect((await admin.post('policies/try', { policy: policy('PT1H'), ticket })).status).toBe(404);
  expect((await area.post('policies/try', { policy: policy('PT1H'), ticket: 999_999 })).status).toBe(404);
});

test('a dry run over the last weeks counts the promises that were and would be broken, and writes nothing', async () => {
  const { world, agent } = desk;
  const done = await opened(agent);
  await world.shift(HOUR);
  await ok(
    agent.post(`tickets/${done}/fix-delivered`, {
      kind: 'repair',
      summary: 'We fitted the brake again and tested it.',
      decision: 'upheld',
      fault: 'ours',
      cause: 'process',
      apology: { given: true },
    }),
  );
  const before = await world.sql('SELECT count(*)::int AS n, max(version)::int AS v FROM policy_version');
  const strict = await ok(area.post('policies/dry-run', { policy: policy('PT30M'), days: 28 }));
  const kind = await ok(area.post('policies/dry-run', { policy: policy('P9D') }));
  expect(strict.tickets).toBe(kind.tickets);
  expect(strict.cut).toBe(false);
  const fixOf = (body: Json) => body.byClock.find((one: Json) => one.clock === 'fix');
  expect(fixOf(strict).missedWould).toBe(fixOf(strict).ran);
  expect([kind.missedWas, kind.missedWould]).toEqual([0, 0]);
  expect(strict.missedWould).toBe(strict.tickets);
  expect(await world.sql('SELECT count(*)::int AS n, max(version)::int AS v FROM policy_version')).toEqual(before);
  expect((await ok(admin.post('policies/dry-run', { policy: policy('PT30M') }))).tickets).toBe(0);
});

test('a text is tried out by a mail to oneself, and to nobody else', async () => {
  const { world } = desk;
  const { items } = await ok(area.get('templates?key=fix_summary&channel=email&language=en'));
  const sent = await ok(area.post(`templates/${String(items[0].id)}/test`, { to: 'me' }));
  expect(sent).toMatchObject({ to: 'vera@staff.test', subject: expect.stringMatching(/^\[Test\] /) });
  const [mail] = world.sink.to('vera@staff.test');
  const preview = await ok(area.get(`templates/${String(items[0].id)}/preview`));
  expect(mail?.text.trim()).toBe(preview.text.trim());
  expect((await area.post(`templates/${String(items[0].id)}/test`, { to: 'ann@customer.test' })).status).toBe(400);
  const texts = await ok(area.get('templates?key=fix_summary&channel=sms&language=en'));
  expect((await area.post(`templates/${String(texts.items[0].id)}/test`, { to: 'me' })).status).toBe(200);
  expect(await world.sql(`SELECT 1 FROM message WHERE to_address = 'vera@staff.test'`)).toEqual([]);
});

describe('somebody leaves', () => {
  test('edge 77: with open tickets only where it is said who takes them, and they go there', async () => {
    const { world, lead } = desk;
    const [leaver, heir] = [await world.signIn('agent', { name: 'Lea Leaver' }), await world.signIn('agent', { name: 'Hal Heir' })];
    const tickets = [await opened(leaver), await fixed(leaver)];
    expect((await ok(admin.get(`staff/${leaver.staffId}`))).owns).toEqual({ openTickets: 2, approvals: 0 });
    expect((await ok(lead.get(`staff/${leaver.staffId}`))).owns).toEqual({ openTickets: 2, approvals: 0 });
    expect((await ok(heir.get(`staff/${leaver.staffId}`))).owns).toBeNull();
    const refused = await admin.patch(`staff/${leaver.staffId}`, { status: 'left' });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        guard: 'owns_tickets',
        openTickets: 2,
        detail: 'Lea Leaver has 2 open tickets. Say who takes them: handTo a person, a team or the queue.',
      },
    });
    for (const handTo of ['nobody', leaver.staffId, admin.staffId])
      expect((await admin.patch(`staff/${leaver.staffId}`, { status: 'left', handTo })).status).toBe(400);
    expect((await leaver.get('me')).status).toBe(200);
    await ok(admin.patch(`staff/${leaver.staffId}`, { status: 'left', handTo: heir.staffId }));
    await world.settle();
    for (const id of tickets) expect((await seen(desk.manager, id)).owner).toMatchObject({ id: heir.staffId });
  });

  test('to a team, or back into the queue', async () => {
    const { world, manager } = desk;
    await aTeam(world, 'nights', 'main');
    const [one, two] = [await world.signIn('agent'), await world.signIn('agent')];
    const [forTeam, forQueue] = [await opened(one), await opened(two)];
    await ok(admin.patch(`staff/${one.staffId}`, { status: 'left', handTo: 'nights' }));
    await ok(admin.patch(`staff/${two.staffId}`, { status: 'left', handTo: 'queue' }));
    await world.settle();
    expect(await seen(manager, forQueue)).toMatchObject({ owner: null });
    expect(await seen(manager, forTeam)).toMatchObject({ owner: null });
    expect(await world.sql(`SELECT x.key FROM ticket t JOIN team x ON x.id = t.team_id WHERE t.id = $1`, [forTeam])).toEqual([
      { key: 'nights' },
    ]);
    expect((await admin.patch(`staff/${manager.staffId}`, { handTo: 'queue' })).status).toBe(400);
  });
});

describe('the audit trail', () => {
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
});
