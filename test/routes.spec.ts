import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { type Permission, permissionsOf } from '../src/staff/permission.rules';
import { ROLES, type Role } from '../src/staff/role.rules';
import { aPartnerDesk, aPlace, aTeam } from './support/builders';
import type { Client } from './support/client';
import { oneOfEach } from './support/one-of-each';
import { OpenApi } from './support/open-api';
import { type Needs, ROUTES, type Thing } from './support/route-table';
import { World } from './support/world';

/** Signing in is tried often enough elsewhere, and trying it in vain slows everybody down. */
const UNTRIED = ['POST /api/v1/sessions'];
const NOWHERE = '0190c0de-0000-7000-8000-00000000dead';
/** Where the document's example names nothing that is there. */
const bodies: Record<string, object> = {
  'POST /api/v1/api-tokens': { name: 'Till', scopes: ['settings.see'], expiresAt: '2027-01-01T00:00:00Z' },
  'POST /api/v1/tickets/:id/gestures': { gestureType: 'car_wash' },
  'POST /api/v1/gestures/:id/substitute': { gestureType: 'product_gift' },
};

let world: World;
let api: OpenApi;
let things: Readonly<Record<Thing, { ids: readonly string[]; seenBy: Client }>>;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2026-11-16T15:00:00Z');
  await aPlace(world, 'south');
  await aTeam(world, 'other', 'south');
  await aPartnerDesk(world, 'partner');
  api = await OpenApi.of(world);
  things = await hiddenThings();
});
afterAll(() => world.stop());

const requests = Object.entries(ROUTES).map(([route, [needs, thing]]) => ({ route, needs, thing }));
const named = requests.filter(({ thing }) => thing !== undefined && thing !== 'shared');

/** Sends what the desk itself gives as an example; only the status is wanted, so a stream is cut at once. */
async function status(client: Client, route: string, ids: readonly string[] = []): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const rest = [...ids];
  const body = api.find(method, path)?.body ?? null;
  const address = path.replace(
    /:(\w+)/g,
    (_, name: string) => rest.shift() ?? (name === 'clock' ? 'fix' : name === 'kind' ? 'safety' : NOWHERE),
  );
  return client.status(method, address, bodies[route] ?? (body === null ? undefined : api.example(body)));
}

test('every route has its line in the table, and no line is left over', () => {
  const found = world.desk.routes.map(({ method, path, permission }) => [`${method} ${path}`, permission ?? 'open']);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(requests.map(({ route, needs }) => [route, needs === 'signed-in' ? '*' : needs])),
  );
  const unnamed = requests.filter(({ route, thing }) => route.includes(':') !== (thing !== undefined));
  expect(unnamed).toEqual([]);
});

test('whoever is not signed in gets in nowhere but through the open doors', async () => {
  const wrong: string[] = [];
  for (const { route, needs } of requests.filter((one) => !UNTRIED.includes(one.route))) {
    const answer = await status(world.anonymous, route);
    const right = needs === 'open' ? answer < 500 && ![401, 403].includes(answer) : answer === 401;
    if (!right) wrong.push(`${route}: ${String(answer)}`);
  }
  expect(wrong).toEqual([]);
});

/**
 * The doors that are closed to a role are all tried, for that is refused at once. Behind the open ones there is work: each route is gone through by the
 * first role that may, and by each later one for every permission at one route, another one from role to role.
 */
function tried(role: (typeof ROLES)[number]): typeof requests {
  const nth = ROLES.indexOf(role);
  return requests.filter((one) => {
    if (one.needs === 'open') return false;
    const may = one.needs === 'signed-in' || mayAsk(role, one.needs);
    const first = ROLES.findIndex((other) => one.needs === 'signed-in' || mayAsk(other, one.needs));
    if (!may || first === nth) return true;
    const alike = requests.filter(({ needs }) => needs === one.needs);
    return alike.indexOf(one) === nth % alike.length;
  });
}

test.each(ROLES)('the role %s gets in exactly where its permissions say', async (role) => {
  const may: Set<string> = permissionsOf([role]);
  const client = await world.signIn(role);
  const wrong: string[] = [];
  for (const { route, needs } of tried(role)) {
    // whoever signs out is out: that one in a session of its own
    const answer = await status(route.endsWith('/current') ? await world.session(client.staffId) : client, route);
    const allowed = needs === 'signed-in' || may.has(needs);
    const right = allowed ? answer < 500 && ![401, 403].includes(answer) : answer === 403;
    if (!right) wrong.push(`${route}: ${String(answer)}`);
  }
  expect(wrong).toEqual([]);
});

