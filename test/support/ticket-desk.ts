import type { Answer, Client, Json } from './client';
import { World } from './world';

/** A desk on a Monday morning in New York with the people who work on tickets, and the steps that the specs of tickets are made of. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const FIX = {
  kind: 'repair',
  summary: 'The brake was fitted wrongly. We fitted it again and tested it on the road.',
  decision: 'upheld',
  fault: 'ours',
  cause: 'process',
  apology: { given: true },
};

export interface TicketDesk {
  world: World;
  agent: Client;
  lead: Client;
  manager: Client;
}

/** 10:00 on Monday, 16 November 2026; the place is open from 9 to 17 on working days. */
export const MONDAY = '2026-11-16T15:00:00Z';

async function startTicketDesk(): Promise<TicketDesk> {
  // Nothing is done behind the back of a test: due work waits for `settle`.
  const world = await World.start({ queues: false });
  await world.setClock(MONDAY);
  const [agent, lead, manager] = [await world.signIn('agent'), await world.signIn('lead'), await world.signIn('manager')];
  return { world, agent, lead, manager };
}

/** The desk of a whole spec: there from its first `beforeAll` on, gone after its last test. */
export function ticketDesk(): TicketDesk {
  const desk = {} as TicketDesk;
  beforeAll(async () => {
    Object.assign(desk, await startTicketDesk());
  });
  afterAll(() => desk.world.stop());
  return desk;
}

/** 10:00 on the next Monday: the clock never goes back, because people's rights began when they were given. */
export async function nextMonday(world: World): Promise<void> {
  const now = await world.now();
  const monday = new Date(MONDAY).getTime();
  const weeks = Math.floor((now.getTime() - monday) / (7 * DAY)) + 1;
  await world.setClock(new Date(monday + weeks * 7 * DAY).toISOString());
}

let counter = 0;

/** An address that nobody else has. */
export function anAddress(): string {
  counter += 1;
  return `customer${String(counter)}@example.test`;
}

/** The body of an answer that must be a yes. */
export async function ok(answer: Promise<Answer>): Promise<Json> {
  const { status, body, text } = await answer;
  if (status >= 300) throw new Error(`${String(status)} ${text}`);
  return body;
}

/** A refusal as one line to compare with: "409 guard: sentence". */
export async function no(answer: Promise<Answer>): Promise<string> {
  const { status, body } = await answer;
  return `${String(status)} ${body.guard ? `${String(body.guard)}: ` : ''}${String(body.detail)}`;
}

export function logged(by: Client, over: object = {}): Promise<Json> {
  const customer = 'anonymous' in over || 'ticket' in over ? {} : { customer: { name: 'Ann Lee', email: anAddress() } };
  return ok(
    by.post('complaints', {
      channel: 'phone',
      text: 'The brakes squeal after your repair.',
      touchPoint: 'service_support',
      ...customer,
      ...over,
    }),
  );
}

/** The id of a ticket in `open`, logged on the phone. */
export async function opened(by: Client, over: object = {}): Promise<string> {
  return (await logged(by, over)).ticket.id;
}

/** The id of a ticket in `new`, typed in from a letter or a mail. */
export function arrived(by: Client, over: object = {}): Promise<string> {
  return opened(by, { channel: 'email', ...over });
}

export async function waiting(by: Client, over: object = {}): Promise<string> {
  const id = await opened(by, over);
  await ok(by.post(`tickets/${id}/ask-customer`, { question: 'Which plate number?', channel: 'email' }));
  return id;
}

export async function fixed(by: Client, over: object = {}, fix: object = {}): Promise<string> {
  const id = await opened(by, over);
  await ok(by.post(`tickets/${id}/fix-delivered`, { ...FIX, ...fix }));
  return id;
}

/** Fixed, without a gift: the customer is to be asked how it went. */
export async function followedUp(by: Client, over: object = {}, fix: object = {}): Promise<string> {
  const id = await fixed(by, over, fix);
  await ok(by.post(`tickets/${id}/waive-gesture`, { reason: 'customer_wants_nothing' }));
  return id;
}

export async function closed(by: Client, over: object = {}): Promise<string> {
  const id = await followedUp(by, over);
  await ok(by.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
  return id;
}

export function seen(by: Client, id: string): Promise<Json> {
  return ok(by.get(`tickets/${id}`));
}

/** Clock → how its latest row stands. */
export async function clocksOf(by: Client, id: string): Promise<Record<string, string>> {
  const { clocks } = await seen(by, id);
  return Object.fromEntries(clocks.map((one: { clock: string; state: string }) => [one.clock, one.state]));
}

export async function clockOf(by: Client, id: string, clock: string): Promise<Json> {
  const { clocks } = await seen(by, id);
  return clocks.find((one: { clock: string }) => one.clock === clock);
}

export async function timeline(by: Client, id: string): Promise<Json[]> {
  return (await ok(by.get(`tickets/${id}/events`))).items;
}

/** The last line of the timeline that moved the ticket. */
export async function lastMove(by: Client, id: string): Promise<Json> {
  return (await timeline(by, id)).filter((event) => event.to !== null).at(-1);
}

/** What the customer was or will be told, in the order of planning; what was taken back is left out. */
export async function told(world: World, id: string): Promise<string[]> {
  const rows = await world.sql<{ kind: string }>(
    `SELECT kind FROM message WHERE ticket_id = $1 AND class <> 'staff' AND state <> 'cancelled' ORDER BY seq`,
    [id],
  );
  return rows.map(({ kind }) => kind);
}

/** Kinds of the news that somebody got about a ticket. */
export async function newsOf(by: Client, id: string): Promise<string[]> {
  const { items } = await ok(by.get('notifications?limit=100'));
  return items.filter((item: { ticketId: string }) => item.ticketId === id).map((item: { kind: string }) => item.kind);
}

/** The path of the customer's page, as the mails of this ticket carry it. */
export async function linkOf(world: World, email: string): Promise<string> {
  await world.settle();
  for (const { text } of world.sink.to(email)) {
    const link = /\/s\/[A-Za-z0-9_-]+/.exec(text)?.[0];
    if (link) return link;
  }
  throw new Error(`No mail to ${email} carries a link.`);
}
