import type { AddressInfo } from 'node:net';
import { uuidv7 } from 'uuidv7';
import { Passwords } from '../src/signin/passwords.service';
import { type Answer, Client } from './support/client';
import { World } from './support/world';

let world: World;
let admin: Client;
const PASSWORD = 'quiet otter lamp forty';
const HOUR = 3_600_000;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signIn('admin');
});
afterAll(() => world.stop());

let counter = 0;
/** Somebody with a password. */
async function person(role = 'agent'): Promise<{ email: string; id: string }> {
  counter += 1;
  const email = `person${String(counter)}@staff.test`;
  const { staffId } = await world.signIn(role, { email });
  await world.sql('DELETE FROM session WHERE staff_id = $1', [staffId]);
  await world.sql('UPDATE staff SET password_hash = $2 WHERE id = $1', [staffId, await world.desk.app.get(Passwords).hash(PASSWORD)]);
  return { email, id: staffId };
}

const signIn = (email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  world.anonymous.post('sessions', { email, password }, { headers });
const cookieOf = (answer: Answer, name = 'sid') => answer.headers.getSetCookie().find((one) => one.startsWith(`${name}=`)) ?? '';
const pair = (cookie: string) => cookie.split(';')[0] ?? '';
const me = (cookie: string) => world.anonymous.get('me', { headers: { cookie: pair(cookie) } });
/** Moves the desk's clock and leaves the sessions as they are. */
const wait = (ms: number) => world.sql('UPDATE clock_shift SET shift = shift + make_interval(secs => $1)', [ms / 1000]);
/** The desk's counter is everybody's: each test of the brake begins without it. */
const forget = () => world.sql('DELETE FROM login_throttle');

describe('a session', () => {
  test('signing in gives a cookie that scripts and other sites cannot use', async () => {
    const { email } = await person();
    const answer = await signIn(email);
    expect(answer).toMatchObject({ status: 201, body: { staffId: expect.any(String), name: expect.any(String) } });
    expect(answer.text).not.toContain(pair(cookieOf(answer)).slice(4));
    expect(cookieOf(answer)).toMatch(/^sid=[A-Za-z0-9_-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await me(cookieOf(answer))).status).toBe(200);
  });

  test('only the hash of a session is stored', async () => {
    const { email, id } = await person();
    const token = pair(cookieOf(await signIn(email))).slice(4);
    const [row] = await world.sql(
      `SELECT encode(token_hash, 'escape') || coalesce(ip, '') || coalesce(user_agent, '') AS row FROM session WHERE staff_id = $1`,
      [id],
    );
    expect(String(row?.row)).not.toContain(token);
  });

  test('each sign-in is a new session, and the one that the browser had before is dead', async () => {
    const { email } = await person();
    const first = cookieOf(await signIn(email));
    const second = cookieOf(await signIn(email, PASSWORD, { cookie: pair(first) }));
    expect(pair(second)).not.toBe(pair(first));
    expect((await me(first)).status).toBe(401);
    expect((await me(second)).status).toBe(200);
  });

  test('a session that an attacker put into the browser is not the one that the victim signs in to', async () => {
    const { email } = await person();
    const planted = `sid=${'A'.repeat(43)}`;
    const answer = await signIn(email, PASSWORD, { cookie: planted });
    expect(pair(cookieOf(answer))).not.toBe(planted);
    expect((await me(planted)).status).toBe(401);
  });

  test('after signing out the cookie opens nothing, and the browser forgets what it kept', async () => {
    const { email } = await person();
    const cookie = cookieOf(await signIn(email));
    const out = await world.anonymous.delete('sessions/current', { headers: { cookie: pair(cookie) } });
    expect(out.status).toBe(204);
    expect(out.headers.get('clear-site-data')).toContain('"storage"');
    expect(cookieOf(out)).toMatch(/^sid=; .*Expires=Thu, 01 Jan 1970/);
    expect((await me(cookie)).status).toBe(401);
  });

  test('a session ends after 12 idle hours and after 7 days in any case, by the clock of the database', async () => {
    const { email } = await person();
    const idle = cookieOf(await signIn(email));
    await wait(11.9 * HOUR);
    expect((await me(idle)).status).toBe(200);
    await settled(
      () => seenAgo(idle),
      (ago) => ago < 1,
    );
    await wait(12.1 * HOUR);
    expect((await me(idle)).status).toBe(401);
    const busy = cookieOf(await signIn(email));
    await wait(7 * 24 * HOUR - 1000);
    await world.sql('UPDATE session SET last_seen_at = desk_now()');
    expect((await me(busy)).status).toBe(200);
    await wait(2000);
    await world.sql('UPDATE session SET last_seen_at = desk_now()');
    expect((await me(busy)).status).toBe(401);
    admin = await world.session(admin.staffId);
  });

  test('when somebody was last seen is written down at most once a minute', async () => {
    const { email } = await person();
    const cookie = cookieOf(await signIn(email));
    const before = await versionOf(cookie);
    for (let i = 0; i < 5; i += 1) await me(cookie);
    expect(await versionOf(cookie)).toBe(before);
    await wait(61_000);
    await me(cookie);
    await settled(
      () => versionOf(cookie),
      (now) => now !== before,
    );
    const after = await versionOf(cookie);
    await me(cookie);
    expect(await versionOf(cookie)).toBe(after);
  });

  test('everybody sees and ends the own sessions, and nobody else’s', async () => {
    const [anna, ben] = [await person(), await person()];
    const [phone, laptop, other] = [
      cookieOf(await signIn(anna.email)),
      cookieOf(await signIn(anna.email)),
      cookieOf(await signIn(ben.email)),
    ];
    const { body } = await world.anonymous.get('sessions', { headers: { cookie: pair(phone) } });
    expect(body.items.map((one: { current: boolean }) => one.current).sort()).toEqual([false, true]);
    const lost = String(body.items.find((one: { current: boolean }) => !one.current).id);
    expect((await world.anonymous.delete(`sessions/${lost}`, { headers: { cookie: pair(other) } })).status).toBe(404);
    expect((await me(laptop)).status).toBe(200);
    expect((await world.anonymous.delete(`sessions/${lost}`, { headers: { cookie: pair(phone) } })).status).toBe(204);
    expect((await me(laptop)).status).toBe(401);
    expect((await me(phone)).status).toBe(200);
  });

  test('a person has at most 50 sessions, the least used gives way', async () => {
    const { email, id } = await person();
    const first = cookieOf(await signIn(email));
    await wait(1000);
    for (let i = 0; i < 49; i += 1) await world.session(id);
    await signIn(email);
    expect(await world.sql('SELECT count(*)::int AS n FROM session WHERE staff_id = $1', [id])).toEqual([{ n: 50 }]);
    expect((await me(first)).status).toBe(401);
  });

  async function versionOf(cookie: string): Promise<string> {
    const rows = await world.sql(`SELECT xmin::text AS v FROM session WHERE token_hash = sha256($1::bytea)`, [pair(cookie).slice(4)]);
    return String(rows[0]?.v);
  }
  async function seenAgo(cookie: string): Promise<number> {
    const rows = await world.sql(
      `SELECT extract(epoch FROM desk_now() - last_seen_at)::float AS s FROM session WHERE token_hash = sha256($1::bytea)`,
      [pair(cookie).slice(4)],
    );
    return Number(rows[0]?.s) / 60;
  }
});

/** Asks again until it holds: the note of the last visit is written beside the request. */
async function settled<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<void> {
  for (let i = 0; i < 200; i += 1) if (holds(await read())) return;
  throw new Error('It never came to hold.');
}

describe('who cannot sign in', () => {
  test('gets the same answer whether the account exists, has left, has no password yet or another one', async () => {
    const [known, left] = [await person(), await person()];
    await admin.patch(`staff/${left.id}`, { status: 'left' });
    await world.signIn('agent', { email: 'nopassword@staff.test' });
    const answers = [
      await signIn(known.email, 'a wrong password indeed'),
      await signIn('nobody@staff.test'),
      await signIn(left.email),
      await signIn('nopassword@staff.test'),
    ];
    const said = answers.map(({ status, body }) => JSON.stringify([status, body.type, body.title, body.detail]));
    expect(new Set(said).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  });

  test('leaves a line in the trail, without what was typed', async () => {
    const { email, id } = await person();
    await signIn(email, 'a wrong password indeed');
    const [line] = await world.sql(`SELECT actor_id AS actor, data FROM audit_event WHERE action = 'sign_in.failed' AND subject = $1`, [
      `staff:${id}`,
    ]);
    expect(line).toEqual({ actor: null, data: { ip: expect.any(String) } });
  });

  test('the address may be written in any letters, the password exactly as it was set', async () => {
    const { email } = await person();
    expect((await signIn(email.toUpperCase())).status).toBe(201);
    expect((await signIn(email, ` ${PASSWORD}`)).status).toBe(401);
    expect((await signIn(email, PASSWORD.toUpperCase())).status).toBe(401);
  });

  test('a password that was changed while it was being checked opens nothing', async () => {
    const { email, id } = await person();
    const [answer] = await Promise.all([signIn(email), world.sql(`UPDATE staff SET status = 'left' WHERE id = $1`, [id])]);
    if (answer.status === 201) expect((await me(cookieOf(answer))).status).toBe(401);
    else expect(answer.status).toBe(401);
  });
});

describe('the brake on guessing', () => {
  beforeEach(forget);

  test('of twenty guesses at the same moment five are looked at', async () => {
    const { email } = await person();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn(email, `wrong guess number ${String(i)}`)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array<number>(5).fill(401), ...Array<number>(15).fill(429)]);
    const slowed = answers.find((answer) => answer.status === 429);
    expect(slowed?.body.detail).toBe(`Too many attempts. Try again in ${String(slowed?.headers.get('retry-after'))} s.`);
    expect((await signIn(email)).status).toBe(429);
  });

  test('each further failure makes the next wait longer, and waiting helps', async () => {
    const { email } = await person();
    for (let i = 0; i < 5; i += 1) await signIn(email, 'a wrong password indeed');
    const waits: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const seconds = Number((await signIn(email)).headers.get('retry-after'));
      waits.push(seconds);
      await wait(seconds * 1000);
      expect((await signIn(email, 'a wrong password indeed')).status).toBe(401);
    }
    expect(waits).toEqual([15, 30, 60, 120]);
    await wait(240_000);
    expect((await signIn(email)).status).toBe(201);
    expect((await signIn(email, 'a wrong password indeed')).status).toBe(401);
  });

  test('failures wear off', async () => {
    const { email } = await person();
    for (let i = 0; i < 4; i += 1) await signIn(email, 'a wrong password indeed');
    await wait(HOUR);
    for (let i = 0; i < 4; i += 1) expect((await signIn(email, 'a wrong password indeed')).status).toBe(401);
  });

  test('accounts that do not exist are braked like the others', async () => {
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push((await signIn('ghost@staff.test')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('strangers who guess do not shut the owner out of the browser that he used before', async () => {
    const { email } = await person();
    const known = pair(cookieOf(await signIn(email), 'device'));
    for (let i = 0; i < 6; i += 1) await signIn(email, 'a wrong password indeed');
    expect((await signIn(email)).status).toBe(429);
    expect((await signIn(email, PASSWORD, { cookie: known })).status).toBe(201);
    expect((await signIn(email, PASSWORD, { cookie: `${known.slice(0, -1)}x` })).status).toBe(429);
  });

  test('a known browser guesses no faster than others, and is known for its own account only', async () => {
    const [anna, ben] = [await person(), await person()];
    const known = pair(cookieOf(await signIn(anna.email), 'device'));
    const guess = (email: string) => signIn(email, 'a wrong password indeed', { cookie: known });
    const own = [];
    for (let i = 0; i < 6; i += 1) own.push((await guess(anna.email)).status);
    expect(own.at(-1)).toBe(429);
    for (let i = 0; i < 5; i += 1) await guess(ben.email);
    expect((await signIn(ben.email, PASSWORD, { cookie: known })).status).toBe(429);
  });

  test('one network that tries many accounts is braked as a whole', async () => {
    await world.sql(`INSERT INTO login_throttle (bucket, failures, at) VALUES ('network:127.0.0.0/24', 29, desk_now())`);
    expect((await signIn('ghost1@staff.test')).status).toBe(401);
    expect((await signIn('ghost2@staff.test')).status).toBe(429);
  });

  test('the whole desk is braked when thousands of machines try one account each', async () => {
    await world.sql(`INSERT INTO login_throttle (bucket, failures, at) VALUES ('desk', 299, desk_now() + interval '1 second')`);
    expect((await signIn('ghost3@staff.test')).status).toBe(401);
    expect((await signIn('ghost4@staff.test')).status).toBe(429);
  });

  test('a right password takes its own attempt back and leaves the others counted', async () => {
    const { email } = await person();
    await signIn('ghost5@staff.test');
    await signIn(email);
    const rows = await world.sql(
      `SELECT bucket, failures FROM login_throttle WHERE bucket IN ('desk', 'network:127.0.0.0/24') ORDER BY bucket`,
    );
    expect(rows.map((row) => row.failures)).toEqual([1, 1]);
  });

  test('nobody signs in while failures cannot be counted', async () => {
    const { email } = await person();
    await world.sql('ALTER TABLE login_throttle RENAME TO login_throttle_away');
    try {
      const answer = await signIn(email);
      expect(answer.status).toBe(500);
      expect(answer.headers.getSetCookie()).toEqual([]);
    } finally {
      await world.sql('ALTER TABLE login_throttle_away RENAME TO login_throttle');
    }
    expect((await signIn(email)).status).toBe(201);
  });
});

describe('other sites', () => {
  test('cannot write with a visitor’s cookie', async () => {
    const agent = await world.signIn('admin');
    const post = (headers: Record<string, string>) => agent.post('desks', { key: 'x', name: 'X', kind: 'none' }, { headers });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'none' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(400);
  });

  test('cannot do so in an old browser either: there the origin decides', async () => {
    const agent = await world.signIn('admin');
    const cookie = {
      cookie: (agent as unknown as { credentials: { cookie: string } }).credentials.cookie,
      'content-type': 'application/json',
    };
    const post = (headers: Record<string, string>) =>
      world.anonymous.raw('POST', '/api/v1/desks', JSON.stringify({ key: 'x', name: 'X', kind: 'none' }), { ...cookie, ...headers });
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: 'null' })).status).toBe(403);
    expect((await post({ origin: new URL(world.desk.url).origin })).status).toBe(400);
  });

  test('cannot sign a visitor in as somebody else', async () => {
    const { email } = await person();
    expect((await signIn(email, PASSWORD, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const raw = (headers: Record<string, string>) =>
      world.anonymous.raw('POST', '/api/v1/sessions', JSON.stringify({ email, password: PASSWORD }), {
        'content-type': 'application/json',
        ...headers,
      });
    expect((await raw({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await raw({})).status).toBe(201);
  });
});

describe('on https', () => {
  let secure: World;
  let behindProxy: Client;
  beforeAll(async () => {
    secure = await World.start({ env: { PUBLIC_URL: 'https://desk.example.com' } });
    const { port } = secure.desk.app.getHttpServer().address() as AddressInfo;
    behindProxy = new Client(`http://127.0.0.1:${String(port)}`);
  });
  afterAll(() => secure.stop());

  test('the cookie is bound to this host and to encrypted connections, and a cookie without that is worth nothing', async () => {
    const answer = await behindProxy.post('sessions', { email: 'admin@desk.test', password: 'correct horse battery staple' });
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-sid=')) ?? '';
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toMatch(/domain/i);
    const value = pair(cookie).split('=')[1] ?? '';
    expect((await behindProxy.get('me', { headers: { cookie: `__Host-sid=${value}` } })).status).toBe(200);
    expect((await behindProxy.get('me', { headers: { cookie: `sid=${value}` } })).status).toBe(401);
  });
});

describe('tokens for programs', () => {
  const UNTIL = '2099-01-01T00:00:00Z';
  const bearer = (token: unknown) => ({ headers: { authorization: `Bearer ${String(token)}` } });
  const make = (client: Client, scopes: string[], key?: string) =>
    client.post('api-tokens', { name: 'Web shop', scopes, expiresAt: UNTIL }, { key });

  test('a token does what it was made for and nothing else, and needs no proof of origin', async () => {
    const manager = await world.signIn('area_manager');
    const { status, body } = await make(manager, ['settings.see', 'settings.edit']);
    expect(status).toBe(201);
    expect(body.token).toMatch(/^amends_[A-Za-z0-9_-]{43}$/);
    expect((await world.anonymous.get('desks', bearer(body.token))).status).toBe(200);
    const made = await world.anonymous.raw(
      'POST',
      '/api/v1/desks',
      JSON.stringify({ key: `by-token-${uuidv7()}`, name: 'X', kind: 'vendor' }),
      {
        'content-type': 'application/json',
        ...bearer(body.token).headers,
      },
    );
    expect(made.status).toBe(201);
    for (const path of ['staff', 'notifications', 'sessions', 'api-tokens'])
      expect((await world.anonymous.get(path, bearer(body.token))).status).toBe(403);
    expect((await world.anonymous.get('me', bearer(body.token))).body).toMatchObject({
      kind: 'api_token',
      scopes: ['settings.see', 'settings.edit'],
      permissions: ['settings.see', 'settings.edit'],
    });
  });

  test('a token never can more than its maker, today and later', async () => {
    expect((await make(admin, ['ticket.see'])).status).toBe(403);
    expect((await make(await world.signIn('agent'), ['ticket.see'])).status).toBe(403);
    const manager = await world.signIn('area_manager');
    const { body } = await make(manager, ['settings.edit', 'settings.see']);
    await world.sql(`UPDATE role_grant SET role = 'agent' WHERE staff_id = $1`, [manager.staffId]);
    expect((await world.anonymous.get('desks', bearer(body.token))).status).toBe(200);
    expect((await world.anonymous.post('desks', { key: 'no', name: 'No', kind: 'vendor' }, bearer(body.token))).status).toBe(403);
  });

  test('a till’s token has the role of a till', async () => {
    const { body } = await make(admin, ['voucher.redeem']);
    const till = await world.anonymous.get('me', bearer(body.token));
    expect(till.body).toMatchObject({ permissions: ['voucher.redeem'] });
    expect(till.body.roles).toContain('pos');
  });

  test('a token cannot make tokens', async () => {
    expect((await make(admin, ['token.create'])).status).toBe(400);
  });

  test('the token is shown once: the same request again is refused, and only its hash is stored', async () => {
    const first = await make(admin, ['staff.see'], 'token-1');
    expect(first.status).toBe(201);
    expect(await make(admin, ['staff.see'], 'token-1')).toMatchObject({ status: 409, body: { guard: 'shown_once', id: first.body.id } });
    const token = String(first.body.token);
    const kept = await world.sql(
      `SELECT (SELECT string_agg(answer::text, '') FROM idempotency_key) || (SELECT string_agg(data::text, '') FROM audit_event) AS all_of_it`,
    );
    expect(String(kept[0]?.all_of_it)).not.toContain(token.slice(7));
    const list = await admin.get('api-tokens');
    expect(list.text).not.toContain(token.slice(7));
    expect(list.body.items.filter((one: { id: string }) => one.id === first.body.id)).toHaveLength(1);
  });

  test('a token ends on its day, and at once when it is ended', async () => {
    const now = Date.parse(String((await admin.get('me')).body.serverTime));
    const short = await admin.post('api-tokens', { name: 'Short', scopes: ['staff.see'], expiresAt: new Date(now + 60_000).toISOString() });
    const long = await make(admin, ['staff.see']);
    expect((await world.anonymous.get('staff', bearer(short.body.token))).status).toBe(200);
    await wait(61_000);
    expect((await world.anonymous.get('staff', bearer(short.body.token))).status).toBe(401);
    expect((await admin.delete(`api-tokens/${String(long.body.id)}`)).status).toBe(204);
    expect((await world.anonymous.get('staff', bearer(long.body.token))).status).toBe(401);
    expect((await admin.post('api-tokens', { name: 'Past', scopes: ['staff.see'], expiresAt: '2001-01-01T00:00:00Z' })).status).toBe(400);
  });

  test('a wrong token is not made good by a cookie', async () => {
    const wrong = { headers: { authorization: `Bearer amends_${'A'.repeat(43)}` } };
    expect((await admin.get('me', wrong)).status).toBe(401);
    expect((await admin.get('me', { headers: { authorization: 'Basic YWRtaW46' } })).status).toBe(401);
    expect((await admin.get('me', { headers: { authorization: 'Bearer ' } })).status).toBe(401);
  });

  test('other people’s tokens are theirs, except to administrators', async () => {
    const [one, other] = [await world.signIn('manager'), await world.signIn('manager')];
    const { body } = await make(one, ['ticket.see']);
    expect((await other.get('api-tokens')).body.items).toEqual([]);
    expect((await other.get('api-tokens?all=true')).status).toBe(403);
    expect((await other.delete(`api-tokens/${String(body.id)}`)).status).toBe(404);
    expect((await admin.get('api-tokens?all=true')).body.items.map((item: { id: string }) => item.id)).toContain(body.id);
    expect((await admin.delete(`api-tokens/${String(body.id)}`)).status).toBe(204);
  });
});
