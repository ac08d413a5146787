import { LearningWork } from '../src/learning/learning.worker';
import type { Client, Json } from './support/client';
import { done, fix, fixedTicket, states, take } from './support/one-up';
import { pastGifts } from './support/past-gifts';
import { codes, line, type Line, suggestions, why } from './support/suggested';
import { World } from './support/world';

const DAY = 24 * 3_600_000;

let world: World;
let agent: Client;
let manager: Client;

const freshWorld = async (): Promise<void> => {
  world = await World.start();
  agent = await world.signIn('agent');
  manager = await world.signIn('manager');
};

const setsOf = (ticket: string) => world.sql(`SELECT * FROM suggestion_set WHERE ticket_id = $1 ORDER BY made_at`, [ticket]);
const runs = () => world.sql(`SELECT id, frozen, cases, known_share FROM learning_run ORDER BY id`);
const learned = async (code: string, failureClass = 'failed_service'): Promise<Json> => {
  const { items } = await done(manager.get(`learning?failureClass=${failureClass}`));
  return items.find(({ gestureType }: Line) => gestureType === code);
};

describe('what is learned', () => {
  beforeEach(freshWorld);
  afterEach(() => world.stop());

  test('outcomes change the order, and the reasons and the set say which numbers', async () => {
    const before = await fixedTicket(world, agent);
    expect(codes((await suggestions(agent, before)).items)).toEqual(['extra_cover_6m', 'car_wash', 'priority_slot']);
    await pastGifts(world, { n: 200, code: 'car_wash', won: 180 });
    await pastGifts(world, { n: 41, code: 'extra_cover_6m', won: 29 });
    await world.shift(DAY);
    const ticket = await fixedTicket(world, agent);
    const shown = await suggestions(agent, ticket);
    expect(codes(shown.items)[0]).toBe('car_wash');
    expect(shown.items[0].reasons.slice(0, 3)).toEqual([
      'Fits: a failed service is best repaid with a service (+8 points).',
      'Worked for 180 of 200 similar cases here (about 9 in 10; all one-ups: 9 in 10).',
      'Costs us about $6.00, your limit is $25.00.',
    ]);
    expect(line(shown, 'extra_cover_6m')?.reasons[1]).toBe('Worked for 29 of 41 similar cases here (about 7 in 10; all one-ups: 9 in 10).');
    const [set] = await setsOf(ticket);
    const [, run] = await runs();
    expect(set).toMatchObject({ model_version: `k90-1:${String(run?.['id'])}`, propensity: 1 });
    expect(set?.['inputs'].learned.types.find(({ code }: { code: string }) => code === 'car_wash')).toMatchObject({ rawS: 180, rawN: 200 });
  });

  test('from 60 known cases a location speaks for itself', async () => {
    await pastGifts(world, { n: 70, code: 'priority_slot', won: 70, daysAgo: 1 });
    await pastGifts(world, { n: 50, code: 'car_wash', won: 25, daysAgo: 1 });
    await world.shift(DAY);
    const rows = await world.sql(`SELECT type_code, location_id IS NOT NULL AS here FROM learned ORDER BY 1, 2`);
    expect(rows).toEqual([
      { type_code: 'car_wash', here: false },
      { type_code: 'priority_slot', here: false },
      { type_code: 'priority_slot', here: true },
    ]);
  });

  test('every case counts by its age, and only known outcomes of tickets that were never held', async () => {
    await pastGifts(world, { n: 30, code: 'car_wash', won: 30, daysAgo: 364 });
    await pastGifts(world, { n: 60, code: 'car_wash', won: 10, known: 40, daysAgo: 12 });
    await world.sql(
      `INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_at) SELECT uuidv7(), id, 'press_social', 'A post.', desk_now() FROM ticket
       WHERE id IN (SELECT ticket_id FROM outcome WHERE value = 'not_recovered' ORDER BY ticket_id LIMIT 5)`,
    );
    await world.sql(
      `UPDATE ticket SET state = 'void', void_reason = 'test', voided_at = desk_now() WHERE id = (SELECT min(ticket_id::text)::uuid FROM outcome WHERE value = 'recovered')`,
    );
    await world.shift(DAY);
    const found = await learned('car_wash');
    expect(found).toMatchObject({ worked: 39, known: 64 });
    const recent = 0.5 ** (13 / 365);
    expect(found.s).toBeCloseTo(29 * 0.5 + 10 * recent, 2);
    expect(found.n).toBeCloseTo(29 * 0.5 + 35 * recent, 2);
    expect(found.low).toBeLessThan(found.chance);
    expect(found.high - found.chance).toBeCloseTo(1.645 * Math.sqrt((found.chance * (1 - found.chance)) / (91 + Number(found.n))), 6);
  });

  test('edge 110: what is corrected after the gift counts as corrected, and the gift stays', async () => {
    await pastGifts(world, { n: 40, code: 'car_wash', won: 30 });
    const ticket = await fixedTicket(world, agent);
    const { id } = await done(take(agent, ticket, 'car_wash'));
    await done(agent.post(`gestures/${id}/offer`));
    await done(agent.post(`gestures/${id}/accept`));
    await world.sql(`INSERT INTO outcome (ticket_id, cycle, value, basis, decided_at) VALUES ($1, 1, 'recovered', 'survey', desk_now())`, [
      ticket,
    ]);
    await world.shift(DAY);
    expect(await learned('car_wash')).toMatchObject({ worked: 31, known: 41 });
    await done(agent.post(`tickets/${ticket}/bad-answer`, { channel: 'phone', fixed: false, text: 'It was never the wheels.' }));
    await fix(manager, ticket, {
      failureClass: 'flawed_goods',
      fault: 'not_ours',
      whatChanged: 'It was the tyre itself, which the maker replaced.',
    });
    await world.shift(DAY);
    expect(await learned('car_wash')).toMatchObject({ worked: 30, known: 40 });
    expect(await learned('car_wash', 'flawed_goods')).toMatchObject({ worked: 1, known: 1 });
    expect((await states(world, ticket))['car_wash']).toBe('accepted');
  });

  test('it stands still while too few answer, and the last good numbers stay', async () => {
    await pastGifts(world, { n: 40, code: 'car_wash', won: 36 });
    await world.shift(DAY);
    await pastGifts(world, { n: 300, code: 'car_wash', won: 0, known: 0, daysAgo: 1 });
    await world.shift(DAY);
    const all = await runs();
    expect(all.map(({ frozen }) => frozen)).toEqual([false, true]);
    expect(all[1]).toMatchObject({ cases: 40, known_share: expect.closeTo(40 / 340, 9) as number });
    const view = await done(manager.get('learning'));
    expect(view).toMatchObject({ frozen: true, modelVersion: `k90-1:${String(all[0]?.['id'])}` });
    expect(await learned('car_wash')).toMatchObject({ worked: 36, known: 40 });
    const [set] = await setsOf(await fixedTicket(world, agent));
    expect(set?.['model_version']).toBe(`k90-1:${String(all[0]?.['id'])}`);
  });

  test('the count is made once a day, by however many workers', async () => {
    const worker = world.desk.app.get(LearningWork, { strict: false });
    const made = await Promise.all([worker.run(), worker.run(), worker.run()]);
    expect(made.sort()).toEqual([0, 0, 1]);
    expect(await worker.run()).toBe(0);
    expect(await runs()).toHaveLength(1);
    await world.shift(DAY);
    expect(await runs()).toHaveLength(2);
    await expect(world.sql(`INSERT INTO learned SELECT 1, 'money_lost', 'card', NULL, 'attention', 2, 1, 1, 1`)).rejects.toThrow('check');
  });
});

