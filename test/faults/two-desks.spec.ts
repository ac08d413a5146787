import type { Client } from '../support/client';
import { freePort } from '../support/free-port';
import { complaint, done } from '../support/one-up';
import { World } from '../support/world';

/** Edge 45 with two real desks, each with a database of its own, each taking the other for a customer: they fall silent by themselves. */

const MINUTE = 60_000;
/** Each desk has a secret of its own: with the same one it would take the other's mails for its own that came back. */
const THEIR_SECRET = 'another-secret-of-the-tests-that-is-long-enough-9876543210';
/** Nothing here may run for ever: a talk that is still going after so many turns has not stopped. */
const MOST_TURNS = 60;

interface Count {
  tickets: number;
  received: number;
  sent: number;
}

async function count(world: World): Promise<Count> {
  const [row] = await world.sql<Count & Record<string, unknown>>(
    `SELECT (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM inbound_message) AS received,
       (SELECT count(*)::int FROM message WHERE state = 'sent' AND ticket_id IS NOT NULL AND to_address LIKE 'help@%') AS sent`,
  );
  if (!row) throw new Error('nothing was counted');
  return row;
}

/** The work of both until neither has anything left. */
async function untilSilent(worlds: readonly World[], carry: () => Promise<number>): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    for (const world of worlds) await world.settle();
    if ((await carry()) === 0) return;
  }
  throw new Error('The two desks are still talking to each other.');
}

const nothingToCarry = async (worlds: readonly World[], before: { seen: number }): Promise<number> => {
  const received = (await Promise.all(worlds.map(count))).reduce((sum, one) => sum + one.received, 0);
  const fresh = received - before.seen;
  before.seen = received;
  return fresh;
};

describe('edge 45: two desks', () => {
  test('whose mail servers hand their mail straight to each other: a reply of a person opens one ticket, and its receipt ends the talk', async () => {
    const [port, otherPort] = [await freePort(), await freePort()];
    const ours = await World.start({
      env: { INTAKE_ADDRESS: 'help@ours.test', SMTP_INTAKE_PORT: String(port), SMTP_URL: `smtp://127.0.0.1:${String(otherPort)}` },
    });
    const theirs = await World.start({
      env: {
        SECRET_KEY: THEIR_SECRET,
        INTAKE_ADDRESS: 'help@theirs.test',
        SMTP_INTAKE_PORT: String(otherPort),
        SMTP_URL: `smtp://127.0.0.1:${String(port)}`,
      },
    });
    const before = { seen: 0 };
    const silent = () => untilSilent([ours, theirs], () => nothingToCarry([ours, theirs], before));
    try {
      const agent = await ours.signIn('agent');
      const id = await complaint(agent, { customer: { name: 'Their Desk', email: 'help@theirs.test' } });
      await silent();
      // the receipt says that it is automatic: over there it is counted and nothing else
      expect([await count(ours), await count(theirs)]).toEqual([
        { tickets: 1, received: 0, sent: 1 },
        { tickets: 0, received: 1, sent: 0 },
      ]);
      await done(agent.post(`tickets/${id}/messages`, { channel: 'email', text: 'What is your number?' }));
      await silent();
      expect([await count(ours), await count(theirs)]).toEqual([
        { tickets: 1, received: 1, sent: 2 },
        { tickets: 1, received: 2, sent: 1 },
      ]);
      expect(await ours.sql('SELECT outcome FROM inbound_message')).toEqual([{ outcome: 'automatic' }]);
    } finally {
      await ours.stop();
      await theirs.stop();
    }
  });

  describe('with a mail server between them that takes away every sign of an automatic mail', () => {
    let ours: World;
    let theirs: World;
    let agent: Client;
    const carried = new Map<World, number>();

    beforeAll(async () => {
      ours = await World.start({ env: { INTAKE_ADDRESS: 'help@ours.test' } });
      theirs = await World.start({ env: { SECRET_KEY: THEIR_SECRET, INTAKE_ADDRESS: 'help@theirs.test' } });
      agent = await ours.signIn('agent');
    });
    afterAll(async () => {
      await ours.stop();
      await theirs.stop();
    });

    /** What one has sent arrives at the other, as if a person had written it. Answers with how many these were. */
    async function bring(from: World, to: World): Promise<number> {
      const start = carried.get(from) ?? 0;
      const fresh = from.sink.mails.slice(start);
      carried.set(from, start + fresh.length);
      // what goes to the desk's own people stays with them
      const mails = fresh.filter(({ to: [address = ''] }) => address.endsWith(to.intakeAddress.replace(/.*@/, '@')));
      for (const mail of mails) {
        const [head = '', ...rest] = mail.raw.split('\r\n\r\n');
        const bare = head.replace(
          /^(auto-submitted|x-auto-response-suppress|precedence|list-[a-z-]+|feedback-id):.*\r\n([ \t].*\r\n)*/gim,
          '',
        );
        await to.sendMail({ from: mail.from, to: mail.to, raw: [bare, ...rest].join('\r\n\r\n') });
      }
      return mails.length;
    }

    const silent = () => untilSilent([ours, theirs], async () => (await bring(ours, theirs)) + (await bring(theirs, ours)));

    test('they stop within the hour and in the hours after it: few mails, and no new ticket for every answer', async () => {
      const id = await complaint(agent, { customer: { name: 'Their Desk', email: 'help@theirs.test' } });
      await done(agent.post(`tickets/${id}/messages`, { channel: 'email', text: 'What is your number?' }));
      await silent();
      const first = [await count(ours), await count(theirs)];
      expect(Math.max(...first.map(({ sent }) => sent))).toBeLessThanOrEqual(5);
      expect(Math.max(...first.map(({ tickets }) => tickets))).toBeLessThanOrEqual(2);
      for (const minutes of [16, 30, 60, 120]) {
        await Promise.all([ours.shift(minutes * MINUTE), theirs.shift(minutes * MINUTE)]);
        await silent();
      }
      const last = [await count(ours), await count(theirs)];
      expect(Math.max(...last.map(({ sent }) => sent))).toBeLessThanOrEqual(5);
      expect(last.map(({ tickets }) => tickets)).toEqual(first.map(({ tickets }) => tickets));
    });
  });
});
