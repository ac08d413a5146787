import { Inject, Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
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
import type { EditMessage, MessageList, MessageQuery, MessageView } from './message.dto';
import { COLUMNS, countsSql, FROM, isEditable, type MessageRow, tabCondition, viewOf } from './message-row.rules';
import type { MessageClass, MessageKind, MessageState } from './message.rules';
import { TaskWriting } from './task-writing.service';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface Held {
  id: string;
  state: MessageState;
  kind: MessageKind;
  channel: string;
  ticketState: string | null;
  customerId: string | null;
  ticketId: string | null;
  class: MessageClass;
  heldFor: string | null;
  version: number;
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
  async list({ state, tab, ticket, limit = PAGE_SIZE, cursor }: MessageQuery, actor: Actor): Promise<MessageList> {
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
    if (tab) conditions.push(tabCondition(tab));
    const [rows, counts] = await Promise.all([
      this.db.rows<MessageRow>(`SELECT ${COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY m.id DESC LIMIT $1`, params),
      this.counts(actor),
    ]);
    const page = pageOf(rows, limit, (row) => [row.id]);
    return { items: page.items.map((row) => viewOf(row, actor.roles)), nextCursor: page.nextCursor, counts };
  }

  private counts(actor: Actor): Promise<MessageList['counts']> {
    const params: unknown[] = [];
    return this.db.one<MessageList['counts']>(countsSql(messageVisibleTo(actor, 'm', 't', params)), params);
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

  /** Stops one message until somebody lets it go; what was written after it to the same customer waits behind it. */
  hold(id: string, note: string | undefined, actor: Actor): Promise<MessageView> {
    return this.decide(id, actor, async (tx, message) => {
      refuseUnless(message, ['pending'], 'Only a message that waits to be sent can be stopped.');
      if (message.kind === 'question' && message.ticketState === 'waiting_customer') {
        throw new Refused(
          'ticket_waits',
          'The clocks of the complaint stand still for the answer to this question, so it cannot wait. Go on without the answer instead.',
        );
      }
      await tx.run(`UPDATE message SET state = 'held', held_for = 'staff', last_error = $2 WHERE id = $1`, [
        id,
        `stopped by ${by(actor, note)}`,
      ]);
      await audit(tx, actor, 'message.held', `message:${id}`, { ticketId: message.ticketId });
    });
  }

  /** Lets a stopped one go, at its own time. */
  release(id: string, note: string | undefined, actor: Actor): Promise<MessageView> {
    return this.decide(id, actor, async (tx, message) => {
      if (message.state !== 'held' || message.heldFor !== 'staff')
        throw new Refused('message_state', 'Only a message that somebody of us stopped can be let go.', { state: message.state });
      const isSet = message.channel === 'email' ? this.config.smtpUrl !== null : message.channel !== 'sms' || this.config.smsUrl !== null;
      await tx.run(
        `UPDATE message SET state = $2, held_for = CASE WHEN $2 = 'held' THEN 'provider' END, last_error = CASE WHEN $2 = 'held' THEN $3 END WHERE id = $1`,
        [id, isSet ? 'pending' : 'held', message.channel === 'email' ? 'no mail relay' : 'no SMS provider'],
      );
      await audit(tx, actor, 'message.released', `message:${id}`, { ticketId: message.ticketId, note: note ?? null });
      tx.wake(message.channel === 'email' ? 'send-email' : 'send-other', id);
    });
  }

  /** New words for a reply that a person wrote, until it is being sent. */
  edit(id: string, { text, subject, version }: EditMessage, actor: Actor): Promise<MessageView> {
    return this.decide(id, actor, async (tx, message) => {
      if (!isEditable(message.kind, message.class))
        throw new Refused(
          'not_editable',
          'Only a reply that a person wrote can be changed. Take this one back and write to the customer yourself.',
        );
      refuseUnless(message, ['pending', 'held'], 'Only a message that has not been sent can be changed.');
      if (version !== undefined && version !== message.version)
        throw new Refused('version', 'Somebody changed this message meanwhile. Look at it again first.', { version: message.version });
      await tx.run(
        `UPDATE message SET vars = vars || jsonb_build_object('text', $2::text) || CASE WHEN $3::text IS NULL THEN '{}' ELSE jsonb_build_object('subject', $3::text) END
         WHERE id = $1`,
        [id, text, subject ?? null],
      );
      await audit(tx, actor, 'message.edited', `message:${id}`, { ticketId: message.ticketId });
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
      await tx.run('UPDATE message SET version = version + 1 WHERE id = $1', [id]);
      return view(tx, id, actor);
    });
  }
}

/** The message's row, locked, or Missing (404) where this person does not see it. */
async function lock(tx: Tx, id: string, actor: Actor): Promise<Held> {
  const params: unknown[] = [id];
  const visible = messageVisibleTo(actor, 'm', 't', params);
  const row = await tx.maybe<Held>(
    `SELECT m.id, m.state, m.kind, m.channel, m.class, m.held_for AS "heldFor", m.version, m.ticket_id AS "ticketId", t.state AS "ticketState", m.customer_id AS "customerId" ${FROM} WHERE m.id = $1 AND ${visible} FOR NO KEY UPDATE OF m`,
    params,
  );
  if (!row) throw new Missing('There is no such message.');
  return row;
}

async function view(reader: Reader, id: string, actor: Actor): Promise<MessageView> {
  const [row] = await reader.rows<MessageRow>(`SELECT ${COLUMNS} ${FROM} WHERE m.id = $1`, [id]);
  if (!row) throw new Missing('There is no such message.');
  return viewOf(row, actor.roles);
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
