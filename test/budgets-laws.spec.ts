import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { JUNE, MAY, MoneyDesk } from './support/money-desk';

/** The money as it should be, in twenty lines, beside the money as it is in the tables. */

let desk: MoneyDesk;

beforeAll(async () => {
  desk = await MoneyDesk.start(2);
});
afterAll(() => desk.stop());
afterEach(() => desk.sql(`UPDATE budget SET status = 'ended'`));

interface Wallet {
  limit: number;
  reserved: number;
  spent: number;
}

type Step =
  { do: 'reserve'; cost: number; at: 'main' | 'north' } | { do: 'commit'; gift: number; actual: number } | { do: 'release'; gift: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('reserve' as const),
        cost: fc.integer({ min: 1, max: 60 }),
        at: fc.constantFrom('main' as const, 'north' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('commit' as const), gift: fc.nat(9), actual: fc.integer({ min: 0, max: 80 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), gift: fc.nat(9) }) },
  ),
  { maxLength: 25 },
);

/** The model: what a gift holds where. What holds nothing and is not paid yet is paid by the budgets of now; the second time nothing happens. */
class Model {
  readonly held = new Map<string, { cost: number; in: Wallet[] }>();
  readonly paid = new Set<string>();
  readonly gifts: string[] = [];

  reserve(gift: string, cost: number, wallets: Wallet[]): boolean {
    if (wallets.some((one) => one.reserved + one.spent + cost > one.limit)) return false;
    for (const one of wallets) one.reserved += cost;
    this.held.set(gift, { cost, in: wallets });
    this.gifts.push(gift);
    return true;
  }

  settle(gift: string, actual: number | null, now: Wallet[]): number {
    const held = this.held.get(gift) ?? (actual && !this.paid.has(gift) ? { cost: 0, in: now } : undefined);
    this.held.delete(gift);
    if (held && actual !== null) this.paid.add(gift);
    let over = 0;
    for (const one of held?.in ?? []) {
      const cost = held?.cost ?? 0;
      const fits = actual === null || one.reserved + one.spent - cost + actual <= one.limit;
      const paid = actual === null ? 0 : fits ? actual : cost;
      one.reserved -= cost;
      one.spent += paid;
      over = Math.max(over, (actual ?? 0) - paid);
    }
    return over;
  }
}

test('law: whatever is taken, spent and given back, no budget is exceeded, all agree with the simple sum, and the ledger with both', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), async (sequence, whole, part) => {
      await desk.sql(`UPDATE budget SET status = 'ended'`);
      const ids = [await desk.aBudget({ limitMinor: whole }), await desk.aBudget({ limitMinor: part, locationId: desk.north })];
      const [all, north]: [Wallet, Wallet] = [
        { limit: whole, reserved: 0, spent: 0 },
        { limit: part, reserved: 0, spent: 0 },
      ];
      const model = new Model();
      for (const step of sequence) {
        if (step.do === 'reserve') {
          const gestureId = uuidv7();
          const refused = await desk.reserve(step.cost, { gestureId, locationId: desk[step.at] });
          expect(refused === null).toBe(model.reserve(gestureId, step.cost, step.at === 'north' ? [all, north] : [all]));
        } else {
          const gift = model.gifts[step.gift] ?? uuidv7();
          const over = model.settle(gift, step.do === 'commit' ? step.actual : null, [all, north]);
          if (step.do === 'release') await desk.release(gift);
          else expect(await desk.commit(gift, step.actual)).toEqual({ overrunMinor: over });
        }
      }
      for (const [index, wallet] of [all, north].entries()) {
        const counters = await desk.counters(ids[index] ?? '');
        const touched = { limitMinor: wallet.limit, overrideMinor: 0, reservedMinor: wallet.reserved, spentMinor: wallet.spent };
        expect(counters.length === 0 ? wallet.reserved + wallet.spent : counters).toEqual(counters.length === 0 ? 0 : [touched]);
        expect(await desk.ledger(ids[index] ?? '')).toEqual(counters);
      }
    }),
    { numRuns: 60 },
  );
});

