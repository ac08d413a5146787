import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { hashToken } from '../../src/platform/tokens';
import type { Client } from './client';
import { complaint, done, take } from './one-up';
import type { World } from './world';

/** Ids of things that are there, each with the others on one ticket of location `main`, in the order of an address: ticket and file for a file. */
export interface OneOfEach {
  ticket: string;
  /** Another ticket, for merging. */
  other: string;
  customer: string;
  address: string;
  gesture: string;
  message: string;
  redress: string;
  contact: string;
  file: string;
  notification: string;
  session: string;
  token: string;
}

const FIX = {
  kind: 'repair',
  summary: 'The hinge was worn. We put in a new one and tried it.',
  decision: 'upheld',
  fault: 'ours',
  cause: 'product',
  apology: { given: true },
  failureClass: 'failed_service',
  contact: { channel: 'phone', how: 'call', note: 'We spoke.' },
  redress: { kind: 'refund', amountMinor: 500, currency: 'USD', method: 'card', state: 'scheduled', dueOn: '2026-12-01' },
};

/** A complaint that came by mail with a file, was fixed with money to pay, and has a gift chosen; what is personal belongs to `manager`. */
export async function oneOfEach(world: World, manager: Client): Promise<OneOfEach> {
  const from = `each-${randomBytes(4).toString('hex')}@customer.test`;
  await world.sendMail({ from, subject: 'Broken', attachments: [{ filename: 'a.txt', content: 'It broke.', contentType: 'text/plain' }] });
  await world.settle();
  const { id: ticket } = (await done(manager.get(`tickets?q=${from}`))).items[0];
  await done(manager.post(`tickets/${ticket}/take`));
  await done(manager.post(`tickets/${ticket}/fix-delivered`, FIX));
  await world.settle();
  const gesture = await done(take(manager, ticket, 'car_wash'));
  const token = await done(manager.post('api-tokens', { name: 'Mine', scopes: ['board.see'], expiresAt: '2027-01-01T00:00:00Z' }));
  const of = async (table: string): Promise<string> =>
    id(await world.sql<{ id: string }>(`SELECT id FROM ${table} WHERE ticket_id = $1 LIMIT 1`, [ticket]));
  return {
    ticket,
    other: await complaint(manager),
    customer: id(await world.sql<{ id: string }>('SELECT customer_id AS id FROM ticket WHERE id = $1', [ticket])),
    address: id(await world.sql<{ id: string }>('SELECT id FROM address WHERE value_norm = $1', [from])),
    gesture: gesture.id,
    message: await of('message'),
    redress: await of('redress'),
    contact: await of('contact'),
    file: await of('ticket_file'),
    notification: await notificationOf(world, manager),
    session: await sessionOf(world, manager),
    token: token.id,
  };
}

function id([row]: { id: string }[]): string {
  if (!row) throw new Error('One of the things is not there.');
  return row.id;
}

async function notificationOf(world: World, { staffId }: Client): Promise<string> {
  const made = uuidv7();
  await world.sql(
    `INSERT INTO notification (id, dedupe_key, staff_id, kind, text, at) VALUES ($1::uuid, $1::text, $2, 'note', 'Look.', desk_now())`,
    [made, staffId],
  );
  return made;
}

async function sessionOf(world: World, { staffId }: Client): Promise<string> {
  const hash = hashToken(randomBytes(32).toString('base64url'));
  await world.sql(
    `INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '1 day')`,
    [hash, staffId],
  );
  return hash.subarray(0, 16).toString('hex');
}
