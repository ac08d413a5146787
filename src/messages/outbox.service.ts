import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import type { MessageClass, MessageKind, MessageVars } from './message.rules';

/**
 * The statements by which messages leave (reliability.md 4.5). All of them take sets: 100 messages settled one by one are 1,150 a second, in one
 * statement 10,800. The claim reads everything that the re-check and the text need in the same round trip.
 */

/** A message that is ours until the lease ends, with what the database says at this moment about what it is about. */
export interface ClaimedMessage {
  id: string;
  leaseToken: string;
  ticketId: string | null;
  customerId: string | null;
  staffId: string | null;
  cycle: number | null;
  kind: MessageKind;
  class: MessageClass;
  automatic: boolean;
  to: string | null;
  language: string;
  vars: MessageVars;
  attempts: number;
  maxAttempts: number;
  now: Date;
  /** There is no mailbox behind this address any more. */
  addressDead: boolean;
  /** Another receipt went to this address within the pause. */
  receiptTwin: boolean;
  /** The oldest message of this ticket that was sent: the head of the thread. */
  threadId: string | null;
  ticketState: string | null;
  ticketCycle: number | null;
  ticketNumber: number | null;
  ticketChannel: string | null;
  statusVersion: number | null;
  question: string | null;
  closedAt: Date | null;
  customerName: string | null;
  zone: string | null;
  locationName: string | null;
  ownerName: string | null;
  automaticBlocked: boolean | null;
  apologyBlocked: boolean | null;
  followUpBlocked: boolean | null;
  gestureState: string | null;
  gestureSilent: boolean | null;
  gestureText: string | null;
  gestureNote: string | null;
  gestureReason: Record<string, string> | null;
  gestureUntil: Date | null;
  staffName: string | null;
  /** Left, or the complaint is about them: they get nothing. */
  staffBarred: boolean;
  inviteId: string | null;
  inviteVersion: number | null;
  inviteUntil: Date | null;
}

/** The same length in every claim, so that a lease never ends while a mail (20 s at most) is still under way. */
const LEASE = `interval '60 seconds'`;

// Messages of one ticket and channel leave in the order in which they were planned. One that is planned for later and was never tried does not
// hold up the others: a survey of next week would silence the ticket until then. One that may have arrived does: better silent than out of order.
// OFFSET 0 keeps that look-up one per message: nearly always nothing waits, so the planner takes what waits for one row and would join each message with
// all of it, which made a burst of n messages cost n².
const CLAIM = statement(
  'message.claim',
  `WITH clock AS MATERIALIZED (SELECT desk_now() AS now),
   due AS MATERIALIZED (
     SELECT q.id FROM message q
     WHERE q.state = 'pending' AND q.channel = 'email' AND q.not_before <= (SELECT now FROM clock) AND (q.send_before IS NULL OR q.send_before > (SELECT now FROM clock))
       AND NOT EXISTS (
         SELECT 1 FROM message e
         WHERE e.order_key = q.order_key AND e.seq < q.seq AND e.state IN ('pending', 'held', 'sending', 'uncertain')
           AND (e.state <> 'pending' OR e.attempts > 0 OR e.not_before <= (SELECT now FROM clock)) OFFSET 0)
     ORDER BY q.not_before, q.seq LIMIT $2 FOR UPDATE SKIP LOCKED),
   claimed AS (
     UPDATE message m
     SET state = 'sending', lease_token = $1, lease_until = clock_timestamp() + ${LEASE}, attempts = m.attempts + 1,
         first_attempt_at = coalesce(m.first_attempt_at, (SELECT now FROM clock))
     FROM due WHERE m.id = due.id
     RETURNING m.*)
   SELECT c.id, c.lease_token AS "leaseToken", c.ticket_id AS "ticketId", c.customer_id AS "customerId", c.staff_id AS "staffId", c.cycle, c.kind, c.class,
     c.automatic, c.to_address AS "to", c.language, c.vars, c.attempts, c.max_attempts AS "maxAttempts", (SELECT now FROM clock) AS now,
     EXISTS (SELECT 1 FROM address a WHERE a.kind = 'email' AND a.value_norm = c.to_address AND a.customer_id = c.customer_id AND a.state = 'dead') AS "addressDead",
     c.kind = 'receipt' AND EXISTS (
       SELECT 1 FROM message r WHERE r.kind = 'receipt' AND r.to_address = c.to_address AND r.seq < c.seq
         AND r.created_at > c.created_at - interval '15 minutes' AND r.state NOT IN ('cancelled', 'dead')) AS "receiptTwin",
     (SELECT x.id FROM message x WHERE x.ticket_id = c.ticket_id AND x.channel = 'email' AND x.class <> 'staff' AND x.state = 'sent' AND x.id <> c.id
      ORDER BY x.seq LIMIT 1) AS "threadId",
     f.state AS "ticketState", f.cycle AS "ticketCycle", f.number AS "ticketNumber", f.channel AS "ticketChannel", f.status_version AS "statusVersion",
     f.question, f.closed_at AS "closedAt", f.customer_name AS "customerName", f.zone, f.location_name AS "locationName",
     f.owner_first_name AS "ownerName", f.automatic_blocked AS "automaticBlocked", f.apology_blocked AS "apologyBlocked", f.follow_up_blocked AS "followUpBlocked",
     g.state AS "gestureState", g.silent AS "gestureSilent", g.text AS "gestureText", g.note AS "gestureNote", g.reason_line AS "gestureReason",
     g.expires_at AS "gestureUntil",
     s.name AS "staffName",
     coalesce(s.status = 'left', false) OR (s.id IS NOT NULL AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = c.ticket_id AND t.subject_staff_id = s.id)) AS "staffBarred",
     i.id AS "inviteId", i.token_version AS "inviteVersion", i.expires_at AS "inviteUntil"
   FROM claimed c
   LEFT JOIN message_facts f ON f.ticket_id = c.ticket_id
   LEFT JOIN LATERAL (
     SELECT x.* FROM gesture_facts x
     WHERE c.class = 'gesture' AND x.ticket_id = c.ticket_id AND CASE WHEN c.vars ? 'gestureId' THEN x.id::text = c.vars ->> 'gestureId' ELSE x.cycle = c.cycle END
     ORDER BY x.offered_at DESC NULLS LAST LIMIT 1) g ON true
   LEFT JOIN staff s ON s.id = c.staff_id
   LEFT JOIN invitation i ON c.kind = 'invitation' AND i.staff_id = c.staff_id AND i.kind = 'invite' AND i.used_at IS NULL AND i.expires_at > (SELECT now FROM clock)
   ORDER BY c.seq`,
);

