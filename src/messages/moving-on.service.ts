import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import type { Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { ClosedWays } from './closed-ways.service';
import { CARE_KINDS } from './journey.rules';
import { type Channel, type MessageClass, type MessageKind, type MessageVars } from './message.rules';
import { scriptOf } from './task-script.rules';
import { TaskWriting } from './task-writing.service';
import { addressKindOf, channelsFor, isCarried } from './ways.rules';

/** A message that is under lock, or ours by its lease, as it was before its way failed. */
export interface Failing {
  id: string;
  ticketId: string | null;
  customerId: string | null;
  kind: MessageKind;
  class: MessageClass;
  channel: Channel;
  to: string | null;
  round: number;
  reference: string | null;
  vars: MessageVars;
  mayMove: boolean;
  cycle: number | null;
}

export interface Failed extends Failing {
  why: string;
}

interface Way {
  channel: Channel;
  to: string;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Takes a message on to the customer's next way (domain.md 6.3, 6.7). It stays one row: whatever a late report says of an earlier way, one message
 * has one state, so it cannot be sent twice by mistake, and whoever planned it need not know.
 */
@Injectable()
export class MovingOn {
  constructor(
    private readonly tasks: TaskWriting,
    private readonly closedWays: ClosedWays,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl' | 'smsUrl'>,
  ) {}

  /** The way it takes now, or null where none is left; then a person is to find one, where the message is worth it. */
  async take(tx: Tx, failed: Failed, now: Date): Promise<Way | null> {
    if (!failed.mayMove || CARE_KINDS.includes(failed.kind)) return null;
    await this.remember(tx, failed, now, true);
    const way = await this.next(tx, failed);
    if (way === null) await this.tasks.noWay(tx, { ...failed, messageId: failed.id, now });
    else await this.turn(tx, failed, way, now);
    return way;
  }

  /** Keeps what the present round was, for reports that come late. */
  async remember(tx: Tx, failed: Failed, now: Date, moved: boolean): Promise<void> {
    await tx.run(
      `INSERT INTO message_try (message_id, round, channel, to_address, provider_ref, why, moved, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT DO NOTHING`,
      [failed.id, failed.round, failed.channel, failed.to, failed.reference, failed.why.slice(0, 500), moved, now],
    );
  }

  private async next(tx: Tx, { id, customerId, kind, class: messageClass }: Failed): Promise<Way | null> {
    if (customerId === null || messageClass === 'staff') return null;
    const tried = await tx.rows<{ channel: Channel }>('SELECT channel FROM message_try WHERE message_id = $1 AND moved', [id]);
    const addresses = await tx.rows<{ kind: string; value: string; extension: string | null }>(
      `SELECT kind, value_norm AS value, extension FROM address
       WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1) AND state = 'live' ORDER BY verified DESC, created_at DESC, id DESC`,
      [customerId],
    );
    const closed = await this.closedWays.of(tx, customerId);
    const open = channelsFor(kind, { email: true, sms: this.config.smsUrl !== null }).filter(
      (channel) => !tried.some((one) => one.channel === channel),
    );
    for (const channel of open) {
      const fits = (one: { kind: string; value: string; extension: string | null }): boolean =>
        one.kind === addressKindOf(channel) && (channel !== 'sms' || one.extension === null) && !closed.has(`${channel}:${one.value}`);
      const found = addresses.find(fits);
      if (found) return { channel, to: found.value };
    }
    return null;
  }

  private async turn(tx: Tx, failed: Failed, { channel, to }: Way, now: Date): Promise<void> {
    const carried = isCarried(channel);
    const isSet = channel === 'email' ? this.config.smtpUrl !== null : true;
    const state = carried && isSet ? 'pending' : 'held';
    const heldFor = state === 'pending' ? null : carried ? 'provider' : 'person';
    await tx.run(
      `UPDATE message SET channel = $2, to_address = $3, order_key = CASE WHEN order_key = id::text THEN order_key ELSE coalesce(ticket_id::text, id::text) || ':' || $2 END, state = $4, held_for = $5, not_before = $6,
         round = round + 1, attempts = 0, asks = 0, first_attempt_at = NULL, lease_token = NULL, lease_until = NULL, sent_at = NULL, provider_ref = NULL,
         receipt = NULL, segments = NULL, retry_class = $7, last_error = $8 WHERE id = $1`,
      [failed.id, channel, to, state, heldFor, now, channel === 'sms' ? 'B' : 'C', `not by ${failed.channel}: ${failed.why}`.slice(0, 500)],
    );
    if (state === 'pending') tx.wake(channel === 'email' ? 'send-email' : 'send-other', failed.id);
    if (channel !== 'call' && channel !== 'post') return;
    await this.tasks.open(tx, {
      dedupeKey: `message:${failed.id}:${String(failed.round + 1)}`,
      kind: channel,
      ticketId: failed.ticketId,
      customerId: failed.customerId,
      messageId: failed.id,
      address: to,
      dueAt: new Date(now.getTime() + DAY_MS),
      script: scriptOf(failed.kind, failed.vars),
      now,
    });
  }
}
