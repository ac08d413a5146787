import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';

export interface Change {
  ticketId: string;
  version: number;
}

/** More than this at once is told as "look at everything again". */
const MOST_CHANGES = 1000;

// A change carries the time of its command and is seen only once that is committed: two seconds are looked at again each time.
const CHANGED = statement(
  'insight.changed',
  `SELECT n.now, t.id AS "ticketId", t.version FROM (SELECT desk_now() AS now) n
   LEFT JOIN (SELECT id, version FROM ticket WHERE changed_at > (SELECT coalesce($1::timestamptz, desk_now()) - interval '2 seconds')
     ORDER BY changed_at DESC LIMIT ${String(MOST_CHANGES + 1)}) t ON true`,
);

/** What changed since the last look, each version of a ticket once. One per process. */
@Injectable()
export class TicketChanges {
  private lastLook: Date | null = null;
  private seen = new Map<string, number>();

  constructor(private readonly db: Database) {}

  /** Nobody listened for a while: what happened meanwhile is nobody's news. */
  forget(): void {
    this.lastLook = null;
    this.seen.clear();
  }

  /** The changes since the last look; null where there are too many to name. After a failure the next look goes back to the last good one. */
  async next(): Promise<Change[] | null> {
    const rows = await this.db.rows<{ now: Date; ticketId: string | null; version: number }>(CHANGED, [this.lastLook]);
    const found = rows.filter((row): row is { now: Date } & Change => row.ticketId !== null);
    const fresh = found.filter(({ ticketId, version }) => this.seen.get(ticketId) !== version);
    this.lastLook = rows[0]?.now ?? this.lastLook;
    this.seen = new Map(found.map(({ ticketId, version }) => [ticketId, version]));
    return found.length > MOST_CHANGES ? null : fresh.map(({ ticketId, version }) => ({ ticketId, version }));
  }

  /** Those of the changes that this person may see. */
  async visible(changes: readonly Change[], actor: Actor): Promise<Change[]> {
    const params: unknown[] = [changes.map((change) => change.ticketId)];
    const rows = await this.db.rows<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.id = ANY($1::uuid[]) AND ${visibleTo(actor, 't', params)}`,
      params,
    );
    const ids = new Set(rows.map((row) => row.id));
    return changes.filter((change) => ids.has(change.ticketId));
  }
}
