import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import type { SenderProof } from './sender-proof.rules';

/** The row of one received mail: kept before the sender is told 250, worked on afterwards. */

export interface Envelope {
  /** '' is the empty return path. */
  mailFrom: string;
  rcptTo: readonly string[];
  remoteIp: string;
}

/** A mail that is ours to work on. */
export interface InboundMail {
  id: string;
  raw: Buffer;
  rawHash: Buffer;
  /** null = nobody told (not received by SMTP). */
  mailFrom: string | null;
  rcptTo: string[];
  receivedAt: Date;
  /** How often it was taken up, this time included. */
  attempts: number;
  /** A person let it out of the quarantine: the brakes do not hold it any more. */
  released: boolean;
}

export type Outcome = 'opened' | 'attached' | 'answered' | 'reopened' | 'thanks' | 'visitor' | 'duplicate' | 'automatic' | 'bounce';

/** What became of it. */
export interface Settled {
  outcome: Outcome;
  ticketId: string | null;
}

/** After so many failures a person looks at it. */
export const MOST_ATTEMPTS = 5;
const BACK_OFF_SECONDS = [30, 120, 600, 1800];
const MOST_AT_ONCE = 20;
/** As long as the slowest set of mails takes; a process that dies keeps its mails no longer than this. */
const LEASE = `interval '5 minutes'`;

const KEEP = statement(
  'inbound.keep',
  `INSERT INTO inbound_message (id, source, raw, raw_hash, mail_from, rcpt_to, remote_ip, received_at, not_before)
   SELECT $1, 'mail', $2, $3, $4, $5, $6, now, now FROM (SELECT desk_now() AS now) clock`,
);
// Taking a mail up counts as an attempt before anything is done with it: one that ends the whole process must not be taken up for ever.
const CLAIM = statement(
  'inbound.claim',
  `UPDATE inbound_message m SET attempts = m.attempts + 1, not_before = (SELECT desk_now()) + ${LEASE}
   WHERE m.state = 'pending' AND m.id IN (
     SELECT q.id FROM inbound_message q WHERE q.state = 'pending' AND q.not_before <= (SELECT desk_now())
     ORDER BY q.not_before, q.id LIMIT ${String(MOST_AT_ONCE)} FOR UPDATE SKIP LOCKED)
   RETURNING m.id, m.received_at`,
);
const READ = statement(
  'inbound.read',
  `SELECT id, raw, raw_hash AS "rawHash", mail_from AS "mailFrom", rcpt_to AS "rcptTo", received_at AS "receivedAt", attempts,
     released_by IS NOT NULL AS released FROM inbound_message WHERE id = $1`,
);
const LOCK = statement('inbound.lock', `SELECT id FROM inbound_message WHERE id = $1 AND state = 'pending' FOR UPDATE`);
const NAME = statement(
  'inbound.name',
  `UPDATE inbound_message m SET source_id = $2, from_address = $3, subject = $4, automatic = $5
   WHERE m.id = $1 AND NOT EXISTS (SELECT 1 FROM inbound_message o WHERE o.source = 'mail' AND o.source_id = $2 AND o.id <> $1)`,
);
const DESCRIBE = `UPDATE inbound_message SET from_address = $2, subject = $3 WHERE id = $1`;
const PROVEN = `UPDATE inbound_message SET sender_proof = $2, sender_results = $3 WHERE id = $1`;
const DONE = statement(
  'inbound.done',
  `UPDATE inbound_message SET state = 'done', outcome = $2, ticket_id = $3, last_error = NULL WHERE id = $1`,
);
const ASIDE = statement(
  'inbound.aside',
  `UPDATE inbound_message SET state = 'quarantined', why_quarantined = $2 WHERE id = $1 AND state = 'pending'`,
);
const LATER = statement(
  'inbound.later',
  `UPDATE inbound_message SET attempts = attempts - $4, last_error = $2, not_before = (SELECT desk_now()) + make_interval(secs => $3)
   WHERE id = $1 AND state = 'pending'`,
);
const OPENED = statement(
  'inbound.opened',
  `SELECT count(*)::int AS count FROM inbound_message WHERE from_address = $1 AND outcome = 'opened' AND received_at > $2::timestamptz - interval '1 hour'`,
);

@Injectable()
export class InboundMails {
  constructor(private readonly db: Database) {}

  /** One INSERT; when it returns, the mail cannot be lost any more. */
  async keep(raw: Buffer, { mailFrom, rcptTo, remoteIp }: Envelope): Promise<string> {
    const id = uuidv7();
    await this.db.rows(KEEP, [id, raw, createHash('sha256').update(raw).digest(), mailFrom, rcptTo, remoteIp]);
    this.db.wake('mail-in', id);
    return id;
  }

  /** Takes what is due, in the order of arrival; nobody else takes it for five minutes. */
  async claim(): Promise<string[]> {
    const rows = await this.db.rows<{ id: string; received_at: Date }>(CLAIM);
    return rows.sort((a, b) => a.received_at.getTime() - b.received_at.getTime() || (a.id < b.id ? -1 : 1)).map((row) => row.id);
  }

  read(id: string): Promise<InboundMail> {
    return this.db.one<InboundMail>(READ, [id]);
  }

  /** False where somebody else has settled it in the meantime. */
  async lock(tx: Tx, id: string): Promise<boolean> {
    return (await tx.maybe(LOCK, [id])) !== null;
  }

  /** Gives the mail its identity. False where the same mail is here already. */
  async name(tx: Tx, id: string, facts: { sourceId: string; from: string | null; subject: string; automatic: boolean }): Promise<boolean> {
    return (await tx.run(NAME, [id, facts.sourceId, facts.from, facts.subject, facts.automatic])) === 1;
  }

  /** What our mail server found about its sender. */
  async proven(tx: Tx, id: string, { verdict, results }: SenderProof): Promise<void> {
    await tx.run(PROVEN, [id, verdict, results]);
  }

  /** From whom it is and about what, where nothing more could be read. */
  async describe(tx: Tx, id: string, { from, subject }: { from: string | null; subject: string }): Promise<void> {
    await tx.run(DESCRIBE, [id, from, subject]);
  }

  async done(tx: Tx, id: string, { outcome, ticketId }: Settled): Promise<void> {
    await tx.run(DONE, [id, outcome, ticketId]);
  }

  /** A person has to look at it first. `why` is a sentence. */
  async putAside(tx: Tx, id: string, why: string): Promise<void> {
    await tx.run(ASIDE, [id, why]);
  }

  /** It failed; again later, and after five times a person looks at it. `counts` is false where the fault is not the mail's. */
  async failed(mail: { id: string; attempts: number }, why: string, counts: boolean): Promise<void> {
    if (counts && mail.attempts >= MOST_ATTEMPTS) {
      await this.db.transaction((tx) => this.putAside(tx, mail.id, 'The desk failed five times to take this mail up.'));
      return;
    }
    const seconds = BACK_OFF_SECONDS[mail.attempts - 1] ?? BACK_OFF_SECONDS.at(-1);
    await this.db.rows(LATER, [mail.id, why.slice(0, 500), seconds, counts ? 0 : 1]);
  }

  /** How many tickets this address opened within the hour before `now`. */
  async openedBy(tx: Tx, from: string, now: Date): Promise<number> {
    return (await tx.one<{ count: number }>(OPENED, [from, now])).count;
  }
}
