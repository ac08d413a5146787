import { uuidv7 } from 'uuidv7';
import { aCustomer, aPartnerDesk, aPlace, aTicket } from './support/builders';
import type { Client } from './support/client';
import { closed, DAY, logged, no, ok, opened, ticketDesk } from './support/ticket-desk';

const desk = ticketDesk();
let agent: Client;

beforeAll(() => {
  agent = desk.agent;
});

async function bought(customerId: string, sourceId: string, daysAgo: number): Promise<void> {
  await desk.world.sql(
    `INSERT INTO purchase_event (id, customer_id, at, amount_minor, currency, source, source_id, created_at)
     VALUES ($1, $2, desk_now() - make_interval(days => $4), 4200, 'USD', 'till', $3, desk_now())`,
    [uuidv7(), customerId, sourceId, daysAgo],
  );
}

const ask = (by: Client, query: Record<string, string>) => ok(by.get(`customers/match?${new URLSearchParams(query).toString()}`));

describe('who is calling', () => {
  test('the caller stands there with number, address, last purchase, open tickets and how often it was', async () => {
    const { world } = desk;
    const id = await aCustomer(world, { name: 'Nora North', email: 'nora@example.com', phone: '+12125550777' });
    await bought(id, 'A-1', 20);
    await bought(id, 'A-2', 2);
    const open = await aTicket(world, { customer_id: id, title: 'Late parcel' });
    await aTicket(world, { customer_id: id, state: 'closed', closed_at: await world.now(), close_reason: 'recovered' });
    await aTicket(world, { customer_id: id, subject_staff_id: agent.staffId });
    const [one, other] = await world.sql<{ id: string }>('SELECT id FROM touch_point ORDER BY key LIMIT 2');
    await world.sql('UPDATE ticket SET primary_touch_point = $2 WHERE customer_id = $1', [id, one?.id]);
    await world.sql('INSERT INTO ticket_touch_point (ticket_id, touch_point_id) VALUES ($1, $2)', [open.id, other?.id]);
    const { items, preselected } = await ask(agent, { q: '+1 212 555 0777' });
    expect(preselected).toBe(id);
    expect(items).toMatchObject([
      {
        customer: { id, name: 'Nora North', masked: false },
        phone: '+12125550777',
        email: 'nora@example.com',
        lastPurchase: { label: 'A-2 (till)' },
        openTickets: [{ id: open.id, number: open.number, title: 'Late parcel', state: 'open' }],
        complaints: 2,
        touchPoints: 2,
        matchedBy: 'phone',
      },
    ]);
  });

  test('edge 58: an office line shows everybody who shares it and preselects nobody', async () => {
    const { world } = desk;
    for (const name of ['Ole One', 'Tia Two']) await aCustomer(world, { name, phone: '+12125550778' });
    const { items, preselected } = await ask(agent, { q: '+12125550778' });
    expect([items.length, preselected]).toEqual([2, null]);
  });

  test('the number of an order finds whoever bought it, in its own field or in the one box', async () => {
    const id = await aCustomer(desk.world, { name: 'Otto Order' });
    await bought(id, 'ORD-4711', 3);
    const ways: Record<string, string>[] = [{ order: 'ORD-4711' }, { q: 'ORD-4711' }];
    for (const query of ways) {
      expect(await ask(agent, query)).toMatchObject({ preselected: id, items: [{ customer: { id }, matchedBy: 'order' }] });
    }
    expect(await no(agent.get('customers/match'))).toBe('400 Say whom to look for: a number, an address, a name or an order.');
  });

  test('a partner desk sees no more than a first name and the last ticket of its own', async () => {
    const { world } = desk;
    await aPartnerDesk(world, 'match-partner');
    const partner = await world.signIn('vendor_agent', { desk: 'match-partner' });
    const who = { name: 'Vera Vault', email: 'vera@example.com', phone: '+12125550779' };
    const id = await opened(agent, { customer: who });
    const own = [await opened(partner, { customer: who }), await opened(partner, { customer: who })];
    const [{ customer } = { customer: '' }] = await world.sql<{ customer: string }>(
      'SELECT customer_id AS customer FROM ticket WHERE id = $1',
      [id],
    );
    await bought(customer, 'ORD-SECRET', 1);
    const { items, duplicates } = await ask(partner, {
      q: 'vera@example.com',
      text: 'The brakes squeal after your repair.',
      touchPoint: 'service_support',
    });
    expect(items).toMatchObject([
      {
        customer: { name: 'Vera', masked: true },
        phone: '+1 ••• 79',
        lastPurchase: null,
        lastContactAt: null,
        complaints: 2,
        openTickets: [{ id: own[1] }],
      },
    ]);
    expect(items[0].openTickets).toHaveLength(1);
    expect(duplicates.map((one: { ticket: { id: string } }) => one.ticket.id).sort()).toEqual([...own].sort());
    expect((await ask(partner, { order: 'ORD-SECRET' })).items).toEqual([]);
  });
});

