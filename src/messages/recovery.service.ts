import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid } from '../platform/errors';
import { StaffService } from '../staff/staff.service';
import type { RecoveryReport } from './recovery.rules';
import { SmsAsking } from './sms-asking.service';

const WHY = 'restored from a backup: it may have been sent before';

/**
 * $1 when the backup was restored, $2 when this began, $3 now. What the backup holds as still to be sent may have left before the loss, and what was made just
 * now by clocks whose time came meanwhile may have been made and sent then as well. What a running desk made between the two is its own. Texts may be asked about
 * at once.
 */
const MARK = `
  UPDATE message SET state = 'uncertain', held_for = NULL, lease_token = NULL, lease_until = NULL, last_error = '${WHY}', not_before = $3, asks = 0
  WHERE class <> 'staff' AND channel IN ('email', 'sms') AND (created_at < $1 OR created_at >= $2)
    AND (state = 'sending' OR (not_before <= $3 AND (state = 'pending' OR (state = 'held' AND held_for = 'provider'))))
  RETURNING id`;

const LAST_ENTRY = `
  SELECT greatest((SELECT max(created_at) FROM message WHERE created_at < $1), (SELECT max(at) FROM ticket_event WHERE at < $1),
    (SELECT max(changed_at) FROM ticket WHERE changed_at < $1)) AS at`;

interface Done {
  at: Date;
  lastEntryAt: Date | null;
  marked: number;
}

/** After a restore: what may have been sent already is not sent blindly (reliability.md 4.5). The desk must not run meanwhile. */
@Injectable()
export class Recovery {
  constructor(
    private readonly db: Database,
    private readonly asking: SmsAsking,
    private readonly staff: StaffService,
  ) {}

  /**
   * `catchUp` does the work that fell due meanwhile, all but sending. Done once for each instant: the second time it only says how things stand. Throws Invalid
   * for an instant that is still to come.
   */
  async run(restoredAt: Date, catchUp: () => Promise<void>): Promise<RecoveryReport> {
    const beganAt = await this.db.now();
    if (restoredAt > beganAt) throw new Invalid('The backup cannot have been restored in the future.');
    const before = await this.db.maybe<Done>(`SELECT at, last_entry_at AS "lastEntryAt", marked FROM recovery WHERE restored_at = $1`, [
      restoredAt,
    ]);
    if (before) return { ...(await this.standing([])), ...before, restoredAt, doneAt: before.at, isRepeat: true };
    const { at: lastEntryAt } = await this.db.one<{ at: Date | null }>(LAST_ENTRY, [restoredAt]);
    await catchUp();
    const ids = await this.db.transaction((tx) => this.mark(tx, restoredAt, beganAt, lastEntryAt));
    while ((await this.asking.run()) > 0);
    return { ...(await this.standing(ids)), restoredAt, doneAt: beganAt, isRepeat: false, lastEntryAt, marked: ids.length };
  }

  private async mark(tx: Tx, restoredAt: Date, beganAt: Date, lastEntryAt: Date | null): Promise<string[]> {
    const now = await tx.now();
    const ids = (await tx.rows<{ id: string }>(MARK, [restoredAt, beganAt, now])).map(({ id }) => id);
    await tx.run('INSERT INTO recovery (restored_at, at, last_entry_at, marked) VALUES ($1, $2, $3, $4)', [
      restoredAt,
      now,
      lastEntryAt,
      ids.length,
    ]);
    if (ids.length > 0) await this.tell(tx, restoredAt, ids.length, now);
    return ids;
  }

  private async tell(tx: Tx, restoredAt: Date, marked: number, now: Date): Promise<void> {
    const text = `The desk was restored from a backup. ${String(marked)} ${marked === 1 ? 'message' : 'messages'} may have been sent before: look at the uncertain messages and say what arrived.`;
    for (const { staffId } of await this.staff.people(tx, { role: 'manager', locationId: null, teamId: null })) {
      const dedupeKey = `recovery:${restoredAt.toISOString()}:${staffId}`;
      await this.staff.notify(tx, { staffId, ticketId: null, kind: 'recovery', text, dedupeKey }, now);
    }
  }

  /** What became of the marked ones, and what waits for people altogether. */
  private standing(ids: readonly string[]): Promise<Pick<RecoveryReport, 'arrived' | 'neverLeft' | 'open' | 'staffMails'>> {
    return this.db.one(
      `SELECT (SELECT count(*) FROM message WHERE id = ANY($1::uuid[]) AND state IN ('sent', 'dead')) AS arrived,
         (SELECT count(*) FROM message WHERE id = ANY($1::uuid[]) AND state = 'pending') AS "neverLeft",
         (SELECT count(*) FROM message WHERE state = 'uncertain') AS open,
         (SELECT count(*) FROM message WHERE class = 'staff' AND state IN ('pending', 'held')) AS "staffMails"`,
      [ids],
    );
  }
}
