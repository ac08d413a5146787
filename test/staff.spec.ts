import { uuidv7 } from 'uuidv7';
import { Database } from '../src/platform/database/database';
import { InvitationsService } from '../src/staff/invitations.service';
import { StaffService } from '../src/staff/staff.service';
import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let admin: Client;
const PASSWORD = 'quiet otter lamp forty';

beforeAll(async () => {
  world = await World.start();
  admin = await world.signIn('admin', { name: 'Ada' });
  const calendar = uuidv7();
  await world.sql(`INSERT INTO calendar (id, key, name, created_at) VALUES ($1, 'staff-hours', 'Hours', desk_now())`, [calendar]);
  const place = (id: string, key: string, parent: string | null) =>
    world.sql(
      `INSERT INTO location (id, key, name, zone, currency, calendar_id, parent_id, created_at) VALUES ($1, $2, $2, 'UTC', 'EUR', $3, $4, desk_now())`,
      [id, key, calendar, parent],
    );
  const [region, town, other] = [uuidv7(), uuidv7(), uuidv7()];
  await place(region, 'region', null);
  await place(town, 'town', region);
  await place(other, 'elsewhere', null);
  await world.sql(`INSERT INTO team (id, key, name, location_id, created_at) VALUES ($1, 'counter', 'Counter', $2, desk_now())`, [
    uuidv7(),
    town,
  ]);
  await world.sql(`INSERT INTO desk (id, key, name, kind, created_at) VALUES ($1, 'partner', 'Partner', 'vendor', desk_now())`, [uuidv7()]);
});
afterAll(() => world.stop());

let counter = 0;
async function invite(grants: object[] = [], key?: string) {
  counter += 1;
  const email = `New.Person${String(counter)}@staff.test`;
  const answer = await admin.post('staff', { name: `New ${String(counter)}`, email, grants }, { key });
  return { ...answer, email, path: new URL(String(answer.body.invitation?.link ?? 'http://none/')).pathname };
}

async function idOf(table: 'location' | 'team' | 'desk', key: string): Promise<string> {
  return (await world.sql<{ id: string }>(`SELECT id FROM ${table} WHERE key = $1`, [key]))[0]?.id ?? '';
}

