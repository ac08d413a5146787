import { World } from './support/world';

const HOUR = 3_600_000;

test('"I have it" keeps the next level quiet for a quarter of the promise, once, and stands on the timeline', async () => {
  const world = await World.start();
  await world.setClock('2026-11-16T15:00:00Z');
  const agent = await world.signIn('agent');
  const manager = await world.signIn('manager');
  const area = await world.signIn('area_manager');
  const logged = await agent.post('complaints', {
    channel: 'phone',
    text: 'It leaks.',
    customer: { name: 'Bo' },
    touchPoint: 'unsure',
    severity: 'S1',
  });
  const { id } = logged.body.ticket;
  // the promise of four hours is broken, the manager knows
  await world.shift(4.5 * HOUR);
  const done = await manager.post(`tickets/${id}/clocks/fix/acknowledge`, {});
  expect(done.status).toBe(200);
  const told = async () =>
    (await area.get('notifications?unread=true')).body.items.filter((item: { ticketId: string; kind: string }) => item.ticketId === id)
      .length;
  const before = await told();
  await world.shift(0.4 * HOUR);
  expect(await told()).toBe(before);
  expect((await manager.get(`tickets/${id}/events`)).body.items.at(-1).text).toMatch(/has it\.$|is used/);
  expect((await manager.post(`tickets/${id}/clocks/contact/acknowledge`, {})).status).toBe(409);
  await world.stop();
});
