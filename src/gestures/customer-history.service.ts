import { Injectable } from '@nestjs/common';
import { statement } from '../platform/database/sql';
import type { Reader } from '../platform/database/tx';
import type { GestureClass } from '../catalogue/gesture-type-facts.rules';
import { type CapFacts, noHistory } from '../oneup/caps.rules';

interface HistoryRow {
  gifts: { at: string; class: GestureClass; code: string; costMinor: number; currency: string; countsForCoolDown: boolean }[];
  yearSpendMinor: number | null;
  upheldOurs: number;
  householdTickets: number;
  staffContact: boolean;
}

/** Hours, because a day of an interval is as long as the session's time zone says. */
const YEAR = `interval '8760 hours'`;
const NINETY_DAYS = `interval '2160 hours'`;

/** A house or a small office; where more share an address it says nothing about anybody. */
const MOST_NEIGHBOURS = 50;

/**
 * $1 customer, $2 now, $3 the gesture that is judged (null = none), $4 currency of what was spent; null where no purchase is known. A person is every record that was merged into the same one, however often. Gifts count
 * from the promise on, until they are declined, run out or are taken back. What was upheld is what the last fix of a ticket says (edge 110), and a
 * ticket merged into another counts there. Neighbours share a live address; somebody on the staff is found by a dead one too, and by a number's last
 * nine digits, because theirs is kept as it was typed.
 */
const HISTORY = statement(
  'customer-history',
  `WITH RECURSIVE up AS (
     SELECT id, merged_into FROM customer WHERE id = $1
     UNION SELECT c.id, c.merged_into FROM up JOIN customer c ON c.id = up.merged_into),
   person AS (
     SELECT id FROM up WHERE merged_into IS NULL
     UNION SELECT c.id FROM person p JOIN customer c ON c.merged_into = p.id)
   SELECT
     (SELECT coalesce(json_agg(json_build_object('at', g.at, 'class', v.class, 'code', ty.code, 'costMinor', g.cost, 'currency', g.currency,
          'countsForCoolDown', NOT EXISTS (SELECT FROM fix_action f
            WHERE f.ticket_id = g.ticket_id AND f.cycle = g.cycle AND f.decision = 'upheld' AND f.fault = 'ours')) ORDER BY g.at, g.id), '[]')
      FROM ticket t
      CROSS JOIN LATERAL (SELECT g.id, g.ticket_id, g.cycle, g.type_version_id, g.currency, coalesce(g.offered_at, g.approved_at, g.created_at) AS at,
          coalesce(g.cost_actual_minor, g.cost_reserved_minor) AS cost
        FROM gesture g WHERE g.ticket_id = t.id AND g.id IS DISTINCT FROM $3::uuid
          AND g.state IN ('approved', 'offered', 'accepted', 'fulfil_failed', 'fulfilled', 'redeemed', 'unredeemed')) g
      JOIN gesture_type_version v ON v.id = g.type_version_id JOIN gesture_type ty ON ty.id = v.type_id
      WHERE t.customer_id = ANY(who.ids) AND g.at > $2::timestamptz - ${YEAR}) AS gifts,
     (SELECT sum(p.amount_minor) FROM purchase_event p
      WHERE p.customer_id = ANY(who.ids) AND p.currency = $4 AND p.at > $2::timestamptz - ${YEAR} AND p.at <= $2) AS "yearSpendMinor",
     (SELECT count(*) FROM ticket t
      CROSS JOIN LATERAL (SELECT decision, fault, delivered_at FROM fix_action f WHERE f.ticket_id = t.id ORDER BY f.cycle DESC LIMIT 1) f
      WHERE t.customer_id = ANY(who.ids) AND t.state NOT IN ('merged', 'void') AND f.decision = 'upheld' AND f.fault = 'ours'
        AND f.delivered_at > $2::timestamptz - ${NINETY_DAYS}) AS "upheldOurs",
     (SELECT count(DISTINCT t.id) FROM (
        SELECT o.customer_id FROM address a
        JOIN address o ON o.kind = a.kind AND o.value_norm = a.value_norm AND o.extension IS NOT DISTINCT FROM a.extension AND o.state = 'live'
        WHERE a.customer_id = ANY(who.ids) AND a.state = 'live' AND NOT o.customer_id = ANY(who.ids) LIMIT ${String(MOST_NEIGHBOURS)}) n
      CROSS JOIN LATERAL (SELECT t.id FROM ticket t WHERE t.customer_id = n.customer_id AND t.state NOT IN ('merged', 'void')
        AND t.received_at > $2::timestamptz - ${YEAR}) t) AS "householdTickets",
     EXISTS (SELECT FROM address a JOIN staff s ON s.email = a.value_norm
       WHERE a.customer_id = ANY(who.ids) AND a.kind = 'email' AND s.status <> 'left')
     OR EXISTS (SELECT FROM address a JOIN staff s ON right(regexp_replace(s.phone, '\\D', '', 'g'), 9) = right(a.value_norm, 9)
       WHERE a.customer_id = ANY(who.ids) AND a.kind = 'phone' AND s.phone IS NOT NULL AND s.status <> 'left') AS "staffContact"
   FROM (SELECT ARRAY(SELECT id FROM person) AS ids) who`,
);

/** What was given to a person before, for the caps of a year (domain.md 5.7). */
@Injectable()
export class CustomerHistory {
  /**
   * The facts that `capProblem` judges by, in one statement. `exceptGesture`: the one that is judged, where it is stored already. Two gifts promised on two
   * tickets of one person in the same instant do not see each other: the caps ask for a lead, they are no lock.
   */
  async read(
    reader: Reader,
    asked: { customerId: string | null; currency: string; now: Date; exceptGesture?: string | null },
  ): Promise<CapFacts> {
    const nothing = noHistory(asked.currency);
    if (asked.customerId === null) return nothing;
    const [row] = await reader.rows<HistoryRow>(HISTORY, [asked.customerId, asked.now, asked.exceptGesture ?? null, asked.currency]);
    if (!row) return nothing;
    const { gifts, yearSpendMinor, upheldOurs, householdTickets, staffContact } = row;
    return {
      ...nothing,
      gifts: gifts.map((gift) => ({ ...gift, at: new Date(gift.at) })),
      yearSpendMinor,
      upheldOursInLast90Days: upheldOurs,
      householdTickets,
      staffContact,
    };
  }
}
