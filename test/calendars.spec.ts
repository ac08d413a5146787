import { CalendarService } from '../src/calendar/calendar.service';
import { parseDuration } from '../src/calendar/duration.rules';
import { Database } from '../src/platform/database/database';
import type { Client } from './support/client';
import { World } from './support/world';

const WEEKDAYS = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [['09:00', '17:00']]]));
const HOURS = { timeZone: 'America/New_York', week: WEEKDAYS };

let world: World;
let admin: Client;
let counter = 0;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2026-11-23T16:00:00Z'); // a Monday, 11:00 in New York
  admin = await world.signIn('admin');
});
afterAll(() => world.stop());

async function published(more: object = {}): Promise<string> {
  const key = `shop${String(++counter)}`;
  const answer = await admin.post('calendars', { key, ...HOURS, ...more });
  expect(answer.status).toBe(201);
  return key;
}

test('opening hours are published, read back and listed', async () => {
  const key = await published({ name: 'The shop', holidays: ['2026-12-25'], exceptions: { '2026-12-24': [['09:00', '12:00']] } });
  const { body } = await admin.get(`calendars/${key}`);
  expect(body).toMatchObject({
    key,
    name: 'The shop',
    version: 1,
    ...HOURS,
    holidays: ['2026-12-25'],
    exceptions: { '2026-12-24': [['09:00', '12:00']] },
    builtIn: false,
    warning: null,
    versions: [{ version: 1, ...HOURS }],
  });
  const list = await admin.get('calendars?limit=100');
  expect(list.body.items).toContainEqual(expect.objectContaining({ key, version: 1 }));
  expect(list.body.nextCursor).toBeNull();
});

test('the list goes on where it ended', async () => {
  await published();
  const first = await admin.get('calendars?limit=1');
  const second = await admin.get(`calendars?limit=1&cursor=${String(first.body.nextCursor)}`);
  expect(first.body.items[0].key < second.body.items[0].key).toBe(true);
});

test('who works at the desk sees the hours, and only who may change settings changes them', async () => {
  const key = await published();
  const agent = await world.signIn('agent');
  expect((await agent.get(`calendars/${key}`)).status).toBe(200);
  expect((await agent.post('calendars', { key, ...HOURS })).status).toBe(403);
  expect((await world.anonymous.get(`calendars/${key}`)).status).toBe(401);
  expect((await admin.get('calendars/nowhere')).status).toBe(404);
});

test.each([
  ['a field nobody asked for', { colour: 'red' }, /colour/],
  ['an unknown time zone', { timeZone: 'Mars/Olympus' }, /not known/],
  [
    'hours that overlap',
    {
      week: {
        '1': [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
        ],
      },
    },
    /overlap/,
  ],
  ['a week that is a list', { week: [] }, /must be an object/],
  ['a holiday that does not exist', { holidays: ['2026-02-30'] }, /not a date/],
  ['a weekday that does not exist', { week: { '8': [] } }, /not a weekday/],
])('%s is refused with a sentence, and nothing is stored', async (_what, wrong, sentence) => {
  const key = `wrong${String(++counter)}`;
  const answer = await admin.post('calendars', { key, ...HOURS, ...wrong });
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toMatch(sentence);
  expect((await admin.get(`calendars/${key}`)).status).toBe(404);
});

test('hours that never open are taken with a warning', async () => {
  const answer = await admin.post('calendars', { key: 'closed', timeZone: 'UTC', week: {} });
  expect(answer.status).toBe(201);
  expect(answer.body.warning).toMatch(/no opening within the next 60 days/);
});