describe('the same matter a second time', () => {
  const said = 'The delivery was promised for Tuesday and the sofa has not come.';

  test('the same words within a quarter of an hour are probably the same, other words are not worth a word', async () => {
    const who = { name: 'Dora Double', email: 'dora@example.com' };
    const id = await opened(agent, { customer: who, text: said, touchPoint: 'website' });
    const query = { q: 'dora@example.com', touchPoint: 'website' };
    expect((await ask(agent, { ...query, text: `${said} Please!` })).duplicates).toMatchObject([
      { ticket: { id, title: said, state: 'open', touchPoint: { key: 'website' } }, verdict: 'probably' },
    ]);
    expect((await ask(agent, { ...query, text: 'Rude words at the till.', touchPoint: 'point_of_sale' })).duplicates).toEqual([]);
    const [other] = (await ask(agent, { ...query, text: 'Rude words at the till.' })).duplicates;
    expect(other).toMatchObject({ ticket: { id }, verdict: 'maybe' });
  });

  test('the same order weighs most', async () => {
    const who = { name: 'Ines Order', email: 'ines@example.com' };
    await opened(agent, { customer: who, text: 'Order ORD-99 came broken.', touchPoint: 'catalogue' });
    const [{ score, verdict, sameOrder }] = (await ask(agent, { q: 'ines@example.com', order: 'ORD-99', touchPoint: 'catalogue' }))
      .duplicates;
    expect({ score, verdict, sameOrder }).toEqual({ score: 75, verdict: 'probably', sameOrder: true });
  });

  test('what was closed more than thirty days ago is over, what may not be seen is not there', async () => {
    const { world } = desk;
    const email = 'lena.late@example.com';
    await closed(agent, { customer: { name: 'Lena Late', email }, text: said, touchPoint: 'website' });
    const query = { q: email, text: said, touchPoint: 'website' };
    expect((await ask(agent, query)).duplicates).toHaveLength(1);
    await world.shift(31 * DAY);
    expect((await ask(agent, query)).duplicates).toEqual([]);
    const hidden = (await logged(agent, { customer: { name: 'Lena Late', email }, text: said, touchPoint: 'website' })).ticket.id;
    await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [hidden, agent.staffId]);
    expect((await ask(agent, query)).duplicates).toEqual([]);
  });
});

test('a customer’s page shows what was bought and complained about, as far as one may see it', async () => {
  const { world } = desk;
  const id = await aCustomer(world, { name: 'Petra Page' });
  await bought(id, 'P-1', 3);
  const [point] = await world.sql<{ id: string }>(`SELECT id FROM touch_point WHERE key = 'website'`);
  const done = await aTicket(world, {
    customer_id: id,
    state: 'closed',
    closed_at: await world.now(),
    close_reason: 'recovered',
    primary_touch_point: point?.id,
  });
  await aTicket(world, { customer_id: id, subject_staff_id: agent.staffId });
  expect(await ok(agent.get(`customers/${id}`))).toMatchObject({
    id,
    name: 'Petra Page',
    purchases: [{ label: 'P-1 (till)', amountMinor: 4200, currency: 'USD' }],
    tickets: [{ id: done.id, number: done.number, state: 'closed', closeReason: 'recovered' }],
    touchPoints: 1,
  });
  expect((await ok(desk.manager.get(`customers/${id}`))).tickets).toHaveLength(2);
});

describe('where it went wrong', () => {
  const suggest = (query: Record<string, string>) => ok(agent.get(`touch-points/suggest?${new URLSearchParams(query).toString()}`));

  test('is guessed from the words, from this customer’s past and from what others said here', async () => {
    const { world } = desk;
    await aPlace(world, 'guesses');
    const ids = new Map((await world.sql<{ id: string; key: string }>('SELECT id, key FROM touch_point')).map((one) => [one.key, one.id]));
    const customer = await aCustomer(world);
    await aTicket(world, { customer_id: customer, primary_touch_point: ids.get('website') });
    for (let i = 0; i < 3; i += 1)
      await aTicket(world, { location: 'guesses', title: 'Gizmo squeaks', primary_touch_point: ids.get('catalogue') });
    await aTicket(world, { location: 'guesses', title: 'Old one', primary_touch_point: ids.get('community') });
    await world.sql(`UPDATE ticket SET received_at = received_at - interval '91 days' WHERE title = 'Old one'`);
    const { likely, top } = await suggest({ text: 'The gizmo squeaks, and the invoice is wrong', customer, location: 'guesses' });
    expect(likely.map((one: { key: string }) => one.key)).toEqual(['billing', 'website', 'catalogue']);
    expect(likely[0]).toEqual({ key: 'billing', name: 'Billing', why: '“invoice” was said.' });
    expect(top).toHaveLength(8);
    expect(top.map((one: { key: string }) => one.key).slice(0, 3)).toEqual(['catalogue', 'social_media', 'ratings_reviews']);
    expect(top[0]).toEqual({ key: 'catalogue', name: 'Catalogue', stage: 'during' });
    expect(await suggest({ location: 'guesses', text: "'); | & ! :*" })).toMatchObject({ likely: [] });
  });

  test('a hidden touch point is offered no more', async () => {
    await desk.world.sql(`UPDATE touch_point SET hidden = true WHERE key = 'billing'`);
    expect((await suggest({ text: 'The invoice is wrong' })).likely).toEqual([]);
    await desk.world.sql(`UPDATE touch_point SET hidden = false WHERE key = 'billing'`);
    expect(await no(agent.get('touch-points/suggest?location=nowhere'))).toMatch(/^400 There is no location/);
  });
});
