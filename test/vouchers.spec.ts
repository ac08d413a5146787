import { VoucherProof } from '../src/vouchers/voucher-proof.service';
import { VoucherReminders } from '../src/vouchers/voucher-reminders.service';
import { VoucherWork } from '../src/vouchers/voucher-work.service';
import { Database } from '../src/platform/database/database';
import type { Client } from './support/client';
import { done, gestureIn, oneUp, states } from './support/one-up';
import { codeOf, codeType, endsAt, issued, redeem, standing } from './support/vouchers';
import { World } from './support/world';

let world: World;
let agent: Client;
let manager: Client;

const DAY = 24 * 3_600_000;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2030-03-01T12:00:00Z');
  agent = await world.signIn('agent');
  manager = await world.signIn('manager');
  await codeType(manager, 'tea');
  await world.setClock('2030-03-01T18:00:00Z');
});
afterAll(() => world.stop());

const work = () => world.desk.app.get(VoucherWork, { strict: false });
const local = async (id: string) =>
  (
    await world.sql<{ at: string }>(
      `SELECT to_char(expires_at AT TIME ZONE 'America/New_York', 'YYYY-MM-DD HH24:MI:SS') AS at FROM voucher WHERE id = $1`,
      [id],
    )
  )[0]?.at;
const messages = (ticket: string) =>
  world.sql(`SELECT kind, state, vars FROM message WHERE ticket_id = $1 AND kind LIKE 'voucher%' ORDER BY seq`, [ticket]);

