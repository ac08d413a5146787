import { FirstAccount } from '../src/signin/first-account.service';
import { Passwords } from '../src/signin/passwords.service';
import type { Answer, Client } from './support/client';
import { World } from './support/world';

const PASSWORD = 'quiet otter lamp forty';
const HOUR = 3_600_000;
const pathOf = (link: unknown) => new URL(String(link)).pathname;
const sid = (answer: Answer) =>
  answer.headers
    .getSetCookie()
    .find((one) => one.startsWith('sid='))
    ?.split(';')[0] ?? '';

describe('an invitation', () => {
  let world: World;
  let admin: Client;
  let counter = 0;
  beforeAll(async () => {
    world = await World.start();
    admin = await world.signIn('admin');
  });
  afterAll(() => world.stop());

  async function invite(): Promise<{ path: string; id: string; email: string }> {
    counter += 1;
    const email = `guest${String(counter)}@staff.test`;
    const { body } = await admin.post('staff', { name: 'Hanna Guest', email, grants: [{ role: 'agent' }] });
    return { path: pathOf(body.invitation.link), id: String(body.staff.id), email };
  }

  test('is used once: of twenty at the same moment one gets in', async () => {
    const { path, id } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => world.anonymous.form(path, { name: `Guest ${String(i)}`, password: PASSWORD })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, ...Array<number>(19).fill(404)]);
    expect(await world.sql('SELECT count(*)::int AS n FROM session WHERE staff_id = $1', [id])).toEqual([{ n: 1 }]);
    expect((await world.anonymous.get(path)).status).toBe(404);
  });

  test('is good for 72 hours', async () => {
    const { path } = await invite();
    await world.shift(72 * HOUR - 60_000);
    expect((await world.anonymous.get(path)).status).toBe(200);
    await world.shift(61_000);
    expect((await world.anonymous.get(path)).status).toBe(404);
    expect((await world.anonymous.form(path, { name: 'Late', password: PASSWORD })).status).toBe(404);
  });

  test('looking at it uses nothing up', async () => {
    const { path } = await invite();
    for (let i = 0; i < 3; i += 1) expect((await world.anonymous.get(path)).status).toBe(200);
    expect((await world.anonymous.form(path, { name: 'Hanna', password: PASSWORD })).status).toBe(303);
  });

  test('that was renewed makes the earlier link worthless', async () => {
    const { path, id } = await invite();
    const fresh = pathOf((await admin.post(`staff/${id}/invitations`)).body.link);
    expect(fresh).not.toBe(path);
    expect((await world.anonymous.get(path)).status).toBe(404);
    expect((await world.anonymous.get(fresh)).status).toBe(200);
  });

  test('to somebody who had a password ends the old password and every session with it', async () => {
    const { path, id, email } = await invite();
    const before = await world.anonymous.form(path, { name: 'Hanna', password: PASSWORD });
    const fresh = pathOf((await admin.post(`staff/${id}/invitations`)).body.link);
    expect((await world.anonymous.get('me', { headers: { cookie: sid(before) } })).status).toBe(200);
    await world.anonymous.form(fresh, { name: 'Hanna', password: 'seven green kettles sing' });
    expect((await world.anonymous.get('me', { headers: { cookie: sid(before) } })).status).toBe(401);
    expect((await world.anonymous.post('sessions', { email, password: PASSWORD })).status).toBe(401);
    expect((await world.anonymous.post('sessions', { email, password: 'seven green kettles sing' })).status).toBe(201);
  });

  test('opens no setup, and short, empty or foreign tokens open nothing', async () => {
    const { path } = await invite();
    const token = path.split('/').pop() ?? '';
    for (const wrong of [
      `/setup/${token}`,
      '/invite/x',
      `/invite/${token.slice(0, -1)}`,
      `/invite/${'A'.repeat(43)}`,
      '/invite/%00',
      '/invite/..%2f',
    ])
      expect([wrong, (await world.anonymous.get(wrong)).status]).toEqual([wrong, 404]);
  });

  test('takes no weak password: the page says why, keeps the name and uses nothing up', async () => {
    const { path } = await invite();
    for (const password of [
      'short',
      '',
      'password1234',
      'Hanna-Guest-2026',
      'amendsamends1',
      'x'.repeat(129),
      'aaaaaaaaaaaaaaaa',
      'qwertyuiop12',
    ]) {
      const answer = await world.anonymous.form(path, { name: 'Hanna <b>', password });
      expect([password, answer.status]).toEqual([password, 400]);
      expect(answer.text).toContain('role="alert"');
      expect(answer.text).toContain('value="Hanna &lt;b&gt;"');
      if (password) expect(answer.text).not.toContain(password);
    }
    expect((await world.anonymous.form(path, { name: ' ', password: PASSWORD })).status).toBe(400);
    expect((await world.anonymous.form(path, { name: 'Hanna', password: PASSWORD })).status).toBe(303);
  });

  test('cannot be answered from another site', async () => {
    const { path } = await invite();
    const post = (headers: Record<string, string>) => world.anonymous.form(path, { name: 'Eve', password: PASSWORD }, { headers });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'none' })).status).toBe(303);
  });

  test('is a page that a browser shows under the strict content policy', async () => {
    const { path } = await invite();
    const page = await world.anonymous.get(path);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*style-src 'self'.*form-action 'self'/);
    const style = await world.anonymous.get('/assets/desk.css');
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    const icon = await world.anonymous.get('/favicon.ico');
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  test('its token is nowhere in the database', async () => {
    const { path } = await invite();
    const token = path.split('/').pop() ?? '';
    for (const table of ['invitation', 'idempotency_key', 'audit_event', 'staff']) {
      const [row] = await world.sql(`SELECT coalesce(string_agg(t::text, ''), '') AS all_of_it FROM ${table} t`);
      expect(String(row?.all_of_it)).not.toContain(token);
    }
  });
});

