import { World } from './support/world';

test('the desk starts, and says that it is ready', async () => {
  const world = await World.start();
  const ready = await world.anonymous.get('/health/ready');
  expect(ready.status).toBe(200);
  const me = await (await world.signIn('manager')).get('me');
  expect(me.status).toBe(200);
  await world.stop();
});
