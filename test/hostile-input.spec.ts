import { connect } from 'node:net';
import fc from 'fast-check';
import type { Client, Json } from './support/client';
import { addressOf, BODIES, cursors, flaw, flaws, type Hostile, IDS, inTurn, QUERIES, wrongBodies } from './support/hostile';
import { type OneOfEach, oneOfEach } from './support/one-of-each';
import { OpenApi, type Operation } from './support/open-api';
import { World } from './support/world';

/** Of a query that may fit or not. */
const VALUES = ['%00', '%ED%A0%80', "'", 'x'.repeat(5000), '-1', '__proto__', '2027-02-30', ''];

let world: World;
let api: OpenApi;
let each: OneOfEach;
/** Somebody who may do everything, so that nothing ends at the door. */
let everyone: Client;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2026-11-16T15:00:00Z');
  everyone = await world.signIn('area_manager');
  await world.grant(everyone.staffId, 'admin');
  api = await OpenApi.of(world);
  each = await oneOfEach(world, everyone);
});
afterAll(() => world.stop());
// strangers may open only so many chats in an hour
beforeEach(() => world.sql('DELETE FROM public_call'));

/** Signing in wrongly again and again is slowed down on purpose; it has tests of its own. */
const writes = (): Operation[] =>
  api.operations.filter(({ method, path }) => ['POST', 'PATCH', 'PUT'].includes(method) && path !== '/api/v1/sessions');
const withBody = (): Operation[] => writes().filter(({ body }) => body !== null);

test('a body that is no object of JSON is refused in plain words on every route', async () => {
  const requests = withBody().flatMap((operation, turn) =>
    inTurn(BODIES, turn, { always: 4, more: 3 }).map(({ what, body, type }): Hostile => ({
      what,
      body,
      type,
      method: operation.method,
      path: addressOf(operation, each),
      strict: true,
    })),
  );
  expect(await flaws(everyone, requests)).toEqual([]);
}, 120_000);

test('a field of the wrong kind, or one that nobody knows, is refused in plain words on every route', async () => {
  const requests = withBody().flatMap((operation, turn) =>
    wrongBodies(api, operation.body ?? {}, turn).map((one): Hostile => ({
      ...one,
      method: operation.method,
      path: addressOf(operation, each),
    })),
  );
  expect(requests.length).toBeGreaterThan(2000);
  expect(await flaws(everyone, requests)).toEqual([]);
}, 180_000);

