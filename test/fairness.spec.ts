import { ReviewsWork } from '../src/fairness/reviews.worker';
import { CustomerHistory } from '../src/gestures/customer-history.service';
import { Database } from '../src/platform/database/database';
import { aCustomer, aPlace, aTicket } from './support/builders';
import type { Client, Json } from './support/client';
import { aFix, aGift, lookAgain } from './support/gifts';
import { done, fixedTicket, take } from './support/one-up';
import { aPerson } from './support/people';
import { DAY, MONDAY, newsOf, no, ok } from './support/ticket-desk';
import { World } from './support/world';

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;
let area: Client;

beforeAll(async () => {
  world = await World.start({ queues: false });
  await world.setClock(MONDAY);
  [agent, lead, manager, area] = await Promise.all([
    world.signIn('agent', { name: 'Mia Agent' }),
    world.signIn('lead'),
    world.signIn('manager'),
    world.signIn('area_manager'),
  ]);
});
afterAll(() => world.stop());

async function reviews(by: Client = manager, query = ''): Promise<Json[]> {
  return (await ok(by.get(`reviews?limit=100${query}`))).items;
}

/** What is on the list about this person or customer. */
async function about(id: string, by: Client = manager): Promise<Json[]> {
  return (await reviews(by)).filter((item) => item.customer?.id === id || item.staff?.id === id);
}

const holdsOf = (ticket: string) =>
  world.sql<{ kind: string; open: boolean }>(
    `SELECT kind, released_at IS NULL AS open FROM ticket_hold WHERE ticket_id = $1 ORDER BY set_at`,
    [ticket],
  );

/** Enough others who complained once, so that a 99th percentile says something. */
async function aCrowd(): Promise<void> {
  await world.sql(
    `WITH c AS (INSERT INTO customer (id, name, last_contact_at, created_at) SELECT gen_random_uuid(), 'One of many', desk_now(), desk_now()
       FROM generate_series(1, 150) RETURNING id)
     INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, customer_id,
       received_at, closed_at, close_reason, status_hash, created_at, changed_at)
     SELECT gen_random_uuid(), nextval('ticket_number'), 'closed', 'S3', 'S3', 'calm', 'failed_service', 'phone', false, 'A matter', l.id, l.calendar_id, c.id,
       desk_now(), desk_now(), 'recovered', sha256(c.id::text::bytea), desk_now(), desk_now() FROM c, location l WHERE l.key = 'main'`,
  );
}

