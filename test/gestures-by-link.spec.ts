import { GesturesService } from '../src/gestures/gestures.service';
import type { Client } from './support/client';
import { complaint, fix, gestureIn } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

describe('by the customer’s link', () => {
  const service = () => world.desk.app.get(GesturesService);

  test('yes is yes, and saying it twice changes nothing', async () => {
    const { ticket, id } = await gestureIn('offered', world, agent);
    expect(await service().acceptByCustomer(ticket)).toMatchObject({ id, state: 'accepted' });
    const [before] = await world.sql(`SELECT version FROM gesture WHERE id = $1`, [id]);
    expect(await service().acceptByCustomer(ticket)).toMatchObject({ id, state: 'accepted' });
    expect(await world.sql(`SELECT version FROM gesture WHERE id = $1`, [id])).toEqual([before]);
    const [event] = await world.sql(`SELECT actor_kind FROM ticket_event WHERE ticket_id = $1 AND kind = 'gesture_accepted'`, [ticket]);
    expect(event).toEqual({ actor_kind: 'customer' });
    await expect(service().declineByCustomer(ticket)).rejects.toThrow('There is nothing on offer any more.');
  });

  test('no is no', async () => {
    const { ticket } = await gestureIn('offered', world, agent);
    expect(await service().declineByCustomer(ticket)).toMatchObject({ state: 'declined' });
    expect(await service().declineByCustomer(ticket)).toMatchObject({ state: 'declined' });
    await expect(service().acceptByCustomer(ticket)).rejects.toThrow('There is nothing on offer any more.');
  });

  test('two clicks at once accept once', async () => {
    const { ticket } = await gestureIn('offered', world, agent);
    await Promise.all([service().acceptByCustomer(ticket), service().acceptByCustomer(ticket)]);
    expect(await world.sql(`SELECT 1 FROM ticket_event WHERE ticket_id = $1 AND kind = 'gesture_accepted'`, [ticket])).toHaveLength(1);
  });

  test('where nothing was ever offered there is nothing to accept', async () => {
    const ticket = await complaint(agent);
    await fix(agent, ticket);
    await expect(service().acceptByCustomer(ticket)).rejects.toThrow('There is nothing on offer any more.');
  });
});
