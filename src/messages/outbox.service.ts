import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { BY_INDEX, CLAIM, type ClaimedMessage, RATE, RATE_USED } from './message-claim.service';
import type { Carried, MessageClass, MessageKind } from './message.rules';

export type { ClaimedMessage } from './message-claim.service';

/**
 * The statements by which messages leave (reliability.md 4.5). All of them take sets: 100 messages settled one by one are 1,150 a second, in one
 * statement 10,800.
 */

/** The last thing that is said about a message that did not leave. */
export interface Ending {
  id: string;
  leaseToken: string;
  why: string;
}

/** A message whose process died while sending it. */
export interface Reaped {
  id: string;
  ticketId: string | null;
  kind: MessageKind;
  class: MessageClass;
  channel: string;
}

export interface Sent {
  id: string;
  leaseToken: string;
  reference: string | null;
  templateVersionId: string | null;
  /** Of a text message. */
  segments: number | null;
}

/** Not now: it is looked at again then, as if nobody had tried. */
export interface Waiting {
  id: string;
  leaseToken: string;
  why: string;
  until: Date;
}

// A row with a lease is `sending`, so its state needs no look: asking for it would draw the planner to the small index on leases, which is full of rows
// that have left it long ago.
const OURS = `m.id = u.id AND m.lease_token = u.token`;
/** Twice the time that a call may take: what is still under way at the provider has arrived there by then. */
const ASK_AFTER = `interval '40 seconds'`;
const FREE = `lease_token = NULL, lease_until = NULL`;

const SENT = statement(
  'message.sent',
  `UPDATE message m SET state = 'sent', ${FREE}, sent_at = (SELECT desk_now()), provider_ref = u.ref, template_version_id = u.version, last_error = NULL,
     segments = u.segments, receipt = CASE WHEN m.channel = 'sms' THEN 'accepted' END
   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[]) AS u(id, token, ref, version, segments) WHERE ${OURS}
   RETURNING m.channel, extract(epoch FROM m.sent_at - greatest(m.not_before, m.created_at)) AS waited`,
);
const LATER = statement(
  'message.later',
  `UPDATE message m SET state = 'pending', ${FREE}, not_before = (SELECT desk_now()) + make_interval(secs => u.ms / 1000.0), last_error = u.why
   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) AS u(id, token, why, ms) WHERE ${OURS}`,
);
const UNTRIED = statement(
  'message.untried',
  `UPDATE message m SET state = 'pending', ${FREE}, attempts = greatest(m.attempts - 1, 0)
   FROM unnest($1::uuid[], $2::uuid[]) AS u(id, token) WHERE ${OURS}`,
);
const WAIT = statement(
  'message.wait',
  `UPDATE message m SET state = 'pending', ${FREE}, attempts = greatest(m.attempts - 1, 0), not_before = u.until, last_error = u.why
   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) AS u(id, token, why, until) WHERE ${OURS}`,
);
const CHECKED = statement(
  'message.checked',
  `UPDATE message m SET state = 'held', held_for = 'check', ${FREE}, attempts = greatest(m.attempts - 1, 0), last_error = u.why
   FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u(id, token, why) WHERE ${OURS}`,
);
const ENDED = statement(
  'message.ended',
  `UPDATE message m SET state = $4, ${FREE}, last_error = u.why, not_before = CASE WHEN $4 = 'uncertain' THEN (SELECT desk_now()) + ${ASK_AFTER} ELSE m.not_before END
   FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u(id, token, why) WHERE ${OURS}
   RETURNING m.id`,
);
// What a process left behind that died while it was sending: nobody knows how far it came. A provider that honours our key may be asked again, but
// only as long as it remembers the key (a day is usual).
const REAP = statement(
  'message.reap',
  `UPDATE message SET ${FREE}, last_error = 'the program ended while this was being sent',
     not_before = CASE WHEN retry_class = 'B' THEN (SELECT desk_now()) + ${ASK_AFTER} ELSE not_before END,
     state = CASE WHEN retry_class = 'A' AND first_attempt_at > (SELECT desk_now()) - interval '23 hours' THEN 'pending' ELSE 'uncertain' END
   WHERE state = 'sending' AND lease_until < (SELECT clock_timestamp())
   RETURNING id, state, ticket_id AS "ticketId", kind, class, channel`,
);
const EXPIRE = statement(
  'message.expire',
  `UPDATE message SET state = 'cancelled', last_error = 'outdated: it was to be sent before ' || to_char(send_before AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'
   WHERE state IN ('pending', 'held') AND send_before <= (SELECT desk_now()) RETURNING id`,
);
const RELEASE = statement(
  'message.release',
  `UPDATE message SET state = 'pending', held_for = NULL, last_error = NULL WHERE state = 'held' AND held_for = 'provider' AND channel = $1 RETURNING id`,
);
const HOLD = statement(
  'message.hold',
  `UPDATE message SET state = 'held', held_for = 'provider', last_error = $2 WHERE state = 'pending' AND channel = $1 AND attempts = 0 RETURNING id`,
);