describe('whom we keep failing', () => {
  test('edge 109: whoever used up the cap because we failed four times is our problem: the manager hears of it, a lead makes the offer, nothing is held against them', async () => {
    const customer = { name: 'Ana Lopez', email: 'ana.four@example.test' };
    let ticket = '';
    for (const type of ['car_wash', 'tyre_rotation', 'product_gift', 'credit_10']) {
      ticket = await fixedTicket(world, agent, { customer });
      const { id } = await done(take(agent, ticket, type));
      await done(agent.post(`gestures/${id}/offer`));
      await world.shift(DAY);
    }
    const fifth = await fixedTicket(world, agent, { customer });
    const asked = await done(take(agent, fifth, 'oil_change'));
    expect(asked).toMatchObject({ state: 'pending_approval' });
    const [{ why }] = (await world.sql<{ why: string }>(`SELECT why FROM approval WHERE gesture_id = $1`, [asked.id])) as [{ why: string }];
    expect(why).toBe(
      'This customer had 4 gifts in the last 12 months (at most 4), and we have failed them 5 times in 90 days; a lead makes the offer.',
    );
    await done(lead.post(`gestures/${asked.id}/approve`));

    await world.shift(DAY);
    const items = (await reviews()).filter((item) => item.kind === 'keep_failing');
    expect(items[0]).toMatchObject({
      text: 'We keep failing this customer: 5 complaints in 90 days were our fault.',
      customer: { name: 'Ana Lopez' },
      location: 'main',
      state: 'open',
    });
    expect(items[0].tickets[0].id).toBe(fifth);
    expect(await newsOf(manager, fifth)).toContain('review');
    expect(await holdsOf(fifth)).toEqual([]);
    expect((await about(items[0].customer.id)).map(({ kind }) => kind)).not.toContain('complaint_rate');
  });

  test('two complaints that were our fault are news, once, and a third is news again', async () => {
    const customer = await aCustomer(world);
    const news = async (): Promise<number> =>
      (await ok(manager.get('notifications?limit=100'))).items.filter(({ kind }: Json) => kind === 'review').length;
    const failed = async () => {
      const { id } = await aTicket(world, { customer_id: customer, state: 'fixed' });
      await aFix(world, { ticket: id });
    };
    await failed();
    await lookAgain(world);
    expect(await about(customer)).toEqual([]);
    const before = await news();
    await failed();
    await lookAgain(world);
    await lookAgain(world);
    expect(await about(customer)).toMatchObject([{ kind: 'keep_failing', facts: { failures90: 2 } }]);
    expect(await news()).toBe(before + 1);
    await world.shift(DAY);
    expect(await about(customer)).toHaveLength(1);
    await failed();
    await lookAgain(world);
    expect(await about(customer)).toHaveLength(2);
    expect(await news()).toBe(before + 2);
  });

  test('what turned out not to be our fault is no failure of ours', async () => {
    const customer = await aCustomer(world);
    for (const later of [true, false]) {
      const { id } = await aTicket(world, { customer_id: customer, state: 'fixed', cycle: 2 });
      await aFix(world, { ticket: id });
      if (later) await aFix(world, { ticket: id, cycle: 2, fault: 'not_ours' });
    }
    await lookAgain(world);
    expect(await about(customer)).toEqual([]);
  });

  test('records merged into one are one person', async () => {
    const [kept, middle, gone] = [await aCustomer(world), await aCustomer(world), await aCustomer(world)];
    await world.sql(`UPDATE customer SET status = 'merged', merged_into = $2 WHERE id = $1`, [gone, middle]);
    await world.sql(`UPDATE customer SET status = 'merged', merged_into = $2 WHERE id = $1`, [middle, kept]);
    for (const customer_id of [kept, gone]) await aFix(world, { ticket: (await aTicket(world, { customer_id, state: 'fixed' })).id });
    await lookAgain(world);
    expect(await about(kept)).toMatchObject([{ kind: 'keep_failing' }]);
  });
});

