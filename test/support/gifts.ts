import { uuidv7 } from 'uuidv7';
import { ReviewsWork } from '../../src/fairness/reviews.worker';
import type { Tables } from './builders';
import { DAY } from './ticket-desk';
import type { World } from './world';

/** Gifts and fixes as rows, for tests of what is counted over months. */

export interface GiftWish {
  ticket: string;
  /** Who chose it. */
  by: string;
  type?: string;
  cost?: number;
  state?: string;
  daysAgo?: number;
  /** False: somebody else had to say yes. */
  alone?: boolean;
  currency?: string;
}

export async function aGift(tables: Tables, wish: GiftWish): Promise<string> {
  const { ticket, by, type = 'car_wash', cost = 600, state = 'offered', daysAgo = 0, alone = true, currency = 'USD' } = wish;
  const id = uuidv7();
  await tables.sql(
    `INSERT INTO gesture (id, ticket_id, cycle, type_version_id, state, combinable, cost_reserved_minor, face_minor, currency, text, requested_by, needed_approval,
       approved_at, offered_at, expires_at, fulfilled_at, proof, created_at)
     SELECT $1, $2, 1, v.id, $4, true, $5, 1000, $6, 'Something nice.', $7, $8, n.at, CASE WHEN $4 <> 'approved' THEN n.at END, n.at + interval '14 days',
       CASE WHEN $4 IN ('fulfilled', 'redeemed') THEN n.at END, 'Handed over.', n.at
     FROM (SELECT desk_now() - make_interval(secs => $9) AS at) n, gesture_type ty JOIN gesture_type_version v ON v.type_id = ty.id
     WHERE ty.code = $3 ORDER BY v.version DESC LIMIT 1`,
    [id, ticket, type, state, cost, currency, by, !alone, (daysAgo * DAY) / 1000],
  );
  return id;
}

/** How a complaint ended. */
export async function aFix(
  tables: Tables,
  wish: { ticket: string; decision?: string; fault?: string; daysAgo?: number; cycle?: number },
): Promise<void> {
  const { ticket, decision = 'upheld', fault = 'ours', daysAgo = 0, cycle = 1 } = wish;
  await tables.sql(
    `INSERT INTO fix_action (id, ticket_id, cycle, kind, summary, decision, fault, cause_key, apology_given, what_changed, delivered_at)
     VALUES ($1, $2, $3, 'redo', 'We did it once more and tried it.', $4, $5, 'process', true, 'Another colleague did it.', desk_now() - make_interval(secs => $6))`,
    [uuidv7(), ticket, cycle, decision, fault, (daysAgo * DAY) / 1000],
  );
}

/** The look of today once more, as if today had not been looked at; returns how many steps of work were taken. */
export async function lookAgain(world: World): Promise<number> {
  await world.sql("DELETE FROM nightly_run WHERE job = 'reviews'");
  return world.desk.app.get(ReviewsWork).run();
}
