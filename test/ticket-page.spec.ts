import { uuidv7 } from 'uuidv7';
import { Database } from '../src/platform/database/database';
import { TicketFactsReader } from '../src/tickets/ticket-facts.service';
import type { TicketFacts } from '../src/lifecycle/ticket-facts.rules';
import type { Ticket } from '../src/tickets/ticket.entity';
import { aCustomer, aPlace, aTicket } from './support/builders';
import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  manager = await world.signIn('manager', { name: 'Mia Manager' });
  await aPlace(world, 'shop');
});
afterAll(() => world.stop());

async function in_(days: number): Promise<Date> {
  return new Date((await world.now()).getTime() + days * 86_400_000);
}

async function aFix(ticketId: string, cycle: number, cause = 'process'): Promise<string> {
  const id = uuidv7();
  await world.sql(
    `INSERT INTO fix_action (id, ticket_id, cycle, kind, summary, decision, fault, cause_key, apology_given, what_changed, delivered_by, delivered_at)
     VALUES ($1, $2, $3, 'repair', 'We put in a new hinge and tried it.', 'upheld', 'ours', $4, true, 'A stronger one.', $5, desk_now())`,
    [id, ticketId, cycle, cause, manager.staffId],
  );
  return id;
}

/** A fix clock whose segments lie so many days ago; the last is open where its end is null. */
async function aFixClock(ticketId: string, state: string, segments: [number, number | null][]): Promise<void> {
  const id = uuidv7();
  await world.sql(
    `INSERT INTO timer (id, ticket_id, clock, cycle, state, kind, calendar_id, target_ms, started_at, due_at, paused_at)
     SELECT $1, t.id, 'fix', t.cycle, $3, 'business', t.calendar_id, 3600000, desk_now() - interval '60 days', desk_now(), CASE WHEN $3 = 'paused' THEN desk_now() END
     FROM ticket t WHERE t.id = $2`,
    [id, ticketId, state],
  );
  for (const [from, to] of segments) {
    await world.sql(
      `INSERT INTO timer_segment (id, timer_id, started_at, ended_at, elapsed_ms)
       VALUES ($1, $2, desk_now() - make_interval(days => $3), desk_now() - make_interval(days => $4), CASE WHEN $4::int IS NOT NULL THEN 0 END)`,
      [uuidv7(), id, from, to],
    );
  }
}