describe('complaining more than 99 of 100 customers', () => {
  let customer: string;
  let tickets: string[];

  async function item(): Promise<Json> {
    return (await about(customer)).find(({ kind }) => kind === 'complaint_rate');
  }

  beforeAll(async () => {
    await aCrowd();
    customer = await aCustomer(world, { name: 'Often Here', email: 'often@example.test' });
    tickets = [];
    for (let i = 0; i < 8; i += 1) tickets.push((await aTicket(world, { customer_id: customer })).id);
    await world.sql(`UPDATE ticket SET state = 'closed', closed_at = desk_now(), close_reason = 'unknown' WHERE id = $1`, [tickets[0]]);
    await lookAgain(world);
  });

  test('is shown to the manager, and gifts of money on the live tickets need a lead', async () => {
    expect(await item()).toMatchObject({
      text: 'One-ups of money need a lead: 8 complaints in 90 days, more than 99 of 100 customers.',
      staff: null,
    });
    expect(await holdsOf(tickets[1] ?? '')).toEqual([{ kind: 'abuse_review', open: true }]);
    expect(await holdsOf(tickets[0] ?? '')).toEqual([]);
  });

  test('a new complaint is taken, fixed and cared for like any other; only money needs a lead, and nobody reads why', async () => {
    const ticket = await fixedTicket(world, agent, { customer: { email: 'often@example.test' } });
    expect(await holdsOf(ticket)).toEqual([{ kind: 'abuse_review', open: true }]);
    const other = await fixedTicket(world, agent);
    const clocks = (id: string) => world.sql(`SELECT clock, target_ms, state FROM timer WHERE ticket_id = $1 ORDER BY clock, state`, [id]);
    expect(await clocks(ticket)).toEqual(await clocks(other));
    const asked = await done(take(agent, ticket, 'credit_10'));
    expect(asked).toMatchObject({ state: 'pending_approval' });
    expect(await world.sql(`SELECT why FROM approval WHERE gesture_id = $1`, [asked.id])).toEqual([{ why: 'This needs a lead.' }]);
    const texts = await world.sql<{ text: string }>(`SELECT coalesce(vars::text, '') AS text FROM message WHERE ticket_id = $1`, [ticket]);
    for (const { text } of texts) expect(text).not.toMatch(/review|abuse/i);
    const free = await fixedTicket(world, agent, { customer: { email: 'often@example.test' } });
    expect(await done(take(agent, free, 'car_wash'))).toMatchObject({ state: 'approved' });
  });

  test('a lead who lifts it on one ticket is not overruled', async () => {
    const [, ticket = ''] = tickets;
    await ok(lead.post(`tickets/${ticket}/holds/abuse_review/release`, { reason: 'I know this customer.' }));
    await world.settle();
    await lookAgain(world);
    expect(await holdsOf(ticket)).toEqual([{ kind: 'abuse_review', open: false }]);
  });

  test('once it is settled all of it is lifted, what a lead set stays, and it is not brought up again', async () => {
    const [, , ticket = '', own = ''] = tickets;
    await ok(lead.post(`tickets/${own}/holds/abuse_review/release`, { reason: 'Mine to set.' }));
    await ok(lead.post(`tickets/${own}/holds`, { kind: 'abuse_review', reason: 'I want to see it.' }));
    const { id, version } = (await item()) as { id: string; version: number };
    expect(await no(manager.post(`reviews/${id}/done`, { version: version + 1 }))).toContain('409 version');
    const seen = await ok(manager.post(`reviews/${id}/seen`, { note: 'I called.', version }));
    expect(seen).toMatchObject({ state: 'seen', note: 'I called.', version: version + 1 });
    await world.settle();
    expect(await holdsOf(ticket)).toEqual([{ kind: 'abuse_review', open: true }]);
    expect(await ok(manager.post(`reviews/${id}/done`, { note: 'All is well.' }))).toMatchObject({ state: 'done', note: 'All is well.' });
    await world.settle();
    expect(await holdsOf(ticket)).toEqual([{ kind: 'abuse_review', open: false }]);
    expect((await holdsOf(own)).at(-1)).toEqual({ kind: 'abuse_review', open: true });
    expect(await no(manager.post(`reviews/${id}/seen`))).toBe('409 state: This was settled already.');
    await lookAgain(world);
    expect((await about(customer)).filter(({ kind }) => kind === 'complaint_rate')).toHaveLength(1);
    expect(await holdsOf(ticket)).toEqual([{ kind: 'abuse_review', open: false }]);
  });

  test('what a lead wrote about it is read by leads; an agent sees that it needs one, on the page and on the timeline', async () => {
    const reason = 'The third broken cup in a week.';
    const ticket = await fixedTicket(world, agent);
    await ok(lead.post(`tickets/${ticket}/holds`, { kind: 'abuse_review', reason }));
    const shown = async (by: Client) => (await ok(by.get(`tickets/${ticket}`))).holds;
    expect(await shown(agent)).toMatchObject([{ kind: 'abuse_review', reason: 'Needs a lead.', blocks: ['money_gestures'] }]);
    expect(await shown(lead)).toMatchObject([{ kind: 'abuse_review', reason }]);
    expect((await agent.get(`tickets/${ticket}/events`)).text).not.toContain('broken cup');
    expect((await lead.get(`tickets/${ticket}/events`)).text).toContain('broken cup');
  });

  test('a new ticket is held with the next look, and that of a record that was merged within a minute', async () => {
    const [first, second] = [await aCustomer(world), await aCustomer(world)];
    const { id } = await aTicket(world, { customer_id: first });
    await world.sql(
      `INSERT INTO review_item (id, kind, subject, customer_id, ticket_id, location_id, facts, dedupe_key, since, until)
       SELECT gen_random_uuid(), 'after_voucher', 'y', $1, t.id, t.location_id, '{"minutes": 3}', 'y', desk_now(), desk_now() + interval '180 days' FROM ticket t WHERE t.id = $2`,
      [first, id],
    );
    const other = await aTicket(world, { customer_id: second });
    await world.shift(2 * 60_000);
    expect(await holdsOf(id)).toEqual([{ kind: 'abuse_review', open: true }]);
    await world.shift(30_000);
    const fresh = await aTicket(world, { customer_id: first });
    await world.sql(`UPDATE customer SET merged_into = $1, status = 'merged' WHERE id = $2`, [first, second]);
    await world.settle();
    expect(await holdsOf(fresh.id)).toEqual([{ kind: 'abuse_review', open: true }]);
    expect(await holdsOf(other.id)).toEqual([]);
    await world.shift(31_000);
    expect(await holdsOf(other.id)).toEqual([{ kind: 'abuse_review', open: true }]);
  });

  test('after 180 days it ends by itself', async () => {
    const other = await World.start({ queues: false });
    await other.setClock(MONDAY);
    const customerId = await aCustomer(other);
    const { id } = await aTicket(other, { customer_id: customerId });
    await other.sql(
      `INSERT INTO review_item (id, kind, subject, customer_id, ticket_id, location_id, facts, dedupe_key, since, until)
       SELECT gen_random_uuid(), 'after_voucher', 'x', $1, t.id, t.location_id, '{"minutes": 3}', 'x', desk_now(), desk_now() + interval '180 days' FROM ticket t WHERE t.id = $2`,
      [customerId, id],
    );
    await other.settle();
    const held = () => other.sql(`SELECT released_at IS NULL AS open, released_by FROM ticket_hold WHERE ticket_id = $1`, [id]);
    await other.shift(179 * DAY);
    expect(await held()).toEqual([{ open: true, released_by: null }]);
    await other.shift(DAY);
    expect(await held()).toEqual([{ open: false, released_by: null }]);
    await other.stop();
  });
});