// The statistics of an outbox are always old: it was empty when they were taken. Believing that, the planner reads and sorts everything that is
// pending to find the first hundred (45 ms with 10,000 waiting, 3 ms by the index, which is in the right order).
const BY_INDEX = statement(
  'message.by_index',
  `SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
);

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
}

export interface Sent {
  id: string;
  leaseToken: string;
  reference: string | null;
  templateVersionId: string | null;
}

// A row with a lease is `sending`, so its state needs no look: asking for it would draw the planner to the small index on leases, which is full of rows
// that have left it long ago.
const OURS = `m.id = u.id AND m.lease_token = u.token`;
const FREE = `lease_token = NULL, lease_until = NULL`;

const SENT = statement(
  'message.sent',
  `UPDATE message m SET state = 'sent', ${FREE}, sent_at = (SELECT desk_now()), provider_ref = u.ref, template_version_id = u.version, last_error = NULL
   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) AS u(id, token, ref, version) WHERE ${OURS}
   RETURNING extract(epoch FROM m.sent_at - greatest(m.not_before, m.created_at)) AS waited`,
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
const ENDED = statement(
  'message.ended',
  `UPDATE message m SET state = $4, ${FREE}, last_error = u.why
   FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u(id, token, why) WHERE ${OURS}
   RETURNING m.id`,
);
// What a process left behind that died while it was sending: nobody knows how far it came. A provider that honours our key may be asked again, but
// only as long as it remembers the key (a day is usual).
const REAP = statement(
  'message.reap',
  `UPDATE message SET ${FREE}, last_error = 'the program ended while this was being sent',
     state = CASE WHEN retry_class = 'A' AND first_attempt_at > (SELECT desk_now()) - interval '23 hours' THEN 'pending' ELSE 'uncertain' END
   WHERE state = 'sending' AND lease_until < (SELECT clock_timestamp())
   RETURNING id, state, ticket_id AS "ticketId", kind, class`,
);
const EXPIRE = statement(
  'message.expire',
  `UPDATE message SET state = 'cancelled', last_error = 'outdated: it was to be sent before ' || to_char(send_before AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'
   WHERE state IN ('pending', 'held') AND send_before <= (SELECT desk_now()) RETURNING id`,
);
const RELEASE = statement(
  'message.release',
  `UPDATE message SET state = 'pending', last_error = NULL WHERE state = 'held' AND channel = $1 RETURNING id`,
);
const HOLD = statement(
  'message.hold',
  `UPDATE message SET state = 'held', last_error = $2 WHERE state = 'pending' AND channel = $1 AND attempts = 0 RETURNING id`,
);

@Injectable()
export class Outbox {
  constructor(private readonly db: Database) {}

  /** Takes up to `most` mails that are due, for a minute. Committed before anything touches the network. */
  claim(most: number): Promise<ClaimedMessage[]> {
    return this.db.transaction(async (tx) => {
      await tx.rows(BY_INDEX);
      return tx.rows<ClaimedMessage>(CLAIM, [uuidv7(), most]);
    });
  }

  /** Returns how long each waited, in seconds; one whose lease was lost is not among them. */
  async settleSent(sent: readonly Sent[]): Promise<number[]> {
    const columns = [
      sent.map((one) => one.id),
      sent.map((one) => one.leaseToken),
      sent.map((one) => one.reference),
      sent.map((one) => one.templateVersionId),
    ];
    return (await this.db.rows<{ waited: number }>(SENT, columns)).map((row) => row.waited);
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
