import pg from 'pg';
import { World } from './support/world';

let world: World;

beforeAll(async () => {
  world = await World.start({ queues: false });
});
afterAll(() => world.stop());

test('a backup can be restored: what the tables demand of a row holds wherever names are looked up', async () => {
  const agent = await world.signIn('agent');
  await agent.post('complaints', {
    channel: 'phone',
    text: 'The bell is silent.',
    touchPoint: 'unsure',
    customer: { name: 'Bo', email: 'bo@customer.test' },
  });
  await world.settle();
  const restore = new pg.Client({ connectionString: world.databaseUrl });
  await restore.connect();
  let filled = 0;
  try {
    // pg_restore reads rows back like this: checked one by one, with an empty search path
    await restore.query(`SET search_path = ''`);
    const { rows } = await restore.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    for (const { name } of rows) {
      await restore.query(`CREATE TEMPORARY TABLE "copy_${name}" (LIKE public."${name}" INCLUDING CONSTRAINTS)`);
      filled += ((await restore.query(`INSERT INTO pg_temp."copy_${name}" SELECT * FROM public."${name}"`)).rowCount ?? 0) > 0 ? 1 : 0;
    }
  } finally {
    await restore.end();
  }
  expect(filled).toBeGreaterThan(20);
});