test('a complaint ten minutes after a voucher was used needs a lead for gifts of money', async () => {
  const [soon, later] = [await aCustomer(world), await aCustomer(world)];
  for (const [customer_id, minutes] of [
    [soon, 9],
    [later, 11],
  ] as const) {
    const first = await aTicket(world, { customer_id, state: 'following_up' });
    const gift = await aGift(world, { ticket: first.id, by: agent.staffId, state: 'redeemed', cost: 0 });
    await world.sql(
      `WITH r AS (SELECT gen_random_uuid() AS voucher, gen_random_uuid() AS use, desk_now() - interval '1 hour' AS at),
       v AS (INSERT INTO voucher (id, gesture_id, hash, last4, code_version, status, issued_at, expires_at, grace_until, redemption_id)
         SELECT voucher, $1, sha256(voucher::text::bytea), 'AB12', 1, 'redeemed', at - interval '1 day', at + interval '90 days', at + interval '97 days', use FROM r)
       INSERT INTO redemption (id, voucher_id, terminal, by_staff, on_paper, in_grace, redeemed_at, recorded_at) SELECT use, voucher, 'till', $2, false, false, at, at FROM r`,
      [gift, agent.staffId],
    );
    await aTicket(world, { customer_id, title: 'Again' });
    await world.sql(
      `UPDATE ticket SET received_at = desk_now() - interval '1 hour' + make_interval(mins => $2) WHERE customer_id = $1 AND title = 'Again'`,
      [customer_id, minutes],
    );
  }
  await lookAgain(world);
  expect(await about(soon)).toMatchObject([{ kind: 'after_voucher', facts: { minutes: 9 } }]);
  expect(await about(later)).toEqual([]);
});

