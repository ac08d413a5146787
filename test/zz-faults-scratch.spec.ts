import { writeFileSync } from 'node:fs';
import { World } from './support/world';
test('dump', async () => {
  const world = await World.start();
  writeFileSync('/tmp/f/openapi.json', (await world.anonymous.get('/openapi.json')).text);
  writeFileSync('/tmp/f/routes.json', JSON.stringify(world.desk.routes, null, 1));
  await world.stop();
});
