import type { Answer, Client, Json } from './client';
import type { OneOfEach } from './one-of-each';
import type { OpenApi, Operation, Schema } from './open-api';

/** One request that no well-meaning program would send. */
export interface Hostile {
  what: string;
  method: string;
  path: string;
  /** As it goes over the wire. */
  body?: string;
  type?: string;
  headers?: Record<string, string>;
  /** Must be refused; otherwise it may also be taken, if only it does not break anything. */
  strict: boolean;
}

/** What a refusal must never show: how we are built. */
const INSIDES =
  /\bat \S+ \(|\bat (async |file:|\/)|Error:|node_modules|\.[jt]s:\d|QueryFailed|violates|relation "|column "|syntax error|\bSELECT\b|\bINSERT\b|undefined|\[object/;

/** What is wrong with an answer to a hostile request, or null. */
export function flaw({ what, method, path, strict }: Hostile, { status, body, headers, text }: Answer): string | null {
  const where = `${what}: ${method} ${path.slice(0, 120)} → ${String(status)} ${text.slice(0, 200)}`;
  if (status >= 500 || (strict && status < 400)) return where;
  if (status < 400) return null;
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  if (!isProblem) return `no problem document: ${where}`;
  const isWhole =
    body.status === status && [body.type, body.title, body.detail].every((one: unknown) => typeof one === 'string' && one.length > 0);
  if (!isWhole || body.requestId !== headers.get('x-request-id')) return `not a whole problem document: ${where}`;
  const shown = INSIDES.exec(text)?.[0];
  return shown !== undefined ? `it shows our insides (${shown}): ${where}` : null;
}

/** Sends them a few at a time; answers what was wrong, as much as anybody reads. */
export async function flaws(client: Client, requests: readonly Hostile[]): Promise<string[]> {
  const found: string[] = [];
  const queue = [...requests];
  const sender = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { method, path, body, type = 'application/json', headers } = next;
      const answer = await client.raw(method, path, body, {
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      });
      const wrong = flaw(next, answer);
      if (wrong) found.push(wrong);
    }
  };
  await Promise.all(Array.from({ length: 6 }, sender));
  return found.length > 25 ? [...found.slice(0, 25), `and ${String(found.length - 25)} more`] : found;
}

/** The address with things that are there, so that a request gets as far as it can. */
export function addressOf({ path }: Operation, each: OneOfEach): string {
  const known: Record<string, string> = {
    id: idFor(path, each),
    fileId: each.file,
    address: each.address,
    kind: 'safety',
    clock: 'fix',
    key: 'main',
    ref: path.includes('causes') ? 'people' : 'website',
    code: 'car_wash',
    location: 'main',
    token: 'x'.repeat(43),
    grantId: each.token,
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'main');
}

function idFor(path: string, each: OneOfEach): string {
  const collection = path.split('/')[3] ?? '';
  const of: Record<string, string> = {
    customers: each.customer,
    gestures: each.gesture,
    messages: each.message,
    redress: each.redress,
    contacts: each.contact,
    notifications: each.notification,
    'api-tokens': each.token,
  };
  return of[collection] ?? each.ticket;
}

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/**
 * The first `always` of them and `more` others, which are other ones at each turn. What is tried at one place after another is soon tried whole, no place
 * goes untried, and a run need not send everything everywhere: one reader of bodies, one kind of field and one kind of name stand behind many routes.
 */
export function inTurn<T>(all: readonly T[], turn: number, { always, more }: { always: number; more: number }): T[] {
  const rest = all.slice(always);
  const from = (turn * more) % Math.max(rest.length, 1);
  return [...all.slice(0, always), ...[...rest, ...rest].slice(from, from + Math.min(more, rest.length))];
}

/** Names in an address that name nothing; the first can hurt a database or a file. */
export const IDS: readonly string[] = [
  ...['%00', '%ED%A0%80', '99999999999999999999', '..%5c..'],
  ...['not-an-id', '0', '-1', '1.5', 'R-99999999999999999999', '__proto__', 'constructor', 'toString', 'null'],
  ...['a%00b', '%ff', '%', '%zz', '%2e%2e%2f%2e%2e', "'%3B%20DROP%20TABLE%20ticket%3B%20--", '%F0%9F%98%80', '%20', '*'],
  ...[
    'x'.repeat(299),
    'x'.repeat(301),
    '%E2%80%AE',
    '0190c0de-0000-7000-8000-00000000000g',
    '$1',
    '%24%7B7*7%7D',
    ';',
    '%0d%0aX-Evil:%201',
  ],
];