test('a person without any role, and a token without a fitting scope, get in only where everybody signed in may', async () => {
  const nobody = uuidv7();
  await world.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, 'no.role@staff.test', 'No Role', desk_now())`, [nobody]);
  const lead = await world.signIn('manager');
  const made = await lead.post('api-tokens', { name: 'Board on the wall', scopes: ['board.see'], expiresAt: '2027-01-01T00:00:00Z' });
  const token = world.bearer(made.body.token);
  const wrong: string[] = [];
  for (const { route, needs } of requests.filter((one) => !['open', 'signed-in'].includes(one.needs))) {
    const [answer, byToken] = [await status(await world.session(nobody), route), await status(token, route)];
    if (answer !== 403) wrong.push(`${route}: ${String(answer)} without a role`);
    if ((byToken === 403) !== (needs !== 'board.see')) wrong.push(`${route}: ${String(byToken)} by token`);
  }
  expect(wrong).toEqual([]);
});

test('what is of another place, or about oneself, does not exist on any route, though it is there for others', async () => {
  const elsewhere = await Promise.all([
    ...ROLES.map(async (role) => ({ role, client: await world.signIn(role, { location: 'south' }) })),
    (async () => ({ role: 'lead' as const, client: await world.signIn('lead', { team: 'other' }) }))(),
    (async () => ({ role: 'vendor_agent' as const, client: await world.signIn('vendor_agent', { desk: 'partner' }) }))(),
  ]);
  const wrong: string[] = [];
  for (const { route, needs, thing = 'shared' } of named) {
    const { ids } = things[thing];
    for (const { role, client } of [
      ...elsewhere.filter((one) => mayAsk(one.role, needs)),
      { role: 'the person it is about', client: subject },
    ]) {
      // an administrator ends everybody's tokens
      if (thing === 'token' && role === 'admin') continue;
      const answer = await status(client, route, ids);
      if (answer !== 404) wrong.push(`${route} as ${role}: ${String(answer)}`);
    }
  }
  expect(wrong).toEqual([]);
  for (const { route, thing = 'shared' } of named) {
    const { ids, seenBy } = things[thing];
    const answer = await status(seenBy, route, ids);
    if ([400, 401, 403, 404].includes(answer) || answer >= 500) wrong.push(`${route}: ${String(answer)} for somebody who sees it`);
  }
  expect(wrong).toEqual([]);
});

function mayAsk(role: Role, needs: Needs): boolean {
  return permissionsOf([role]).has(needs as Permission);
}

let subject: Client;

/** One of each kind, at location `main`; the complaint is about `subject`, who is a manager of everything. */
async function hiddenThings(): Promise<typeof things> {
  const manager = await world.signIn('manager');
  subject = await world.signIn('area_manager');
  const each = await oneOfEach(world, manager);
  bodies['POST /api/v1/tickets/:id/merge'] = { into: each.other };
  await world.sql(`UPDATE ticket SET subject_staff_id = $2 WHERE id = $1`, [each.ticket, subject.staffId]);
  const seen = (...ids: string[]) => ({ ids, seenBy: manager });
  const { ticket, gesture, message, task, redress, contact, file, notification, session, voucher, review, survey, token } = each;
  return {
    ticket: seen(ticket),
    gesture: seen(gesture),
    message: seen(message),
    task: seen(task),
    redress: seen(redress),
    contact: seen(contact),
    file: seen(ticket, file),
    notification: seen(notification),
    survey: seen(survey),
    session: seen(session),
    voucher: seen(voucher),
    review: seen(review),
    token: seen(token),
    shared: seen(),
  };
}

test('the console’s types are those of the API as it is; `npm run web:types` makes them anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amends-types-'));
  try {
    const [from, to] = [join(folder, 'openapi.json'), join(folder, 'schema.gen.ts')];
    writeFileSync(from, JSON.stringify((await world.anonymous.get('/openapi.json')).body));
    const maker = join(dirname(require.resolve('openapi-typescript/package.json')), 'bin', 'cli.js');
    execFileSync(process.execPath, [maker, from, '--output', to], { stdio: 'ignore' });
    expect(readFileSync(join(__dirname, '..', 'web', 'src', 'api', 'schema.gen.ts'), 'utf8') === readFileSync(to, 'utf8')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
