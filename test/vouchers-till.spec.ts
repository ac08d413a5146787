import { uuidv7 } from 'uuidv7';
import { Database } from '../src/platform/database/database';
import { codeOf as plainCode } from '../src/platform/short-code.rules';
import { hashVoucherCode, voucherCode } from '../src/platform/tokens';
import { VoucherProof } from '../src/vouchers/voucher-proof.service';
import { VoucherRows } from '../src/vouchers/voucher-rows.service';
import { VoucherWork } from '../src/vouchers/voucher-work.service';
import type { Answer, Client } from './support/client';
import { aPlace, aTicket } from './support/builders';
import { done } from './support/one-up';
import { aTill, codeType, codeOf, endsAt, type Issued, issued, redeem, standing } from './support/vouchers';
import { TEST_SECRET, World } from './support/world';

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;
let till: Client;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNKNOWN = 'This is not one of our codes. Check it and try again.';

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2030-03-01T12:00:00Z');
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  manager = await world.signIn('manager');
  till = await aTill(world, manager);
  await codeType(manager, 'tea');
  await world.setClock('2030-03-01T18:00:00Z');
});
afterAll(() => world.stop());

const aVoucher = () => issued(world, agent, 'tea');
const back = () => world.setClock('2030-03-01T18:00:00Z');
const count = (answers: readonly Answer[], status: number) => answers.filter((one) => one.status === status).length;
const timeline = (ticket: string) =>
  world.sql(`SELECT kind, reason FROM ticket_event WHERE ticket_id = $1 AND kind ~ 'redeem|voucher' ORDER BY seq`, [ticket]);