describe('accounts', () => {
  test('an administrator invites somebody, who sets a password and can do what she was given', async () => {
    const { status, body, path, email } = await invite([{ role: 'agent', location: 'town' }]);
    expect(status).toBe(201);
    expect(body.staff).toMatchObject({ email: email.toLowerCase(), invited: true, status: 'active', version: 1 });
    expect(body.staff.grants).toMatchObject([
      { role: 'agent', scopeKind: 'location', location: 'town', team: null, desk: null, validTo: null },
    ]);
    const page = await world.anonymous.get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain(email.toLowerCase());
    const joined = await world.anonymous.form(path, { name: 'New Person', password: PASSWORD });
    expect([joined.status, joined.headers.get('location')]).toEqual([303, '/']);
    const cookie = joined.headers.getSetCookie().find((one) => one.startsWith('sid=')) ?? '';
    const me = await world.anonymous.get('me', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(me.body).toMatchObject({ name: 'New Person', email: email.toLowerCase(), kind: 'staff', roles: ['agent'] });
    expect(me.body.permissions).toEqual(expect.arrayContaining(['complaint.log', 'ticket.fix', 'me']));
    expect(me.body.permissions).not.toContain('staff.edit');
    expect((await world.anonymous.post('sessions', { email, password: PASSWORD })).status).toBe(201);
  });

  test('the same invitation under the same key answers the same link and makes one account; no link is stored', async () => {
    const body = { name: 'Twice', email: 'twice@staff.test', grants: [] };
    const first = await admin.post('staff', body, { key: 'staff-1' });
    const again = await admin.post('staff', body, { key: 'staff-1' });
    expect(again).toMatchObject({ status: first.status, body: first.body });
    const stored = await world.sql(`SELECT answer::text AS answer FROM idempotency_key WHERE key = 'staff-1'`);
    expect(String(stored[0]?.answer)).not.toContain(String(first.body.invitation.link).split('/').pop());
  });

  test('one address has one account, however it is written', async () => {
    await admin.post('staff', { name: 'One', email: 'one@staff.test' });
    expect(await admin.post('staff', { name: 'Two', email: 'ONE@staff.test' })).toMatchObject({
      status: 409,
      body: { guard: 'email_taken' },
    });
  });

  test('nobody but an administrator invites, changes or gives rights', async () => {
    const { body } = await invite();
    for (const role of ['agent', 'lead', 'manager', 'area_manager', 'auditor', 'privacy_officer']) {
      const client = await world.signIn(role);
      const answers = await Promise.all([
        client.post('staff', { name: 'X', email: 'x@staff.test' }),
        client.patch(`staff/${body.staff.id}`, { name: 'X' }),
        client.post(`staff/${body.staff.id}/grants`, { role: 'agent' }),
        client.post(`staff/${body.staff.id}/invitations`),
        client.delete(`staff/${body.staff.id}/sessions`),
      ]);
      expect([role, ...answers.map((answer) => answer.status)]).toEqual([role, 403, 403, 403, 403, 403]);
    }
  });

  test('colleagues see names, and only administrators and supervisors see addresses and rights', async () => {
    const { body } = await invite([{ role: 'agent' }]);
    const agent = await world.signIn('agent');
    expect((await agent.get(`staff/${body.staff.id}`)).body).toMatchObject({ name: body.staff.name, email: null, phone: null, grants: [] });
    expect((await agent.get(`staff/${agent.staffId}`)).body.grants).toHaveLength(1);
    expect((await (await world.signIn('auditor')).get(`staff/${body.staff.id}`)).body.email).toBe(body.staff.email);
    expect((await (await world.signIn('vendor_agent')).get('staff')).status).toBe(403);
  });

  test('the list comes by name in pages and can be narrowed', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await admin.get(`staff?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      names.push(...body.items.map((one: { name: string; id: string }) => one.id));
      cursor = body.nextCursor;
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(Number((await world.sql('SELECT count(*)::int AS n FROM staff'))[0]?.n));
    await world.signIn('analyst', { name: 'Unmistakable' });
    expect((await admin.get('staff?q=mistak&role=analyst&status=active')).body.items).toHaveLength(1);
    expect((await admin.get('staff?q=mistak&role=agent')).body.items).toHaveLength(0);
  });

  test('a field that nobody asked for is refused, so nobody makes himself administrator by it', async () => {
    const answer = await admin.post('staff', { name: 'X', email: 'mass@staff.test', passwordHash: 'x', status: 'active' });
    expect(answer.status).toBe(400);
    expect((await admin.post('staff', { name: 'X', email: 'mass@staff.test', grants: [{ role: 'system' }] })).status).toBe(400);
  });

  test('who saves an older version is told, with what holds now', async () => {
    const { body } = await invite();
    expect((await admin.patch(`staff/${body.staff.id}`, { phone: '+41 31 300 00 00', version: 1 })).body.version).toBe(2);
    expect(await admin.patch(`staff/${body.staff.id}`, { phone: null, version: 1 })).toMatchObject({
      status: 409,
      body: { guard: 'version', current: { version: 2, phone: '+41 31 300 00 00' } },
    });
  });

  test('the line of managers never closes to a ring', async () => {
    const [a, b, c] = [await invite(), await invite(), await invite()].map((one) => String(one.body.staff.id));
    expect((await admin.patch(`staff/${String(b)}`, { managerId: a })).status).toBe(200);
    expect((await admin.patch(`staff/${String(c)}`, { managerId: b })).status).toBe(200);
    expect(await admin.patch(`staff/${String(a)}`, { managerId: c })).toMatchObject({ status: 409, body: { guard: 'line' } });
    expect((await admin.patch(`staff/${String(a)}`, { managerId: uuidv7() })).status).toBe(400);
    expect((await admin.patch(`staff/${String(b)}`, { managerId: null })).body.managerId).toBeNull();
  });
});

describe('leaving', () => {
  test('who leaves is out at once: sessions, tokens and open invitations end in the same moment', async () => {
    const manager = await world.signIn('manager');
    const token = await manager.post('api-tokens', { name: 'Shop', scopes: ['ticket.see'], expiresAt: '2099-01-01T00:00:00Z' });
    const program = { headers: { authorization: `Bearer ${String(token.body.token)}` } };
    const link = (await admin.post(`staff/${manager.staffId}/invitations`)).body.link;
    expect((await world.anonymous.get('me', program)).status).toBe(200);
    expect((await admin.patch(`staff/${manager.staffId}`, { status: 'left' })).status).toBe(200);
    expect((await manager.get('me')).status).toBe(401);
    expect((await world.anonymous.get('me', program)).status).toBe(401);
    expect((await world.anonymous.get(new URL(String(link)).pathname)).status).toBe(404);
    expect(await world.sql('SELECT 1 FROM session WHERE staff_id = $1', [manager.staffId])).toEqual([]);
    await admin.patch(`staff/${manager.staffId}`, { status: 'active' });
    expect((await manager.get('me')).status).toBe(401);
    expect((await world.anonymous.get('me', program)).status).toBe(401);
  });

  test('an account that has left cannot be invited again', async () => {
    const { body } = await invite();
    await admin.patch(`staff/${body.staff.id}`, { status: 'left' });
    expect(await admin.post(`staff/${body.staff.id}/invitations`)).toMatchObject({ status: 409, body: { guard: 'left' } });
  });

  test('an administrator signs somebody out everywhere', async () => {
    const agent = await world.signIn('agent');
    expect((await admin.delete(`staff/${agent.staffId}/sessions`)).status).toBe(204);
    expect((await agent.get('me')).status).toBe(401);
  });
});

describe('rights', () => {
  test('rights given and taken work at the very next request', async () => {
    const agent = await world.signIn('agent');
    expect((await agent.get('api-tokens')).status).toBe(403);
    const given = await admin.post(`staff/${agent.staffId}/grants`, { role: 'manager', location: 'town' });
    expect(given.status).toBe(201);
    expect((await agent.get('api-tokens')).status).toBe(200);
    const grant = given.body.grants.find((one: { role: string }) => one.role === 'manager');
    expect((await admin.delete(`staff/${agent.staffId}/grants/${String(grant.id)}`)).body.grants).toHaveLength(1);
    expect((await agent.get('api-tokens')).status).toBe(403);
    expect((await admin.delete(`staff/${agent.staffId}/grants/${String(grant.id)}`)).status).toBe(404);
  });

  test('rights begin and end on their day', async () => {
    const agent = await world.signIn('agent');
    const now = (await agent.get('me')).body.serverTime;
    const at = (hours: number) => new Date(Date.parse(String(now)) + hours * 3_600_000).toISOString();
    await admin.post(`staff/${agent.staffId}/grants`, { role: 'manager', validFrom: at(1), validTo: at(3) });
    expect((await agent.get('me')).body.roles).toEqual(['agent']);
    await world.shift(2 * 3_600_000);
    expect((await agent.get('me')).body.roles.sort()).toEqual(['agent', 'manager']);
    await world.shift(2 * 3_600_000);
    expect((await agent.get('me')).body.roles).toEqual(['agent']);
  });

  test('a right that has not begun is taken back without a trace in the rights, and with one in the trail', async () => {
    const { body } = await invite();
    const later = await admin.post(`staff/${body.staff.id}/grants`, { role: 'auditor', validFrom: '2099-01-01T00:00:00Z' });
    const grantId = String(later.body.grants[0].id);
    expect((await admin.delete(`staff/${body.staff.id}/grants/${grantId}`)).body.grants).toEqual([]);
    const trail = await world.sql(`SELECT action FROM audit_event WHERE subject = $1 ORDER BY id`, [`staff:${String(body.staff.id)}`]);
    expect(trail.map((one) => one.action)).toEqual(['staff.invited', 'rights.given', 'rights.ended']);
  });

  test('an administrator cannot give rights to herself', async () => {
    expect((await admin.post(`staff/${admin.staffId}/grants`, { role: 'manager' })).status).toBe(403);
    expect((await admin.get('me')).body.roles).toEqual(['admin']);
  });

  test('the same role at the same place is held once', async () => {
    const { body } = await invite([{ role: 'lead', team: 'counter' }]);
    expect(await admin.post(`staff/${body.staff.id}/grants`, { role: 'lead', team: 'counter' })).toMatchObject({
      status: 409,
      body: { guard: 'held' },
    });
    expect((await admin.post(`staff/${body.staff.id}/grants`, { role: 'lead', location: 'town' })).status).toBe(201);
  });

  test('a partner’s role needs its desk, and a right names one place that exists', async () => {
    const { body } = await invite();
    const give = (wish: object) => admin.post(`staff/${body.staff.id}/grants`, wish);
    expect((await give({ role: 'vendor_agent' })).status).toBe(400);
    expect((await give({ role: 'vendor_agent', desk: 'partner' })).status).toBe(201);
    expect((await give({ role: 'agent', team: 'counter', location: 'town' })).status).toBe(400);
    expect((await give({ role: 'agent', team: 'nowhere' })).status).toBe(400);
    expect((await give({ role: 'agent', validTo: '2001-01-01T00:00:00Z' })).status).toBe(400);
  });

  test('a right at a place holds at every place below it', async () => {
    const lead = await world.signIn('lead', { location: 'region' });
    expect((await lead.get('me')).body.grants).toMatchObject([{ role: 'lead', location: 'region' }]);
    const people = world.desk.app.get(StaffService);
    const found = await people.people(world.desk.app.get(Database), {
      role: 'lead',
      locationId: await idOf('location', 'town'),
      teamId: null,
    });
    expect(found.map((one) => one.staffId)).toContain(lead.staffId);
  });
});

describe('the last administrator', () => {
  let own: World;
  let first: Client;
  beforeAll(async () => {
    own = await World.start();
    const [row] = await own.sql<{ id: string }>(`SELECT id FROM staff WHERE email = 'admin@desk.test'`);
    first = await own.session(row?.id ?? '');
  });
  afterAll(() => own.stop());

  test('the first account is administrator and manager of the whole organisation, and may create staff', async () => {
    expect((await first.get('me')).body.roles.sort()).toEqual(['admin', 'manager']);
    expect((await first.post('staff', { name: 'Second', email: 'second@desk.test', grants: [{ role: 'admin' }] })).status).toBe(201);
  });

  test('a later administrator gets only what was given', async () => {
    const { body } = await first.get('staff?q=second@desk.test');
    expect(body.items[0].grants.map((one: { role: string }) => one.role)).toEqual(['admin']);
    await first.patch(`staff/${String(body.items[0].id)}`, { status: 'left' });
  });

  test('the desk keeps an administrator: the last one can neither leave nor lose the right', async () => {
    const { body } = await first.get(`staff/${first.staffId}`);
    const grant = body.grants.find((one: { role: string }) => one.role === 'admin');
    expect(await first.delete(`staff/${first.staffId}/grants/${String(grant.id)}`)).toMatchObject({
      status: 409,
      body: { guard: 'last_admin' },
    });
    expect(await first.patch(`staff/${first.staffId}`, { status: 'left' })).toMatchObject({ status: 409, body: { guard: 'last_admin' } });
    expect((await first.get('me')).status).toBe(200);
  });

  test('two administrators who remove each other at the same moment leave one', async () => {
    for (let round = 0; round < 10; round += 1) {
      await own.sql(`UPDATE staff SET status = 'left'`);
      const [one, other] = [await own.signIn('admin'), await own.signIn('admin')];
      const leave = (by: Client, who: Client) => by.patch(`staff/${who.staffId}`, { status: 'left' });
      await Promise.all([leave(one, other), leave(other, one)]);
      const left = await own.sql(`SELECT id FROM staff WHERE status = 'active'`);
      expect(left).toHaveLength(1);
    }
  });
});

describe('who is told', () => {
  async function told(
    role: 'lead' | 'manager' | 'area_manager' | 'vendor_lead',
    place: { location?: string; team?: string },
    except: string[] = [],
  ) {
    const found = await world.desk.app.get(StaffService).people(world.desk.app.get(Database), {
      role,
      locationId: place.location ? await idOf('location', place.location) : null,
      teamId: place.team ? await idOf('team', place.team) : null,
      except,
    });
    return found.map((one) => one.staffId);
  }

  test('edge 78: a lead who is absent or has left is passed over for the next one up', async () => {
    await world.sql(`UPDATE role_grant SET valid_to = desk_now() WHERE role IN ('lead', 'manager', 'area_manager') AND valid_to IS NULL`);
    const lead = await world.signIn('lead', { team: 'counter' });
    const manager = await world.signIn('manager', { location: 'region' });
    expect(await told('lead', { location: 'town', team: 'counter' })).toEqual([lead.staffId]);
    await admin.patch(`staff/${lead.staffId}`, { status: 'absent' });
    expect(await told('lead', { location: 'town', team: 'counter' })).toEqual([manager.staffId]);
    await admin.patch(`staff/${lead.staffId}`, { status: 'left' });
    expect(await told('lead', { location: 'town', team: 'counter' })).toEqual([manager.staffId]);
    expect(await told('lead', { location: 'town', team: 'counter' }, [manager.staffId])).toEqual([]);
  });

  test('where nobody is above, every manager is told, wherever he is', async () => {
    const far = await world.signIn('manager', { location: 'elsewhere' });
    expect(await told('area_manager', { location: 'town' })).toContain(far.staffId);
    expect(await told('manager', { location: 'town' })).not.toContain(far.staffId);
    expect(await told('vendor_lead', { location: 'town' })).toContain(far.staffId);
  });

  test('the nearest is named first', async () => {
    const wide = await world.signIn('manager', { name: 'A Wide' });
    const near = await world.signIn('manager', { location: 'town', name: 'Z Near' });
    const found = await told('manager', { location: 'town' });
    expect([found[0], found.at(-1)]).toEqual([near.staffId, wide.staffId]);
  });
});

describe('notifications', () => {
  const news = (staffId: string, dedupeKey: string, ticketId: string | null = null) => ({
    staffId,
    ticketId,
    kind: 'breach',
    point: 100,
    text: 'R-1001 is late.',
    dedupeKey,
  });
  const notify = (one: ReturnType<typeof news>) =>
    world.desk.app.get(Database).transaction((tx) => world.desk.app.get(StaffService).notify(tx, one));

  test('the same news is told once, and read once', async () => {
    const agent = await world.signIn('agent');
    expect(await notify(news(agent.staffId, 'clock-1'))).toBe(true);
    expect(await notify(news(agent.staffId, 'clock-1'))).toBe(false);
    await notify(news(agent.staffId, 'clock-2'));
    const { body } = await agent.get('notifications?unread=true');
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ kind: 'breach', point: 100, text: 'R-1001 is late.', readAt: null });
    const read = await agent.post(`notifications/${String(body.items[0].id)}/read`);
    expect(read).toMatchObject({ status: 200, body: { id: body.items[0].id } });
    expect((await agent.post(`notifications/${String(body.items[0].id)}/read`)).body.readAt).toBe(read.body.readAt);
    expect((await agent.get('notifications?unread=true')).body.items).toHaveLength(1);
    expect((await agent.get('notifications?unread=false')).body.items).toHaveLength(1);
    expect((await agent.get('notifications')).body.items).toHaveLength(2);
  });

  test('other people’s news does not exist', async () => {
    const [agent, other] = [await world.signIn('agent'), await world.signIn('agent')];
    await notify(news(agent.staffId, 'private-1'));
    const { body } = await agent.get('notifications');
    expect((await other.post(`notifications/${String(body.items[0].id)}/read`)).status).toBe(404);
    expect((await other.get('notifications')).body.items).toEqual([]);
  });

  test('edge 81: old news of a ticket that became a complaint about her is gone for the person it is about', async () => {
    const [agent, other] = [await world.signIn('agent'), await world.signIn('agent')];
    const ticketId = uuidv7();
    await world.sql(
      `INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id,
         received_at, subject_staff_id, status_hash, created_at, changed_at)
       SELECT $1, 900001, 'new', 'S3', 'S3', 'calm', 'failed_service', 'phone', true, 'Rude', id, calendar_id, desk_now(), $2, sha256('x'), desk_now(), desk_now()
       FROM location WHERE key = 'town'`,
      [ticketId, agent.staffId],
    );
    await notify(news(agent.staffId, 'about-me', ticketId));
    await notify(news(other.staffId, 'about-her', ticketId));
    expect((await agent.get('notifications')).body.items).toEqual([]);
    expect((await other.get('notifications')).body.items).toHaveLength(1);
    const [hidden] = await world.sql(`SELECT id FROM notification WHERE dedupe_key = 'about-me'`);
    expect((await agent.post(`notifications/${String(hidden?.id)}/read`)).status).toBe(404);
  });

  test('news comes in pages, the newest first, each once', async () => {
    const agent = await world.signIn('agent');
    for (let i = 0; i < 5; i += 1) await notify(news(agent.staffId, `page-${String(i)}`));
    const one = await agent.get('notifications?limit=3');
    const two = await agent.get(`notifications?limit=3&cursor=${String(one.body.nextCursor)}`);
    const ids = [...one.body.items, ...two.body.items].map((item: { id: string }) => item.id);
    expect([ids.length, new Set(ids).size, two.body.nextCursor]).toEqual([5, 5, null]);
    const forged = Buffer.from('["yesterday","x"]').toString('base64url');
    expect((await agent.get(`notifications?cursor=${forged}`)).status).toBe(400);
  });

  test('a customer is told the first name only', async () => {
    const anna = await world.signIn('agent', { name: 'Anna Maria Muster' });
    expect(await world.desk.app.get(StaffService).firstName(anna.staffId)).toBe('Anna');
  });
});

describe('mails with invitations', () => {
  test('each invitation is handed to the mail once, and again after it was renewed', async () => {
    const invitations = world.desk.app.get(InvitationsService);
    const take = () => world.desk.app.get(Database).transaction((tx) => invitations.takeUnmailed(tx, 100));
    await take();
    const { body } = await invite();
    const [mine, ...rest] = await take();
    expect(rest).toEqual([]);
    expect(mine?.staffId).toBe(body.staff.id);
    expect(invitations.link('invite', mine ?? { id: '', version: 0 })).toBe(body.invitation.link);
    expect(await take()).toEqual([]);
    await admin.post(`staff/${String(body.staff.id)}/invitations`);
    expect((await take()).map((one) => one.version)).toEqual([2]);
  });
});