test('an address that names nothing is refused in plain words on every route', async () => {
  const requests = api.operations
    // these two answer people, with a page
    .filter(({ path }) => path.includes('{') && !/^\/(s|c)\//.test(path))
    .flatMap((operation, turn) =>
      inTurn(IDS, turn, { always: 4, more: 4 }).map((id): Hostile => {
        const path = operation.path.replace(/\{(\w+)\}/, id).replace(/\{(\w+)\}/g, each.ticket);
        const body = operation.body === null ? undefined : JSON.stringify(api.example(operation.body));
        return { what: `the name ${id.slice(0, 40)}`, method: operation.method, path, body, strict: true };
      }),
    );
  expect(await flaws(everyone, requests)).toEqual([]);
}, 120_000);

test('a list that is asked for wrongly is refused in plain words on every route', async () => {
  const lists = api.operations.filter(({ method, query }) => method === 'GET' && query.length > 0 && !query.includes('done'));
  const ask = (operation: Operation, query: string, strict: boolean): Hostile => {
    const needed = query.startsWith('q=') || !operation.query.includes('q') || operation.query.length > 2 ? '' : '&q=ann';
    return { what: 'a question', method: 'GET', path: `${addressOf(operation, each)}?${query}${needed}`, strict };
  };
  const requests = lists.flatMap((operation, turn) => [
    ...inTurn(QUERIES, turn, { always: 0, more: 6 }).map((query) => ask(operation, query, true)),
    ...operation.query.flatMap((name, nth) =>
      inTurn(VALUES, turn + nth, { always: 2, more: 2 }).map((value) => ask(operation, `${name}=${value}`, false)),
    ),
    ...operation.query.map((name, nth) => ask(operation, (turn + nth) % 2 === 0 ? `${name}[a]=1` : `${name}=1&${name}=2`, true)),
    ...(operation.query.includes('cursor')
      ? inTurn(cursors(), turn, { always: 0, more: 16 }).map((cursor) => ask(operation, `cursor=${cursor}`, false))
      : []),
  ]);
  expect(await flaws(everyone, requests)).toEqual([]);
}, 120_000);

test('headers that make no sense are refused in plain words', async () => {
  const body = JSON.stringify({ text: 'A note.' });
  const note = (what: string, headers: Record<string, string>): Hostile => ({
    what,
    method: 'POST',
    path: `/api/v1/tickets/${each.ticket}/notes`,
    body,
    headers,
    strict: true,
  });
  const requests = [
    note('a key with a blank', { 'idempotency-key': 'a b' }),
    note('an empty key', { 'idempotency-key': '' }),
    note('a long key', { 'idempotency-key': 'x'.repeat(201) }),
    note('a foreign page', { 'sec-fetch-site': 'cross-site' }),
    note('no type', { 'content-type': '' }),
    note('a form', { 'content-type': 'application/x-www-form-urlencoded' }),
    note('a token of nobody', { authorization: 'Bearer amends_nothing' }),
    note('a token that is none', { authorization: 'Basic \u00e4\u00f6' }),
    note('a cookie of nobody', { cookie: 'sid=%%%; sid=a; =; ;;' }),
    note('a long cookie', { cookie: `sid=${'x'.repeat(8000)}` }),
  ];
  expect(await flaws(everyone, requests)).toEqual([]);
});

test.each([
  ['no HTTP at all', 'hello\r\n\r\n'],
  ['a header without an end', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`],
  ['two lengths', 'POST /api/v1/complaints HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
  ['a length and pieces', 'POST /api/v1/complaints HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}'],
  ['a length below nothing', 'POST /api/v1/complaints HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
  ['a broken piece', 'POST /api/v1/complaints HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a method nobody knows', 'STEAL /api/v1/tickets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['a method that no route has', 'PUT /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'],
  ['an address that cannot be read', 'GET /%ff%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['an address with a NUL', 'GET /a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['an address that is a whole link', 'GET http://evil.test/api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
])('%s gets a problem document and nothing else', async (_, sent) => {
  const [head = '', body = ''] = (await overTheWire(sent)).split('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '{}')).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.stringMatching(/\.$/),
    requestId: expect.any(String),
  });
});

test('the form on the wall says what is wrong on its page, whatever is put into it', async () => {
  const odd: Record<string, string>[] = [
    ...[{ text: '' }, { text: 'a\0b' }, { text: 'x'.repeat(60_000) }, { text: 'x'.repeat(70_000) }, { nonsense: '1' }, { toString: '1' }],
    ...[
      { text: 'Broken', email: 'no address' },
      { text: 'Broken', phone: 'x' },
    ],
  ];
  for (const fields of odd) {
    const answer = await world.anonymous.form('/c/main', fields);
    expect([answer.status >= 400 && answer.status < 500, answer.text]).toEqual([
      true,
      expect.not.stringMatching(/Error:|node_modules|undefined/),
    ]);
  }
});

test('whatever is thrown at a route, it never breaks', async () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.double(),
    fc.maxSafeInteger(),
    fc.constant(null),
  );
  const operations = withBody();
  const request = fc.nat({ max: operations.length - 1 }).chain((index) => {
    const operation = operations[index] ?? operations[0];
    const example = api.example(operation?.body ?? {}, true) as Record<string, Json>;
    const change = fc.dictionary(fc.constantFrom(...Object.keys(example), 'surprise'), odd, { maxKeys: 3 });
    return fc.record({
      operation: fc.constant(operation),
      changed: change.map((some) => ({ ...example, ...some })),
      gone: fc.subarray(Object.keys(example)),
    });
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, changed, gone }) => {
      if (!operation) return;
      const body = JSON.stringify(Object.fromEntries(Object.entries(changed).filter(([name]) => !gone.includes(name))));
      const hostile: Hostile = { what: body, body, method: operation.method, path: addressOf(operation, each), strict: false };
      const answer = await everyone.raw(hostile.method, hostile.path, body, {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      });
      expect(flaw(hostile, answer)).toBeNull();
    }),
    { numRuns: 200 },
  );
}, 120_000);

test('after all of this the desk is well', async () => {
  expect((await world.anonymous.get('/health/ready')).status).toBe(200);
  expect((await everyone.get(`tickets/${each.ticket}`)).status).toBe(200);
  await world.settle();
});

function overTheWire(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      answer += part;
      if (answer.includes('}')) socket.end();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      resolve(answer);
    });
  });
}
