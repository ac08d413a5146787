import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { type MessageState, retryDelayMs } from './message.rules';
import { type Failing, MovingOn } from './moving-on.service';
import { isForward, type Receipt, type Reported } from './sms.rules';
import { TaskWriting } from './task-writing.service';
import { Troubles } from './troubles.service';
import { addressKindOf } from './ways.rules';

export interface Report extends Reported {
  provider: string;
  /** The provider's name of this report; the same one twice changes nothing. */
  eventId: string;
}

interface Row extends Failing {
  state: MessageState;
  receipt: Receipt | null;
  attempts: number;
  maxAttempts: number;
}

export type Took = 'applied' | 'repeated' | 'waiting' | 'old';

const ROW = `SELECT id, ticket_id AS "ticketId", customer_id AS "customerId", kind, class, channel, to_address AS "to", round, provider_ref AS reference, vars,
  may_move AS "mayMove", cycle, state, receipt, attempts, max_attempts AS "maxAttempts" FROM message WHERE id = $1 FOR NO KEY UPDATE`;
/** What the provider may still speak about: what is over for us stays over. */
const OPEN: readonly MessageState[] = ['pending', 'held', 'sending', 'uncertain', 'sent'];
const NOT_LEFT: readonly MessageState[] = ['pending', 'held'];
const BATCH = 50;

/**
 * What providers report: once each, in any order, before or after we know ourselves what became of the message. A state only moves forward; what was
 * delivered stays delivered.
 */
