import { setTimeout as pause } from 'node:timers/promises';
import { QueueBackend } from '../../src/platform/jobs/queues';
import type { Client } from '../support/client';
import { FaultDesk } from '../support/fault-desk';
import { freePort } from '../support/free-port';
import { done } from '../support/one-up';
import { RedisServer } from '../support/redis-server';
import { until } from '../support/until';
import { World } from '../support/world';

/** Redis holds nothing that matters: whatever happens to it, complaints are taken and what is due is done by the sweep, a little later. */

// redis-server is not on every machine; the run says so
const here = process.env['AMENDS_TEST_REDIS'] ? describe : describe.skip;

let counter = 0;

/** Takes a complaint by phone; answers the customer's address. */
async function complain(agent: Client): Promise<string> {
  counter += 1;
  const email = `redis${String(counter)}@customer.test`;
  await done(agent.post('complaints', { channel: 'phone', text: 'It broke.', touchPoint: 'unsure', customer: { name: 'Ann', email } }));
  return email;
}

/** The receipt has left, and only once. */
async function receipted(world: World, email: string): Promise<void> {
  await until(`a receipt for ${email}`, () => world.sink.to(email).length > 0);
  expect(world.sink.to(email)).toHaveLength(1);
}

async function withWorld(redis: RedisServer, sweep: boolean, work: (world: World, agent: Client) => Promise<void>): Promise<void> {
  const world = await World.start({ env: { REDIS_URL: redis.url }, sweep });
  try {
    await work(world, await world.signIn('agent'));
  } finally {
    redis.thaw();
    await world.stop();
    await redis.kill();
  }
}

here('Redis', () => {
  test('emptied in the middle of work loses nothing and does nothing twice', async () => {
    const redis = await RedisServer.start();
    await withWorld(redis, true, async (world, agent) => {
      const emails: string[] = [];
      for (let n = 0; n < 12; n += 1) {
        const [email] = await Promise.all([complain(agent), redis.flush()]);
        emails.push(email);
      }
      for (const email of emails) await receipted(world, email);
    });
  });

  test('killed and never seen again: complaints are taken, and the sweep does the work', async () => {
    const redis = await RedisServer.start();
    await withWorld(redis, true, async (world, agent) => {
      await receipted(world, await complain(agent));
      await redis.kill();
      const emails = await Promise.all([complain(agent), complain(agent), complain(agent)]);
      for (const email of emails) await receipted(world, email);
      const ready = await world.anonymous.get('/health/ready');
      expect([ready.status, ready.body.queue]).toEqual([200, expect.stringMatching(/^Redis cannot be reached .* up to a second later\.$/)]);
      await redis.startAgain();
    });
  });

  test('killed and back again: the queues work again without a restart and without the sweep', async () => {
    const redis = await RedisServer.start();
    await withWorld(redis, false, async (world, agent) => {
      await receipted(world, await complain(agent));
      await redis.kill();
      await redis.startAgain();
      const email = await complain(agent);
      // its wake-up may have been lost with Redis; the next one that arrives does the work of both
      for (let n = 0; n < 40 && world.sink.to(email).length === 0; n += 1) {
        await complain(agent);
        await pause(250);
      }
      expect(world.sink.to(email)).toHaveLength(1);
    });
  });

  test('that is there and answers nobody holds up no request and no work', async () => {
    const redis = await RedisServer.start();
    await withWorld(redis, true, async (world, agent) => {
      await receipted(world, await complain(agent));
      redis.freeze();
      const emails = await Promise.all([complain(agent), complain(agent)]);
      for (const email of emails) await receipted(world, email);
    });
  });

  test('that is full and refuses everything costs nothing but time', async () => {
    const redis = await RedisServer.start('--maxmemory', '1mb', '--maxmemory-policy', 'noeviction');
    await withWorld(redis, true, async (world, agent) => {
      const emails = await Promise.all([complain(agent), complain(agent)]);
      for (const email of emails) await receipted(world, email);
    });
  });

  test('that throws keys away to save memory is named by the health check', async () => {
    const redis = await RedisServer.start('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru');
    const warning = await new QueueBackend({ redisUrl: redis.url }, '').evictionWarning(redis.url);
    await redis.kill();
    expect(warning).toBe('Redis has maxmemory-policy allkeys-lru; set it to noeviction.');
  });

  test('that was never there: the desk starts, takes complaints, does its work and stops within ten seconds', async () => {
    const desk = await FaultDesk.make({ REDIS_URL: `redis://127.0.0.1:${String(await freePort())}` });
    try {
      await desk.start();
      const agent = desk.client(await desk.signIn('agent'));
      const email = await complain(agent);
      await desk.untilRows(`SELECT id FROM message WHERE to_address = $1 AND state = 'held'`, [email]);
      await desk.sendMail({ from: 'never@customer.test', subject: 'Broken', messageId: '<never@customer.test>' });
      await desk.untilRows(`SELECT id FROM inbound_message WHERE from_address = 'never@customer.test' AND state = 'done'`);
      const { code, ms } = await desk.running.stop('SIGTERM');
      expect(code).toBe(0);
      expect(ms).toBeLessThan(10_000);
    } finally {
      await desk.end();
    }
  }, 90_000);
});