describe('the first account', () => {
  const unset = { env: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } };
  let world: World;
  let first: FirstAccount;
  /** Of the start, and then of a desk that nobody has joined again. */
  let link: string | null;
  beforeAll(async () => {
    world = await World.start(unset);
    first = world.desk.app.get(FirstAccount);
    link = world.desk.setupLink;
  });
  afterAll(() => world.stop());
  afterEach(async () => {
    await world.sql('TRUNCATE staff, invitation CASCADE');
    ({ link } = await first.ensure());
  });

  const setUp = (email: string, path: string) => world.anonymous.form(path, { name: 'Ada First', email, password: PASSWORD });

  test('comes by the link of the start screen, once, and is administrator and manager', async () => {
    const path = pathOf(link);
    expect(path).toMatch(/^\/setup\/[A-Za-z0-9_-]{43}$/);
    expect((await world.anonymous.get(path)).status).toBe(200);
    expect((await setUp('not an address', path)).status).toBe(400);
    const joined = await setUp('Ada@desk.test', path);
    expect([joined.status, joined.headers.get('location')]).toEqual([303, '/']);
    const me = await world.anonymous.get('me', { headers: { cookie: sid(joined) } });
    expect(me.body).toMatchObject({ name: 'Ada First', email: 'ada@desk.test' });
    expect(me.body.roles.sort()).toEqual(['admin', 'manager']);
    expect((await setUp('eve@desk.test', path)).status).toBe(404);
    expect(await first.ensure()).toEqual({ link: null });
  });

  test('is made once, however many use the link at the same moment', async () => {
    const path = pathOf(link);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => setUp(`first${String(i)}@desk.test`, path)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, ...Array<number>(19).fill(404)]);
    expect(await world.sql('SELECT count(*)::int AS n FROM staff')).toEqual([{ n: 1 }]);
  });

  test('has the same link at every start until it is used or three days old; then there is a new one', async () => {
    expect(await Promise.all([first.ensure(), first.ensure(), first.ensure()])).toEqual(Array(3).fill({ link }));
    await world.shift(72 * HOUR + 1000);
    expect((await world.anonymous.get(pathOf(link))).status).toBe(404);
    const { link: next } = await first.ensure();
    expect(next).not.toBe(link);
    expect((await world.anonymous.get(pathOf(next))).status).toBe(200);
  });
});

describe('the first account of the settings', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  test('signs in with what the settings say, and there is no setup link', async () => {
    expect(world.desk.setupLink).toBeNull();
    const answer = await world.anonymous.post('sessions', { email: 'admin@desk.test', password: 'correct horse battery staple' });
    expect(answer.status).toBe(201);
  });

  test('is not touched by later starts: a password that was changed stays changed', async () => {
    const hash = await world.desk.app.get(Passwords).hash(PASSWORD);
    await world.sql(`UPDATE staff SET password_hash = $1 WHERE email = 'admin@desk.test'`, [hash]);
    await world.desk.app.get(FirstAccount).ensure();
    expect((await world.anonymous.post('sessions', { email: 'admin@desk.test', password: PASSWORD })).status).toBe(201);
    expect(await world.sql('SELECT count(*)::int AS n FROM role_grant')).toEqual([{ n: 2 }]);
  });

  test('is made once by processes that start at the same moment', async () => {
    await world.sql('DELETE FROM role_grant');
    await world.sql('DELETE FROM session');
    await world.sql('DELETE FROM staff');
    const first = world.desk.app.get(FirstAccount);
    await Promise.all(Array.from({ length: 5 }, () => first.ensure()));
    expect(await world.sql('SELECT count(*)::int AS n FROM staff')).toEqual([{ n: 1 }]);
    expect(await world.sql('SELECT count(*)::int AS n FROM role_grant')).toEqual([{ n: 2 }]);
  });
});
