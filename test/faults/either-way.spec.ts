import { complaint, done, fix } from '../support/one-up';
import { until } from '../support/until';
import { World } from '../support/world';

/**
 * Two ways lead to due work: the queue makes it fast, the sweep makes it sure. Each of them alone must be enough, on both backends; so nothing may
 * rest on the two of them together.
 */

const redis = process.env['AMENDS_TEST_REDIS'];
const backends = [['PostgreSQL', ''], ...(redis ? [['Redis', `${redis}/${process.env['JEST_WORKER_ID'] ?? '1'}`]] : [])];
const ways = [
  { name: 'the queue', sweep: false, queues: true },
  { name: 'the sweep', sweep: true, queues: false },
];

describe.each(backends)('BullMQ on %s', (_, redisUrl = '') => {
  describe.each(ways)('by $name alone', ({ sweep, queues }) => {
    let world: World;

    beforeAll(async () => {
      world = await World.start({ env: { REDIS_URL: redisUrl }, sweep, queues });
    });
    afterAll(() => world.stop());

    test('the receipt of a complaint leaves', async () => {
      const email = 'phone@customer.test';
      await complaint(await world.signIn('agent'), { customer: { name: 'Ann', email } });
      await until('a receipt', () => world.sink.to(email).length > 0);
      expect(world.sink.to(email)).toHaveLength(1);
    });

    test('a mail becomes a ticket, and its sender gets a receipt', async () => {
      const from = 'mail@customer.test';
      await world.sendMail({ from, subject: 'Broken' });
      await until('a receipt', () => world.sink.to(from).length > 0);
      expect(world.sink.to(from)[0]?.subject).toMatch(/^We have your message/);
    });

    test('after a fix its summary leaves and gifts are suggested', async () => {
      const email = 'fixed@customer.test';
      const agent = await world.signIn('agent');
      const ticket = await complaint(agent, { customer: { name: 'Ann', email } });
      await fix(agent, ticket);
      await until('suggestions', async () => (await done(agent.get(`tickets/${ticket}/suggestions`))).items.length > 0);
      await until('two mails', () => world.sink.to(email).length === 2);
    });
  });
});