describe('how colleagues give', () => {
  test('edge 95: one gift in pieces: two for one fix are refused, and three small ones on three tickets are seen', async () => {
    const customer = { name: 'Lucky Lee', email: 'lucky@example.test' };
    const giver = await world.signIn('agent', { name: 'Gus Giver' });
    const idea = { costMinor: 900, faceMinor: 900, text: 'A thermos for the next winter.' };
    const first = await fixedTicket(world, giver, { customer }, { fault: 'partly', decision: 'partly' });
    await done(take(giver, first, 'own_idea', idea));
    expect(await no(take(giver, first, 'car_wash'))).toContain('There is a gift for this fix already.');
    for (const gift of ['product_gift', 'tyre_rotation']) {
      const ticket = await fixedTicket(world, giver, { customer }, { fault: 'partly', decision: 'partly' });
      await done(take(giver, ticket, gift));
    }
    await lookAgain(world);
    expect(await about(giver.staffId)).toEqual([]);
    await world.sql(`UPDATE gesture SET cost_reserved_minor = 900 WHERE requested_by = $1`, [giver.staffId]);
    await lookAgain(world);
    expect(await about(giver.staffId)).toMatchObject([
      {
        kind: 'split_gift',
        text: '3 small one-ups in 7 days to one customer: together 27, above the own limit of 25.',
        staff: { name: 'Gus Giver' },
        customer: { name: 'Lucky Lee' },
        facts: { gifts: 3, totalMinor: 2700, limitMinor: 2500 },
      },
    ]);
    expect(await newsOf(manager, first)).toEqual([]);
  });

  test('five gifts just under the own limit within a week', async () => {
    const [often, rarely] = [await aPerson(world, 'agent'), await aPerson(world, 'agent')];
    for (let i = 0; i < 5; i += 1) {
      await aGift(world, { ticket: (await aTicket(world)).id, by: often, cost: 2400 });
      await aGift(world, { ticket: (await aTicket(world)).id, by: rarely, cost: 2400, daysAgo: i * 2 });
    }
    await lookAgain(world);
    expect(await about(often)).toMatchObject([{ kind: 'near_limit', facts: { gifts: 5, limitMinor: 2500 }, customer: null }]);
    expect(await about(rarely)).toEqual([]);
  });

  test('gifts far dearer per ticket than those of the others', async () => {
    const givers = await Promise.all(['a', 'b', 'c', 'dear'].map((name) => aPerson(world, 'senior_agent', { name })));
    for (const [index, by] of givers.entries()) {
      const cost = index === 3 ? 1400 : 900 + index * 50;
      for (let i = 0; i < 20; i += 1) await aGift(world, { ticket: (await aTicket(world)).id, by, cost, daysAgo: 20 + i });
    }
    await lookAgain(world);
    expect(await about(givers[3] ?? '')).toMatchObject([
      { kind: 'dear_gifts', text: 'One-ups of 14 per ticket in 90 days; with the others it is 9.50.', facts: { tickets: 20 } },
    ]);
    expect(await about(givers[2] ?? '')).toEqual([]);
  });

  test('one customer who is always served by the same colleague', async () => {
    const by = await aPerson(world, 'agent');
    const [same, mixed] = [await aCustomer(world), await aCustomer(world)];
    for (let i = 0; i < 5; i += 1) {
      await aGift(world, { ticket: (await aTicket(world, { customer_id: same })).id, by, daysAgo: 30 + i });
      await aGift(world, { ticket: (await aTicket(world, { customer_id: mixed })).id, by: i === 0 ? agent.staffId : by, daysAgo: 30 + i });
    }
    await lookAgain(world);
    expect(await about(same)).toMatchObject([{ kind: 'same_giver', staff: { id: by }, facts: { gifts: 5 } }]);
    expect(await about(mixed)).toEqual([]);
  });

  test('a customer with the address or number of a colleague is given nothing without a lead, and the manager sees it', async () => {
    const by = await aPerson(world, 'agent', { name: 'Kim Relative', email: 'kim@staff.test' });
    await world.sql(`UPDATE staff SET phone = '(212) 555-0143' WHERE id = $1`, [by]);
    const [mail, phone, other] = [
      await fixedTicket(world, agent, { customer: { name: 'Kim', email: 'Kim@Staff.test' } }),
      await fixedTicket(world, agent, { customer: { name: 'Kim at home', phone: '+1 212 555 0143' } }),
      await fixedTicket(world, agent, { customer: { name: 'Not Kim', phone: '+1 212 555 0144' } }),
    ];
    for (const ticket of [mail, phone]) {
      expect(await done(take(agent, ticket, 'donation'))).toMatchObject({ state: 'pending_approval' });
    }
    expect(await done(take(agent, other, 'donation'))).toMatchObject({ state: 'approved' });
    const [asked] = await world.sql<{ id: string }>(`SELECT id FROM gesture WHERE ticket_id = $1 AND state = 'pending_approval'`, [phone]);
    await done(lead.post(`gestures/${asked?.id ?? ''}/approve`));
    await lookAgain(world);
    expect(await about(by)).toMatchObject([{ kind: 'staff_contact', customer: { name: 'Kim at home' }, staff: { name: 'Kim Relative' } }]);
  });
});

test('people at one address with many gifts between them are a hint: nothing is held', async () => {
  const [one, two] = [await aCustomer(world, { phone: '+12125550111' }), await aCustomer(world, { phone: '+12125550111' })];
  const tickets: string[] = [];
  for (const [index, customer_id] of [one, two, one, two, one].entries()) {
    const { id } = await aTicket(world, { customer_id });
    tickets.push(id);
    await aGift(world, { ticket: id, by: index % 2 === 0 ? agent.staffId : lead.staffId, daysAgo: 20 + index });
  }
  await lookAgain(world);
  expect((await reviews()).filter(({ kind }) => kind === 'same_household')).toMatchObject([
    {
      text: 'Possibly one household: 2 customers with the same address had 5 one-ups in 12 months.',
      facts: { people: 2, gifts: 5, sharedBy: 'phone' },
    },
  ]);
  expect(await holdsOf(tickets[0] ?? '')).toEqual([]);
});