describe('using a voucher', () => {
  test('the till learns what it is for and nothing about the customer', async () => {
    const { code, id, email } = await aVoucher();
    const answer = await redeem(till, code, { amountMinor: 4200 });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id,
      gift: 'A pot of tea and a cake, on us.',
      faceMinor: 800,
      currency: 'USD',
      terminal: 'T1',
      amountMinor: 4200,
    });
    for (const secret of ['Ana', email, code]) expect(answer.text).not.toContain(secret);
    expect(await standing(world, id)).toEqual({ status: 'redeemed', gift: 'redeemed', uses: 1 });
  });

  test('however it is typed, it is the same code', async () => {
    const { code } = await aVoucher();
    expect((await redeem(till, ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).status).toBe(200);
  });

  test('the same key from the same till gets the same answer; every other hears when and where it was used', async () => {
    const { code } = await aVoucher();
    const first = await redeem(till, code, {}, 'sale-1');
    const again = await redeem(till, code, {}, 'sale-1');
    expect([again.status, again.body]).toEqual([200, first.body]);
    const used = 'This voucher was already used on 1 March 2030 at Main Street.';
    expect((await redeem(till, code, {}, 'sale-2')).body).toMatchObject({ status: 409, guard: 'used', detail: used });
    expect((await redeem(till, code, { terminal: 'T2' }, 'sale-1')).body).toMatchObject({ status: 409, detail: used });
    expect((await redeem(agent, code, {}, 'sale-1')).body).toMatchObject({ status: 409, detail: used });
    expect((await redeem(till, code)).status).toBe(409);
  });

  test('edge 103: two tills at once: one succeeds, the other sees where and when', async () => {
    const { code, id } = await aVoucher();
    const other = await aTill(world, manager, 'Second till');
    const answers = await Promise.all([redeem(till, code), redeem(other, code, { terminal: 'T2', place: 'Harbour' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers.find(({ status }) => status === 200)?.body.place as string;
    expect(answers.find(({ status }) => status === 409)?.body.detail).toBe(`This voucher was already used on 1 March 2030 at ${winner}.`);
    expect((await standing(world, id)).uses).toBe(1);
  });

  test('forty at the same moment use it once; twenty of them with one key are told the same', async () => {
    const { code, id } = await aVoucher();
    const same = Array.from({ length: 20 }, () => redeem(till, code, {}, 'one-sale'));
    const others = Array.from({ length: 20 }, (_, i) => redeem(till, code, {}, `sale-${String(i)}`));
    const [answersSame, answersOther] = [await Promise.all(same), await Promise.all(others)];
    expect((await standing(world, id)).uses).toBe(1);
    const winners = count(answersOther, 200);
    expect([count(answersSame, 200), winners]).toEqual(winners === 1 ? [0, 1] : [20, 0]);
    expect(count([...answersSame, ...answersOther], 409)).toBe(winners === 1 ? 39 : 20);
  });

  test('used under the same key between two looks at it, it is told the same', async () => {
    const { code, id } = await aVoucher();
    const rows = world.desk.app.get(VoucherRows, { strict: false });
    // the first look is done, and the answer to the same request, sent twice, is written before the second
    const looks = { read: rows.read.bind(rows), answer: rows.answer.bind(rows) };
    let looked = 0;
    const meanwhile = async () => (++looked === 2 ? redeem(till, code, {}, 'twice') : null);
    const read = jest.spyOn(rows, 'read').mockImplementation(async (...asked) => (await meanwhile(), looks.read(...asked)));
    const answer = jest.spyOn(rows, 'answer').mockImplementation(async (...asked) => (await meanwhile(), looks.answer(...asked)));
    try {
      expect((await redeem(till, code, {}, 'twice')).status).toBe(200);
    } finally {
      read.mockRestore();
      answer.mockRestore();
    }
    expect(looked).toBeGreaterThan(1);
    expect((await standing(world, id)).uses).toBe(1);
  });

  test('200 vouchers under 1,600 attempts are used exactly once each', async () => {
    const codes = await manyVouchers(200);
    const attempts = Array.from({ length: 1600 }, (_, i) => codes[(i * 7) % codes.length] ?? '');
    const answers: Answer[] = [];
    for (let from = 0; from < attempts.length; from += 40)
      answers.push(
        ...(await Promise.all(attempts.slice(from, from + 40).map((code, i) => redeem(till, code, {}, `many-${String(from + i)}`)))),
      );
    expect([count(answers, 200), count(answers, 409)]).toEqual([200, 1400]);
    const [uses] = await world.sql(
      `SELECT count(*)::int AS rows, count(DISTINCT voucher_id)::int AS vouchers FROM redemption WHERE undone_at IS NULL AND idem_key LIKE '%many-%'`,
    );
    expect(uses).toEqual({ rows: 200, vouchers: 200 });
    expect(await world.desk.app.get(VoucherProof, { strict: false }).problems(world.desk.app.get(Database, { strict: false }))).toEqual([]);
  }, 180_000);

  test('a code is good even after everything about the customer was erased', async () => {
    const { code, ticket } = await aVoucher();
    const [{ customer } = { customer: '' }] = await world.sql<{ customer: string }>(
      'SELECT customer_id AS customer FROM ticket WHERE id = $1',
      [ticket],
    );
    await world.sql('DELETE FROM address WHERE customer_id = $1', [customer]);
    await world.sql('UPDATE ticket SET customer_id = NULL WHERE id = $1', [ticket]);
    expect((await redeem(till, code)).status).toBe(200);
  });

  test('the last moment at the till and the end of the voucher: one of the two counts', async () => {
    const work = world.desk.app.get(VoucherWork, { strict: false });
    const vouchers = [await aVoucher(), await aVoucher(), await aVoucher()];
    const end = await endsAt(world, vouchers[0]?.id ?? '');
    await world.sql(`UPDATE clock_shift SET shift = $1::timestamptz - clock_timestamp()`, [new Date(end.getTime() - 30).toISOString()]);
    const answers = await Promise.all(vouchers.flatMap(({ code }) => [redeem(agent, code), work.expire(), work.expire()]));
    await world.settle();
    const atTheTill = answers.filter((one): one is Answer => typeof one !== 'number');
    await world.setClock(new Date(end.getTime() + 1000).toISOString());
    for (const [i, { id }] of vouchers.entries()) {
      const taken = atTheTill[i]?.status === 200;
      const now = await standing(world, id);
      expect(now).toEqual(taken ? { status: 'redeemed', gift: 'redeemed', uses: 1 } : { status: 'expired', gift: 'unredeemed', uses: 0 });
    }
    await back();
  });
});

describe('wrong codes', () => {
  test('edge 102: a code that does not exist and one that cannot exist get the same answer', async () => {
    const one = await aTill(world, manager, 'Polite till');
    const { code } = await aVoucher();
    const answers = [
      await redeem(one, plainCode(123_456n)),
      await redeem(one, `${code.slice(0, -1)}${code.endsWith('X') ? 'Y' : 'X'}`),
      await redeem(one, 'hello'),
    ];
    const shown = answers.map(({ status, body: { requestId: _, ...rest } }) => ({ status, rest }));
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(shown[0]).toMatchObject({ status: 404, rest: { detail: UNKNOWN } });
  });

  test('edge 102: after ten in a minute nothing is taken from this till, right codes included, and the managers hear of it once an hour', async () => {
    const guessing = await aTill(world, manager, 'Guessing till');
    const { code } = await aVoucher();
    const wrong = await Promise.all(
      Array.from({ length: 25 }, (_, i) => redeem(guessing, plainCode(BigInt(i)), { terminal: `T${String(i)}` })),
    );
    expect([count(wrong, 404), count(wrong, 429)]).toEqual([10, 15]);
    const shut = await redeem(guessing, code);
    expect(shut.status).toBe(429);
    expect(Number(shut.headers.get('retry-after'))).toBeGreaterThan(0);
    const news = () => world.sql(`SELECT text FROM notification WHERE kind = 'voucher_guessing' AND staff_id = $1`, [manager.staffId]);
    expect(await news()).toHaveLength(1);
    expect((await redeem(till, plainCode(5n))).status).toBe(404);
    await world.shift(61_000);
    for (let i = 0; i < 11; i += 1) await redeem(guessing, plainCode(BigInt(i)));
    expect(await news()).toHaveLength(1);
    await world.shift(HOUR);
    expect((await redeem(guessing, code)).status).toBe(200);
    for (let i = 0; i < 11; i += 1) await redeem(guessing, plainCode(BigInt(i)));
    expect(await news()).toHaveLength(2);
    await back();
  });

  test('hostile codes are just wrong ones', async () => {
    const hostile = [
      "' OR 1=1 --",
      '\u0130'.repeat(12),
      '٠١٢٣-٤٥٦٧-٨٩٠١',
      '😀'.repeat(12),
      '%00%00',
      '../../etc/passwd',
      'a\u202eb',
      '0'.repeat(100),
    ];
    const one = await aTill(world, manager, 'Hostile till');
    expect((await Promise.all(hostile.map((code) => redeem(one, code)))).map(({ status }) => status)).toEqual(hostile.map(() => 404));
    for (const code of ['', ' ', 'x'.repeat(101), null, 7, ['x'], { a: 1 }]) expect((await redeem(one, code as string)).status).toBe(400);
    expect((await redeem(one, 'a\u0000b')).status).toBeLessThan(500);
  });

  test('a till sees nothing but its own answer', async () => {
    const { id, ticket } = await aVoucher();
    for (const path of [`vouchers?ticket=${ticket}`, `vouchers/${id}/print`, 'vouchers/conflicts'])
      expect((await till.get(path)).status).toBe(403);
    expect((await till.post(`vouchers/${id}/undo`, { reason: 'x' })).status).toBe(403);
  });
});

describe('taken on paper', () => {
  test('edge 104: what was good at the time is good, even if it ran out before the till was back', async () => {
    const early = await aVoucher();
    expect((await redeem(till, early.code, { redeemedAt: '2030-03-01T17:59:00Z' })).status).toBe(200);
    const late = await aVoucher();
    const end = await endsAt(world, late.id);
    await world.setClock(new Date(end.getTime() + 2 * HOUR).toISOString());
    expect((await standing(world, late.id)).status).toBe('expired');
    const answer = await redeem(till, late.code, { redeemedAt: new Date(end.getTime() - HOUR).toISOString() });
    expect(answer.body).toMatchObject({ redeemedAt: new Date(end.getTime() - HOUR).toISOString() });
    expect(await standing(world, late.id)).toEqual({ status: 'redeemed', gift: 'redeemed', uses: 1 });
    await back();
  });

  test('edge 104: what was used already is refused, and is on the manager’s list with both uses', async () => {
    const { code, id, ticket } = await aVoucher();
    await done(redeem(till, code));
    const paper = { terminal: 'T9', place: 'Harbour', redeemedAt: '2030-03-01T17:30:00Z', amountMinor: 900 };
    const again = [await redeem(till, code, paper, 'paper-1'), await redeem(till, code, paper, 'paper-1')];
    expect(again.map(({ status }) => status)).toEqual([409, 409]);
    const list = (await done(manager.get('vouchers/conflicts'))).items.filter((one: { voucher: string }) => one.voucher === id);
    expect(list).toMatchObject([
      {
        ticket,
        reason: 'used',
        place: 'Harbour',
        terminal: 'T9',
        amountMinor: 900,
        redeemedAt: '2030-03-01T17:30:00.000Z',
        usedWhere: 'Main Street',
      },
    ]);
    expect(list).toHaveLength(1);
    expect((await agent.get('vouchers/conflicts')).status).toBe(403);
    await aPlace(world, 'south');
    const elsewhere = await world.signIn('manager', { location: 'south' });
    expect((await done(elsewhere.get('vouchers/conflicts'))).items).toEqual([]);
  });

  test('edge 104: a paper is typed in within 7 days at a till and 30 by a person; what is older is refused, once on the manager’s list', async () => {
    const [one, two] = [await aVoucher(), await aVoucher()];
    const end = await endsAt(world, one.id);
    const redeemedAt = new Date(end.getTime() - HOUR).toISOString();
    const conflictsOf = async ({ id }: Issued) =>
      (await done(manager.get('vouchers/conflicts'))).items.filter((item: { voucher: string }) => item.voucher === id);
    await world.setClock(new Date(end.getTime() + 8 * DAY).toISOString());
    for (let n = 0; n < 3; n += 1)
      expect((await redeem(till, one.code, { redeemedAt })).body).toMatchObject({
        status: 409,
        guard: 'too_old',
        detail: 'A till may type in what was taken on paper at most 7 days ago. Ask somebody at the desk.',
      });
    expect(await conflictsOf(one)).toMatchObject([{ reason: 'too_old', terminal: 'T1', redeemedAt, usedAt: null }]);
    expect((await standing(world, one.id)).status).toBe('expired');
    expect((await redeem(agent, one.code, { redeemedAt })).status).toBe(200);
    await world.setClock(new Date(end.getTime() + 30 * DAY).toISOString());
    expect((await redeem(agent, two.code, { redeemedAt })).body).toMatchObject({
      status: 409,
      guard: 'too_old',
      detail: 'A person may type in what was taken on paper at most 30 days ago.',
    });
    expect(await standing(world, two.id)).toEqual({ status: 'expired', gift: 'unredeemed', uses: 0 });
    await back();
  });

  test('a paper that is typed in again without a key is one row on the list', async () => {
    const voucher = await aVoucher();
    await done(redeem(till, voucher.code));
    const paper = { terminal: 'T9', redeemedAt: '2030-03-01T17:30:00Z' };
    for (let n = 0; n < 3; n += 1) expect((await redeem(till, voucher.code, paper)).status).toBe(409);
    expect((await redeem(till, voucher.code, { ...paper, terminal: 'T8' })).status).toBe(409);
    const rows = await world.sql(`SELECT terminal FROM voucher_conflict WHERE voucher_id = $1 ORDER BY terminal`, [voucher.id]);
    expect(rows).toEqual([{ terminal: 'T8' }, { terminal: 'T9' }]);
  });

  test('a time to come, or before there was a voucher, is refused', async () => {
    const { code, id } = await aVoucher();
    expect((await redeem(till, code, { redeemedAt: '2030-03-02T18:00:00Z' })).body).toMatchObject({ status: 409, guard: 'future' });
    expect((await redeem(till, code, { redeemedAt: '2030-02-01T18:00:00Z' })).body).toMatchObject({ status: 409, guard: 'too_early' });
    expect((await standing(world, id)).status).toBe('issued');
  });
});

describe('putting right', () => {
  const undo = (by: Client, { id }: Issued, what = 'undo') => by.post(`vouchers/${id}/${what}`, { reason: 'Scanned by mistake.' });

  test('a lead takes a use back within a day, then only a manager; the code is good again, and the timeline says why', async () => {
    const voucher = await aVoucher();
    await done(redeem(till, voucher.code, {}, 'mistake'));
    expect((await undo(agent, voucher)).status).toBe(403);
    expect(await done(undo(lead, voucher))).toMatchObject({ status: 'issued', redeemedAt: null });
    expect(await standing(world, voucher.id)).toEqual({ status: 'issued', gift: 'fulfilled', uses: 0 });
    expect((await timeline(voucher.ticket)).at(-1)).toEqual({ kind: 'voucher_undone', reason: 'Scanned by mistake.' });
    // the till's request, come late once more, uses nothing
    expect((await redeem(till, voucher.code, {}, 'mistake')).status).toBe(200);
    expect((await standing(world, voucher.id)).uses).toBe(0);
    await done(redeem(till, voucher.code, {}, 'second'));
    await world.shift(25 * HOUR);
    expect((await undo(lead, voucher)).body).toMatchObject({ status: 409, guard: 'undo' });
    await done(undo(manager, voucher));
    expect((await undo(manager, voucher)).body).toMatchObject({ status: 409, guard: 'state' });
    await back();
  });

  test('two who take the same use back at once do it once', async () => {
    const voucher = await aVoucher();
    await done(redeem(till, voucher.code));
    const answers = await Promise.all([undo(lead, voucher), undo(manager, voucher), undo(lead, voucher, 'revive')]);
    expect(count(answers, 200)).toBe(1);
  });

  test('edge 106: after a refund a lead gives the same code again, for thirty days at least', async () => {
    const voucher = await aVoucher();
    const end = await endsAt(world, voucher.id);
    await world.setClock(new Date(end.getTime() - 2 * DAY).toISOString());
    await done(redeem(till, voucher.code));
    await world.shift(36 * HOUR);
    const revived = await done(undo(lead, voucher, 'revive'));
    expect(revived.status).toBe('issued');
    expect(new Date(revived.expiresAt).getTime()).toBeGreaterThanOrEqual((await world.now()).getTime() + 30 * DAY);
    await world.shift(10 * DAY);
    expect((await redeem(till, voucher.code)).status).toBe(200);
    expect(
      (await world.sql('SELECT undone_as FROM redemption WHERE voucher_id = $1 ORDER BY recorded_at', [voucher.id])).map(
        (row) => row['undone_as'],
      ),
    ).toEqual(['revive', null]);
    await back();
  });

  test('edge 106: one that was never used is not revived', async () => {
    expect((await undo(lead, await aVoucher(), 'revive')).body).toMatchObject({ status: 409, guard: 'state' });
  });

  test('staff may take a voucher for seven days after its end, a till by itself may not', async () => {
    const [first, second] = [await aVoucher(), await aVoucher()];
    const end = await endsAt(world, first.id);
    await world.setClock(new Date(end.getTime() + 6 * DAY).toISOString());
    expect((await redeem(agent, first.code)).body).toMatchObject({
      guard: 'run_out',
      detail: expect.stringContaining('Staff may still take it until') as string,
    });
    expect((await redeem(till, first.code, { grace: true })).body).toMatchObject({ status: 409, guard: 'grace' });
    expect((await redeem(agent, first.code, { grace: true })).status).toBe(200);
    expect((await timeline(first.ticket)).map(({ kind }) => kind)).toEqual([
      'gesture_voucher_expired',
      'voucher_taken_late',
      'gesture_redeem',
    ]);
    expect(await standing(world, first.id)).toEqual({ status: 'redeemed', gift: 'redeemed', uses: 1 });
    await world.shift(2 * DAY);
    expect((await redeem(agent, second.code, { grace: true })).body).toMatchObject({ guard: 'run_out' });
    await back();
  });
});

/** Vouchers straight in the tables, each on a ticket of its own. */
async function manyVouchers(n: number): Promise<string[]> {
  const [type] = await world.sql<{ id: string }>(
    `SELECT v.id FROM gesture_type_version v JOIN gesture_type t ON t.id = v.type_id WHERE t.code = 'tea'`,
  );
  const codes: string[] = [];
  for (let i = 0; i < n; i += 1) {
    const { id: ticket } = await aTicket(world, {});
    const [gesture, voucher] = [uuidv7(), uuidv7()];
    const code = voucherCode(TEST_SECRET, voucher, 1);
    await world.sql(
      `INSERT INTO gesture (id, ticket_id, cycle, type_version_id, state, combinable, cost_reserved_minor, face_minor, currency, text, offered_at, fulfilled_at, proof, created_at)
       SELECT $1, $2, 1, $3, 'fulfilled', false, 300, 800, 'USD', 'Tea', now, now, 'code', now FROM (SELECT desk_now() AS now) n`,
      [gesture, ticket, type?.id],
    );
    await world.sql(
      `INSERT INTO voucher (id, gesture_id, hash, last4, code_version, status, issued_at, expires_at, grace_until)
       SELECT $1, $2, $3, $4, 1, 'issued', now, now + interval '90 days', now + interval '97 days' FROM (SELECT desk_now() AS now) n`,
      [voucher, gesture, hashVoucherCode(TEST_SECRET, code), code.slice(-4)],
    );
    codes.push(codeOf(voucher));
  }
  return codes;
}
