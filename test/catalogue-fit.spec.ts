import type { Client, Json } from './support/client';
import { done, fixedTicket, take } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let lead: Client;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  const manager = await world.signIn('manager');
  await done(manager.post('gesture-types/import', { set: 'hotel' }));
  await done(manager.patch('gesture-types/hotel_airport_ride', { eligible: { ageOk: true } }));
  await done(manager.patch('gesture-types/hotel_parking', { eligible: { b2b: false } }));
  await done(manager.patch('gesture-types/hotel_breakfast', { eligible: { b2b: true } }));
  await done(manager.patch('gesture-types/hotel_spa_hour', { eligible: { languages: ['de'] } }));
});
afterAll(() => world.stop());

/** A fixed ticket of a customer with these marks. */
async function ticketOf(customer: object): Promise<string> {
  const ticket = await fixedTicket(world, agent);
  const [row] = await world.sql<{ id: string }>(`SELECT customer_id AS id FROM ticket WHERE id = $1`, [ticket]);
  await done(agent.patch(`customers/${row?.id ?? ''}`, customer));
  return ticket;
}

const refusal = async (customer: object, gift: string, by = agent): Promise<Json> => (await take(by, await ticketOf(customer), gift)).body;
const given = async (customer: object, gift: string, by = agent): Promise<string> =>
  (await done(take(by, await ticketOf(customer), gift, { note: 'With our best wishes.' }))).state;

test('edge 107: wine is given only to somebody who is known to drink it, never to a minor', async () => {
  const why = 'It contains alcohol: only for adults who are known to drink it (mark "alcohol_ok").';
  for (const flags of [[], ['adult'], ['alcohol_ok', 'minor'], ['alcohol_ok', 'no_alcohol']]) {
    expect(await refusal({ flags }, 'hotel_bottle_of_wine')).toMatchObject({ status: 409, guard: 'type', detail: why });
  }
  expect(await given({ flags: ['alcohol_ok'] }, 'hotel_bottle_of_wine')).toBe('approved');
});

test('edge 107: fruit needs to be known to suit, a ride alone needs the age', async () => {
  expect(await refusal({ flags: ['allergy'] }, 'hotel_fruit_plate')).toMatchObject({ guard: 'type' });
  expect(await given({ flags: ['allergy_ok'] }, 'hotel_fruit_plate')).toBe('approved');
  expect(await refusal({ flags: [] }, 'hotel_airport_ride')).toMatchObject({ guard: 'type' });
  expect(await given({ flags: ['adult'] }, 'hotel_airport_ride')).toBe('approved');
});

test('edge 107: what does not suit the customer is not suggested, and the list says why', async () => {
  const ticket = await ticketOf({ flags: ['no_alcohol'] });
  await world.settle();
  const { body } = await agent.get(`tickets/${ticket}/suggestions`);
  const out = body.excluded.find(({ gestureType }: { gestureType: string }) => gestureType === 'hotel_bottle_of_wine');
  expect(out).toMatchObject({ why: expect.stringContaining('alcohol') });
  expect(JSON.stringify(body)).not.toContain('no_alcohol');
});

test('edge 107: a mark that is noted after the choice does not take back what was chosen', async () => {
  const ticket = await ticketOf({ flags: ['alcohol_ok'] });
  const { id } = await done(take(agent, ticket, 'hotel_bottle_of_wine'));
  const [row] = await world.sql<{ id: string }>(`SELECT customer_id AS id FROM ticket WHERE id = $1`, [ticket]);
  await done(agent.patch(`customers/${row?.id ?? ''}`, { flags: ['no_alcohol'] }));
  expect((await agent.post(`gestures/${id}/offer`)).status).toBe(200);
});

test('edge 108: to a business buyer an agent gives attention or a donation, and all else needs a lead', async () => {
  const buyer = { business: true };
  const waiting = await done(take(agent, await ticketOf(buyer), 'car_wash'));
  expect(waiting.state).toBe('pending_approval');
  expect(await done(lead.post(`gestures/${waiting.id}/approve`))).toMatchObject({ state: 'approved' });
  expect(await given(buyer, 'manager_call')).toBe('approved');
  expect(await given(buyer, 'donation')).toBe('approved');
  expect(await given(buyer, 'car_wash', lead)).toBe('approved');
  expect(await given({ business: false }, 'car_wash')).toBe('approved');
});

test('edge 108: the suggestions say that a gift to a business buyer needs a lead, for whom it does not', async () => {
  const ticket = await ticketOf({ business: true });
  await world.settle();
  const { body } = await agent.get(`tickets/${ticket}/suggestions`);
  const all: { gestureType: string; needs: string | null }[] = [...body.items, ...body.others];
  expect(all.find(({ gestureType }) => gestureType === 'car_wash')).toMatchObject({ needs: 'This needs a lead.' });
  expect(all.find(({ gestureType }) => gestureType === 'donation')).toMatchObject({ needs: null });
  const forLead = (await lead.get(`tickets/${ticket}/suggestions`)).body;
  expect([...forLead.items, ...forLead.others].filter(({ needs }: { needs: string | null }) => needs !== null)).toEqual([]);
});

test('edge 108: a type can be kept for business customers, or from them', async () => {
  expect(await refusal({ business: true }, 'hotel_parking', lead)).toMatchObject({ detail: 'It is not given to business customers.' });
  expect(await given({ business: true }, 'hotel_breakfast', lead)).toBe('approved');
  expect(await refusal({ business: false }, 'hotel_breakfast')).toMatchObject({ detail: 'It is for business customers only.' });
});

test('a type for some languages is for whoever speaks one of them', async () => {
  expect(await given({ language: 'de-AT' }, 'hotel_spa_hour')).toBe('approved');
  expect(await refusal({ language: 'fr' }, 'hotel_spa_hour')).toMatchObject({ guard: 'type' });
  expect(await refusal({}, 'hotel_spa_hour')).toMatchObject({ guard: 'type' });
});