test('a budget counts where it is, below and nowhere else, for its class and its currency; without one there is no limit', async () => {
  const desks = uuidv7();
  await desk.sql(`INSERT INTO desk (id, key, name, kind, created_at) VALUES ($1, 'partner', 'Partner', 'vendor', $2)`, [desks, MAY]);
  const budget = await desk.aBudget({ limitMinor: 100, locationId: desk.main, class: 'goods' });
  const partner = await desk.aBudget({ limitMinor: 50, deskId: desks });
  expect(await desk.reserve(101, { class: 'goods' })).not.toBeNull();
  expect(await desk.reserve(101, { class: 'service' })).toBeNull();
  expect(await desk.reserve(101, { class: 'goods', currency: 'USD' })).toBeNull();
  expect(await desk.reserve(101, { class: 'goods', locationId: desk.south })).toBeNull();
  expect(await desk.reserve(51, { class: 'service', deskId: desks })).not.toBeNull();
  expect(await desk.reserve(0, { class: 'goods', locationId: desk.main })).toBeNull();
  expect(await desk.reserve(40, { class: 'goods', deskId: desks })).toBeNull();
  expect(await desk.counters(budget)).toMatchObject([{ reservedMinor: 40 }]);
  expect(await desk.counters(partner)).toMatchObject([{ reservedMinor: 40 }]);
  const left = await desk.budgets.left(desk.db, { locationId: desk.north, deskId: desks, currency: 'EUR', now: MAY });
  const until = new Date('2026-05-31T22:00:00Z');
  expect(left.goods).toEqual({ leftMinor: 10, until });
  expect(left.service).toEqual({ leftMinor: 10, until });
  expect(await desk.budgets.left(desk.db, { locationId: desk.north, deskId: null, currency: 'EUR', now: MAY })).toEqual({
    goods: { leftMinor: 60, until },
  });
});

test('edge 90: the refusal names what is left of the smallest budget and the day of new money', async () => {
  await desk.aBudget({ limitMinor: 10_000 });
  await desk.aBudget({ limitMinor: 1000, locationId: desk.north });
  expect(await desk.reserve(700)).toBeNull();
  expect(await desk.reserve(700)).toMatchObject({
    reason: 'budget_ok',
    message: 'The budget for gifts has only 3 left until 1 June; choose something that costs less, or ask a manager to release more.',
    extra: { leftMinor: 300, until: new Date('2026-05-31T22:00:00Z') },
  });
});

test('edge 91: a gift approved in May is paid by May in June; what May gets back stays with May', async () => {
  const budget = await desk.aBudget({ limitMinor: 1000 });
  const [given, unwanted] = [uuidv7(), uuidv7()];
  await desk.reserve(400, { gestureId: given });
  await desk.reserve(600, { gestureId: unwanted });
  expect(await desk.reserve(1000, { now: JUNE })).toBeNull();
  await desk.commit(given, 350, JUNE);
  await desk.release(unwanted, JUNE);
  expect(await desk.counters(budget)).toMatchObject([
    { reservedMinor: 0, spentMinor: 350 },
    { reservedMinor: 1000, spentMinor: 0 },
  ]);
  expect(await desk.reserve(1, { now: JUNE })).not.toBeNull();
});

test('edge 92: a real cost above the reserve is topped up where there is room, and an overrun where there is none', async () => {
  const [org, place] = [await desk.aBudget({ limitMinor: 5000 }), await desk.aBudget({ limitMinor: 1200, locationId: desk.north })];
  const gestureId = uuidv7();
  await desk.reserve(1000, { gestureId });
  expect(await desk.commit(gestureId, 1400)).toEqual({ overrunMinor: 400 });
  expect(await desk.commit(gestureId, 1400)).toEqual({ overrunMinor: 0 });
  expect(await desk.counters(org)).toMatchObject([{ reservedMinor: 0, spentMinor: 1400 }]);
  expect(await desk.counters(place)).toMatchObject([{ reservedMinor: 0, spentMinor: 1000 }]);
  // Monday 11 May at noon in Berlin; two days with opening hours later
  expect(await desk.sql(`SELECT amount_minor AS amount, due_at AS due FROM budget_overrun WHERE gesture_id = $1`, [gestureId])).toEqual([
    { amount: 400, due: new Date('2026-05-13T10:00:00Z') },
  ]);
  expect(await desk.ledger(place)).toEqual(await desk.counters(place));
});