describe('what a person was given before', () => {
  const history = async (customerId: string | null, exceptGesture: string | null = null) =>
    world.desk.app
      .get(CustomerHistory, { strict: false })
      .read(world.desk.app.get(Database), { customerId, currency: 'USD', now: await world.now(), exceptGesture });

  test('follows them through every record that was merged, and knows what was never given in the end', async () => {
    const [kept, middle, gone, other] = [await aCustomer(world), await aCustomer(world), await aCustomer(world), await aCustomer(world)];
    await world.sql(`UPDATE customer SET status = 'merged', merged_into = $2 WHERE id = $1`, [gone, middle]);
    await world.sql(`UPDATE customer SET status = 'merged', merged_into = $2 WHERE id = $1`, [middle, kept]);
    const ticket = async (customer_id: string) => (await aTicket(world, { customer_id, state: 'fixed' })).id;
    const ours = await ticket(gone);
    await aFix(world, { ticket: ours });
    await aGift(world, { ticket: ours, by: agent.staffId, type: 'credit_10', cost: 1000, daysAgo: 20 });
    const theirs = await ticket(middle);
    await aFix(world, { ticket: theirs, fault: 'not_ours', daysAgo: 100 });
    const judged = await aGift(world, { ticket: theirs, by: agent.staffId, daysAgo: 364, currency: 'EUR' });
    for (const state of ['declined', 'expired', 'revoked', 'substituted', 'dismissed'])
      await aGift(world, { ticket: await ticket(kept), by: agent.staffId, state });
    await aGift(world, { ticket: await ticket(kept), by: agent.staffId, daysAgo: 366 });
    await aGift(world, { ticket: await ticket(other), by: agent.staffId });
    for (const id of [kept, middle, gone]) {
      expect(await history(id)).toMatchObject({
        gifts: [
          { code: 'car_wash', class: 'service', costMinor: 600, currency: 'EUR', countsForCoolDown: true },
          { code: 'credit_10', class: 'money_now', costMinor: 1000, currency: 'USD', countsForCoolDown: false },
        ],
        upheldOursInLast90Days: 1,
        yearSpendMinor: null,
        householdTickets: 0,
        staffContact: false,
      });
    }
    expect((await history(kept, judged)).gifts.map(({ code }) => code)).toEqual(['credit_10']);
    expect((await history(null)).gifts).toEqual([]);
  });

  test('between two gifts of money lie 60 days, unless the first was for what was our own fault', async () => {
    for (const [fault, state] of [
      ['partly', 'pending_approval'],
      ['ours', 'approved'],
    ]) {
      const customer = { name: 'Pat Pause', email: `pause-${String(fault)}@example.test` };
      const over = fault === 'partly' ? { fault, decision: 'partly' } : {};
      const { id } = await done(take(agent, await fixedTicket(world, agent, { customer }, over), 'credit_10'));
      await done(agent.post(`gestures/${id}/offer`));
      const second = await done(take(agent, await fixedTicket(world, agent, { customer }), 'off_15'));
      expect(second).toMatchObject({ state });
    }
  });

  test('others with the same number are a hint beside the suggestions, and whoever has left is no colleague', async () => {
    const phone = '+1 212 555 0177';
    const first = await fixedTicket(world, agent, { customer: { name: 'Vera Vogel', phone } });
    const left = await aPerson(world, 'agent');
    await world.sql(`UPDATE staff SET phone = '212 555 0177', status = 'left' WHERE id = $1`, [left]);
    expect((await ok(agent.get(`tickets/${first}/suggestions`))).householdHint).toBeNull();
    await aTicket(world, { customer_id: await aCustomer(world, { name: 'Udo Vogel', phone: '+12125550177' }) });
    expect((await ok(agent.get(`tickets/${first}/suggestions`))).householdHint).toBe(
      'Possibly the same household: 1 complaint in 12 months from others with the same address or number.',
    );
    expect(await done(take(agent, first, 'car_wash'))).toMatchObject({ state: 'approved' });
  });
});

