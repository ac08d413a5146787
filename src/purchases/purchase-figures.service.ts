import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import type { Reader } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';

/** Below this many customers with a known margin the median is chance and not asked for. */
export const FEWEST_BUYERS = 20;

/** $1 now, $2 currency. A customer is every record merged into the same one. Hours, because a day of an interval is as long as the session's zone says. */
const MEDIAN = `
  WITH RECURSIVE bought AS MATERIALIZED (
    SELECT customer_id, sum(margin_minor) AS margin FROM purchase_event
    WHERE currency = $2 AND margin_minor IS NOT NULL AND at > $1::timestamptz - interval '8760 hours' AND at <= $1 GROUP BY customer_id),
  up AS (
    SELECT c.id, c.merged_into, b.margin FROM bought b JOIN customer c ON c.id = b.customer_id
    UNION ALL SELECT c.id, c.merged_into, u.margin FROM up u JOIN customer c ON c.id = u.merged_into),
  earned AS (SELECT id, sum(margin) AS margin FROM up WHERE merged_into IS NULL GROUP BY id)
  SELECT count(*) AS buyers, percentile_cont(0.5) WITHIN GROUP (ORDER BY margin) AS "medianMinor" FROM earned`;

/** What purchases say about customers as a whole. */
@Injectable()
export class PurchaseFigures {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'deskCurrency'>) {}

  /** What a customer earns us in twelve months, the middle one of all that bought, in whole units of the desk's currency; null where too few are known or it is nothing. */
  async medianMarginUnits(reader: Reader, now: Date): Promise<number | null> {
    const [row] = await reader.rows<{ buyers: number; medianMinor: number | null }>(MEDIAN, [now, this.config.deskCurrency]);
    if (!row || row.buyers < FEWEST_BUYERS || row.medianMinor === null) return null;
    const units = Math.round(row.medianMinor / 100);
    return units > 0 ? units : null;
  }
}