describe('a gift that does not help', () => {
  beforeEach(freshWorld);
  afterEach(() => world.stop());

  const ticketAfter = async (): Promise<Json> => {
    await pastGifts(world, { n: 300, code: 'car_wash', won: 60 });
    await pastGifts(world, { n: 300, code: 'extra_cover_6m', won: 240 });
    await world.shift(DAY);
    return suggestions(agent, await fixedTicket(world, agent));
  };

  test('is taken out with a sentence, and the manager hears of it', async () => {
    const shown = await ticketAfter();
    expect(why(shown, 'car_wash')).toBe('Did not help here: it worked for 60 of 300 similar cases; a manager can put it back.');
    expect((await learned('car_wash')).takenOutSince).toBeTruthy();
    expect((await learned('extra_cover_6m')).takenOutSince).toBeNull();
    const { items } = await done(manager.get('notifications'));
    expect(items.filter(({ kind }: { kind: string }) => kind === 'taken_out').map(({ text }: { text: string }) => text)).toEqual([
      expect.stringMatching(/^"Free car wash|"Car wash/) as string,
    ]);
    expect((await done(agent.get('notifications'))).items).toEqual([]);
  });

  test('can be put back by a manager, and only further cases take it out again', async () => {
    await ticketAfter();
    const body = { failureClass: 'failed_service', gestureType: 'car_wash', reason: 'The old machine was broken.' };
    expect((await agent.post('learning/put-back', body)).status).toBe(403);
    expect((await manager.post('learning/put-back', { ...body, gestureType: 'card' })).status).toBe(404);
    await done(manager.post('learning/put-back', body));
    expect((await manager.post('learning/put-back', body)).status).toBe(404);
    const shown = await suggestions(agent, await fixedTicket(world, agent));
    expect(line(shown, 'car_wash')).toBeTruthy();
    await world.shift(DAY);
    expect((await learned('car_wash')).takenOutSince).toBeNull();
    await pastGifts(world, { n: 30, code: 'car_wash', won: 5 });
    await world.shift(DAY);
    expect((await learned('car_wash')).takenOutSince).toBeTruthy();
    expect(await world.sql(`SELECT action FROM audit_event WHERE action = 'learning.put_back'`)).toHaveLength(1);
  });
});

describe("the owner's figure for a customer won back", () => {
  beforeAll(freshWorld);
  afterAll(() => world.stop());

  test('changes the order, with a version and a trace', async () => {
    expect(await done(manager.patch('learning', { recoveredUnits: 2000, version: 1 }))).toEqual({ recoveredUnits: 2000, version: 2 });
    expect((await manager.patch('learning', { recoveredUnits: null, version: 1 })).status).toBe(409);
    expect((await agent.patch('learning', { recoveredUnits: 5 })).status).toBe(403);
    const shown = await suggestions(agent, await fixedTicket(world, agent));
    expect(shown.items[0].score).toBeCloseTo(0.68 * 2000 - 4, 2);
    // what costs little no longer stands before what fits
    expect(codes(shown.items)).not.toContain('priority_slot');
    expect(await world.sql(`SELECT data FROM audit_event WHERE action = 'learning.changed'`)).toHaveLength(1);
  });
});
