import { pino } from 'pino';
import { loadConfig } from '../src/platform/config';
import { referenceOf } from '../src/messages/sms.rules';
import { recover } from '../src/recover';
import type { Json } from './support/client';
import { SmsProvider } from './support/sms-provider';
import { anAddress, arrived, DAY, followedUp, HOUR, logged, nextMonday, ok, opened, ticketDesk } from './support/ticket-desk';
import { TEST_SECRET } from './support/world';

const desk = ticketDesk();
let sms: SmsProvider;

beforeAll(async () => {
  sms = await SmsProvider.start();
});
afterAll(() => sms.stop());
// the command looks at everything there is
beforeEach(async () => {
  await desk.world.forget();
  await nextMonday(desk.world);
});

/** The command as somebody runs it after the restore, on the database of this desk, which does nothing by itself. */
async function run(at: Date, env: Record<string, string> = {}): Promise<string[]> {
  const { world } = desk;
  const settings = {
    DATABASE_URL: world.databaseUrl,
    SECRET_KEY: TEST_SECRET,
    PORT: '0',
    SMTP_URL: world.sink.url,
    INTAKE_ADDRESS: 'help@desk.test',
    DESK_ZONE: 'America/New_York',
    LOG_LEVEL: 'silent',
    ...env,
  };
  return recover(loadConfig(settings, [], '/nowhere'), pino({ level: 'silent' }), at);
}

/** Moves the clock without doing what falls due: the desk is down. */
async function down(ms: number): Promise<void> {
  await desk.world.sql('UPDATE clock_shift SET shift = shift + make_interval(secs => $1)', [ms / 1000]);
}

async function states(id: string): Promise<Json[]> {
  return desk.world.sql(`SELECT kind, state FROM message WHERE ticket_id = $1 AND class <> 'staff' ORDER BY seq`, [id]);
}

test('what may have left before the loss is not sent blindly; what is planned for later is', async () => {
  const email = anAddress();
  const id = await followedUp(desk.agent, { customer: { name: 'Ann Lee', email } });
  await desk.world.sql(`UPDATE message SET not_before = desk_now() + interval '30 days' WHERE ticket_id = $1 AND kind = 'survey'`, [id]);
  const before = await states(id);
  expect(before.map(({ state }) => state)).toContain('pending');
  await down(HOUR);
  const lines = await run(await desk.world.now());
  expect(lines.join('\n')).toContain('will not be sent blindly.');
  const after = await states(id);
  expect(after.filter(({ kind, state }) => kind !== 'survey' && state === 'pending')).toEqual([]);
  await desk.world.settle();
  expect(desk.world.sink.to(email)).toEqual([]);
  const { items } = await ok(desk.manager.get('messages?state=uncertain'));
  expect(items.filter((one: { ticketId: string }) => one.ticketId === id).length).toBeGreaterThan(0);
  expect((await ok(desk.manager.get('notifications'))).items.map(({ kind }: { kind: string }) => kind)).toContain('recovery');
});

test('the second time it does nothing and says so', async () => {
  await arrived(desk.agent);
  const at = await desk.world.now();
  await run(at);
  const before = await desk.world.sql('SELECT id, state, not_before FROM message ORDER BY seq');
  expect((await run(at))[0]).toMatch(/^This was done already at /);
  expect(await desk.world.sql('SELECT id, state, not_before FROM message ORDER BY seq')).toEqual(before);
  expect(await desk.world.sql('SELECT count(*)::int AS n FROM recovery')).toEqual([{ n: 1 }]);
});

test('an instant that is still to come is refused', async () => {
  await expect(run(new Date((await desk.world.now()).getTime() + DAY))).rejects.toThrow(
    'The backup cannot have been restored in the future.',
  );
});

test('a message that the desk made after the restore is its own', async () => {
  const at = await desk.world.now();
  await down(HOUR);
  const id = await arrived(desk.agent);
  await run(at);
  expect((await states(id)).map(({ state }) => state)).not.toContain('uncertain');
});

test('the provider of texts is asked: what it has counts as sent, what it never got leaves', async () => {
  const { world } = desk;
  const [gone, lost] = [
    await opened(desk.agent, { customer: { name: 'A', phone: '+1 212 555 0171' } }),
    await opened(desk.agent, { customer: { name: 'B', phone: '+1 212 555 0172' } }),
  ];
  const text = async (id: string, to: string): Promise<string> => {
    const [row] = await world.sql<{ id: string }>(
      `INSERT INTO message (id, effect_key, ticket_id, kind, class, channel, to_address, order_key, retry_class, not_before, created_at)
       VALUES (gen_random_uuid(), $1::text, $1::uuid, 'status_step', 'service', 'sms', $2, $1::text, 'B', desk_now(), desk_now()) RETURNING id`,
      [id, to],
    );
    return row?.id ?? '';
  };
  const [first, second] = [await text(gone, '+12125550171'), await text(lost, '+12125550172')];
  await fetch(sms.url, {
    method: 'POST',
    body: new URLSearchParams({ To: '+12125550171', From: '+12125550100', Body: 'Hello', Reference: referenceOf(first, 1) }),
  });
  await down(HOUR);
  const lines = await run(await world.now(), sms.env);
  expect(lines.join('\n')).toContain('The SMS provider was asked: 1 left, 1 never did');
  expect(await world.sql('SELECT state FROM message WHERE id = ANY($1::uuid[]) ORDER BY id = $2', [[first, second], second])).toEqual([
    { state: 'sent' },
    { state: 'pending' },
  ]);
});

test('clocks that passed while the desk was down are told once each, and nothing more when it starts', async () => {
  const { agent, world } = desk;
  const { ticket } = await logged(agent, { severity: 'S3' });
  await world.settle();
  await down(42 * DAY);
  await run(await world.now());
  await world.sql(`UPDATE session SET last_seen_at = desk_now(), expires_at = desk_now() + interval '7 days'`);
  const points = async (): Promise<Json[]> =>
    world.sql(`SELECT staff_id, kind, count(*)::int AS n FROM notification WHERE ticket_id = $1 GROUP BY 1, 2 ORDER BY 1, 2`, [ticket.id]);
  const told = await points();
  const clocks = await world.sql<{ n: number }>(`SELECT count(*)::int AS n FROM timer WHERE ticket_id = $1`, [ticket.id]);
  expect(told.length).toBeGreaterThan(0);
  for (const { n } of told) expect(n).toBeLessThanOrEqual(clocks[0]?.n ?? 0);
  await world.sql(`UPDATE session SET last_seen_at = desk_now(), expires_at = desk_now() + interval '7 days'`);
  await world.settle();
  expect(await points()).toEqual(told);
});
