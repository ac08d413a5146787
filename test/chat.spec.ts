import { get } from 'node:http';
import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let agent: Client;
let counter = 0;

/** A Wednesday, in the middle of the opening hours of New York. */
const OPEN = '2026-06-10T15:00:00Z';
const CLOSED = '2026-06-13T15:00:00Z';

beforeAll(async () => {
  world = await World.start();
  await world.setClock(OPEN);
  agent = await world.signIn('agent', { name: 'Mia Wong' });
});
afterAll(() => world.stop());

interface Line {
  seq: number;
  author: string;
  name: string | null;
  text: string;
  clientLineId: string | null;
}

async function opened(over: Record<string, string> = {}): Promise<string> {
  // the brake per network is a test of its own
  await world.sql('DELETE FROM public_call');
  const answer = await world.anonymous.post('public/chats', over);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.token;
}

const say = (token: string, text: string, clientLineId = `line-${String((counter += 1))}`) =>
  world.anonymous.post(`public/chats/${token}/lines`, { clientLineId, text });
const linesOf = async (token: string, after = 0): Promise<Line[]> =>
  (await world.anonymous.get(`public/chats/${token}/lines?after=${String(after)}`)).body.items;
const answered = async (ticketId: string, text: string, by = agent) => {
  const { status, text: why } = await by.post(`tickets/${ticketId}/messages`, { channel: 'chat', text });
  if (status !== 200) throw new Error(why);
  await world.settle();
};

async function ticketOf(
  token: string,
): Promise<{ id: string; number: number; state: string; contact_ms: number; customer_id: string | null }> {
  const [{ seq } = { seq: 0 }] = await linesOf(token);
  const [row] = await world.sql<{ id: string; number: number; state: string; contact_ms: number; customer_id: string | null }>(
    `SELECT t.id, t.number::int AS number, t.state, t.customer_id,
       (SELECT m.target_ms::float8 FROM timer m WHERE m.ticket_id = t.id AND m.clock = 'contact' ORDER BY m.started_at LIMIT 1) AS contact_ms
     FROM chat c JOIN ticket t ON t.id = c.ticket_id WHERE c.id = (SELECT chat_id FROM chat_line WHERE seq = $1)`,
    [seq],
  );
  if (!row) throw new Error('the chat has no ticket');
  return row;
}

test('the first line opens the ticket and is told its number; the answer of a person is the first contact', async () => {
  const token = await opened({ name: 'Ann Brown', email: 'ann@chat.test' });
  const line = await say(token, 'The table wobbles.');
  expect([line.status, line.body.author, line.body.text]).toEqual([201, 'customer', 'The table wobbles.']);
  const ticket = await ticketOf(token);
  expect(ticket).toMatchObject({ state: 'new', contact_ms: 120_000 });
  expect((await agent.get(`tickets/${ticket.id}`)).body).toMatchObject({ channel: 'chat', touchPoint: null, title: 'The table wobbles.' });
  await answered(ticket.id, 'Good morning, which table is it?');
  expect((await linesOf(token)).map(({ author, name, text }) => [author, name, text])).toEqual([
    ['customer', null, 'The table wobbles.'],
    ['system', null, expect.stringContaining(`R-${String(ticket.number)}`)],
    ['staff', 'Mia', 'Good morning, which table is it?'],
  ]);
  expect((await ticketOf(token)).state).toBe('open');
  await world.settle();
  const [message] = await world.sql(`SELECT state, channel FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`, [ticket.id]);
  expect(message).toEqual({ state: 'sent', channel: 'chat' });
});

test('while the desk is closed a chat has the promise of a written message', async () => {
  await world.setClock(CLOSED);
  const token = await opened({ email: 'weekend@chat.test' });
  await say(token, 'Anybody there?');
  expect((await ticketOf(token)).contact_ms).toBeGreaterThan(120_000);
  await world.setClock('2026-06-17T15:00:00Z');
});

test('the same line sent twice, one after the other or at once, is one line', async () => {
  const token = await opened();
  const [first, second] = await Promise.all([say(token, 'Hello', 'same'), say(token, 'Hello', 'same')]);
  const third = await say(token, 'Hello', 'same');
  expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
  expect(new Set([first.body.seq, second.body.seq, third.body.seq]).size).toBe(1);
  expect((await linesOf(token)).filter(({ author }) => author === 'customer')).toHaveLength(1);
});

