import { uuidv7 } from 'uuidv7';
import { byClients, JUNE, MAY, MoneyDesk } from './support/money-desk';

/** Many at once on the same money: the services on a real database, sixteen connections. */

const CLIENTS = 16;
let desk: MoneyDesk;

beforeEach(async () => {
  desk = await MoneyDesk.start(CLIENTS);
});
afterEach(() => desk.stop());

test('two hundred people take a gift at once from a budget for ten: ten get it, the others a sentence', async () => {
  const budget = await desk.aBudget({ limitMinor: 10 * 1800, locationId: desk.main });
  const answers = await byClients(CLIENTS, 200, () => desk.reserve(1800));
  const refusals = answers.filter((answer) => answer !== null);
  expect(refusals).toHaveLength(190);
  expect(new Set(refusals.map(({ message }) => message))).toEqual(
    new Set(['The budget for gifts is used up until 1 June; choose something that costs nothing, or ask a manager to release more.']),
  );
  expect(await desk.counters(budget)).toEqual([{ limitMinor: 18_000, overrideMinor: 0, reservedMinor: 18_000, spentMinor: 0 }]);
  expect(await desk.ledger(budget)).toEqual(await desk.counters(budget));
});

test('nested budgets of 1,000 and 600 under 960 odd amounts: both end the same, just below the smaller, and the ledger says so', async () => {
  const [org, place] = [await desk.aBudget({ limitMinor: 100_000 }), await desk.aBudget({ limitMinor: 60_000, locationId: desk.main })];
  // 1.00 to 25.00 with odd cents: no sum of them is round
  const amounts = Array.from({ length: 960 }, (_, index) => 100 + ((index * 7919) % 2401));
  const answers = await byClients(CLIENTS, amounts.length, (index) => desk.reserve(amounts[index] ?? 0));
  const given = amounts.filter((_, index) => answers[index] === null).reduce((sum, amount) => sum + amount, 0);
  const [[whole], [part]] = [await desk.counters(org), await desk.counters(place)];
  expect(whole?.reservedMinor).toBe(given);
  expect(part?.reservedMinor).toBe(given);
  expect(given).toBeLessThanOrEqual(60_000);
  expect(given).toBeGreaterThan(60_000 - 100);
  expect(await desk.ledger(org)).toEqual([whole]);
  expect(await desk.ledger(place)).toEqual([part]);
});

test('taking, giving back and spending at once over three budgets leaves nothing hanging and nobody waiting for ever', async () => {
  const budgets = [
    await desk.aBudget({ limitMinor: 500_000 }),
    await desk.aBudget({ limitMinor: 300_000, locationId: desk.main }),
    await desk.aBudget({ limitMinor: 300_000, locationId: desk.north }),
  ];
  await byClients(CLIENTS, 320, async (index) => {
    const gestureId = uuidv7();
    const where = index % 2 === 0 ? desk.north : desk.main;
    if (await desk.reserve(500 + index, { gestureId, locationId: where })) return;
    if (index % 3 === 0) await desk.release(gestureId);
    if (index % 3 === 1) await desk.commit(gestureId, 400 + index);
    if (index % 3 === 2) await desk.commit(gestureId, 600 + index);
  });
  for (const budget of budgets) {
    const counters = await desk.counters(budget);
    expect(counters).toMatchObject([{ reservedMinor: 0 }]);
    expect(await desk.ledger(budget)).toEqual(counters);
  }
});

test('the first of a month comes for everybody at once: the period is made once, with what was left of the last one', async () => {
  const budget = await desk.aBudget({ limitMinor: 10_000, locationId: desk.north, carryOver: true });
  await desk.reserve(4000);
  const answers = await byClients(CLIENTS, 64, () => desk.reserve(1000, { now: JUNE }));
  expect(answers.filter((answer) => answer === null)).toHaveLength(16);
  expect(await desk.counters(budget)).toMatchObject([
    { limitMinor: 4000, reservedMinor: 4000 },
    { limitMinor: 16_000, reservedMinor: 16_000 },
  ]);
  expect(await desk.ledger(budget)).toEqual(await desk.counters(budget));
});

test('the same gift reserved, spent or given back by many at once moves the money once', async () => {
  const budget = await desk.aBudget({ limitMinor: 10_000 });
  const gestureId = uuidv7();
  const settled = await Promise.allSettled(Array.from({ length: CLIENTS }, () => desk.reserve(1000, { gestureId })));
  expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await desk.counters(budget)).toMatchObject([{ reservedMinor: 1000, spentMinor: 0 }]);
  await Promise.allSettled(
    Array.from({ length: CLIENTS }, (_, index) => (index % 2 === 0 ? desk.commit(gestureId, 900) : desk.release(gestureId))),
  );
  const [after] = await desk.counters(budget);
  expect(after?.reservedMinor).toBe(0);
  expect([0, 900]).toContain(after?.spentMinor);
  expect(await desk.ledger(budget)).toEqual([after]);
});

test('a limit that is lowered while somebody gives: whoever comes second is judged by the new one', async () => {
  const staffId = await desk.person();
  const gift = { staffId, roles: ['agent' as const], costMinor: 2000, zone: 'Europe/Berlin', now: MAY };
  let lowered: Promise<unknown> = Promise.resolve();
  let heard = '';
  await desk.db.transaction(async (tx) => {
    await desk.authority.spend(tx, gift);
    lowered = desk.sql(`UPDATE authority_limit SET per_gesture_minor = 1000 WHERE role = 'agent'`).then(() => (heard += 'lowered '));
    await desk.untilSomebodyWaits();
    heard += 'given ';
  });
  await lowered;
  expect(heard).toBe('given lowered ');
  await expect(desk.db.transaction((tx) => desk.authority.spend(tx, gift))).rejects.toMatchObject({
    reason: 'within_own_limit',
    message: 'It costs about 20 and needs a lead (limit 10).',
  });
});

test('a limit that is being lowered holds for whoever asks meanwhile', async () => {
  const staffId = await desk.person();
  let asked: Promise<unknown> = Promise.resolve();
  await desk.db.transaction(async (tx) => {
    await tx.run(`UPDATE authority_limit SET per_gesture_minor = 1000 WHERE role = 'agent'`);
    asked = desk.db
      .transaction((other) => desk.authority.spend(other, { staffId, roles: ['agent'], costMinor: 2000, zone: 'Europe/Berlin', now: MAY }))
      .catch((error: unknown) => error);
    await desk.untilSomebodyWaits();
  });
  expect(await asked).toMatchObject({ reason: 'within_own_limit' });
});

test('many gifts of one person at once stay inside the day', async () => {
  const staffId = await desk.person();
  const gift = { staffId, roles: ['agent' as const], costMinor: 2500, zone: 'Europe/Berlin', now: MAY };
  const answers = await byClients(CLIENTS, 40, () =>
    desk.db
      .transaction((tx) => desk.authority.spend(tx, gift))
      .then(
        () => null,
        (error: unknown) => error,
      ),
  );
  const refusals = answers.filter((answer) => answer !== null);
  expect(refusals).toHaveLength(34);
  expect(refusals[0]).toMatchObject({
    reason: 'within_own_limit',
    message: 'You have given 150 today, and your limit for a day is 150; this costs about 25. Ask somebody with a higher limit to give it.',
  });
  await expect(
    desk.db.transaction((tx) => desk.authority.spend(tx, { ...gift, now: new Date('2026-05-11T22:00:00Z') })),
  ).resolves.toBeUndefined();
});
