import { World } from './support/world';

test('whoever tries links by the hundred is asked to wait, with a plain sentence', async () => {
  const world = await World.start();
  const statuses: number[] = [];
  let last = await world.anonymous.get('/health/live');
  for (let call = 0; call < 125; call++) {
    last = await world.anonymous.get(`/s/${'x'.repeat(43)}`);
    statuses.push(last.status);
  }
  expect(statuses.slice(0, 100).every((status) => status === 404)).toBe(true);
  expect(last.status).toBe(429);
  expect(last.body).toMatchObject({ status: 429, detail: 'That was a lot at once. Please wait a minute.' });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await world.anonymous.get('/health/live')).status).toBe(200);
  await world.stop();
});
