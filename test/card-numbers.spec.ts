import { SmsProvider, texts } from './support/sms-provider';
import { anAddress, logged, MONDAY, ok, opened, seen } from './support/ticket-desk';
import { World } from './support/world';

/** Edge 127: numbers of payment cards are kept nowhere, whoever writes them and wherever. */

const CARD = '4111 1111 1111 1111';
const DIGITS = CARD.replace(/ /g, '');

let sms: SmsProvider;
let world: World;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ queues: false, env: sms.env });
  await world.setClock(MONDAY);
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});

/** The tables with a row in which the number stands, in any of its forms; mails are kept as they came and are looked at by themselves. */
async function keptIn(): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'inbound_message'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await world.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE regexp_replace(to_jsonb(t)::text, '[ .-]', '', 'g') LIKE $1`,
      [`%${DIGITS}%`],
    );
    if ((row?.n ?? 0) > 0) found.push(name);
  }
  return found;
}

test('edge 127: what staff type into a complaint, a note, an answer, a fix or a draft is kept without the card number', async () => {
  const agent = await world.signIn('agent');
  const { ticket } = await logged(agent, { text: `He was charged twice on ${CARD}.`, severity: 'S3' });
  const id = String(ticket.id);
  expect((await seen(agent, id)).title).toBe('He was charged twice on [card …1111].');
  await ok(agent.post(`tickets/${id}/notes`, { text: `Card ${DIGITS}, expires 12/27.` }));
  await ok(agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: `She read out 4111-1111-1111-1111.` }));
  await ok(agent.post(`tickets/${id}/messages`, { channel: 'email', text: `We pay it back to ${CARD}.` }));
  await ok(agent.put(`drafts/reply:${id}`, { body: { text: `We pay it back to ${CARD}.`, more: [DIGITS] } }));
  await world.settle();
  const said = (await ok(agent.get(`tickets/${id}/contacts`))).items.map(({ text }: { text: string }) => text);
  expect(said).toContain('Card [card …1111], expires 12/27.');
  expect(await keptIn()).toEqual([]);
});

test('edge 127: what customers write by mail and by text is kept without it too', async () => {
  const email = anAddress();
  const phone = '+12125557001';
  await world.sendMail({ from: email, subject: `Charged twice: ${DIGITS}`, text: `You took it twice from ${CARD}!` });
  await world.settle();
  await opened(await world.signIn('agent'), { customer: { name: 'Ann Lee', phone } });
  expect(await texts(world, phone, `My card is ${CARD}`)).toBe(204);
  await world.settle();
  expect(await keptIn()).toEqual([]);
  const kept = await world.sql<{ subject: string }>('SELECT subject FROM inbound_message');
  expect(kept).toEqual([{ subject: 'Charged twice: [card …1111]' }]);
});

test('edge 127: a number that is none of a card stays as it was typed', async () => {
  const agent = await world.signIn('agent');
  const { ticket } = await logged(agent, { text: 'The telephone with the number 490154203237518 is broken.' });
  expect((await seen(agent, String(ticket.id))).title).toContain('490154203237518');
});
