import { setTimeout as pause } from 'node:timers/promises';
import { World } from './support/world';
import { RedisServer } from './support/redis-server';
import { done } from './support/one-up';
test('x', async () => {
  const redis = await RedisServer.start();
  const world = await World.start({ env: { REDIS_URL: redis.url }, sweep: false });
  const agent = await world.signIn('agent');
  let n = 0;
  const complain = async () => {
    n += 1;
    await done(
      agent.post('complaints', {
        channel: 'phone',
        text: 'It broke.',
        touchPoint: 'unsure',
        customer: { name: 'Ann', email: `a${n}@c.test` },
      }),
    );
  };
  await complain();
  await pause(1000);
  const out: string[] = [`first ${world.sink.mails.length}`];
  await redis.kill();
  await redis.startAgain();
  const t0 = performance.now();
  while (performance.now() - t0 < 25000) {
    await complain();
    await pause(500);
    out.push(`${Math.round(performance.now() - t0)} sent ${n} mails ${world.sink.mails.length}`);
    if (world.sink.mails.length > 3) break;
  }
  console.log(out.join('\n'));
  await world.stop();
  await redis.kill();
}, 60000);