/** Values of a query that no list takes. */
export const QUERIES: readonly string[] = [
  ...[
    'limit=0',
    'limit=-1',
    'limit=100001',
    'limit=abc',
    'limit=1e2',
    'limit=',
    'limit=1&limit=2',
    'limit[]=5',
    'limit[a]=5',
    'limit=99999999999999999999',
  ],
  ...['cursor=junk', 'cursor=', 'cursor=%00', `cursor=${'x'.repeat(1001)}`, 'cursor=a&cursor=b', 'cursor[__proto__]=1'],
  ...['nonsense=1', '__proto__=1', 'constructor=1', 'toString=1', 'limit=5;cursor=x', 'limit=%', 'limit=%ff', 'limit=%00'],
];

/** Cursors of the right length that hold the wrong things. */
export function cursors(): string[] {
  const values: unknown[] = [
    1,
    -1,
    true,
    'x',
    '',
    'a\0b',
    '\ud800',
    '2027-02-30T00:00:00Z',
    'infinity',
    1e308,
    '9'.repeat(400),
    '0190c0de-0000-7000-8000-000000000001',
  ];
  const lists = [1, 2, 3].flatMap((length) => [...values, null].map((value) => Array.from({ length }, () => value)));
  const odd: unknown[] = [[], {}, null, [[1]], [{ a: 1 }], Array.from({ length: 50 }, () => 1), 'x', 5];
  return [...lists, ...odd].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'));
}