describe('issuing', () => {
  test('an accepted gift that is given by a code gets one by itself, and the ticket can close', async () => {
    const { ticket, id, code } = await issued(world, agent, 'tea');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(await standing(world, id)).toEqual({ status: 'issued', gift: 'fulfilled', uses: 0 });
    expect(await oneUp(world, ticket)).toMatchObject({ oneUp: 'settled' });
    const [gift] = await world.sql(`SELECT proof, cost_actual_minor FROM gesture WHERE ticket_id = $1 AND state = 'fulfilled'`, [ticket]);
    expect(gift).toMatchObject({ proof: `code ····${code.slice(-4)}`, cost_actual_minor: 300 });
    const clock = await world.sql(`SELECT state FROM timer WHERE ticket_id = $1 AND clock = 'fulfil'`, [ticket]);
    expect(clock).toEqual([{ state: 'met' }]);
  });

  test('the mail shows the code, its last day and a picture for scanning; what is stored shows none of it', async () => {
    const { ticket, code, email } = await issued(world, agent, 'tea');
    const mail = world.sink.to(email).at(-1);
    expect(mail?.text).toContain(code);
    expect(mail?.text).toContain('until Thursday 30 May 2030');
    expect(mail?.parsed.html).toMatch(new RegExp(`${code}</strong></p>\\s*<p><img src="cid:voucher@amends"`));
    const [picture] = mail?.parsed.attachments ?? [];
    expect(picture).toMatchObject({ mimeType: 'image/png', contentId: '<voucher@amends>' });
    expect(
      Buffer.from(picture?.content as ArrayBuffer)
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await messages(ticket)).map(({ kind, state }) => [kind, state])).toEqual([['voucher', 'sent']]);
    expect(await found(code)).toEqual([]);
  });

  test('for the customer at the counter it is there at once, and asking again gives the same one', async () => {
    const { id: gesture } = await gestureIn('offered', world, agent, 'tea');
    await done(agent.post(`gestures/${gesture}/accept`));
    const [first, second] = await Promise.all([agent.post(`gestures/${gesture}/voucher`), agent.post(`gestures/${gesture}/voucher`)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    await Promise.all([work().issue(), work().issue()]);
    await world.settle();
    expect(await world.sql('SELECT id FROM voucher WHERE gesture_id = $1', [gesture])).toEqual([{ id: first.body.id }]);
    expect((await done(agent.post(`gestures/${gesture}/voucher`))).id).toBe(first.body.id);
  });

  test('what is given in another way, or not accepted yet, gets none', async () => {
    const wash = await gestureIn('accepted', world, agent);
    expect((await agent.post(`gestures/${wash.id}/voucher`)).body).toMatchObject({ status: 409, guard: 'voucher' });
    const early = await gestureIn('offered', world, agent, 'tea');
    expect((await agent.post(`gestures/${early.id}/voucher`)).body).toMatchObject({ status: 409, guard: 'state' });
  });

  test('edge 98: under a hold the desk issues none by itself; at the release it does', async () => {
    const { ticket, id } = await gestureIn('offered', world, agent, 'tea');
    await done(manager.post(`tickets/${ticket}/holds`, { kind: 'legal', reason: 'A letter came.' }));
    await done(agent.post(`gestures/${id}/accept`));
    await world.settle();
    expect(await states(world, ticket)).toMatchObject({ tea: 'accepted' });
    expect((await agent.post(`gestures/${id}/voucher`)).body).toMatchObject({ guard: 'hold' });
    await done(manager.post(`tickets/${ticket}/holds/legal/release`, { reason: 'Settled.' }));
    await world.settle();
    expect(await states(world, ticket)).toMatchObject({ tea: 'fulfilled' });
  });

  test('what waits for somebody’s hands is not walked through to find what needs a code', async () => {
    const { id } = await gestureIn('accepted', world, agent);
    await world.sql(
      `INSERT INTO gesture (id, ticket_id, cycle, type_version_id, state, combinable, cost_reserved_minor, face_minor, currency, text, offered_at, accepted_at, created_at)
       SELECT gen_random_uuid(), ticket_id, 1000 + n, type_version_id, state, combinable, 0, face_minor, currency, text, offered_at, accepted_at, created_at
       FROM gesture, generate_series(1, 5000) n WHERE id = $1`,
      [id],
    );
    await world.sql('ANALYZE gesture');
    const rows = jest.spyOn(world.desk.app.get(Database, { strict: false }), 'rows');
    await work().issue();
    const [asked] = rows.mock.calls.flatMap(([text, params]) =>
      typeof text === 'string' && text.includes("'accepted'") ? [{ text, params }] : [],
    );
    rows.mockRestore();
    const plan = await world.sql(`EXPLAIN (ANALYZE, FORMAT JSON) ${asked?.text ?? ''}`, [...(asked?.params ?? [])]);
    const said = JSON.stringify(plan);
    await world.sql('DELETE FROM gesture WHERE cycle > 1000');
    expect(said).toContain('"gesture_to_issue"');
    expect(said).not.toMatch(/"Node Type":"Seq Scan"[^{}]*"Relation Name":"gesture"[,}]/);
    expect(said).not.toMatch(/"Actual Rows":(50\d\d)\b/);
  });

  test('where another voucher has the code already, the next code is taken', async () => {
    const { id } = await issued(world, agent, 'tea');
    const first = await world.sql<{ hash: Buffer }>('SELECT hash FROM voucher WHERE id = $1', [id]);
    expect(codeOf(id, 2)).not.toBe(codeOf(id, 1));
    expect(first[0]?.hash).toHaveLength(32);
    await expect(
      world.sql(
        `INSERT INTO voucher SELECT gen_random_uuid(), gesture_id, hash, last4, 1, 'issued', issued_at, NULL, expires_at, grace_until FROM voucher WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow(/unique/);
  });
});

describe('until when', () => {
  test('a voucher is good to the end of the local day', async () => {
    const { id } = await issued(world, agent, 'tea');
    expect(await local(id)).toBe('2030-05-30 23:59:59');
  });

  test('edge 105: a last day on which the place is closed is followed by the next open one', async () => {
    await codeType(manager, 'tea_105', { validityDays: 92 });
    const { id } = await issued(world, agent, 'tea_105');
    // the 92nd day is Saturday 1 June
    expect(await local(id)).toBe('2030-06-03 23:59:59');
  });

  test('edge 105: a closure that was announced after the voucher was issued counts as well', async () => {
    await codeType(manager, 'tea_closure', { validityDays: 95 });
    const { id, code } = await issued(world, agent, 'tea_closure');
    expect(await local(id)).toBe('2030-06-04 23:59:59');
    const week = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]]));
    await world.sql(
      `INSERT INTO calendar_version (id, calendar_id, version, effective_from, zone, week, holidays, created_at)
       SELECT gen_random_uuid(), id, 2, desk_now(), 'America/New_York', $1, $2, desk_now() FROM calendar WHERE key = 'main'`,
      [JSON.stringify(week), JSON.stringify(['2030-06-04', '2030-06-05'])],
    );
    await world.setClock('2030-06-05T14:00:00Z');
    expect(await local(id)).toBe('2030-06-06 23:59:59');
    expect((await redeem(agent, code)).status).toBe(200);
    await world.setClock('2030-03-01T18:00:00Z');
  });
});

describe('running out', () => {
  test('a voucher that nobody used ends with its last day, once, however many look', async () => {
    const { ticket, id, code } = await issued(world, agent, 'tea');
    await world.sql(
      `UPDATE voucher SET expires_at = '2030-02-28T23:59:59-05:00', issued_at = desk_now() - interval '99 days' WHERE id = $1`,
      [id],
    );
    await Promise.all([work().expire(), work().expire(), work().expire()]);
    expect(await standing(world, id)).toEqual({ status: 'expired', gift: 'unredeemed', uses: 0 });
    expect(await world.sql(`SELECT 1 FROM ticket_event WHERE ticket_id = $1 AND kind = 'gesture_voucher_expired'`, [ticket])).toHaveLength(
      1,
    );
    expect((await redeem(agent, code)).body).toMatchObject({ status: 409, guard: 'run_out' });
  });

  test('the reminder comes once, two weeks before the end, and not where the voucher was used', async () => {
    const [waiting, used] = [await issued(world, agent, 'tea'), await issued(world, agent, 'tea')];
    await done(redeem(agent, used.code));
    const end = await endsAt(world, waiting.id);
    await world.setClock(new Date(end.getTime() - 15 * DAY).toISOString());
    expect(await messages(waiting.ticket)).toHaveLength(1);
    // noon: at the very minute, which is midnight, nobody is written to
    await world.setClock(new Date(end.getTime() - 13.5 * DAY).toISOString());
    const reminders = world.desk.app.get(VoucherReminders, { strict: false });
    await Promise.all([reminders.remind(), reminders.remind()]);
    await world.settle();
    expect((await messages(waiting.ticket)).map(({ kind, state }) => [kind, state])).toEqual([
      ['voucher', 'sent'],
      ['voucher_reminder', 'sent'],
    ]);
    expect(world.sink.to(waiting.email).at(-1)?.text).toContain(waiting.code);
    expect(await messages(used.ticket)).toHaveLength(1);
    await world.setClock('2030-03-01T18:00:00Z');
  });

  test('a word about something that needs spending is advertising long after the last contact, and leaves only with consent', async () => {
    await codeType(manager, 'off_later', {
      needsSpend: true,
      class: 'money_later',
      kind: 'discount_percent',
      costMinor: 900,
      faceMinor: 1500,
    });
    const { ticket, id } = await issued(world, agent, 'off_later');
    await world.setClock(new Date((await endsAt(world, id)).getTime() - 13.5 * DAY).toISOString());
    expect((await messages(ticket)).map(({ kind, state }) => [kind, state])).toEqual([
      ['voucher', 'sent'],
      ['voucher_reminder', 'cancelled'],
    ]);
    await world.setClock('2030-03-01T18:00:00Z');
  });

  test('whoever has no address is not reminded, and nothing breaks', async () => {
    const { ticket, id, email } = await issued(world, agent, 'tea');
    await world.sql(`UPDATE address SET state = 'dead' WHERE value_norm = $1`, [email]);
    await world.setClock(new Date((await endsAt(world, id)).getTime() - 13 * DAY).toISOString());
    expect(await messages(ticket)).toHaveLength(1);
    await world.setClock('2030-03-01T18:00:00Z');
  });
});

describe('shown again', () => {
  test('the customer’s page shows code and picture while the voucher can be used, and the day afterwards', async () => {
    const { code, email } = await issued(world, agent, 'tea');
    const page = /\/s\/[\w-]+/.exec(world.sink.to(email).at(-1)?.text ?? '')?.[0] ?? '';
    const before = await world.anonymous.get(page);
    expect(before.text).toContain(code);
    expect(before.text).toContain('<svg class="qr"');
    expect(before.text).not.toContain('style=');
    await done(redeem(agent, code));
    const after = await world.anonymous.get(page);
    expect(after.text).toContain('Used on 1 March 2030.');
    expect(after.text).not.toContain(code);
  });

  test('the page to print has the code in large letters and as a picture, and no script', async () => {
    const { gesture, code } = await issued(world, agent, 'tea');
    const [seen] = (await done(agent.get(`vouchers?gesture=${gesture}`))).items;
    const page = await agent.get(seen.printUrl);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).toContain(`<p class="code">${code}</p>`);
    expect(page.text).toMatch(/<svg class="qr"[^>]*>/);
    expect(page.text).not.toMatch(/<script|style=/);
  });

  test('lists show the last four characters only, and only to those who see the ticket', async () => {
    const { ticket, code, id } = await issued(world, agent, 'tea');
    const list = await agent.get(`vouchers?ticket=${ticket}`);
    expect(list.body.items).toMatchObject([{ id, last4: code.slice(-4), status: 'issued', ticket }]);
    expect(list.text.replaceAll('-', '')).not.toContain(code.replaceAll('-', ''));
    const auditor = await world.signIn('auditor');
    expect((await done(auditor.get(`vouchers?ticket=${ticket}`))).items).toMatchObject([{ id, printUrl: null }]);
    expect((await auditor.get(`vouchers/${id}/print`)).status).toBe(403);
    expect((await agent.get('vouchers')).status).toBe(400);
  });

  test('a voucher that was used is not printed any more', async () => {
    const { id, code } = await issued(world, agent, 'tea');
    await done(redeem(agent, code));
    expect((await agent.get(`vouchers/${id}/print`)).body).toMatchObject({ status: 409 });
  });
});

describe('the nightly look', () => {
  test('finds nothing where all is well, and what does not agree where it does not; once a day', async () => {
    const proof = world.desk.app.get(VoucherProof, { strict: false });
    const reader = world.desk.app.get(Database, { strict: false });
    const { id } = await issued(world, agent, 'tea');
    const mine = async () => (await proof.problems(reader)).filter(({ voucherId }) => voucherId === id).map(({ problem }) => problem);
    expect(await mine()).toEqual([]);
    await world.sql(`UPDATE gesture SET state = 'redeemed' WHERE id = (SELECT gesture_id FROM voucher WHERE id = $1)`, [id]);
    expect(await mine()).toEqual(['says something else than its gift']);
    await world.sql(`DELETE FROM nightly_run WHERE job = 'vouchers'`);
    expect((await Promise.all([proof.nightly(), proof.nightly()])).sort()).toEqual([0, 1]);
    expect(await world.sql(`SELECT 1 FROM notification WHERE kind = 'voucher_proof'`)).not.toHaveLength(0);
    await world.sql(`UPDATE voucher SET hash = sha256('x') WHERE id = $1`, [id]);
    expect(await mine()).toContain('made with another SECRET_KEY than the present one');
  });

  test('does not read again what was over long ago', async () => {
    const proof = world.desk.app.get(VoucherProof, { strict: false });
    const reader = world.desk.app.get(Database, { strict: false });
    const { id, code } = await issued(world, agent, 'tea');
    await done(redeem(agent, code));
    await world.sql(`UPDATE gesture SET state = 'fulfilled' WHERE id = (SELECT gesture_id FROM voucher WHERE id = $1)`, [id]);
    const mine = async () => (await proof.problems(reader)).filter(({ voucherId }) => voucherId === id).length;
    expect(await mine()).toBe(1);
    await world.sql(`UPDATE voucher SET changed_at = desk_now() - interval '399 days' WHERE id = $1`, [id]);
    expect(await mine()).toBe(1);
    await world.sql(`UPDATE voucher SET changed_at = desk_now() - interval '401 days' WHERE id = $1`, [id]);
    expect(await mine()).toBe(0);
    await world.sql(`UPDATE voucher SET status = 'redeemed' WHERE id = $1`, [id]);
    expect(await mine()).toBe(1);
  });

  test('a voucher on a complaint that was none is void: at the till at once, in the row overnight', async () => {
    const { ticket, id, code } = await issued(world, agent, 'tea');
    await world.sql(
      `UPDATE ticket SET state = 'void', void_reason = 'mistake', voided_at = desk_now(), next_due_at = NULL, next_clock = NULL WHERE id = $1`,
      [ticket],
    );
    expect((await redeem(agent, code)).body).toMatchObject({ status: 409, detail: 'This voucher is not valid any more.' });
    await world.sql(`DELETE FROM nightly_run WHERE job = 'vouchers'`);
    await world.desk.app.get(VoucherProof, { strict: false }).nightly();
    expect((await standing(world, id)).status).toBe('void');
  });
});

/** Every column of text in which this can be found. */
async function found(code: string): Promise<string[]> {
  const columns = await world.sql<{ t: string; c: string }>(
    `SELECT table_name AS t, column_name AS c FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'character varying', 'ARRAY')`,
  );
  const hits: string[] = [];
  for (const { t, c } of columns) {
    const rows = await world.sql(`SELECT 1 FROM "${t}" WHERE "${c}"::text LIKE ANY($1) LIMIT 1`, [
      [`%${code}%`, `%${code.replaceAll('-', '')}%`],
    ]);
    if (rows.length > 0) hits.push(`${t}.${c}`);
  }
  return hits;
}
