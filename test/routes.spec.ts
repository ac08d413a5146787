import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { hashToken } from '../src/platform/tokens';
import { type Permission, permissionsOf } from '../src/staff/permission.rules';
import { ROLES, type Role } from '../src/staff/role.rules';
import { aPlace } from './support/builders';
import type { Client } from './support/client';
import { take } from './support/one-up';
import { OpenApi } from './support/open-api';
import { World } from './support/world';

type Needs = Permission | 'open' | 'signed-in';
/** What an address names and not everybody may see; `shared` is for all who have the permission. */
type Thing = 'ticket' | 'gesture' | 'message' | 'redress' | 'contact' | 'file' | 'notification' | 'session' | 'token' | 'shared';

/** Every route of the desk, what it needs, and what its address names. A route that is not here fails the first test. */
const ROUTES: Readonly<Record<string, readonly [Needs, Thing?]>> = {
  'GET /health/live': ['open'],
  'GET /health/ready': ['open'],
  'GET /metrics': ['open'],
  'GET /assets/desk.css': ['open'],
  'GET /setup/:token': ['open', 'shared'],
  'POST /setup/:token': ['open', 'shared'],
  'GET /invite/:token': ['open', 'shared'],
  'POST /invite/:token': ['open', 'shared'],
  'GET /c/:location': ['open', 'shared'],
  'POST /c/:location': ['open', 'shared'],
  'GET /s/:token': ['open', 'shared'],
  'POST /public/status/:token/answer': ['open', 'shared'],
  'POST /public/status/:token/survey': ['open', 'shared'],
  'POST /public/status/:token/accept': ['open', 'shared'],
  'POST /public/status/:token/decline': ['open', 'shared'],
  'POST /public/status/:token/reopen': ['open', 'shared'],
  'POST /api/v1/public/chats': ['open'],
  'POST /api/v1/public/chats/:token/lines': ['open', 'shared'],
  'GET /api/v1/public/chats/:token/lines': ['open', 'shared'],
  'GET /api/v1/public/chats/:token/stream': ['open', 'shared'],
  'POST /api/v1/sessions': ['open'],
  'GET /api/v1/sessions': ['me'],
  'DELETE /api/v1/sessions/current': ['me'],
  'DELETE /api/v1/sessions/:id': ['me', 'session'],
  'GET /api/v1/me': ['signed-in'],
  'GET /api/v1/notifications': ['me'],
  'POST /api/v1/notifications/:id/read': ['me', 'notification'],
  'GET /api/v1/api-tokens': ['token.create'],
  'POST /api/v1/api-tokens': ['token.create'],
  'DELETE /api/v1/api-tokens/:id': ['token.create', 'token'],
  'GET /api/v1/calendars': ['settings.see'],
  'GET /api/v1/calendars/:key': ['settings.see', 'shared'],
  'POST /api/v1/calendars': ['settings.edit'],
  'POST /api/v1/calendars/preview': ['settings.see'],
  'GET /api/v1/locations': ['settings.see'],
  'POST /api/v1/locations': ['settings.edit'],
  'PATCH /api/v1/locations/:key': ['settings.edit', 'shared'],
  'GET /api/v1/teams': ['settings.see'],
  'POST /api/v1/teams': ['settings.edit'],
  'PATCH /api/v1/teams/:key': ['settings.edit', 'shared'],
  'GET /api/v1/desks': ['settings.see'],
  'POST /api/v1/desks': ['settings.edit'],
  'PATCH /api/v1/desks/:key': ['settings.edit', 'shared'],
  'GET /api/v1/touch-points': ['settings.see'],
  'POST /api/v1/touch-points': ['settings.edit'],
  'PATCH /api/v1/touch-points/:ref': ['settings.edit', 'shared'],
  'GET /api/v1/causes': ['settings.see'],
  'POST /api/v1/causes': ['settings.edit'],
  'PATCH /api/v1/causes/:ref': ['settings.edit', 'shared'],
  'GET /api/v1/policies': ['settings.see'],
  'POST /api/v1/policies': ['settings.edit'],
  'GET /api/v1/templates': ['settings.see'],
  'POST /api/v1/templates': ['settings.edit'],
  'GET /api/v1/templates/:id/preview': ['settings.see', 'shared'],
  'GET /api/v1/staff': ['staff.see'],
  'GET /api/v1/staff/:id': ['staff.see', 'shared'],
  'POST /api/v1/staff': ['staff.edit'],
  'PATCH /api/v1/staff/:id': ['staff.edit', 'shared'],
  'POST /api/v1/staff/:id/invitations': ['staff.edit', 'shared'],
  'POST /api/v1/staff/:id/grants': ['staff.edit', 'shared'],
  'DELETE /api/v1/staff/:id/grants/:grantId': ['staff.edit', 'shared'],
  'DELETE /api/v1/staff/:id/sessions': ['staff.edit', 'shared'],
  'GET /api/v1/customers/match': ['complaint.log'],
  'GET /api/v1/customers/:id': ['customer.see', 'shared'],
  'PATCH /api/v1/customers/:id': ['customer.edit', 'shared'],
  'POST /api/v1/customers/:id/addresses': ['customer.edit', 'shared'],
  'PATCH /api/v1/customers/:id/addresses/:address': ['customer.edit', 'shared'],
  'GET /api/v1/messages': ['message.see'],
  'POST /api/v1/messages/:id/cancel': ['message.manage', 'message'],
  'POST /api/v1/messages/:id/retry': ['message.manage', 'message'],
  'POST /api/v1/messages/:id/arrived': ['message.manage', 'message'],
  'POST /api/v1/complaints': ['complaint.log'],
  'GET /api/v1/quarantine': ['quarantine.see'],
  'POST /api/v1/quarantine/:id/release': ['quarantine.decide', 'shared'],
  'POST /api/v1/quarantine/:id/discard': ['quarantine.decide', 'shared'],
  'POST /api/v1/contacts/:id/confirm': ['customer.edit', 'contact'],
  'GET /api/v1/board': ['board.see'],
  'GET /api/v1/stream': ['ticket.see'],
  'GET /api/v1/tickets': ['ticket.see'],
  'GET /api/v1/tickets/:id': ['ticket.see', 'ticket'],
  'GET /api/v1/tickets/:id/events': ['ticket.see', 'ticket'],
  'GET /api/v1/tickets/:id/contacts': ['ticket.see', 'ticket'],
  'GET /api/v1/tickets/:id/clocks/:clock/explain': ['ticket.see', 'ticket'],
  'GET /api/v1/tickets/:id/files': ['ticket.see', 'ticket'],
  'GET /api/v1/tickets/:id/files/:fileId': ['ticket.see', 'file'],
  'POST /api/v1/tickets/:id/first-contact': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/ask-customer': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/customer-answered': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/resume-without-answer': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/lapse': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/fix-delivered': ['ticket.fix', 'ticket'],
  'POST /api/v1/tickets/:id/fix-failed': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/bad-answer': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/close': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/reopen': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/withdraw': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/merge': ['ticket.merge', 'ticket'],
  'POST /api/v1/tickets/:id/unmerge': ['ticket.merge', 'ticket'],
  'POST /api/v1/tickets/:id/void': ['ticket.merge', 'ticket'],
  'POST /api/v1/tickets/:id/unvoid': ['ticket.merge', 'ticket'],
  'POST /api/v1/tickets/:id/assign': ['ticket.assign', 'ticket'],
  'POST /api/v1/tickets/:id/take': ['ticket.assign', 'ticket'],
  'POST /api/v1/tickets/:id/severity': ['ticket.severity', 'ticket'],
  'POST /api/v1/tickets/:id/holds': ['ticket.hold', 'ticket'],
  'POST /api/v1/tickets/:id/holds/:kind/release': ['ticket.hold', 'ticket'],
  'POST /api/v1/tickets/:id/notes': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/messages': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/contacts': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/pause': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/unpause': ['ticket.move', 'ticket'],
  'POST /api/v1/tickets/:id/escalate': ['ticket.move', 'ticket'],
  'POST /api/v1/redress/:id/paid': ['ticket.fix', 'redress'],
  'GET /api/v1/gesture-types': ['gesture.see'],
  'POST /api/v1/gesture-types': ['gesture.manage'],
  'PATCH /api/v1/gesture-types/:code': ['gesture.manage', 'shared'],
  'GET /api/v1/authority-limits': ['gesture.see'],
  'GET /api/v1/tickets/:id/suggestions': ['gesture.see', 'ticket'],
  'POST /api/v1/tickets/:id/gestures': ['gesture.take', 'ticket'],
  'POST /api/v1/tickets/:id/waive-gesture': ['gesture.take', 'ticket'],
  'POST /api/v1/gestures/:id/offer': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/accept': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/decline': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/fulfil': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/fulfil-failed': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/retry': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/substitute': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/revoke': ['gesture.take', 'gesture'],
  'POST /api/v1/gestures/:id/dismiss': ['gesture.take', 'gesture'],
};
/** Signing in is tried often enough elsewhere, and trying it in vain slows everybody down. */
const UNTRIED = ['POST /api/v1/sessions'];
const NOWHERE = '0190c0de-0000-7000-8000-00000000dead';