@Injectable()
export class Receipts {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly movingOn: MovingOn,
    private readonly tasks: TaskWriting,
    private readonly troubles: Troubles,
  ) {}

  take(report: Report): Promise<Took> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      const named = await this.named(tx, report);
      const isNew = await tx.run(
        `INSERT INTO delivery_event (provider, event_id, message_id, kind, at, provider_ref, for_good, address_dead, why, applied)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
        [
          ...[report.provider, report.eventId, named?.messageId ?? null, report.receipt, now, report.reference, report.forGood],
          ...[report.addressDead, report.why, named !== null],
        ],
      );
      if (isNew === 0) return 'repeated';
      if (named === null) return 'waiting';
      return this.apply(tx, named, report, now);
    });
  }

  /** Reports that came before we knew what the provider calls the message; after a day nobody waits for it. How many. */
  async applyWaiting(): Promise<number> {
    const waiting = await this.db.rows<Report & { about: null }>(
      `SELECT e.provider, e.event_id AS "eventId", NULL AS about, e.provider_ref AS reference, e.kind AS receipt, e.for_good AS "forGood",
         e.address_dead AS "addressDead", e.why FROM delivery_event e
       WHERE NOT e.applied AND (e.at < desk_now() - interval '1 day'
         OR EXISTS (SELECT 1 FROM message m WHERE m.channel = 'sms' AND m.provider_ref = e.provider_ref)) ORDER BY e.at LIMIT ${String(BATCH)}`,
    );
    for (const report of waiting) {
      await this.db.transaction(async (tx) => {
        const named = await this.named(tx, report);
        const mine = await tx.run(
          'UPDATE delivery_event SET applied = true, message_id = $3 WHERE provider = $1 AND event_id = $2 AND NOT applied',
          [report.provider, report.eventId, named?.messageId ?? null],
        );
        if (mine > 0 && named !== null) await this.apply(tx, named, report, await tx.now());
      });
    }
    return waiting.length;
  }

  /** A message came back after it had been taken: it goes on by the next way. `why` is the last answer. */
  async cameBack(tx: Tx, messageId: string, why: string, now: Date): Promise<'moved' | 'dead' | 'over'> {
    const row = await tx.maybe<Row>(ROW, [messageId]);
    if (!row || !OPEN.includes(row.state)) return 'over';
    return this.fail(tx, row, why, now, false);
  }

  /** A person has brought it: by a call or a letter. */
  async broughtByHand(tx: Tx, messageId: string, now: Date): Promise<void> {
    await tx.run(
      `UPDATE message SET state = 'sent', held_for = NULL, sent_at = $2, last_error = NULL WHERE id = $1 AND state = 'held' AND held_for = 'person'`,
      [messageId, now],
    );
  }

  /** A person has read the answer that was not clear: what waited for that goes on. How many. */
  async releaseChecked(tx: Tx, number: string): Promise<number> {
    const released = await tx.run(
      `UPDATE message SET state = 'pending', held_for = NULL, last_error = NULL WHERE state = 'held' AND held_for = 'check' AND channel = 'sms' AND to_address = $1`,
      [number],
    );
    if (released > 0) tx.wake('send-other', number);
    return released;
  }

  private async named(tx: Tx, { about, reference }: Report): Promise<{ messageId: string; round: number } | null> {
    if (about) {
      const known = await tx.maybe<{ id: string }>('SELECT id FROM message WHERE id = $1', [about.messageId]);
      if (known) return about;
    }
    if (reference === null) return null;
    return tx.maybe(
      `SELECT id AS "messageId", round FROM message WHERE channel = 'sms' AND provider_ref = $1
       UNION ALL SELECT message_id, round FROM message_try WHERE provider_ref = $1 LIMIT 1`,
      [reference],
    );
  }

  private async apply(tx: Tx, { messageId, round }: { messageId: string; round: number }, report: Report, now: Date): Promise<Took> {
    const row = await tx.one<Row>(ROW, [messageId]);
    if (!OPEN.includes(row.state)) return 'old';
    if (round !== row.round) return this.ofEarlierRound(tx, row, round, report, now);
    if (!isForward(row.receipt, report.receipt)) return 'old';
    if (report.receipt === 'failed') await this.failed(tx, row, report, now);
    else await this.arrived(tx, row, report, now);
    return 'applied';
  }

  private async arrived(tx: Tx, row: Row, { reference, receipt }: Report, now: Date): Promise<void> {
    await tx.run(
      `UPDATE message SET state = 'sent', held_for = NULL, lease_token = NULL, lease_until = NULL, sent_at = coalesce(sent_at, $2), receipt = $3,
         provider_ref = coalesce(provider_ref, $4), last_error = NULL WHERE id = $1`,
      [row.id, now, receipt, reference],
    );
    tx.wake('send-other', row.id);
  }

  /** An earlier round arrived after all: what has not left by the new way does not leave any more (edge 116). Its failing is no news. */
  private async ofEarlierRound(tx: Tx, row: Row, round: number, { receipt, reference }: Report, now: Date): Promise<Took> {
    if (receipt !== 'delivered' || !NOT_LEFT.includes(row.state)) return 'old';
    await tx.run(
      `UPDATE message m SET state = 'sent', held_for = NULL, sent_at = $3, receipt = 'delivered', round = t.round, channel = t.channel, to_address = t.to_address,
         provider_ref = coalesce(t.provider_ref, $4), last_error = NULL FROM message_try t WHERE m.id = $1 AND t.message_id = m.id AND t.round = $2`,
      [row.id, round, now, reference],
    );
    await this.tasks.cancelOf(tx, row.id, 'It has arrived after all.');
    tx.wake('send-other', row.id);
    return 'applied';
  }

  private async failed(tx: Tx, row: Row, report: Report, now: Date): Promise<void> {
    const why = report.why ?? 'the provider could not deliver it';
    const kind = addressKindOf(row.channel);
    if (report.addressDead && row.to !== null && kind !== null) await this.customers.markDead(tx, kind, row.to);
    const delayMs = report.forGood ? null : retryDelayMs(Math.max(row.attempts, 1), row.maxAttempts);
    if (delayMs === null) {
      await this.fail(tx, row, why, now, true);
      return;
    }
    await this.movingOn.remember(tx, { ...row, reference: row.reference ?? report.reference, why }, now, false);
    await tx.run(
      `UPDATE message SET state = 'pending', lease_token = NULL, lease_until = NULL, sent_at = NULL, provider_ref = NULL, receipt = NULL, round = round + 1,
         not_before = $2, last_error = $3 WHERE id = $1`,
      [row.id, new Date(now.getTime() + delayMs), why.slice(0, 500)],
    );
  }

  /** For good: the next way, or nobody hears of it and a person is told. */
  private async fail(tx: Tx, row: Row, why: string, now: Date, tell: boolean): Promise<'moved' | 'dead'> {
    await tx.run(
      `UPDATE message SET state = 'dead', held_for = NULL, lease_token = NULL, lease_until = NULL, sent_at = NULL, receipt = 'failed', last_error = $2 WHERE id = $1`,
      [row.id, why.slice(0, 500)],
    );
    const way = await this.movingOn.take(tx, { ...row, why }, now);
    const { id, ticketId, kind } = row;
    const trouble = way ? { state: 'moved' as const, why: `by ${way.channel}. ${why}` } : { state: 'dead' as const, why };
    if (row.class !== 'staff' && (tell || way)) await this.troubles.tell(tx, [{ messageId: id, ticketId, kind, ...trouble }]);
    return way ? 'moved' : 'dead';
  }
}
