import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { IntakeTimesView } from './board.dto';

const DAYS = 7;
/** More than a week of typing at a large desk; the newest count. */
const MOST = 10_000;

/** How long it takes to type a complaint in (domain.md 9.2): from the opened form to the saved ticket. */
@Injectable()
export class IntakeTimes {
  constructor(private readonly db: Database) {}

  /** Of the last 7 days and of what this person may see; null where nothing was typed in. */
  async lately(locationIds: readonly string[] | undefined, actor: Actor, now: Date): Promise<IntakeTimesView | null> {
    const params: unknown[] = [now];
    const place = locationIds === undefined ? 'true' : `t.location_id = ANY($${String(params.push(locationIds))}::uuid[])`;
    const typed = `SELECT extract(epoch FROM t.created_at - t.intake_started_at) * 1000 AS ms FROM ticket t
      WHERE t.intake_started_at IS NOT NULL AND t.created_at > $1::timestamptz - interval '${String(DAYS)} days' AND ${place} AND ${visibleTo(actor, 't', params)}
      ORDER BY t.created_at DESC LIMIT ${String(MOST)}`;
    const row = await this.db.one<{ medianMs: number | null; p90Ms: number | null; count: number }>(
      `SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::int AS "medianMs",
         round(percentile_cont(0.9) WITHIN GROUP (ORDER BY ms))::int AS "p90Ms", count(*) AS count FROM (${typed}) typed`,
      params,
    );
    const { medianMs, p90Ms, count } = row;
    return medianMs === null || p90Ms === null ? null : { medianMs, p90Ms, count };
  }
}
