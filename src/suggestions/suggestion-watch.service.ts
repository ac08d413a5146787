import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { LOG } from '../platform/runtime';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../gestures/one-up-facts.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { SuggestionsService } from './suggestions.service';

const AT_ONCE = 50;

// What every set rests on besides its ticket: the catalogue, what was taken out, and the owner's figure. And how far the last look went.
const STANDING = statement(
  'suggestion-standing',
  `SELECT md5((SELECT coalesce(string_agg(concat_ws(':', code, version, status), ',' ORDER BY code), '') FROM gesture_type)
       || (SELECT coalesce(string_agg(failure_class || ':' || type_code, ',' ORDER BY failure_class, type_code), '') FROM taken_out WHERE put_back_at IS NULL)
       || coalesce((SELECT recovered_units::text FROM learning_setting), '')) AS basis,
     desk_now() AS now, (SELECT seen_until FROM suggestion_sweep) AS "seenUntil"`,
);

/**
 * Tickets with suggestions on show that were made on something else: the ticket itself has changed (found among those that changed since $2), or the
 * basis $1 has. $2 is a value and no subquery, or the planner would take it for a third of all tickets and read them from end to end.
 */
const OUTDATED = statement(
  'suggestion-outdated',
  `(SELECT w.ticket_id AS id FROM ticket t JOIN suggestion_watch w ON w.ticket_id = t.id
     WHERE t.changed_at > $2 AND t.version <> w.ticket_version LIMIT $3)
   UNION
   (SELECT ticket_id FROM suggestion_watch WHERE basis < $1 OR basis > $1 LIMIT $3)
   LIMIT $3`,
);

const SEEN = `UPDATE suggestion_sweep SET seen_until = $1`;

/** Whoever committed late is seen by a look that reaches back a little; how far it went is written as rarely. */
const OVERLAP_MS = 60_000;

interface Standing {
  basis: string;
  now: Date;
  seenUntil: Date;
}

const WATCH = `INSERT INTO suggestion_watch (ticket_id, ticket_version, basis) VALUES ($1, $2, $3)
  ON CONFLICT (ticket_id) DO UPDATE SET ticket_version = excluded.ticket_version, basis = excluded.basis`;

/** Keeps suggestions in step with what they rest on: a fix that was corrected, a hold, another severity or fault, a change of the catalogue. */
@Injectable()
export class SuggestionWatch {
  constructor(
    private readonly db: Database,
    private readonly tickets: TicketMoves,
    private readonly suggestions: SuggestionsService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** After a fix; see `SuggestionsService.afterFix`. True where the ticket was changed. */
  async afterFix(tx: Tx, t: LockedTicket): Promise<boolean> {
    const changed = await this.suggestions.afterFix(tx, t);
    if (t.row.state === 'fixed' && t.row.oneUp === 'none')
      await tx.run(WATCH, [t.row.id, t.row.version + (changed ? 1 : 0), (await this.standing(tx)).basis]);
    return changed;
  }

  /** Looks again at up to 50 tickets. Returns how many it looked at. */
  async refresh(): Promise<number> {
    const { basis, now, seenUntil } = await this.standing(this.db);
    // The clock of a test may go back.
    const since = new Date(Math.min(seenUntil.getTime(), now.getTime()) - OVERLAP_MS);
    const outdated = await this.db.rows<{ id: string }>(OUTDATED, [basis, since, AT_ONCE]);
    for (const { id } of outdated) await this.lookAgain(id, basis);
    if (outdated.length < AT_ONCE && Math.abs(now.getTime() - seenUntil.getTime()) > OVERLAP_MS) await this.db.rows(SEEN, [now]);
    return outdated.length;
  }

  private async standing(reader: Reader): Promise<Standing> {
    const [row] = await reader.rows<Standing>(STANDING);
    if (!row) throw new Error('The suggestions have lost their place.');
    return row;
  }

  /** A ticket that fails is left until its next change; whoever opens it makes its suggestions anew in any case. */
  private async lookAgain(id: string, basis: string): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        const t = await this.tickets.lock(tx, id, SYSTEM);
        const changed = await this.suggestions.afterFix(tx, t);
        if (changed) await this.tickets.save(tx, t);
        if (t.row.state === 'fixed' && t.row.oneUp === 'none') await tx.run(WATCH, [id, t.row.version, basis]);
        else await tx.run(`DELETE FROM suggestion_watch WHERE ticket_id = $1`, [id]);
      });
    } catch (error) {
      this.log.warn({ ticket: id, err: error }, 'suggestions could not be made anew; they are with the next change');
      await this.db.rows(
        `UPDATE suggestion_watch w SET ticket_version = t.version, basis = $2 FROM ticket t WHERE t.id = $1 AND w.ticket_id = t.id`,
        [id, basis],
      );
    }
  }
}
