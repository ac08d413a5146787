import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import { CONFIG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { messageVisibleTo } from './message-sight.rules';
import type { MessageList, MessageQuery, MessageView } from './message.dto';
import type { MessageKind, MessageState } from './message.rules';
import { TaskWriting } from './task-writing.service';

const COLUMNS = `m.id, m.ticket_id AS "ticketId", 'R-' || t.number AS "ticketRef", m.kind, m.class, m.channel, m.to_address AS "to", m.language, m.state,
  m.last_error AS "lastError", m.receipt, m.segments, m.attempts, m.automatic, m.not_before AS "notBefore", m.created_at AS "createdAt", m.sent_at AS "sentAt"`;
const FROM = 'FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id';
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface Held {
  id: string;
  state: MessageState;
  kind: MessageKind;
  channel: string;
  ticketState: string | null;
  customerId: string | null;
}

/** What people do with messages: look, take back, send again, say that one arrived. */
@Injectable()
export class MessageDesk {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly tasks: TaskWriting,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl' | 'smsUrl'>,
  ) {}

  /** The newest first. */
  async list({ state, ticket, limit = PAGE_SIZE, cursor }: MessageQuery, actor: Actor): Promise<MessageList> {
    const [before] = cursor ? decodeCursor(cursor, 1) : [null];
    const params: unknown[] = [limit + 1];
    const conditions = [messageVisibleTo(actor, 'm', 't', params)];
    const where = (condition: (place: string) => string, value: unknown) => {
      params.push(value);
      conditions.push(condition(`$${String(params.length)}`));
    };
    if (before !== null && before !== undefined) where((place) => `m.id < ${place}::uuid`, before);
    if (state) where((place) => `m.state = ${place}`, state);
    if (ticket !== undefined) {
      if (ID.test(ticket)) where((place) => `m.ticket_id = ${place}::uuid`, ticket);
      else where((place) => `m.ticket_id = (SELECT id FROM ticket WHERE number = ${place}::bigint)`, numberIn(ticket));
    }
    const rows = await this.db.rows<MessageView>(
      `SELECT ${COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY m.id DESC LIMIT $1`,
      params,
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Takes back what has not left. Refused (409) for one that is being sent, has ended, or that its ticket waits for. */
  cancel(id: string, note: string | undefined, actor: Actor): Promise<MessageView> {
    return this.decide(id, actor, async (tx, message) => {
      refuseUnless(message, ['pending', 'held', 'uncertain'], 'Only a message that has not been sent can be taken back.');
      if (message.kind === 'question' && message.ticketState === 'waiting_customer') {
        throw new Refused(
          'ticket_waits',
          'The complaint waits for the answer to this question. Go on without the answer instead; that takes the question back.',
        );
      }
      await tx.run(`UPDATE message SET state = 'cancelled', held_for = NULL, last_error = $2 WHERE id = $1`, [
        id,
        `taken back by ${by(actor, note)}`,
      ]);
      await this.tasks.cancelOf(tx, id, 'The message was taken back.');
    });
  }

  /**
   * Sends an uncertain or dead one again, under the same Message-ID, so that a mail program can tell a second copy. To the customer's best address of today.
   * Refused (409) for every other state and where there is no address any more.
   */
  retry(id: string, note: string | undefined, actor: Actor): Promise<MessageView> {
    return this.decide(id, actor, async (tx, message, now) => {
      refuseUnless(message, ['uncertain', 'dead'], 'Only a message that may not have arrived can be sent again.');
      const isMail = message.channel === 'email';
      if (message.channel === 'call' || message.channel === 'post')
        throw new Refused('by_hand', 'A person brings this one: look among the tasks, or tell the customer in another way.');
      await this.keepRound(tx, id, by(actor, note), now);
      const isSet = isMail ? this.config.smtpUrl !== null : message.channel !== 'sms' || this.config.smsUrl !== null;
      const updated = await tx.run(
        `UPDATE message m SET state = $2, held_for = CASE WHEN $2 = 'held' THEN 'provider' END, not_before = $3, attempts = 0, asks = 0, round = round + 1,
           provider_ref = NULL, receipt = NULL, first_attempt_at = NULL, settled_at = NULL, last_error = $4,
           to_address = coalesce(CASE WHEN m.channel = 'email' THEN best.address END, m.to_address)
         FROM (SELECT (SELECT a.value_norm FROM address a
             WHERE a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $5) AND a.kind = 'email' AND a.state = 'live'
             ORDER BY a.value_norm = (SELECT to_address FROM message WHERE id = $1) DESC, a.verified DESC, a.created_at DESC, a.id DESC LIMIT 1) AS address) best
         WHERE m.id = $1 AND (best.address IS NOT NULL OR $5::uuid IS NULL OR m.channel <> 'email')`,
        [id, isSet ? 'pending' : 'held', now, `sent again by ${by(actor, note)}`, message.customerId],
      );
      if (updated === 0)
        throw new Refused(
          'no_address',
          'The customer has no e-mail address that works. Add one first, or tell the customer in another way.',
        );
      tx.wake(isMail ? 'send-email' : 'send-other', id);
    });
  }

  /** A person found out that an uncertain one arrived. It counts as sent; what waited behind it goes on. */
  arrived(id: string, note: string | undefined, actor: Actor): Promise<MessageView> {
    return this.decide(id, actor, async (tx, message, now) => {
      refuseUnless(message, ['uncertain'], 'Only a message that may have arrived can be marked as arrived.');
      await tx.run(`UPDATE message SET state = 'sent', sent_at = $2, last_error = $3 WHERE id = $1`, [
        id,
        now,
        `arrived, says ${by(actor, note)}`,
      ]);
      tx.wake(message.channel === 'email' ? 'send-email' : 'send-other', id);
    });
  }

  /** A person takes the risk of a second copy: the provider gets it under a new name, and what it still says of the old one is understood. */
  private async keepRound(tx: Tx, id: string, why: string, now: Date): Promise<void> {
    await tx.run(
      `INSERT INTO message_try (message_id, round, channel, to_address, provider_ref, why, moved, at)
       SELECT id, round, channel, to_address, provider_ref, $2, false, $3 FROM message WHERE id = $1 ON CONFLICT DO NOTHING`,
      [id, `sent again by ${why}`, now],
    );
  }

  private decide(id: string, actor: Actor, work: (tx: Tx, message: Held, now: Date) => Promise<void>): Promise<MessageView> {
    return this.commands.once(actor.command, async (tx) => {
      const message = await lock(tx, id, actor);
      await work(tx, message, await tx.now());
      return view(tx, id);
    });
  }
}

/** The message's row, locked, or Missing (404) where this person does not see it. */
async function lock(tx: Tx, id: string, actor: Actor): Promise<Held> {
  const params: unknown[] = [id];
  const visible = messageVisibleTo(actor, 'm', 't', params);
  const row = await tx.maybe<Held>(
    `SELECT m.id, m.state, m.kind, m.channel, t.state AS "ticketState", m.customer_id AS "customerId" ${FROM} WHERE m.id = $1 AND ${visible} FOR NO KEY UPDATE OF m`,
    params,
  );
  if (!row) throw new Missing('There is no such message.');
  return row;
}

async function view(reader: Reader, id: string): Promise<MessageView> {
  const [row] = await reader.rows<MessageView>(`SELECT ${COLUMNS} ${FROM} WHERE m.id = $1`, [id]);
  if (!row) throw new Missing('There is no such message.');
  return row;
}

function refuseUnless(message: Held, states: readonly MessageState[], sentence: string): void {
  if (!states.includes(message.state))
    throw new Refused('message_state', `${sentence} This one is ${message.state}.`, { state: message.state });
}

function by(actor: Actor, note: string | undefined): string {
  return note === undefined ? actor.name : `${actor.name}: ${note}`;
}

function numberIn(ref: string): number | null {
  const found = /^(?:R-)?(\d{1,15})$/i.exec(ref);
  return found ? Number(found[1]) : null;
}