describe('who sees the list', () => {
  test('managers of the place and those above; others see nothing of it, and an auditor changes nothing', async () => {
    await aPlace(world, 'harbour');
    const [here, there, auditor] = await Promise.all([
      world.signIn('manager', { location: 'harbour' }),
      world.signIn('manager', { location: 'main' }),
      world.signIn('auditor'),
    ]);
    const customer = await aCustomer(world);
    for (let i = 0; i < 2; i += 1)
      await aFix(world, { ticket: (await aTicket(world, { customer_id: customer, location: 'harbour', state: 'fixed' })).id });
    await lookAgain(world);
    const [item] = await about(customer, here);
    expect(item).toMatchObject({ location: 'harbour' });
    expect(await about(customer, there)).toEqual([]);
    expect(await about(customer, auditor)).toHaveLength(1);
    expect((await there.post(`reviews/${item.id}/seen`)).status).toBe(404);
    expect(await no(auditor.post(`reviews/${item.id}/seen`))).toBe('409 who: This needs a manager.');
    for (const client of [agent, lead]) expect((await client.get('reviews')).status).toBe(403);
    expect((await ok(here.get('notifications'))).items).toMatchObject([{ kind: 'review' }]);
    expect((await ok(there.get('notifications'))).items.filter(({ ticketId }: Json) => ticketId === item.tickets[0].id)).toEqual([]);
  });

  test('what is about a manager is not shown to that manager, by list, by address or by news; another one hears of it', async () => {
    await aPlace(world, 'quay');
    const boss = await world.signIn('manager', { location: 'quay' });
    for (let i = 0; i < 5; i += 1)
      await aGift(world, { ticket: (await aTicket(world, { location: 'quay' })).id, by: boss.staffId, cost: 49_000 });
    await lookAgain(world);
    const [item] = await about(boss.staffId, area);
    expect(item).toMatchObject({ kind: 'near_limit', location: 'quay' });
    expect(await reviews(boss)).toEqual([]);
    expect((await boss.post(`reviews/${item.id}/done`)).status).toBe(404);
    expect((await ok(boss.get('notifications'))).items).toEqual([]);
    expect((await ok(manager.get('notifications?limit=100'))).items.map(({ text }: Json) => text as string)).toContain(item.text);
  });

  test('where one of the complaints is about a manager, that manager sees nothing of the item', async () => {
    const boss = await world.signIn('manager');
    const customer = await aCustomer(world);
    for (const subject of [null, boss.staffId])
      await aFix(world, {
        ticket: (await aTicket(world, { customer_id: customer, state: 'fixed', subject_staff_id: subject, restricted: subject !== null }))
          .id,
      });
    await lookAgain(world);
    expect(await about(customer, boss)).toEqual([]);
    expect(await about(customer)).toMatchObject([{ kind: 'keep_failing', customer: { name: null } }]);
    expect((await ok(boss.get('notifications?limit=100'))).items.filter(({ kind }: Json) => kind === 'review')).toEqual([]);
  });

  test('pages, states and kinds', async () => {
    const first = await ok(manager.get('reviews?limit=2'));
    const second = await ok(manager.get(`reviews?limit=2&cursor=${first.nextCursor as string}`));
    expect(new Set([...first.items, ...second.items].map(({ id }: Json) => id as string)).size).toBe(4);
    expect((await reviews(manager, '&state=done')).map(({ state }) => state)).toEqual(['done']);
    expect(new Set((await reviews(manager, '&kind=near_limit')).map(({ kind }) => kind as string))).toEqual(new Set(['near_limit']));
    expect((await manager.get('reviews?kind=abuse')).status).toBe(400);
  });
});

test('the same day twice, and two workers at once, say everything once', async () => {
  const twin = await World.start({ databaseUrl: world.databaseUrl, queues: false });
  const workers = [world, twin].map(({ desk }) => desk.app.get(ReviewsWork));
  const customer = await aCustomer(world);
  for (let i = 0; i < 2; i += 1) await aFix(world, { ticket: (await aTicket(world, { customer_id: customer, state: 'fixed' })).id });
  await world.sql("DELETE FROM nightly_run WHERE job = 'reviews'");
  await Promise.all([...workers, ...workers].map((worker) => worker.run()));
  for (const worker of workers) expect(await worker.run()).toBe(0);
  expect(await about(customer)).toHaveLength(1);
  const news = await world.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM notification n JOIN ticket t ON t.id = n.ticket_id WHERE t.customer_id = $1 AND n.staff_id = $2`,
    [customer, manager.staffId],
  );
  expect(news).toEqual([{ n: 1 }]);
  expect(await world.sql(`SELECT count(*)::int AS n FROM nightly_run WHERE job = 'reviews'`)).toEqual([{ n: 1 }]);
  await twin.stop();
});