test('ten lines at once open one ticket, and each reaches it', async () => {
  const token = await opened();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => say(token, `Line ${String(n)}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(201));
  const ticket = await ticketOf(token);
  expect((await agent.get(`tickets/${ticket.id}/contacts`)).body.items).toHaveLength(10);
  const eleventh = await say(token, 'One more');
  expect([eleventh.status, eleventh.headers.get('retry-after')]).toEqual([429, '60']);
  await world.shift(61_000);
  expect((await say(token, 'One more')).status).toBe(201);
});

test('a line answers the question that was asked in the chat', async () => {
  const token = await opened({ email: 'question@chat.test' });
  await say(token, 'The table wobbles.');
  const ticket = await ticketOf(token);
  await answered(ticket.id, 'Good morning.');
  expect((await agent.post(`tickets/${ticket.id}/ask-customer`, { question: 'Which model is it?', channel: 'chat' })).status).toBe(200);
  await world.settle();
  await say(token, 'The red one.');
  expect((await ticketOf(token)).state).toBe('open');
});

test('a line on a closed ticket opens it again; on a void one it is a new ticket', async () => {
  const token = await opened({ email: 'again@chat.test' });
  await say(token, 'The table wobbles.');
  const ticket = await ticketOf(token);
  await agent.post(`tickets/${ticket.id}/withdraw`, { reason: 'It works.', channel: 'chat' });
  await say(token, 'It wobbles again.');
  expect(await ticketOf(token)).toMatchObject({ id: ticket.id, state: 'open' });
  const other = await opened();
  await say(other, 'Nonsense');
  const nonsense = await ticketOf(other);
  const manager = await world.signIn('manager');
  await manager.post(`tickets/${nonsense.id}/void`, { reason: 'spam' });
  await say(other, 'No, really.');
  expect((await ticketOf(other)).id).not.toBe(nonsense.id);
});

test('edge 52: who chats and then phones has one ticket to which the agent adds', async () => {
  const token = await opened({ name: 'Ben Gray', email: 'ben@chat.test' });
  await say(token, 'The lamp flickers.');
  const ticket = await ticketOf(token);
  const call = await agent.post('complaints', {
    channel: 'phone',
    text: 'He calls about the lamp.',
    touchPoint: 'phone_system',
    ticket: ticket.id,
  });
  expect([call.status, call.body.ticket?.id]).toEqual([201, ticket.id]);
});

test('edge 53: a chat that is left before a word is written is no ticket; one that is left after it is one with its clocks', async () => {
  const [before] = await world.sql<{ count: number }>('SELECT count(*)::int AS count FROM ticket');
  await opened({ email: 'silent@chat.test' });
  expect((await world.sql<{ count: number }>('SELECT count(*)::int AS count FROM ticket'))[0]).toEqual(before);
  const token = await opened({ email: 'left@chat.test' });
  await say(token, 'Nobody answers me.');
  const ticket = await ticketOf(token);
  const { clocks } = (await agent.get(`tickets/${ticket.id}`)).body;
  expect(clocks.map((one: { clock: string; state: string }) => [one.clock, one.state])).toEqual(
    expect.arrayContaining([['contact', 'running']]),
  );
  await world.settle();
  expect(world.sink.to('left@chat.test')).toHaveLength(1);
});

test('what somebody types as a name joins nobody else’s record', async () => {
  const first = await opened({ name: 'Ann', phone: '+12125550143' });
  await say(first, 'Mine.');
  const second = await opened({ name: 'Zoe', phone: '+12125550143' });
  await say(second, 'Not hers.');
  expect((await ticketOf(first)).customer_id).not.toBe((await ticketOf(second)).customer_id);
});

test('the owner hears of the first line after an answer, not of each one', async () => {
  const token = await opened();
  await say(token, 'One');
  const ticket = await ticketOf(token);
  await agent.post(`tickets/${ticket.id}/take`, {});
  await answered(ticket.id, 'Hello.');
  for (const text of ['Two', 'Three', 'Four']) await say(token, text);
  const news = await world.sql(`SELECT id FROM notification WHERE staff_id = $1 AND ticket_id = $2 AND kind = 'customer_wrote'`, [
    agent.staffId,
    ticket.id,
  ]);
  expect(news).toHaveLength(1);
});

test('a wrong address, a wrong place, a line too long, an empty one and a NUL are refused with a sentence', async () => {
  const anonymous = world.anonymous;
  expect((await anonymous.post('public/chats', { email: 'no address' })).status).toBe(400);
  expect((await anonymous.post('public/chats', { phone: 'abc' })).status).toBe(400);
  expect((await anonymous.post('public/chats', { location: 'nowhere' })).status).toBe(400);
  expect((await anonymous.post('public/chats', { staff: true })).status).toBe(400);
  const token = await opened();
  for (const text of ['', 'x'.repeat(2001), 'a\0b', 'a\ud800b']) expect((await say(token, text)).status).toBe(400);
  expect((await anonymous.post(`public/chats/${token}/lines`, { text: 'no id' })).status).toBe(400);
  expect(await linesOf(token)).toEqual([]);
});

test('a token that is none, one of another kind and one of an ended chat open nothing', async () => {
  const token = await opened();
  const others = ['short', 'A'.repeat(43), `${token.slice(0, 42)}${token.endsWith('A') ? 'B' : 'A'}`];
  for (const other of others) {
    expect([400, 404]).toContain((await say(other, 'x')).status);
    expect([400, 404]).toContain((await world.anonymous.get(`public/chats/${other}/lines`)).status);
    expect([400, 404]).toContain((await world.anonymous.get(`public/chats/${other}/stream`)).status);
  }
  const [row] = await world.sql<{ token_hash: Buffer }>('SELECT token_hash FROM chat ORDER BY created_at DESC LIMIT 1');
  expect(row?.token_hash.toString('base64url')).not.toBe(token);
  await world.shift(8 * 86_400_000);
  expect((await say(token, 'x')).status).toBe(404);
});

test('twenty chats an hour from one network, then no more; the next hour they may', async () => {
  await world.sql('DELETE FROM public_call');
  const statuses = await Promise.all(Array.from({ length: 24 }, async () => (await world.anonymous.post('public/chats', {})).status));
  expect(statuses.filter((status) => status === 201)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  await world.shift(3_600_000);
  expect((await world.anonymous.post('public/chats', {})).status).toBe(201);
});

test('whoever answers in a chat that has ended is told so', async () => {
  const token = await opened();
  await say(token, 'Hello');
  const ticket = await ticketOf(token);
  await answered(ticket.id, 'Good morning.');
  // the same message, as if it had not left before the chat ended
  await world.sql(`UPDATE chat SET resume_until = desk_now() - interval '1 minute' WHERE ticket_id = $1`, [ticket.id]);
  await world.sql(`UPDATE message SET state = 'pending', sent_at = NULL WHERE ticket_id = $1 AND kind = 'staff_reply'`, [ticket.id]);
  await world.settle();
  const [message] = await world.sql(`SELECT state, last_error AS why FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`, [
    ticket.id,
  ]);
  expect(message).toEqual({ state: 'dead', why: 'the chat has ended' });
  const news = await world.sql<{ text: string }>(`SELECT text FROM notification WHERE staff_id = $1 AND kind = 'message_dead'`, [
    agent.staffId,
  ]);
  expect(news[0]?.text).toContain('did not reach the customer');
  expect((await agent.post(`tickets/${ticket.id}/messages`, { channel: 'chat', text: 'Hello?' })).status).toBe(409);
});

test('lines leave in the order in which they were written, whoever sends them', async () => {
  const token = await opened();
  await say(token, 'Hello');
  const ticket = await ticketOf(token);
  for (const text of ['One', 'Two', 'Three', 'Four', 'Five'])
    expect((await agent.post(`tickets/${ticket.id}/messages`, { channel: 'chat', text })).status).toBe(200);
  await Promise.all([world.settle(), world.settle()]);
  expect((await linesOf(token)).filter(({ author }) => author === 'staff').map(({ text }) => text)).toEqual([
    'One',
    'Two',
    'Three',
    'Four',
    'Five',
  ]);
});

test('a stream gives the lines that are there and those that come, from any process, and can be taken up again', async () => {
  const token = await opened();
  await say(token, 'One');
  const stream = listen(`${world.url}/api/v1/public/chats/${token}/stream`);
  await stream.until((events) => events.length >= 2);
  await say(token, 'Two');
  const events = await stream.until((all) => all.some(({ data }) => data.includes('"Two"')));
  expect(events[0]?.data).toContain('"One"');
  const last = events.at(-1)!;
  stream.close();
  await say(token, 'Three');
  const again = listen(`${world.url}/api/v1/public/chats/${token}/stream`, { 'last-event-id': last.id });
  const [first] = await again.until((all) => all.length >= 1);
  expect(first?.data).toContain('"Three"');
  again.close();
});

interface ServerEvent {
  id: string;
  data: string;
}

/** A browser's EventSource. `until` resolves as soon as what has come is enough. */
function listen(url: string, headers: Record<string, string> = {}) {
  const events: ServerEvent[] = [];
  let enough: { wanted: (events: ServerEvent[]) => boolean; done: (events: ServerEvent[]) => void } | null = null;
  const request = get(url, { headers: { accept: 'text/event-stream', ...headers } }, (response) => {
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        if (field('data') !== '') events.push({ id: field('id'), data: field('data') });
      }
      if (enough?.wanted(events)) enough.done(events);
    });
  });
  request.on('error', () => undefined);
  return {
    until: (wanted: (events: ServerEvent[]) => boolean) =>
      new Promise<ServerEvent[]>((done) => {
        enough = { wanted, done };
        if (wanted(events)) done(events);
      }),
    close: () => {
      request.destroy();
    },
  };
}

test('those who answer see who waits, since when, and what was said, their own words on the way included', async () => {
  const token = await opened({ name: 'Ann Lee' });
  await say(token, 'Is anybody there?');
  await say(token, 'My door does not close.');
  const ticket = await ticketOf(token);
  const chatOf = async (by: Client) =>
    (await by.get('chats')).body.items.find((one: { ticket: { id: string } }) => one.ticket.id === ticket.id);
  expect(await chatOf(agent)).toMatchObject({
    ticket: { number: ticket.number, state: 'new' },
    name: 'Ann Lee',
    unanswered: 2,
    waitingSince: expect.any(String),
    owner: null,
    resumable: true,
  });
  await answered(ticket.id, 'Yes, I am looking.');
  expect(await chatOf(agent)).toMatchObject({ unanswered: 0, waitingSince: null, lastLine: { by: 'us', text: 'Yes, I am looking.' } });
  const { lines } = (await agent.get(`tickets/${ticket.id}/chat`)).body;
  const told = lines.filter((one: { name: string | null; by: string }) => one.by === 'customer' || one.name !== null);
  expect(told).toMatchObject([
    { by: 'customer', name: null, text: 'Is anybody there?', state: 'said' },
    { by: 'customer', text: 'My door does not close.', state: 'said' },
    { by: 'us', name: 'Mia Wong', text: 'Yes, I am looking.', state: 'said' },
  ]);
  await say(token, 'Thank you.');
  const news = async (after: string) =>
    (await agent.get(`tickets/${ticket.id}/chat?after=${after}`)).body.lines.map((one: { text: string }) => one.text);
  expect(await news(lines.at(-1).id)).toEqual(['Thank you.']);
  expect(await news(String(lines.at(-1).seq))).toEqual(['Thank you.']);
  await world.sql(
    `INSERT INTO message (id, effect_key, ticket_id, kind, class, channel, order_key, vars, state, not_before, created_at)
     VALUES (gen_random_uuid(), $2, $1, 'staff_reply', 'service', 'chat', $2, '{"text": "One moment."}', 'held', desk_now(), desk_now())`,
    [ticket.id, `test:${ticket.id}`],
  );
  expect((await agent.get(`tickets/${ticket.id}/chat`)).body.lines.at(-1)).toMatchObject({
    by: 'us',
    text: 'One moment.',
    state: 'waiting',
    seq: null,
  });
  await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [ticket.id, agent.staffId]);
  expect(await chatOf(agent)).toBeUndefined();
  expect((await agent.get(`tickets/${ticket.id}/chat`)).status).toBe(404);
  expect((await agent.put(`tickets/${ticket.id}/chat/typing`, {})).status).toBe(404);
});

test('the customer sees that somebody writes, by the first name, and nothing of it is kept', async () => {
  const token = await opened();
  await say(token, 'Hello');
  const ticket = await ticketOf(token);
  const stream = listen(`${world.url}/api/v1/public/chats/${token}/stream`);
  expect((await agent.put(`tickets/${ticket.id}/chat/typing`, {})).status).toBe(204);
  const events = await stream.until((all) => all.some(({ data }) => data.includes('"name":"Mia","until"')));
  expect(events.filter(({ data }) => data.includes('"until"'))).toHaveLength(1);
  await world.shift(11_000);
  await say(token, 'Still there?');
  await stream.until((all) => all.some(({ data }) => data.includes('Still there?')));
  await say(token, 'Hello?');
  await stream.until((all) => all.some(({ data }) => data.includes('Hello?')));
  stream.close();
  expect(await world.sql('SELECT 1 FROM chat_typing y JOIN chat k ON k.id = y.chat_id WHERE k.ticket_id = $1', [ticket.id])).toEqual([]);
});