describe('the facts that the rules judge by', () => {
  async function factsOf(ticketId: string): Promise<TicketFacts> {
    const [row] = await world.sql(
      `SELECT id, state, severity, cycle, one_up AS "oneUp", owner_id AS "ownerId", customer_id AS "customerId", calendar_id AS "calendarId",
         waiting_since AS "waitingSince", chases_sent AS "chasesSent", follow_up AS "followUp", created_at AS "createdAt" FROM ticket WHERE id = $1`,
      [ticketId],
    );
    return world.desk.app.get(TicketFactsReader).read(world.desk.app.get(Database), row as unknown as Ticket, await world.now());
  }

  test('a fresh ticket has none of them', async () => {
    const { id } = await aTicket(world, { location: 'shop' });
    expect(await factsOf(id)).toMatchObject({
      ...{ holds: [], fixDelivered: false, redressUnpaid: false, causeRecorded: false, unknownCauseUsed: false },
      ...{ lastAnswer: null, surveyWindowOver: false, waitingOpenDays: 0, pauseCapReached: false },
    });
  });

  test('a fix counts in its own cycle; that the cause was unknown counts for ever', async () => {
    const { id } = await aTicket(world, { location: 'shop', cycle: 2 });
    await aFix(id, 1, 'unknown_yet');
    expect(await factsOf(id)).toMatchObject({ fixDelivered: false, unknownCauseUsed: true });
    await aFix(id, 2);
    expect(await factsOf(id)).toMatchObject({ fixDelivered: true });
  });

  test('money that is promised, a cause, a hold that is not lifted, the answer and the end of the survey of this cycle', async () => {
    const { id } = await aTicket(world, { location: 'shop' });
    const fix = await aFix(id, 1);
    await world.sql(
      `INSERT INTO redress (id, fix_id, ticket_id, kind, amount_minor, currency, method, state, due_on) VALUES ($1, $2, $3, 'refund', 500, 'USD', 'card', 'scheduled', '2030-01-01')`,
      [uuidv7(), fix, id],
    );
    await world.sql(`INSERT INTO ticket_cause (ticket_id, cause_id, main) SELECT $1, id, true FROM cause WHERE key = 'process'`, [id]);
    await world.sql(
      `INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_at) VALUES ($1, $2, 'legal', 'A letter came.', desk_now())`,
      [uuidv7(), id],
    );
    await world.sql(
      `INSERT INTO survey (id, ticket_id, cycle, state, score, fixed, comment, answered_at, created_at)
       VALUES ($1, $3, 1, 'answered', 2, false, 'Still loose', desk_now(), desk_now()), ($2, $3, 2, 'answered', 5, true, 'later', desk_now(), desk_now())`,
      [uuidv7(), uuidv7(), id],
    );
    await world.sql(
      `INSERT INTO timer (id, ticket_id, clock, cycle, state, kind, calendar_id, started_at, stopped_at)
       SELECT $1, id, 'survey_window', 1, 'fired', 'elapsed', calendar_id, desk_now(), desk_now() FROM ticket WHERE id = $2`,
      [uuidv7(), id],
    );
    expect(await factsOf(id)).toMatchObject({
      ...{ redressUnpaid: true, causeRecorded: true, holds: [{ kind: 'legal' }], surveyWindowOver: true },
      lastAnswer: { score: 2, fixed: false, text: 'Still loose' },
    });
  });

  test.each<[string, string, [number, number | null][], boolean]>([
    ['nine days so far', 'paused', [[30, 9]], false],
    ['ten days so far', 'paused', [[30, 10]], true],
    ['ten and nine days', 'running', [[30, 29], [19, 18], [9, null]], false], // prettier-ignore
    ['ten and ten days', 'running', [[30, 29], [19, 18], [8, null]], true], // prettier-ignore
    ['a change of target is no pause', 'running', [[60, 40], [40, 10], [10, null]], false], // prettier-ignore
  ])('a pause is used up after ten open days, all of them after twenty: %s', async (_, state, segments, reached) => {
    const { id } = await aTicket(world, { location: 'shop' });
    await aFixClock(id, state, segments);
    expect((await factsOf(id)).pauseCapReached).toBe(reached);
  });

  test('how long we have waited is counted in days with opening hours', async () => {
    const always = await aTicket(world, { location: 'shop', state: 'waiting_customer', waiting_since: await in_(-7) });
    const office = await aTicket(world, { state: 'waiting_customer', waiting_since: await in_(-7) });
    expect((await factsOf(always.id)).waitingOpenDays).toBe(7);
    expect((await factsOf(office.id)).waitingOpenDays).toBe(5);
  });
});