test('edge 5: a holiday added for today at half past eleven holds from now on, and what was worked until then stays counted', async () => {
  const key = await published();
  await world.setClock('2026-11-23T16:30:00Z');
  const change = await admin.post('calendars', { key, ...HOURS, holidays: ['2026-11-23'], effectiveFrom: '2026-11-23', version: 1 });
  expect(change.status).toBe(201);
  expect(change.body).toMatchObject({ version: 2, holidays: ['2026-11-23'] });
  const [newest, oldest] = change.body.versions;
  expect(oldest).toMatchObject({ version: 1, holidays: [] });
  const start = '2026-11-23T15:00:00Z';
  const worked = await admin.post('calendars/preview', { calendar: key, start, end: '2026-11-23T22:00:00Z' });
  expect(parseDuration(worked.body.elapsed)).toBe(Date.parse(newest.effectiveFrom) - Date.parse(start));
  // two hours from ten o'clock: one was worked today, the other comes tomorrow from nine
  const due = await admin.post('calendars/preview', { calendar: key, start, target: 'PT2H' });
  const left = 2 * 3_600_000 - parseDuration(worked.body.elapsed);
  expect(Date.parse(due.body.dueAt)).toBe(Date.parse('2026-11-24T14:00:00Z') + left);
});

test('edge 11: a location moves to another zone from a date on, and the hours before it stay as they were', async () => {
  const key = await published();
  const move = await admin.post('calendars', { key, ...HOURS, timeZone: 'America/Los_Angeles', effectiveFrom: '2026-12-01' });
  expect(move.body).toMatchObject({ version: 2, timeZone: 'America/New_York' });
  expect(move.body.versions.map((one: { timeZone: string; effectiveFrom: string }) => [one.timeZone, one.effectiveFrom])[0]).toEqual([
    'America/Los_Angeles',
    '2026-12-01T08:00:00.000Z',
  ]);
  // Monday 30 November 16:00 in New York, two hours: one that day, one on Tuesday from 09:00 in Los Angeles
  const due = await admin.post('calendars/preview', { calendar: key, start: '2026-11-30T21:00:00Z', target: 'PT2H' });
  expect(due.body).toEqual({ dueAt: '2026-12-01T18:00:00.000Z', fallback: false });
});

test('a version planned for a date is replaced by another one for that date', async () => {
  const key = await published();
  await admin.post('calendars', { key, ...HOURS, holidays: ['2027-01-01'], effectiveFrom: '2027-01-01' });
  const second = await admin.post('calendars', { key, ...HOURS, holidays: ['2027-01-04'], effectiveFrom: '2027-01-01' });
  expect(second.body.versions.map((one: { version: number; holidays: string[] }) => [one.version, one.holidays])).toEqual([
    [3, ['2027-01-04']],
    [1, []],
  ]);
});

test('hours of the past stay as they were', async () => {
  const key = await published();
  const answer = await admin.post('calendars', { key, ...HOURS, effectiveFrom: '2026-11-22' });
  expect(answer.status).toBe(409);
  expect(answer.body.detail).toBe('Hours of the past stay as they were. Choose a date from today on.');
  expect((await admin.get(`calendars/${key}`)).body.version).toBe(1);
});

