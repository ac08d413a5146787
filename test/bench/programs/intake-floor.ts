import { createHash, randomBytes } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { POOL_SIZE } from '../../../src/platform/database/data-source';
import { aroundParams, type NewAround, type NewTicket, ticketParams, WRITE_TICKET } from '../../../src/tickets/opening-statements.service';
import { answering } from '../answering';
import type { Template } from '../template';

/**
 * The floor of intake: a bare Fastify handler that writes the same rows by the same statement, with parameters as long as the real ones. It checks
 * nothing, knows nobody, works nothing out and reads nothing.
 */

interface Complaint {
  text: string;
  customer: { name: string; phone: string };
}

const FIRST_NUMBER = 1_000_000_000;

async function start({ databaseUrl, template }: { databaseUrl: string; template: Template }): Promise<{ port: number }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
  const app = fastify();
  let number = FIRST_NUMBER;
  app.post<{ Body: Complaint }>('/complaints', async ({ body, headers }, reply) => {
    number += 1;
    const { view, values } = written(template, body, String(headers['idempotency-key']), number);
    await pool.query({ name: WRITE_TICKET.name, text: WRITE_TICKET.text, values });
    return reply.status(201).send(view);
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: Number(new URL(url).port) };
}

function written(template: Template, { text, customer }: Complaint, key: string, number: number): { view: unknown; values: unknown[] } {
  const now = new Date();
  const id = uuidv7();
  const ticket = {
    ...template.ticket,
    ...{ id, number, title: text.slice(0, 80), status_hash: randomBytes(32) },
    ...{ received_at: now, created_at: now, changed_at: now },
  } as NewTicket;
  const view = { ...template.view, ticket: { ...template.view.ticket, id, number, title: ticket.title } };
  const timers = template.timers.map((timer) => ({ ...timer, id: uuidv7(), ticket_id: id }));
  const segments = timers.flatMap((timer, at) =>
    (template.segments[at] ?? []).map((segment) => ({ ...segment, id: uuidv7(), timer_id: timer.id })),
  );
  const around: NewAround = {
    customer: customerOf(customer, now),
    idempotency: { actor: 'floor', key, fingerprint: createHash('sha256').update(key).digest(), answer: JSON.stringify(view) },
    event: { kind: 'log_live', actorId: template.staffId, actorKind: 'api_token', data: '{"channel": "phone"}', cause: `req:floor:${key}` },
    contact: { id: uuidv7(), kind: 'complaint', human: true, fromAddress: null, text, waitSeconds: null, callId: null, sourceKey: null },
    timers: JSON.stringify(timers),
    segments: JSON.stringify(segments),
    receipt: { id: uuidv7(), vars: JSON.stringify({ promise: now, text }), state: 'held', to: null, number: null },
  };
  return { view, values: [...ticketParams(ticket), ...aroundParams(around)] };
}

function customerOf({ name, phone }: Complaint['customer'], now: Date): string {
  const addresses = [{ id: uuidv7(), kind: 'phone', raw: phone, norm: phone, extension: null }];
  const unknown = { language: null, zone: null, external_id: null };
  return JSON.stringify({ id: uuidv7(), known: false, claim: `phone:${phone}::${name}`, name, ...unknown, now, addresses });
}

answering({ start });
