import { Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf, type PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import type { DecidedView, QuarantineListView, QuarantineView } from './quarantine.dto';

/** Mails that a person must look at before they become anything. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** The newest first. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<QuarantineListView> {
    const [at, id] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<QuarantineView>(
      `SELECT id, from_address AS "from", subject, why_quarantined AS why, sender_proof AS "senderProof", length(raw) AS bytes, received_at AS "receivedAt"
       FROM inbound_message WHERE state = 'quarantined' AND ($1::timestamptz IS NULL OR received_at < $1 OR (received_at = $1 AND id > $2::uuid))
       ORDER BY received_at DESC, id LIMIT $3`,
      [at, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.receivedAt.toISOString(), row.id]);
  }

  /** It becomes a ticket whatever the brakes say. Missing (404) where there is no such mail, Refused (409) where somebody has decided already. */
  release(id: string, by: Actor): Promise<DecidedView> {
    return this.decide(id, 'pending', by);
  }

  /** Nothing becomes of it. The same refusals. */
  discard(id: string, by: Actor): Promise<DecidedView> {
    return this.decide(id, 'discarded', by);
  }

  private decide(id: string, state: 'pending' | 'discarded', by: Actor): Promise<DecidedView> {
    return this.commands.once(by.command, async (tx) => {
      const moved = await tx.run(
        `UPDATE inbound_message SET state = $2, released_by = CASE WHEN $2 = 'pending' THEN $3::uuid END, attempts = 0, not_before = desk_now()
         WHERE id = $1 AND state = 'quarantined'`,
        [id, state, by.staffId],
      );
      if (moved === 0) await this.refuse(tx, id);
      await audit(tx, by, state === 'pending' ? 'quarantine.released' : 'quarantine.discarded', `mail:${id}`);
      if (state === 'pending') tx.wake('mail-in', id);
      return { id, state };
    });
  }

  private async refuse(tx: Parameters<typeof audit>[0], id: string): Promise<never> {
    const known = await tx.maybe(`SELECT id FROM inbound_message WHERE id = $1 AND (state = 'discarded' OR why_quarantined IS NOT NULL)`, [
      id,
    ]);
    if (known) throw new Refused('decided', 'Somebody has already decided about this mail.');
    throw new Missing('There is no such mail in the quarantine.');
  }
}