test('two people changing the same hours at once: one wins, the other is shown what holds now', async () => {
  const key = await published();
  const change = (holiday: string) => admin.post('calendars', { key, ...HOURS, holidays: [holiday], version: 1 });
  const answers = await Promise.all([change('2026-12-25'), change('2026-12-26')]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  const [won, lost] = [answers.find(({ status }) => status === 201), answers.find(({ status }) => status === 409)];
  expect(lost?.body).toMatchObject({ guard: 'version', current: { version: 2, holidays: won?.body.holidays } });
});

test('two people making the same calendar at once make one with two versions or one is asked to try again', async () => {
  const answers = await Promise.all([
    admin.post('calendars', { key: 'twin', ...HOURS }),
    admin.post('calendars', { key: 'twin', ...HOURS }),
  ]);
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
  const { body } = await admin.get('calendars/twin');
  expect(body.versions).toHaveLength(answers.filter(({ status }) => status === 201).length);
});

test('the same request sent twice publishes once', async () => {
  const wish = { key: 'twice', ...HOURS };
  const first = await admin.post('calendars', wish, { key: 'publish-twice' });
  const second = await admin.post('calendars', wish, { key: 'publish-twice' });
  expect(second.body).toEqual(first.body);
  expect((await admin.get('calendars/twice')).body.versions).toHaveLength(1);
});

test('the built-in calendar is always open and cannot be changed', async () => {
  expect((await admin.get('calendars/24x7')).body).toMatchObject({ key: '24x7', builtIn: true, warning: null });
  expect((await admin.post('calendars', { key: '24x7', ...HOURS })).body).toMatchObject({ status: 409, guard: 'built_in' });
  const due = await admin.post('calendars/preview', { calendar: '24x7', start: '2026-10-31T12:00:00Z', target: 'P2D' });
  expect(due.body).toEqual({ dueAt: '2026-11-02T12:00:00.000Z', fallback: false });
});

describe('trying out hours that nobody has saved', () => {
  const preview = (body: object) => admin.post('calendars/preview', { calendar: HOURS, start: '2026-11-27T22:00:00Z', ...body });

  test('a promise of four hours made on Friday at five is due on Monday at one', async () => {
    const answer = await preview({ target: 'PT4H' });
    expect([answer.status, answer.body]).toEqual([200, { dueAt: '2026-11-30T18:00:00.000Z', fallback: false }]);
  });

  test('the open time between two instants is given as a length', async () => {
    expect((await preview({ end: '2026-11-30T18:30:00Z' })).body).toEqual({ elapsed: 'PT4H30M' });
  });

  test('edge 10: without any opening the time runs on as elapsed time, and the answer says so', async () => {
    const answer = await preview({ calendar: { timeZone: 'UTC', week: {} }, target: 'PT4H' });
    expect(answer.body).toEqual({ dueAt: '2026-11-28T02:00:00.000Z', fallback: true });
  });

  test.each([
    ['neither target nor end', {}],
    ['both target and end', { target: 'PT4H', end: '2026-11-30T18:30:00Z' }],
    ['a target in months', { target: 'P1M' }],
    ['a time a thousand years ago', { start: '1026-11-27T22:00:00Z', target: 'PT4H' }],
    ['a calendar that is a number', { calendar: 7, target: 'PT4H' }],
    ['a calendar with a field nobody knows', { calendar: { ...HOURS, colour: 'red' }, target: 'PT4H' }],
    [
      'one minute a week and a target of ten years',
      { calendar: { timeZone: 'UTC', week: { '1': [['09:00', '09:01']] } }, target: 'P3650D' },
    ],
  ])('%s is refused', async (_what, body) => {
    const answer = await preview(body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/\.$/);
  });

  test('a calendar that does not exist is not found', async () => {
    expect((await preview({ calendar: 'nowhere', target: 'PT4H' })).status).toBe(404);
  });
});

test('a version is the same object each time, so that what was worked out from it is kept', async () => {
  const key = await published();
  await admin.post('calendars', { key, ...HOURS, holidays: ['2027-01-01'], effectiveFrom: '2027-01-01' });
  const [calendars, db] = [world.desk.app.get(CalendarService), world.desk.app.get(Database)];
  const id = (await calendars.byKey(db, key))?.id ?? '';
  const [early, late] = [new Date('2020-01-01T00:00:00Z'), new Date('2030-01-01T00:00:00Z')];
  const first = await calendars.versionAt(db, id, early);
  const again = await db.transaction((tx) => calendars.versionAt(tx, id, new Date('2026-12-31T00:00:00Z')));
  expect(again.spec).toBe(first.spec);
  expect((await calendars.versionAt(db, id, late)).spec.holidays).toEqual(['2027-01-01']);
  const between = await calendars.versionsBetween(db, id, early, late);
  expect(between.map(({ spec, from, to }) => [spec.holidays, from, to])).toEqual([
    [[], early, new Date('2027-01-01T05:00:00Z')],
    [['2027-01-01'], new Date('2027-01-01T05:00:00Z'), null],
  ]);
  expect(between[0]?.spec).toBe(first.spec);
});

test('every change of hours is in the trail', async () => {
  const key = await published();
  const trail = await world.sql('SELECT actor_id, data FROM audit_event WHERE subject = $1', [`calendar:${key}`]);
  expect(trail).toEqual([{ actor_id: admin.staffId, data: expect.objectContaining({ version: 1 }) as object }]);
});
