import { Injectable } from '@nestjs/common';
import { withoutCardNumbers } from '../platform/card-numbers.rules';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import { Forbidden, Invalid, Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { DraftView, KeepDraft, KeptDraftView } from './draft.dto';

const MOST_BYTES = 64 * 1024;
const MOST_KEPT = 200;
const MOST_LISTED = 100;
const BATCH = 500;
/** A complaint that was not saved within a day is not being typed any more (domain.md 9.2). */
const DAYS_OF_A_COMPLAINT = 1;
const DAYS = 30;

const KEEP = `INSERT INTO draft (staff_id, key, body, updated_at, gone_at) VALUES ($1, $2, $3, $4, $4::timestamptz + make_interval(days => $5))
  ON CONFLICT (staff_id, key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at, gone_at = excluded.gone_at
  RETURNING key, updated_at AS "updatedAt"`;
const VIEW = `SELECT key, body, updated_at AS "updatedAt" FROM draft WHERE staff_id = $1 AND gone_at > desk_now()`;
const SWEEP = statement(
  'drafts.sweep',
  `DELETE FROM draft WHERE (staff_id, key) IN (
     SELECT staff_id, key FROM draft WHERE gone_at <= desk_now() ORDER BY gone_at LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED)`,
);

/** What somebody typed and did not send yet. Everybody's own; nobody else ever reads it. */
@Injectable()
export class Drafts {
  constructor(private readonly db: Database) {}

  list(actor: Actor): Promise<{ items: DraftView[] }> {
    const rows = this.db.rows<DraftView>(`${VIEW} ORDER BY updated_at DESC, key LIMIT ${String(MOST_LISTED)}`, [personOf(actor)]);
    return rows.then((items) => ({ items }));
  }

  /** Missing (404) where there is none, or no longer. */
  async one(key: string, actor: Actor): Promise<DraftView> {
    const [draft] = await this.db.rows<DraftView>(`${VIEW} AND key = $2`, [personOf(actor), key]);
    if (!draft) throw new Missing('There is no such draft.');
    return draft;
  }

  /**
   * Keeps it; the last one written wins. Saved every few seconds and the same however often it comes, so it needs no idempotency key. Invalid (400) above
   * 64 KB, Refused (409) above 200 drafts.
   */
  keep(key: string, { body }: KeepDraft, actor: Actor): Promise<KeptDraftView> {
    const person = personOf(actor);
    const text = JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? withoutCardNumbers(value) : value));
    if (Buffer.byteLength(text) > MOST_BYTES) throw new Invalid('A draft has at most 64 KB.');
    return this.db.transaction(async (tx) => {
      const kept = await tx.one<KeptDraftView>(KEEP, [
        person,
        key,
        text,
        await tx.now(),
        key.startsWith('log:') ? DAYS_OF_A_COMPLAINT : DAYS,
      ]);
      const { n } = await tx.one<{ n: number }>('SELECT count(*) AS n FROM draft WHERE staff_id = $1 AND gone_at > desk_now()', [person]);
      if (n > MOST_KEPT) throw new Refused('full', `You have ${String(MOST_KEPT)} drafts. Send or throw away one of them first.`);
      return kept;
    });
  }

  /** Done also where there is none. */
  async drop(key: string, actor: Actor): Promise<void> {
    const person = personOf(actor);
    await this.db.transaction((tx) => tx.run('DELETE FROM draft WHERE staff_id = $1 AND key = $2', [person, key]));
  }

  /** Removes what is over; returns how many. */
  sweep(): Promise<number> {
    return this.db.transaction((tx) => tx.run(SWEEP));
  }
}

/** A program types nothing: its token must not open what its maker has not sent yet. */
function personOf(actor: Actor): string {
  if (actor.kind !== 'staff' || actor.staffId === null) throw new Forbidden('Drafts belong to people, not to programs.');
  return actor.staffId;
}
