import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let admin: Client;
let agent: Client;
let manager: Client;

/** A Monday, 11:00 in New York; the location "main" is open from Monday to Friday, 09:00 to 17:00. */
const MONDAY_ELEVEN = '2026-11-23T16:00:00.000Z';

beforeAll(async () => {
  world = await World.start();
  await world.setClock(MONDAY_ELEVEN);
  admin = await world.signIn('admin');
  agent = await world.signIn('agent', { name: 'Ada Agent' });
  manager = await world.signIn('manager');
  await world.signIn('lead');
});
afterAll(() => world.stop());

/** With the contact, without which no policy is published. */
const FIX = (target: string) =>
  ['S1', 'S2', 'S3', 'S4'].flatMap((severity) => [
    { clock: 'fix', severity, target, kind: 'business' },
    { clock: 'contact', severity, target: 'PT1H', kind: 'business' },
  ]);

interface Clock {
  clock: string;
  state: string;
  dueAt: string | null;
  target: string | null;
  elapsed: string;
}

async function complain(more: object = {}): Promise<{ id: string; number: number }> {
  const answer = await agent.post('complaints', {
    channel: 'phone',
    text: 'The delivery never came.',
    touchPoint: 'unsure',
    customer: { name: 'Bo' },
    ...more,
  });
  expect(answer.status).toBe(201);
  return answer.body.ticket as { id: string; number: number };
}

async function clocksOf(id: string): Promise<Record<string, Clock>> {
  const { body } = await agent.get(`tickets/${id}`);
  return Object.fromEntries((body.clocks as Clock[]).map((clock) => [clock.clock, clock]));
}

