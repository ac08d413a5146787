import { HOSTILE_MAILS } from './support/hostile-mails';
import { lastFate } from './support/mails';
import { World } from './support/world';

let world: World;
let sender = 0;

beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const counts = async () =>
  (
    await world.sql<{ tickets: number; messages: number; mails: number }>(
      `SELECT (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM message) AS messages, (SELECT count(*)::int FROM inbound_message) AS mails`,
    )
  )[0];

test('there are at least forty of them, each with a name of its own', () => {
  expect(HOSTILE_MAILS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(HOSTILE_MAILS.map(({ name }) => name)).size).toBe(HOSTILE_MAILS.length);
});

test.each(HOSTILE_MAILS)('a hostile mail: $name becomes $becomes', async (hostile) => {
  sender += 1;
  // Each from a host of its own, so that the brake per address does not speak for the rule that is meant.
  const own = `hostile${String(sender)}.test`;
  const raw = Buffer.isBuffer(hostile.raw) ? hostile.raw : hostile.raw.replaceAll('hostile.test', own);
  const before = await counts();
  const sending = world.sendMail({
    from: hostile.envelope?.replace('hostile.test', own) ?? `eve@${own}`,
    envelopeFrom: hostile.envelope === null ? null : undefined,
    raw,
  });
  if (hostile.becomes === 'refused') {
    await expect(sending).rejects.toMatchObject({ responseCode: 552 });
    expect(await counts()).toEqual(before);
    return;
  }
  await sending;
  await world.settle();
  const fate = await lastFate(world);
  const after = await counts();
  const wanted = { ticket: ['done', 1], nothing: ['done', 0], quarantine: ['quarantined', 0] } as const;
  const [state, opened] = wanted[hostile.becomes];
  expect([fate.state, (after?.tickets ?? 0) - (before?.tickets ?? 0), fate.why ?? '']).toEqual([
    state,
    opened,
    expect.stringMatching(hostile.why ?? /^$/),
  ]);
  if (hostile.becomes !== 'ticket') {
    expect(after?.messages).toBe(before?.messages);
    return;
  }
  const [ticket] = await world.sql<{ title: string; text: string; email: string | null }>(
    `SELECT t.title, k.text, (SELECT a.value_norm FROM address a WHERE a.customer_id = t.customer_id AND a.kind = 'email') AS email
     FROM ticket t JOIN contact k ON k.ticket_id = t.id AND k.kind = 'complaint' WHERE t.id = $1`,
    [fate.ticketId],
  );
  expect(ticket?.text).toMatch(hostile.text ?? /^/);
  if (hostile.notText) expect(ticket?.text).not.toMatch(hostile.notText);
  expect(ticket?.title).toMatch(hostile.title ?? /^[^\r\n]+$/);
  if (hostile.customer !== undefined) expect(ticket?.email).toBe(hostile.customer?.replace('hostile.test', own) ?? null);
});

test('what strangers send is never sent on: no receipt holds a word of it', () => {
  expect(world.sink.mails.length).toBeGreaterThan(10);
  for (const mail of world.sink.mails) expect(mail.raw).not.toMatch(/It leaks|alert\(|hostile\.test>?\r?\nBcc|Approve/);
});