let world: World;
let api: OpenApi;
let things: Readonly<Record<Thing, { ids: readonly string[]; seenBy: Client }>>;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2026-11-16T15:00:00Z');
  await aPlace(world, 'south');
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
  const address = path.replace(/:(\w+)/g, (_, name: string) => rest.shift() ?? (name === 'clock' ? 'fix' : name === 'kind' ? 'safety' : NOWHERE));
  return client.status(method, address, body === null ? undefined : api.example(body));
}

test('every route has its line in the table above, and no line is left over', () => {
  const found = world.desk.routes.map(({ method, path, permission }) => [`${method} ${path}`, permission ?? 'open']);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(requests.map(({ route, needs }) => [route, needs === 'signed-in' ? '*' : needs])));
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

test.each(ROLES)('the role %s gets in exactly where its permissions say', async (role) => {
  const may: Set<string> = permissionsOf([role]);
  const client = await world.signIn(role);
  const wrong: string[] = [];
  for (const { route, needs } of requests.filter((one) => one.needs !== 'open')) {
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
  const elsewhere = await Promise.all(ROLES.map(async (role) => ({ role, client: await world.signIn(role, { location: 'south' }) })));
  const wrong: string[] = [];
  for (const { route, needs, thing = 'shared' } of named) {
    const { ids } = things[thing];
    for (const { role, client } of [...elsewhere.filter((one) => mayAsk(one.role, needs)), { role: 'the person it is about', client: subject }]) {
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
  const from = 'hidden@customer.test';
  await world.sendMail({ from, subject: 'Broken', attachments: [{ filename: 'a.txt', content: 'It broke.', contentType: 'text/plain' }] });
  await world.settle();
  const { id: ticket } = (await manager.get(`tickets?q=${from}`)).body.items[0];
  await manager.post(`tickets/${ticket}/take`);
  const fixed = await manager.post(`tickets/${ticket}/fix-delivered`, FIX);
  if (fixed.status !== 200) throw new Error(fixed.text);
  await world.settle();
  const { id: gesture } = (await take(manager, ticket, 'car_wash')).body;
  const row = async (table: string): Promise<string> =>
    (await world.sql<{ id: string }>(`SELECT id FROM ${table} WHERE ticket_id = $1 LIMIT 1`, [ticket]))[0]?.id ?? '';
  await world.sql(`UPDATE ticket SET subject_staff_id = $2 WHERE id = $1`, [ticket, subject.staffId]);
  const seen = (...ids: string[]) => ({ ids, seenBy: manager });
  return {
    ticket: seen(ticket),
    gesture: seen(gesture),
    message: seen(await row('message')),
    redress: seen(await row('redress')),
    contact: seen(await row('contact')),
    file: seen(ticket, await row('ticket_file')),
    notification: seen(await notificationOf(manager)),
    session: seen(await sessionOf(manager)),
    token: seen((await manager.post('api-tokens', { name: 'Mine', scopes: ['board.see'], expiresAt: '2027-01-01T00:00:00Z' })).body.id),
    shared: seen(),
  };
}

const FIX = {
  kind: 'repair',
  summary: 'The hinge was worn. We put in a new one and tried it.',
  decision: 'upheld',
  fault: 'ours',
  cause: 'product',
  apology: { given: true },
  failureClass: 'failed_service',
  contact: { channel: 'phone', how: 'call', note: 'We spoke.' },
  redress: { kind: 'refund', amountMinor: 500, currency: 'USD', method: 'card', state: 'scheduled', dueOn: '2026-12-01' },
};

async function notificationOf({ staffId }: Client): Promise<string> {
  const id = uuidv7();
  await world.sql(`INSERT INTO notification (id, dedupe_key, staff_id, kind, text, at) VALUES ($1::uuid, $1::text, $2, 'note', 'Look.', desk_now())`, [id, staffId]);
  return id;
}

async function sessionOf({ staffId }: Client): Promise<string> {
  const hash = hashToken(randomBytes(32).toString('base64url'));
  await world.sql(
    `INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '1 day')`,
    [hash, staffId],
  );
  return hash.subarray(0, 16).toString('hex');
}