describe('policies', () => {
  test('the desk starts with the policy of the whole organisation', async () => {
    const { status, body } = await agent.get('policies');
    expect(status).toBe(200);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ key: 'standard', version: 1, status: 'published', location: null });
    expect(body.items[0].targets).toContainEqual({ clock: 'fix', severity: 'S3', channel: null, target: 'PT16H', kind: 'business' });
    expect(body.items[0].targets).toContainEqual({
      clock: 'contact',
      severity: 'S1',
      channel: 'live_chat',
      target: 'PT2M',
      kind: 'elapsed',
    });
    expect(body.items[0].points).toEqual([
      { percent: 75, to: 'owner' },
      { percent: 90, to: 'lead' },
      { percent: 100, to: 'manager' },
      { percent: 150, to: 'area_manager' },
      { percent: 200, to: 'area_manager' },
    ]);
  });

  test('edge 28: a new version holds for new tickets, and open ones keep the one they have', async () => {
    const before = await complain();
    const answer = await admin.post('policies', { key: 'standard', version: 1, targets: FIX('PT2H') });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      key: 'standard',
      version: 2,
      status: 'published',
      validFrom: expect.stringMatching(/^2026-11-23T16/),
    });
    const after = await complain();
    expect((await clocksOf(before.id)).fix).toMatchObject({ target: 'PT16H', dueAt: expect.stringMatching(/^2026-11-25T16:00/) });
    expect((await clocksOf(after.id)).fix).toMatchObject({ target: 'PT2H', dueAt: expect.stringMatching(/^2026-11-23T18:00/) });
    expect(Object.keys(await clocksOf(after.id)).sort()).toEqual(['contact', 'fix']);
    const { body } = await agent.get('policies?limit=1');
    expect(body.items).toEqual([expect.objectContaining({ key: 'standard', version: 2, status: 'published' })]);
    const rest = await agent.get(`policies?limit=1&cursor=${String(body.nextCursor)}`);
    expect(rest.body.items).toEqual([expect.objectContaining({ key: 'standard', version: 1, status: 'retired' })]);
    expect(await world.sql(`SELECT action, subject, data ->> 'version' AS version FROM audit_event WHERE action LIKE 'policy%'`)).toEqual([
      { action: 'policy.published', subject: 'policy:standard', version: '2' },
    ]);
  });

  test('edge 93: a policy without targets for approvals gets the default ones, severity by severity, and says so', async () => {
    const own = { clock: 'approval', severity: 'S2', target: 'PT10M', kind: 'elapsed' };
    const phone = { clock: 'approval', severity: 'S3', channel: 'phone', target: 'PT5M', kind: 'elapsed' };
    const { body } = await admin.post('policies', { key: 'standard', targets: [...FIX('PT2H'), own, phone] });
    expect((body.targets as { clock: string }[]).filter(({ clock }) => clock === 'approval')).toEqual([
      { clock: 'approval', severity: 'S1', channel: null, target: 'PT15M', kind: 'elapsed' },
      { ...own, channel: null },
      { clock: 'approval', severity: 'S3', channel: null, target: 'PT1H', kind: 'business' },
      phone,
      { clock: 'approval', severity: 'S4', channel: null, target: 'PT1H', kind: 'business' },
    ]);
  });

  test('the policy of a location beats that of the organisation, and the nearest one above it counts', async () => {
    await admin.post('locations', { key: 'north', name: 'North', zone: 'America/New_York', currency: 'USD', calendar: '24x7' });
    await admin.post('locations', {
      key: 'north-shop',
      name: 'Shop',
      zone: 'America/New_York',
      currency: 'USD',
      calendar: '24x7',
      parent: 'north',
    });
    expect((await admin.post('policies', { key: 'north', location: 'north', targets: FIX('PT1H') })).status).toBe(201);
    const ticket = await complain({ location: 'north-shop' });
    expect((await clocksOf(ticket.id)).fix?.target).toBe('PT1H');
  });

  test('two who publish at once do it one after the other, and the second learns of the first', async () => {
    await admin.post('policies', { key: 'standard', targets: FIX('PT3H') });
    const { body } = await admin.get('policies');
    const version = (body.items as { key: string; version: number }[]).find((one) => one.key === 'standard')?.version;
    const answers = await Promise.all(
      ['PT4H', 'PT5H'].map((target) => admin.post('policies', { key: 'standard', version, targets: FIX(target) })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ guard: 'version', current: { key: 'standard' } });
  });

  test('the same request under the same key publishes once', async () => {
    const first = await admin.post('policies', { key: 'standard', targets: FIX('PT6H') }, { key: 'twice' });
    const again = await admin.post('policies', { key: 'standard', targets: FIX('PT6H') }, { key: 'twice' });
    expect(again.body).toEqual(first.body);
  });

  test.each([
    [
      'a length that is none',
      { targets: [{ clock: 'fix', severity: 'S3', target: '4 hours', kind: 'business' }] },
      /target must be a length of time/,
    ],
    ['no length at all', { targets: [{ clock: 'fix', severity: 'S3', target: 'PT0S', kind: 'business' }] }, /longer than nothing/],
    ['two rows for the same', { targets: [...FIX('PT2H'), ...FIX('PT3H')] }, /two targets for fix S1/],
    [
      'a clock that no policy has',
      { targets: [{ clock: 'chase', severity: 'S3', target: 'PT4H', kind: 'business' }] },
      /clock must be one of/,
    ],
    [
      'a severity that nothing is promised for',
      { targets: FIX('PT2H').filter(({ clock, severity }) => clock !== 'contact' || severity !== 'S2') },
      /no target of contact for S2/,
    ],
    ['no point at which the promise is broken', { targets: FIX('PT2H'), points: [{ percent: 75, to: 'owner' }] }, /100 percent/],
    ['a point of 2000 percent', { targets: FIX('PT2H'), points: [{ percent: 2000, to: 'owner' }] }, /at most 1000/],
    [
      'the same point twice',
      {
        targets: FIX('PT2H'),
        points: [
          { percent: 100, to: 'owner' },
          { percent: 100, to: 'lead' },
        ],
      },
      /only once/,
    ],
    ['a field nobody asked for', { targets: FIX('PT2H'), status: 'published' }, /status is not a field/],
    ['a place that is none', { targets: FIX('PT2H'), location: 'nowhere' }, /no location "nowhere"/],
  ])('%s is refused in plain words', async (_what, body, why) => {
    const answer = await admin.post('policies', { key: 'odd', ...body });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(why);
    expect(await world.sql(`SELECT 1 FROM policy WHERE key = 'odd'`)).toEqual([]);
  });

  test('a place has one policy, and only who may change settings publishes', async () => {
    const other = await admin.post('policies', { key: 'other', targets: FIX('PT2H') });
    expect(other.status).toBe(409);
    expect(other.body.detail).toMatch(/policy of another key/);
    expect((await admin.post('policies', { key: 'north2', location: 'north', targets: FIX('PT2H') })).status).toBe(409);
    expect((await agent.post('policies', { key: 'standard', targets: FIX('PT2H') })).status).toBe(403);
    expect((await world.anonymous.get('policies')).status).toBe(401);
  });

  test('warning points that are not given stay as they were', async () => {
    const points = [
      { percent: 80, to: 'lead' },
      { percent: 100, to: 'manager' },
    ];
    await admin.post('policies', { key: 'standard', targets: FIX('PT2H'), points });
    expect((await admin.post('policies', { key: 'standard', targets: FIX('PT3H') })).body.points).toEqual(points);
  });
});