test('edge 92: what was to cost nothing and did is paid by the budgets of now, and where there is no room it is an overrun of all of it', async () => {
  const [org, place] = [await desk.aBudget({ limitMinor: 5000 }), await desk.aBudget({ limitMinor: 300, locationId: desk.north })];
  const gestureId = uuidv7();
  expect(await desk.commit(gestureId, 0)).toEqual({ overrunMinor: 0 });
  expect(await desk.counters(org)).toEqual([]);
  expect(await desk.commit(gestureId, 700)).toEqual({ overrunMinor: 700 });
  expect(await desk.commit(gestureId, 700)).toEqual({ overrunMinor: 0 });
  expect(await desk.counters(org)).toMatchObject([{ reservedMinor: 0, spentMinor: 700 }]);
  expect(await desk.counters(place)).toMatchObject([{ reservedMinor: 0, spentMinor: 0 }]);
  const lines = `SELECT e.kind, e.amount_minor AS amount FROM budget_entry e JOIN budget_period p ON p.id = e.period_id
    WHERE e.gesture_id = $1 AND p.budget_id = $2 ORDER BY e.id`;
  expect(await desk.sql(lines, [gestureId, org])).toEqual([{ kind: 'commit', amount: 700 }]);
  expect(await desk.sql(lines, [gestureId, place])).toEqual([
    { kind: 'commit', amount: 0 },
    { kind: 'overrun', amount: 700 },
  ]);
  expect(await desk.ledger(place)).toEqual(await desk.counters(place));
});

test('edge 100: a gift whose money went back is set aside a second time where there is still room', async () => {
  const budget = await desk.aBudget({ limitMinor: 1000 });
  const gestureId = uuidv7();
  await desk.reserve(800, { gestureId });
  await desk.release(gestureId);
  expect(await desk.reserve(800, { gestureId })).toBeNull();
  await desk.release(gestureId);
  await desk.reserve(500);
  expect(await desk.reserve(800, { gestureId })).not.toBeNull();
  expect(await desk.ledger(budget)).toEqual(await desk.counters(budget));
});

test('the ledger is never changed, only continued; and no counter can be more than there is', async () => {
  const budget = await desk.aBudget({ limitMinor: 1000 });
  await desk.reserve(800);
  await expect(desk.sql(`UPDATE budget_entry SET amount_minor = 1`)).rejects.toThrow('append-only');
  await expect(desk.sql(`DELETE FROM budget_entry`)).rejects.toThrow('append-only');
  await expect(desk.sql(`UPDATE budget_period SET spent_minor = 201 WHERE budget_id = $1`, [budget])).rejects.toThrow('not_overspent');
});

test('the right to say yes in somebody’s place begins and ends with the delegation, and is worth what the giver’s is worth now', async () => {
  const [boss, deputy] = [await desk.person(), await desk.person()];
  await desk.sql(`INSERT INTO role_grant (id, staff_id, role, scope_kind, valid_from) VALUES ($1, $2, 'manager', 'org', '2020-01-01')`, [
    uuidv7(),
    boss,
  ]);
  await desk.sql(
    `INSERT INTO delegation (id, from_staff, to_staff, starts_at, ends_at, created_at) VALUES ($1, $2, $3, '2026-05-10', '2026-05-20', '2026-05-01')`,
    [uuidv7(), boss, deputy],
  );
  const actor = { staffId: deputy, roles: ['agent' as const] };
  const spend = (costMinor: number, now: Date): Promise<void> =>
    desk.db.transaction((tx) => desk.authority.spend(tx, { ...actor, costMinor, zone: 'Europe/Berlin', now }));
  expect(await desk.authority.rolesOf(desk.db, actor, MAY)).toEqual(['agent', 'manager']);
  expect(await desk.authority.rolesOf(desk.db, actor, JUNE)).toEqual(['agent']);
  await spend(40_000, MAY);
  await expect(spend(40_000, JUNE)).rejects.toMatchObject({
    reason: 'within_own_limit',
    message: 'It costs about 400 and needs a manager (limit 25).',
    extra: { needs: 'manager' },
  });
  await desk.sql(`UPDATE role_grant SET valid_to = '2026-05-10' WHERE staff_id = $1`, [boss]);
  await expect(spend(40_000, MAY)).rejects.toMatchObject({ reason: 'within_own_limit' });
});
