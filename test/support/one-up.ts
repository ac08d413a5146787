import type { Answer, Client, Json } from './client';
import type { World } from './world';

/** Steps of the one-up as the specs need them, through HTTP. */

let counter = 0;

const FIX = {
  kind: 'redo',
  summary: 'The wheels were not tightened. We did all four again and tried them on the road.',
  decision: 'upheld',
  fault: 'ours',
  cause: 'process',
  apology: { given: true },
};

/** A complaint taken on the phone from a customer of its own: failed service, S3. Returns the ticket's id. */
export async function complaint(by: Client, over: Record<string, unknown> = {}): Promise<string> {
  counter += 1;
  const answer = await by.post('complaints', {
    channel: 'phone',
    text: 'The car came back with loose wheels.',
    touchPoint: 'service_support',
    failureClass: 'failed_service',
    severity: 'S3',
    customer: { name: 'Ana Lopez', email: `ana${String(counter)}@example.test` },
    ...over,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.ticket.id;
}

export async function fix(by: Client, ticket: string, over: Record<string, unknown> = {}): Promise<void> {
  const answer = await by.post(`tickets/${ticket}/fix-delivered`, { ...FIX, ...over });
  if (answer.status !== 200) throw new Error(answer.text);
}

/** A complaint that was put right; the suggestions are made. */
export async function fixedTicket(
  world: World,
  by: Client,
  over: Record<string, unknown> = {},
  fixOver: Record<string, unknown> = {},
): Promise<string> {
  const ticket = await complaint(by, over);
  await fix(by, ticket, fixOver);
  await world.settle();
  return ticket;
}

export function take(by: Client, ticket: string, gestureType: string, over: Record<string, unknown> = {}): Promise<Answer> {
  return by.post(`tickets/${ticket}/gestures`, { gestureType, ...over });
}

/** What somebody does with a gesture: `offer`, `approve`, `fulfil` and so on. */
export function act(by: Client, id: string, event: string, body: object = {}): Promise<Answer> {
  return by.post(`gestures/${id}/${event}`, body);
}

/** A step that must work; answers the gesture. */
export async function done(answer: Promise<Answer>): Promise<Json> {
  const { status, body, text } = await answer;
  if (status !== 200 && status !== 201) throw new Error(text);
  return body;
}

/** A gesture in this state, on a fixed ticket of its own. */
export async function gestureIn(
  state: 'approved' | 'offered' | 'accepted' | 'fulfil_failed',
  world: World,
  by: Client,
  gestureType = 'car_wash',
  over: Record<string, unknown> = {},
): Promise<{ ticket: string; id: string }> {
  const ticket = await fixedTicket(world, by, over);
  const { id } = await done(take(by, ticket, gestureType));
  if (state !== 'approved') await done(by.post(`gestures/${id}/offer`));
  if (state === 'accepted' || state === 'fulfil_failed') await done(by.post(`gestures/${id}/accept`));
  if (state === 'fulfil_failed') await done(by.post(`gestures/${id}/fulfil-failed`, { reason: 'The machine is broken.' }));
  return { ticket, id };
}

/** The states of a ticket's gestures by their code, without mere suggestions that were set aside. */
export async function states(world: World, ticket: string): Promise<Record<string, string>> {
  const rows = await world.sql<{ code: string; state: string }>(
    `SELECT gesture_type AS code, state FROM gesture_facts WHERE ticket_id = $1 AND state <> 'dismissed' ORDER BY created_at`,
    [ticket],
  );
  return Object.fromEntries(rows.map(({ code, state }) => [code, state]));
}

export async function ticketOf(by: Client, ticket: string): Promise<Json> {
  return (await by.get(`tickets/${ticket}`)).body;
}

/** The ticket's state and its one-up, which only the row says. */
export async function oneUp(world: World, ticket: string): Promise<{ state: string; oneUp: string }> {
  const [row] = await world.sql<{ state: string; oneUp: string }>(`SELECT state, one_up AS "oneUp" FROM ticket WHERE id = $1`, [ticket]);
  if (!row) throw new Error('no such ticket');
  return row;
}
