import { Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf, type PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import type { StartedAgain, StuckWorkList, StuckWorkView } from './stuck-work.dto';

/** What each kind of work is called; one without a word here is shown by its name in the code. */
const WORDS: Readonly<Record<string, string>> = {
  suggest: 'Suggest a one-up',
  gestures_moved_on: 'Take back gestures of an earlier attempt',
  follow_up: 'Plan the follow-up',
  still_working: 'Tell the customer that we are still working on it',
  late_note: 'Tell the customer that we are late',
  after_care_2: 'Ask after two days whether all is well',
  after_care_14: 'Ask after two weeks whether all is well',
  after_care_30: 'Say thank you after a month',
  due_call: 'Note the end of a call',
  survey_sent: 'Note that a survey has left, or never will',
  survey_reminder: 'Remind of a survey',
  working_told: 'Note that the customer was told we are still working on it',
  dead_message: 'Note that a message never arrived',
  owner_left: 'Free a complaint of somebody who has left',
  desk_ended: 'Take a complaint back from a partner whose contract has ended',
  voucher_issue: 'Issue a voucher',
  voucher_end: 'End a voucher',
  budget_period: 'Open a period of a budget',
  budget_full: 'Tell that a budget is nearly used up',
  budget_overrun: 'Tell of an overrun',
};

/** What the desk gave up after five tries, and starting it again once the cause is mended. */
@Injectable()
export class StuckWork {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** The oldest first. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<StuckWorkList> {
    const [at, id] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<Omit<StuckWorkView, 'what'>>(
      `SELECT f.id, f.work, CASE WHEN NOT t.restricted THEN 'R-' || t.number END AS "ticketRef", f.attempts, f.last_error AS "lastError", f.failed_at AS "failedAt"
       FROM failing_work f LEFT JOIN ticket t ON t.id = f.ticket_id
       WHERE f.failed_at IS NOT NULL AND ($1::timestamptz IS NULL OR (f.failed_at, f.id) > ($1, $2::uuid)) ORDER BY f.failed_at, f.id LIMIT $3`,
      [at, id, limit + 1],
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.failedAt.toISOString(), row.id]);
    return { items: items.map((row) => ({ ...row, what: WORDS[row.work] ?? row.work })), nextCursor };
  }

  /** Tried again at once, as if it had never failed. Missing (404) where it is not given up. */
  retry(id: string, by: Actor): Promise<StartedAgain> {
    return this.commands.once(by.command, async (tx) => {
      const row = await tx.maybe<{ work: string; rowId: string }>(
        `DELETE FROM failing_work WHERE id = $1 AND failed_at IS NOT NULL RETURNING work, row_id AS "rowId"`,
        [id],
      );
      if (!row) throw new Missing('There is no such work that was given up.');
      await audit(tx, by, 'stuck_work.retried', `work:${row.work}:${row.rowId}`);
      tx.wake('notify', id);
      return { id };
    });
  }
}
