import type { Client, Json } from './support/client';
import { complainedByMail, mailed, replyTo, stateOf, stranger } from './support/mails';
import { done } from './support/one-up';
import { World } from './support/world';

/** Mail whose sender the mail server in front of the desk has checked: what failed is read by a person before it counts for a customer. */

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await World.start({ env: { MAIL_AUTHSERV: 'mx.desk.test' } });
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

const PASSED = {
  'Authentication-Results': 'mx.desk.test; spf=pass; dkim=pass header.d=customers.test; dmarc=pass header.from=customers.test',
};
const FAILED = { 'Authentication-Results': 'mx.desk.test; spf=fail; dkim=none; dmarc=fail (p=none) header.from=customers.test' };

const contacts = async (ticketId: string): Promise<Json[]> => (await done(agent.get(`tickets/${ticketId}/contacts`))).items;

const customerOf = async (ticketId: string): Promise<Json> =>
  (await world.sql('SELECT customer_id, anonymous FROM ticket WHERE id = $1', [ticketId]))[0];

async function asked(ticketId: string): Promise<void> {
  await done(agent.post(`tickets/${ticketId}/take`));
  await done(agent.post(`tickets/${ticketId}/first-contact`, { channel: 'phone', how: 'call', note: 'We spoke.' }));
  await done(agent.post(`tickets/${ticketId}/ask-customer`, { question: 'To which account?', channel: 'email' }));
  await world.settle();
}

test('what was found about the sender stands beside the words, also where it proves nothing', async () => {
  const proved = await complainedByMail(world, stranger(), { headers: PASSED });
  const other = await complainedByMail(world, stranger(), { headers: { 'Authentication-Results': 'mx.elsewhere.test; dmarc=fail' } });
  expect((await contacts(proved.ticketId))[0]).toMatchObject({
    visitor: false,
    senderProof: { verdict: 'passed', results: 'spf=pass dkim=pass dmarc=pass' },
  });
  expect((await contacts(other.ticketId))[0]).toMatchObject({ visitor: false, senderProof: { verdict: 'unproved', results: null } });
  expect(await world.sql('SELECT sender_proof FROM inbound_message WHERE ticket_id = $1', [proved.ticketId])).toEqual([
    { sender_proof: 'passed' },
  ]);
});

test('a complaint in a customer’s name that failed the check opens, gets no answer and touches no customer, until a person says that it is theirs', async () => {
  const from = stranger();
  const { ticketId: first } = await complainedByMail(world, from, { headers: PASSED });
  const sent = world.sink.to(from).length;
  const fate = await mailed(world, {
    from: `Ann Brown <${from}>`,
    subject: 'My new account',
    text: 'Pay it to this account.',
    headers: FAILED,
  });
  const ticketId = fate.ticketId ?? '';
  expect([fate.outcome, await customerOf(ticketId)]).toEqual(['opened', { customer_id: null, anonymous: false }]);
  expect(ticketId).not.toBe(first);
  expect(world.sink.to(from)).toHaveLength(sent);
  const [contact] = await contacts(ticketId);
  expect(contact).toMatchObject({
    visitor: true,
    fromAddress: from,
    senderProof: { verdict: 'failed', results: 'spf=fail dkim=none dmarc=fail' },
  });

  await done(agent.post(`contacts/${String(contact.id)}/confirm`));
  expect((await customerOf(ticketId)).customer_id).toBe((await customerOf(first)).customer_id);
  expect((await contacts(ticketId))[0]).toMatchObject({ visitor: false, senderProof: { verdict: 'failed' } });
});

test('an answer in the customer’s name that failed the check answers nothing, until a person says that it is theirs', async () => {
  const from = stranger();
  const { ticketId } = await complainedByMail(world, from, { headers: PASSED });
  await asked(ticketId);
  const question = world.sink.to(from).at(-1)!;
  const fate = await mailed(world, { from, to: replyTo(question), text: 'To this account.', headers: FAILED });
  expect([fate.outcome, fate.ticketId, await stateOf(world, ticketId)]).toEqual(['visitor', ticketId, 'waiting_customer']);
  const news = await world.sql<{ text: string }>(`SELECT text FROM notification WHERE staff_id = $1 AND kind = 'visitor_wrote'`, [
    agent.staffId,
  ]);
  expect(news.map(({ text }) => text).join()).toContain('may be forged: the check of its sender failed');
  const contact = (await contacts(ticketId)).at(-1);
  await done(agent.post(`contacts/${String(contact.id)}/confirm`));
  expect(await stateOf(world, ticketId)).toBe('open');
  // the next one that fails is looked at again: a person vouched for one mail, not for the address
  expect((await mailed(world, { from, to: replyTo(question), text: 'One more.', headers: FAILED })).outcome).toBe('visitor');
  expect((await mailed(world, { from, to: replyTo(question), text: 'And one.', headers: PASSED })).outcome).toBe('attached');
});

test('a thank-you that failed the check reopens nothing and closes nothing', async () => {
  const from = stranger();
  const { ticketId, receipt } = await complainedByMail(world, from, { headers: PASSED });
  await done(agent.post(`tickets/${ticketId}/withdraw`, { reason: 'It works after all.', channel: 'phone' }));
  const fate = await mailed(world, { from, to: replyTo(receipt), text: 'It is broken again, send the money.', headers: FAILED });
  expect([fate.outcome, await stateOf(world, ticketId)]).toEqual(['visitor', 'closed']);
});

test('a mail that waits in the quarantine says what was found about its sender', async () => {
  const deep = Array.from({ length: 300 }, (_, n) => `--B\r\nContent-Type: text/plain\r\n\r\n${String(n)}\r\n`).join('');
  const head = `From: ann@customers.test\r\nSubject: Many parts\r\nAuthentication-Results: ${FAILED['Authentication-Results']}`;
  await mailed(world, { from: 'ann@customers.test', raw: `${head}\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n${deep}--B--` });
  const lead = await world.signIn('lead');
  expect((await done(lead.get('quarantine'))).items[0]).toMatchObject({ subject: 'Many parts', senderProof: 'failed' });
});
