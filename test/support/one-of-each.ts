import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { hashToken, hashVoucherCode, voucherCode } from '../../src/platform/tokens';
import type { Client } from './client';
import { complaint, done, take } from './one-up';
import { TEST_SECRET, type World } from './world';

/** Ids of things that are there, each with the others on one ticket of location `main`, in the order of an address: ticket and file for a file. */
export interface OneOfEach {
  ticket: string;
  /** Another ticket, for merging. */
  other: string;
  customer: string;
  address: string;
  gesture: string;
  message: string;
  task: string;
  redress: string;
  contact: string;
  file: string;
  notification: string;
  session: string;
  token: string;
  voucher: string;
  review: string;
  survey: string;
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
    task: await taskOn(world, ticket),
    redress: await of('redress'),
    contact: await of('contact'),
    file: await of('ticket_file'),
    notification: await notificationOf(world, manager),
    session: await sessionOf(world, manager),
    token: token.id,
    voucher: await voucherOf(world, gesture.id),
    review: await reviewOf(world, ticket),
    survey: await surveyOf(world, ticket),
  };
}

function id([row]: { id: string }[]): string {
  if (!row) throw new Error('One of the things is not there.');
  return row.id;
}

async function taskOn(world: World, ticket: string): Promise<string> {
  return id(
    await world.sql<{ id: string }>(
      `INSERT INTO task (id, dedupe_key, kind, ticket_id, due_at, script, created_at) VALUES ($1::uuid, $1::text, 'call', $2, desk_now(), 'Say hello.', desk_now()) RETURNING id`,
      [uuidv7(), ticket],
    ),
  );
}

async function notificationOf(world: World, { staffId }: Client): Promise<string> {
  const made = uuidv7();
  await world.sql(
    `INSERT INTO notification (id, dedupe_key, staff_id, kind, text, at) VALUES ($1::uuid, $1::text, $2, 'note', 'Look.', desk_now())`,
    [made, staffId],
  );
  return made;
}

/** The voucher of a gift, whatever becomes of the gift. */
async function voucherOf(world: World, gesture: string): Promise<string> {
  const made = uuidv7();
  const code = voucherCode(TEST_SECRET, made, 1);
  await world.sql(
    `INSERT INTO voucher (id, gesture_id, hash, last4, code_version, status, issued_at, expires_at, grace_until)
     SELECT $1, $2, $3, $4, 1, 'issued', now, now + interval '90 days', now + interval '97 days' FROM (SELECT desk_now() AS now) n`,
    [made, gesture, hashVoucherCode(TEST_SECRET, code), code.slice(-4)],
  );
  return made;
}

/** Something on the manager's list that this ticket is behind. */
async function reviewOf(world: World, ticket: string): Promise<string> {
  const made = uuidv7();
  await world.sql(
    `INSERT INTO review_item (id, kind, subject, customer_id, ticket_id, location_id, ticket_ids, facts, dedupe_key, since, until)
     SELECT $1::uuid, 'keep_failing', t.customer_id::text, t.customer_id, t.id, t.location_id, ARRAY[t.id], '{"failures90": 2}', $1::text, desk_now(), desk_now() + interval '180 days'
     FROM ticket t WHERE t.id = $2`,
    [made, ticket],
  );
  return made;
}

/** An answered question about an attempt before this one. */
async function surveyOf(world: World, ticket: string): Promise<string> {
  return id(
    await world.sql<{ id: string }>(
      `INSERT INTO survey (id, ticket_id, cycle, state, answered_at, score, fixed, created_at) VALUES ($1, $2, 99, 'answered', desk_now(), 5, true, desk_now()) RETURNING id`,
      [uuidv7(), ticket],
    ),
  );
}

async function sessionOf(world: World, { staffId }: Client): Promise<string> {
  const hash = hashToken(randomBytes(32).toString('base64url'));
  await world.sql(
    `INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '1 day')`,
    [hash, staffId],
  );
  return hash.subarray(0, 16).toString('hex');
}
