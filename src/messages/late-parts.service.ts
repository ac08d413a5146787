import type { Tx } from '../platform/database/tx';
import { CARRYING_KINDS, OVERTAKEN_KINDS, TOGETHER_MS } from './journey.rules';

/*
 * The honest word that we are late, as a part of other news instead of a mail of its own (domain.md 6.1, 6.4). The words are those of the late note and
 * are put in when the mail is written; only mails have room for them. The caller holds the ticket's lock.
 */

export interface LatePart {
  ticketId: string;
  cycle: number;
  /** What we had promised, and the new time. */
  promised: Date;
  promise: Date;
  now: Date;
}

/** Why a note of the desk's own was taken back: what it says is said by a person. */
export const OVERTAKEN = 'outdated: a person has written';

/** Puts it into news of this ticket that leave within half an hour, and returns that message's id; null where there are none. */
export async function joinLate(tx: Tx, { ticketId, cycle, promised, promise, now }: LatePart): Promise<string | null> {
  const carrying = await tx.maybe<{ id: string }>(
    `UPDATE message SET vars = vars || jsonb_build_object('late', $5::text, 'latePromise', $6::text) WHERE id = (
       SELECT id FROM message WHERE ticket_id = $1 AND cycle = $2 AND kind = ANY($3::text[]) AND channel = 'email' AND state = 'pending' AND attempts = 0
         AND not_before <= $4 AND NOT vars ? 'late' ORDER BY not_before, seq LIMIT 1 FOR NO KEY UPDATE) RETURNING id`,
    [ticketId, cycle, CARRYING_KINDS, new Date(now.getTime() + TOGETHER_MS), promised.toISOString(), promise.toISOString()],
  );
  return carrying?.id ?? null;
}

/** A person speaks with `messageId`: what the desk wanted to say by itself does not leave any more; that we were late is said in the same mail. */
export async function overtakenBy(tx: Tx, ticketId: string, messageId: string): Promise<void> {
  await tx.run(
    `WITH gone AS (
       UPDATE message SET state = 'cancelled', held_for = NULL, last_error = $4
       WHERE ticket_id = $1 AND kind = ANY($2::text[]) AND state IN ('pending', 'held') AND id <> $3
       RETURNING kind, vars)
     UPDATE message SET vars = vars || jsonb_build_object('late', late.promised)
     FROM (SELECT min(vars ->> 'promised') AS promised FROM gone WHERE kind = 'late_note') late
     WHERE id = $3 AND channel = 'email' AND late.promised IS NOT NULL`,
    [ticketId, OVERTAKEN_KINDS, messageId, OVERTAKEN],
  );
}