@Injectable()
export class Outbox {
  constructor(private readonly db: Database) {}

  /** Takes up to `most` messages of a channel that are due, for a minute. Committed before anything touches the network. */
  claim(channel: Carried, most: number, perSecond: number | null = null): Promise<ClaimedMessage[]> {
    return this.db.transaction(async (tx) => {
      const allowed = perSecond === null ? most : Math.min(most, perSecond - (await tx.one<{ used: number }>(RATE, [channel])).used);
      if (allowed <= 0) return [];
      await tx.rows(BY_INDEX);
      const claimed = await tx.rows<ClaimedMessage>(CLAIM, [uuidv7(), allowed, channel]);
      if (perSecond !== null && claimed.length > 0) await tx.run(RATE_USED, [channel, claimed.length]);
      return claimed;
    });
  }

  /** Returns how long each waited, in seconds; one whose lease was lost is not among them. */
  async settleSent(sent: readonly Sent[]): Promise<{ channel: string; waited: number }[]> {
    const columns = [
      sent.map((one) => one.id),
      sent.map((one) => one.leaseToken),
      sent.map((one) => one.reference),
      sent.map((one) => one.templateVersionId),
      sent.map((one) => one.segments),
    ];
    return this.db.rows<{ channel: string; waited: number }>(SENT, columns);
  }

  async settleLater(later: readonly (Ending & { delayMs: number })[]): Promise<void> {
    const columns = [
      later.map((one) => one.id),
      later.map((one) => one.leaseToken),
      later.map((one) => one.why),
      later.map((one) => one.delayMs),
    ];
    await this.db.rows(LATER, columns);
  }

  /** Gives back what was claimed and never tried. */
  async settleUntried(untried: readonly { id: string; leaseToken: string }[]): Promise<void> {
    await this.db.rows(UNTRIED, [untried.map((one) => one.id), untried.map((one) => one.leaseToken)]);
  }

  /** Not now: an attempt that was none. */
  async settleWaiting(waiting: readonly Waiting[]): Promise<void> {
    const columns = [
      waiting.map((one) => one.id),
      waiting.map((one) => one.leaseToken),
      waiting.map((one) => one.why),
      waiting.map((one) => one.until),
    ];
    await this.db.rows(WAIT, columns);
  }

  /** Held until a person has read an answer that is not clear. */
  async settleChecked(held: readonly Ending[]): Promise<void> {
    await this.db.rows(CHECKED, [held.map((one) => one.id), held.map((one) => one.leaseToken), held.map((one) => one.why)]);
  }

  /** Returns the ids of those that really ended by this call. */
  async settleEnded(tx: Tx, state: 'dead' | 'uncertain' | 'cancelled', ended: readonly Ending[]): Promise<Set<string>> {
    const columns = [ended.map((one) => one.id), ended.map((one) => one.leaseToken), ended.map((one) => one.why)];
    return new Set((await tx.rows<{ id: string }>(ENDED, [...columns, state])).map((row) => row.id));
  }

  /** Ends the leases of processes that died; returns the messages that may have arrived, and how many rows it changed. */
  async reap(tx: Tx): Promise<{ uncertain: Reaped[]; count: number }> {
    const rows = await tx.rows<Reaped & { state: string }>(REAP);
    return { uncertain: rows.filter((row) => row.state === 'uncertain'), count: rows.length };
  }

  /** Cancels what came too late to be sent. */
  async expire(): Promise<number> {
    return (await this.db.rows(EXPIRE)).length;
  }

  /** `held` → `pending`, now that there is a provider for this channel. */
  async release(channel: string): Promise<number> {
    return (await this.db.rows(RELEASE, [channel])).length;
  }

  /** `pending` → `held`: there is no provider for this channel. */
  async hold(channel: string, why: string): Promise<number> {
    return (await this.db.rows(HOLD, [channel, why])).length;
  }
}
