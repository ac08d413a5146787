import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { audit } from '../platform/audit';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { LOG } from '../platform/runtime';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { StaffService } from '../staff/staff.service';
import { isRunaway, type Pace, STOPPABLE_KINDS } from './breaker.rules';

/** Since when automatic messages stand still, and why. */
export interface Stopped {
  since: Date;
  lastHour: number;
  weekBefore: number;
}

/** One process a minute has the turn, and none while they stand still: then a person is to look. */
const TURN = `UPDATE breaker SET looked_at = desk_now()
  WHERE stopped_at IS NULL AND (looked_at IS NULL OR looked_at > desk_now() OR looked_at <= desk_now() - interval '1 minute') RETURNING 1 AS mine`;

const COUNTED = `SELECT count(*)::int FROM message m WHERE m.automatic AND m.class <> 'staff' AND m.kind = ANY($1::text[]) AND m.state <> 'cancelled'`;
const PACE = `
  WITH clock AS MATERIALIZED (SELECT desk_now() AS now)
  SELECT (${COUNTED} AND m.created_at > (SELECT now FROM clock) - interval '1 hour') AS "lastHour",
    (${COUNTED} AND m.created_at > (SELECT now FROM clock) - interval '7 days 1 hour' AND m.created_at <= (SELECT now FROM clock) - interval '7 days') AS "weekBefore",
    (SELECT CASE WHEN lifted_at > (SELECT now FROM clock) - interval '7 days' THEN let_go ELSE 0 END FROM breaker) AS "letGo"`;

const SUBJECT = 'channel:automatic';

/**
 * Looks whether the desk says far more by itself than it did a week before, and then lets none of it leave until a person says so. Nothing is lost: the
 * messages wait, and are looked at again when they leave. What people write, and codes, leave as ever.
 */
@Injectable()
export class Breaker {
  constructor(
    private readonly db: Database,
    private readonly staff: StaffService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Once a minute, all processes together. 1 where it stopped them, else 0. */
  async look(): Promise<number> {
    if ((await this.db.rows(TURN)).length === 0) return 0;
    return this.db.transaction(async (tx) => {
      const pace = await paceOf(tx);
      return isRunaway(pace) && (await this.stop(tx, pace)) ? 1 : 0;
    });
  }

  /** Null where they leave as ever. */
  async stopped(reader: Reader): Promise<Stopped | null> {
    const [row] = await reader.rows<Stopped>(
      'SELECT stopped_at AS since, last_hour AS "lastHour", week_before AS "weekBefore" FROM breaker WHERE stopped_at IS NOT NULL',
    );
    return row ?? null;
  }

  /** A person has looked: they leave again, and as many in an hour as there were count as usual for a week. Also where nothing was stopped. */
  async lift(tx: Tx, note: string | undefined, by: Actor): Promise<void> {
    const { lastHour } = await paceOf(tx);
    const lifted = await tx.run(
      `UPDATE breaker SET stopped_at = NULL, lifted_at = desk_now(), let_go = greatest(last_hour, $1::int) WHERE stopped_at IS NOT NULL`,
      [lastHour],
    );
    if (lifted === 0) return;
    await audit(tx, by, 'channel.resumed', SUBJECT, { note: note ?? null });
    tx.wake('send-email', SUBJECT);
    tx.wake('send-other', SUBJECT);
  }

  private async stop(tx: Tx, { lastHour, weekBefore }: Pace): Promise<boolean> {
    const stopped = await tx.maybe<{ at: Date }>(
      `UPDATE breaker SET stopped_at = desk_now(), last_hour = $1, week_before = $2 WHERE stopped_at IS NULL RETURNING stopped_at AS at`,
      [lastHour, weekBefore],
    );
    if (!stopped) return false;
    await audit(tx, SYSTEM, 'channel.stopped', SUBJECT, { lastHour, weekBefore });
    this.log.error(
      { lastHour, weekBefore },
      'far more automatic messages than a week before: they stand still until a person lets them go on',
    );
    const text = `Automatic messages stand still: ${String(lastHour)} in an hour, ${String(weekBefore)} in the same hour a week before. Nothing is lost, and what people write still leaves. Find out why, then let them go on in the outbox.`;
    for (const staffId of await this.whom(tx))
      await this.staff.notify(tx, {
        staffId,
        ticketId: null,
        kind: 'breaker',
        text,
        dedupeKey: `breaker:${stopped.at.toISOString()}:${staffId}`,
      });
    return true;
  }

  private async whom(tx: Tx): Promise<Set<string>> {
    const everywhere = { locationId: null, teamId: null };
    const admins = await this.staff.people(tx, { role: 'admin', ...everywhere });
    const managers = await this.staff.people(tx, { role: 'manager', ...everywhere });
    return new Set([...admins, ...managers].map(({ staffId }) => staffId));
  }
}

function paceOf(tx: Tx): Promise<Pace> {
  return tx.one<Pace>(PACE, [STOPPABLE_KINDS]);
}