describe('clocks of a ticket', () => {
  test('edge 9: a complaint after closing on Friday counts from Monday, and "why this time?" names the weekend', async () => {
    await world.setClock('2026-12-04T22:01:00Z'); // Friday, 17:01 in New York
    await admin.post('policies', { key: 'standard', targets: FIX('PT10H') });
    const { id } = await complain();
    const answer = await agent.get(`tickets/${id}/clocks/fix/explain`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ target: 'PT10H', zone: 'America/New_York', dueAt: expect.stringMatching(/^2026-12-08T16:00/) });
    expect(answer.body.skipped).toEqual([
      { date: '2026-12-05', why: 'closed' },
      { date: '2026-12-06', why: 'closed' },
    ]);
    expect(answer.body.days).toEqual([
      { date: '2026-12-07', counted: 'PT8H', hours: ['09:00–17:00'] },
      { date: '2026-12-08', counted: 'PT2H', hours: ['09:00–11:00'] },
    ]);
    expect(answer.body.sentence).toMatch(
      /^The promise is 10 h of opening hours, from Fri 4 Dec, 17:01\. .*It is due by 11:00 on Tue 8 Dec\.$/,
    );
    expect((await agent.get(`tickets/${id}/clocks/one_up/explain`)).status).toBe(404);
  });

  test('a promise that is broken stands on the timeline, in the news and in a mail', async () => {
    await world.setClock('2027-01-04T15:00:00Z'); // Monday, 10:00 in New York
    await admin.post('policies', { key: 'standard', targets: FIX('PT2H') });
    const { id, number } = await complain();
    await world.setClock('2027-01-04T17:01:00Z');
    const fix = (await clocksOf(id)).fix;
    expect(fix).toMatchObject({ state: 'running', breachedAt: expect.stringMatching(/^2027-01-04T17:00/) });
    const { body } = await agent.get(`tickets/${id}/events`);
    const points = (body.items as { kind: string; data: { percent: number } }[]).filter((event) => event.kind === 'clock_point');
    expect(points.map((event) => event.data.percent)).toEqual([80, 100]);
    const news = await manager.get('notifications');
    expect((news.body.items as { text: string }[]).map((one) => one.text)).toContain(
      `R-${String(number)} is late: the fix was due by 12:00 today.`,
    );
    expect(world.sink.mails.map((mail) => mail.text).filter((text) => text.includes(`R-${String(number)} is late`))).not.toEqual([]);
  });
});