describe('the page of a ticket', () => {
  test('has everything that is decided upon, and says what may happen and why the rest may not', async () => {
    const customer = await aCustomer(world, { name: 'Emmy Noether', email: 'emmy@noether.test', phone: '+12125550100' });
    const ticket = await aTicket(world, {
      location: 'shop',
      state: 'fixed',
      customer_id: customer,
      owner_id: manager.staffId,
      fixed_at: await in_(0),
    });
    const fix = await aFix(ticket.id, 1);
    await world.sql(
      `INSERT INTO redress (id, fix_id, ticket_id, kind, amount_minor, currency, method, state, paid_at) VALUES ($1, $2, $3, 'refund', 4500, 'USD', 'card', 'paid', desk_now())`,
      [uuidv7(), fix, ticket.id],
    );
    await world.sql(
      `INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_at) VALUES ($1, $2, 'press_social', 'A reporter called.', desk_now())`,
      [uuidv7(), ticket.id],
    );
    await world.sql(
      `INSERT INTO promise (id, ticket_id, due_at, by_staff, state, made_at) VALUES ($1, $2, desk_now(), $3, 'open', desk_now())`,
      [uuidv7(), ticket.id, manager.staffId],
    );
    const { status, body } = await manager.get(`tickets/R-${String(ticket.number)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ id: ticket.id, number: ticket.number, label: `R-${String(ticket.number)}`, state: 'fixed', version: 1 },
      customer: { id: customer, name: 'Emmy Noether', email: 'emmy@noether.test', phone: '+12125550100', language: 'en', masked: false },
      owner: { id: manager.staffId, name: 'Mia Manager' },
      location: { key: 'shop', name: 'Place shop', zone: 'UTC' },
      fix: { kind: 'repair', cause: 'process', apology: { given: true }, by: { name: 'Mia Manager' } },
      fixes: 1,
      redress: [{ amountMinor: 4500, currency: 'USD', state: 'paid' }],
      holds: [{ kind: 'press_social', blocks: ['close'] }],
      promise: { by: { id: manager.staffId } },
      ...{ clocks: [], gestures: [], mergedInto: null, reopenUntil: null },
    });
    expect(body.allowed).toContain('fix-failed');
    const close = (body.refused as { event: string; guard: string; why: string }[]).find((one) => one.event === 'close');
    expect(close).toMatchObject({ guard: 'state', why: expect.stringMatching(/^Closing is possible only while .*\.$/) as string });
    for (const at of [body.receivedAt, body.fix.deliveredAt, body.redress[0].paidAt, body.holds[0].setAt, body.promise.dueAt]) {
      expect(at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    }
  });

  test('shows of the customer only what still works', async () => {
    const customer = await aCustomer(world, { email: 'old@noether.test' });
    await world.sql(`UPDATE address SET state = 'dead' WHERE customer_id = $1`, [customer]);
    const { id } = await aTicket(world, { location: 'shop', customer_id: customer });
    expect((await manager.get(`tickets/${id}`)).body.customer).toMatchObject({ email: null, phone: null });
  });

  test('a closed ticket says until when anybody may open it again', async () => {
    const closedAt = await in_(-1);
    const { id } = await aTicket(world, { location: 'shop', state: 'closed', closed_at: closedAt, close_reason: 'recovered' });
    expect((await manager.get(`tickets/${id}`)).body).toMatchObject({
      reopenUntil: new Date(closedAt.getTime() + 30 * 86_400_000).toISOString(),
    });
  });

  test('a name that is none is a mistake of the request, one that nobody has is not there', async () => {
    expect((await manager.get('tickets/R-12x')).status).toBe(400);
    expect((await manager.get('tickets/R-999999')).status).toBe(404);
    expect((await manager.get(`tickets/${uuidv7()}`)).status).toBe(404);
  });
});

describe('what happened and what was said', () => {
  test('the timeline is told in sentences, oldest first, page by page without holes', async () => {
    const { id } = await aTicket(world, { location: 'shop' });
    const kinds = ['log_live', 'taken', 'assigned', 'severity', 'note'];
    for (const [index, kind] of kinds.entries()) {
      const data = kind === 'assigned' ? { from: null, to: manager.staffId } : kind === 'severity' ? { from: 'S3', to: 'S2' } : {};
      await world.sql(
        `INSERT INTO ticket_event (ticket_id, seq, kind, actor_id, actor_kind, data, at) VALUES ($1, $2, $3, $4, 'staff', $5, desk_now())`,
        [id, index + 1, kind, manager.staffId, JSON.stringify(data)],
      );
    }
    const first = (await manager.get(`tickets/${id}/events?limit=3`)).body;
    expect(first.nextAfter).toBe(3);
    const rest = (await manager.get(`tickets/${id}/events?after=3`)).body;
    expect(rest.nextAfter).toBeNull();
    const items = [...first.items, ...rest.items] as { seq: number; kind: string; text: string; by: unknown }[];
    expect(items.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(items.map((item) => item.text)).toEqual([
      'Mia Manager took the complaint.',
      'Mia Manager took it.',
      'Mia Manager gave it to Mia Manager.',
      'Mia Manager changed how bad it is from S3 to S2.',
      'Mia Manager wrote a note.',
    ]);
    expect(items[0]?.by).toEqual({ id: manager.staffId, name: 'Mia Manager' });
  });

  test('what was said comes oldest first with its files, page by page', async () => {
    const { id } = await aTicket(world, { location: 'shop' });
    const at = await in_(-1);
    for (let i = 0; i < 5; i++) {
      const contact = uuidv7();
      await world.sql(
        `INSERT INTO contact (id, ticket_id, kind, channel, direction, human, text, at, created_at) VALUES ($1, $2, 'message', 'email', 'in', true, $3, $4, $4)`,
        [contact, id, `Line ${String(i)}`, at],
      );
      if (i > 0) continue;
      await world.sql(
        `INSERT INTO ticket_file (id, ticket_id, contact_id, name, media_type, bytes, state, created_at) VALUES ($1, $2, $3, 'hinge.png', 'image/png', 12, 'kept', $4)`,
        [uuidv7(), id, contact, at],
      );
    }
    const texts: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await manager.get(`tickets/${id}/contacts?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      texts.push(...(body.items as { text: string }[]).map((item) => item.text));
      if (cursor === '') expect(body.items[0].files).toMatchObject([{ name: 'hinge.png', bytes: 12 }]);
      cursor = body.nextCursor as string | null;
    }
    expect(texts).toEqual(['Line 0', 'Line 1', 'Line 2', 'Line 3', 'Line 4']);
    expect((await manager.get(`tickets/${id}/contacts?cursor=abc`)).status).toBe(400);
  });
});
