import { aPlace } from './support/builders';
import type { Client } from './support/client';
import { done, fixedTicket, take } from './support/one-up';
import { World } from './support/world';

/** Who may give how much, and who says yes in whose place. */

let world: World;
let agent: Client;
let manager: Client;
const until = '2026-05-20T00:00:00Z';

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2026-04-29T15:00:00Z');
  await aPlace(world, 'south');
  await aPlace(world, 'bay', 'main');
  agent = await world.signIn('agent', { location: 'main' });
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

test('an area manager changes what agents may give, and it counts at once', async () => {
  const area = await world.signIn('area_manager');
  const ticket = await fixedTicket(world, agent);
  const changed = await done(area.patch('authority-limits/agent', { perGestureMinor: 500, perDayMinor: 900, version: 1 }));
  expect(changed).toEqual({ role: 'agent', perGestureMinor: 500, perDayMinor: 900, version: 2 });
  expect((await area.patch('authority-limits/agent', { perGestureMinor: 900, version: 1 })).body).toMatchObject({ guard: 'version' });
  expect((await area.patch('authority-limits/analyst', { perGestureMinor: 900 })).status).toBe(404);
  expect((await manager.patch('authority-limits/agent', { perGestureMinor: 900 })).status).toBe(403);
  const { body } = await agent.get('authority-limits');
  expect(body.items[0]).toEqual(changed);
  expect((await done(take(agent, ticket, 'car_wash'))).state).toBe('pending_approval');
});

test('a manager who goes away gives her say to a lead until a day: what was too much goes, and she takes it back before', async () => {
  const lead = await world.signIn('lead', { location: 'main' });
  await done((await world.signIn('area_manager')).patch('authority-limits/lead', { perGestureMinor: 5000 }));
  const idea = { costMinor: 7000, text: 'A day at the spa.' };
  const dear = await done(take(agent, await fixedTicket(world, agent, { severity: 'S2' }), 'own_idea', idea));
  expect((await lead.post(`gestures/${dear.id}/approve`)).status).toBe(409);
  const given = await done(manager.post('delegations', { to: lead.staffId, endsAt: until }));
  expect(given).toMatchObject({ from: manager.staffId, to: lead.staffId, endsAt: '2026-05-20T00:00:00.000Z', endedAt: null });
  expect((await done(lead.get('delegations'))).items).toHaveLength(1);
  expect((await done(lead.post(`gestures/${dear.id}/approve`))).state).toBe('approved');
  await done(manager.post(`delegations/${given.id}/end`));
  expect((await manager.post(`delegations/${given.id}/end`)).status).toBe(404);
  expect((await done(lead.get('delegations'))).items).toEqual([]);
});

test('only somebody who may say yes gives it, only for a time, and only to people of the own places', async () => {
  const [lead, here, there] = [
    await world.signIn('lead', { location: 'main' }),
    await world.signIn('agent', { location: 'bay' }),
    await world.signIn('agent', { location: 'south', name: 'Sue' }),
  ];
  expect((await agent.post('delegations', { to: here.staffId, endsAt: until })).body).toMatchObject({ guard: 'role' });
  expect((await lead.post('delegations', { to: lead.staffId, endsAt: until })).status).toBe(400);
  expect((await lead.post('delegations', { to: here.staffId, endsAt: '2026-12-01T00:00:00Z' })).status).toBe(400);
  expect((await lead.post('delegations', { to: here.staffId, endsAt: '2026-04-01T00:00:00Z' })).status).toBe(400);
  expect((await lead.post('delegations', { to: here.staffId })).status).toBe(400);
  expect((await lead.post('delegations', { to: there.staffId, endsAt: until })).body).toMatchObject({
    guard: 'place',
    detail: 'Sue also works in places that are not yours. Choose somebody who works only where you do.',
  });
  await done(lead.post('delegations', { to: here.staffId, endsAt: until }));
});

test('limits hold everywhere: only a right over the whole organisation changes them, and nobody changes their own', async () => {
  const [area, regional, admin] = [
    await world.signIn('area_manager'),
    await world.signIn('area_manager', { location: 'main' }),
    await world.signIn('admin'),
  ];
  const set = async (by: Client, role: string) => (await by.patch(`authority-limits/${role}`, { perDayMinor: null })).body.guard ?? 'done';
  expect(await set(regional, 'manager')).toBe('place');
  expect(await set(area, 'area_manager')).toBe('own_limit');
  expect(await set(area, 'manager')).toBe('done');
  await world.grant(area.staffId, 'manager', { location: 'bay' });
  expect(await set(area, 'manager')).toBe('own_limit');
  expect(await set(admin, 'area_manager')).toBe('done');
  await world.grant(admin.staffId, 'lead', { location: 'bay' });
  expect(await set(admin, 'lead')).toBe('done');
});