/** Whole bodies that are none; the first few are read by the route itself, the others by the one reader before all routes. */
export const BODIES: readonly { what: string; body: string; type?: string }[] = [
  { what: 'a list', body: '[]' },
  { what: 'a list of objects', body: '[{}]' },
  { what: 'a prototype', body: '{"__proto__": {"admin": true}}' },
  { what: 'NUL in a name', body: '{"a\\u0000b": 1}' },
  { what: 'a text', body: '"text"' },
  { what: 'a number', body: '5' },
  { what: 'a flag', body: 'true' },
  { what: 'nothing', body: '' },
  { what: 'half an object', body: '{"a":' },
  { what: 'two objects', body: '{}{}' },
  { what: 'no JSON', body: '\u0000\u0001\u0002' },
  { what: 'single quotes', body: "{'a': 1}" },
  { what: 'a constructor', body: '{"constructor": {"prototype": {"admin": true}}}' },
  { what: '60 levels', body: deep(60) },
  { what: '50 000 levels', body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` },
  { what: '2 MB', body: JSON.stringify({ text: 'x'.repeat(2_000_000) }) },
  { what: 'half a character in a name', body: '{"\\ud800": 1}' },
  { what: 'plain text', body: '{}', type: 'text/plain' },
  { what: 'XML', body: '<a/>', type: 'application/xml' },
  { what: 'several parts', body: '--x\r\n\r\n--x--', type: 'multipart/form-data; boundary=x' },
  { what: 'a form', body: 'a=1', type: 'application/x-www-form-urlencoded' },
  { what: 'an odd type', body: '{}', type: 'application/json5' },
];

const NEVER_TEXT = ['"a\\u0000b"', '"\\ud800"', '5', 'true', '[]', '["a"]', '{}', '{"a":1}', `"${'x'.repeat(100_000)}"`];
const NEVER_NUMBER = ['1e400', '1.5', '"5"', '""', 'true', '[]', '[5]', '{}', '-7', '-1e400', '9007199254740993', '1e21'];
const NEVER_FLAG = ['"true"', '1', '0', '[]', '{}', '"yes"'];
const NEVER_LIST = ['{}', '"a"', '5', '{"0":"a","length":1}', '[{"__proto__":{}}]', '[[]]', '["\\u0000"]', `[${'"x",'.repeat(2_000)}"x"]`];
const NEVER_OBJECT = ['[]', '"a"', '5', 'true', '[[]]', '{"a\\u0000":1}', deep(60), '{"__proto__":{"a":1}}'];
const NEVER_TIME = [
  '"yesterday"',
  '"2027-13-45T00:00:00Z"',
  '"2027-02-30T10:00:00Z"',
  '"2027-06-10T25:00:00Z"',
  '"2027-06-10"',
  '"2027-06-10T10:00:00"',
  '0',
  '1e15',
];
const NEVER_DATE = ['"2027-02-30"', '"2027-13-01"', '"10.06.2027"', '"today"'];
const NEVER_ID = ['"1"', '"not-an-id"', '"0190c0de-0000-7000-8000-00000000000g"'];
const NEVER_CHOICE = ['"nonsense"', '"__proto__"', '"constructor"', '"toString"', '""'];
/** Fits or does not fit, as the field may be. */
const ODD = [
  'null',
  '""',
  '" "',
  '"\\u202e\\u200b"',
  '"<script>alert(1)</script>"',
  '"%s%n${7*7}{{x}}"',
  `"'; DROP TABLE ticket; --"`,
  '"2027-06-10"',
  '0',
  '{"toString":1}',
];

/** Values that a field can never have, as JSON. */
function wrongFor(schema: Schema): readonly string[] {
  if (schema.oneOf || (!schema.type && !schema.enum)) return [];
  if (schema.enum) return [...NEVER_CHOICE, '5', '[]', '{}'];
  if (schema.type === 'integer' || schema.type === 'number')
    return NEVER_NUMBER.filter((value) => value !== '-7' || (schema.minimum ?? 0) >= 0);
  if (schema.type === 'boolean') return NEVER_FLAG;
  if (schema.type === 'array') return NEVER_LIST;
  if (schema.type === 'object') return NEVER_OBJECT;
  const special =
    schema.format === 'date-time'
      ? NEVER_TIME
      : schema.format === 'uuid'
        ? NEVER_ID
        : schema.pattern?.startsWith('^\\d{4}-')
          ? NEVER_DATE
          : [];
  return [...NEVER_TEXT, ...special];
}

/** Each field of a body, inner ones too, with values it cannot have, others from field to field; and one field more than there are. */
export function wrongBodies(api: OpenApi, wanted: Schema, turn: number): { what: string; body: string; strict: boolean }[] {
  const schema = api.resolve(wanted);
  const good = api.example(schema) as Record<string, Json>;
  const whole = api.example(schema, true) as Record<string, Json>;
  const found = ['surprise', 'constructor', 'toString'].map((name) => ({
    what: `a field ${name}`,
    body: JSON.stringify({ ...good, [name]: 1 }),
    strict: true,
  }));
  let fields = turn;
  const visit = (at: Schema, path: string[]): void => {
    for (const [name, property] of Object.entries(at.properties ?? {})) {
      const inner = api.resolve(property);
      const field = [...path, name];
      const put = (value: string, strict: boolean): void => {
        found.push({
          what: `${field.join('.')} = ${value.slice(0, 40)}`,
          body: withValue(path.length > 0 ? whole : good, field, value),
          strict,
        });
      };
      fields += 1;
      for (const value of inTurn(wrongFor(inner), fields, { always: 2, more: 1 })) put(value, true);
      for (const value of inTurn(ODD, fields, { always: 0, more: 2 })) put(value, false);
      if (inner.type === 'object' && inner.properties && path.length < 2) visit(inner, field);
      const entry = inner.type === 'array' && inner.items ? api.resolve(inner.items) : null;
      if (entry?.properties && path.length < 2) visit(entry, [...field, '0']);
      if (entry) for (const value of inTurn(wrongFor(entry), fields, { always: 1, more: 1 })) put(`[${value}]`, true);
    }
  };
  visit(schema, []);
  return found;
}

/** The body with one value replaced by a piece of JSON that JSON.stringify would not write (1e400, half a character). */
function withValue(body: Record<string, Json>, [first = '', ...rest]: string[], value: string): string {
  const mark = '"<here>"';
  const copy = structuredClone(body);
  if (rest.length === 0) copy[first] = '<here>';
  else {
    const last = rest.at(-1) ?? '';
    const holder = rest.slice(0, -1).reduce((at: Json, name) => at?.[name], copy[first]);
    if (typeof holder === 'object' && holder !== null) holder[last] = '<here>';
  }
  return JSON.stringify(copy).replace(mark, () => value);
}
