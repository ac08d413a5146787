import { Injectable } from '@nestjs/common';
import type { Reader } from '../platform/database/tx';
import type { Role } from '../staff/role.rules';
import { CAP } from '../oneup/caps.rules';
import { type Crowd, type GiverCost, type PersonCounts, REVIEW } from './review.rules';

/** What is counted once a day for the manager's list, in sets; each answer is cut off, since nobody reads more. $1 is now everywhere. */

/** Where it happened last, and the tickets behind it, the newest first. */
interface Traces {
  locationId: string;
  ticketIds: string[];
}

export type PersonFound = PersonCounts & Crowd & { customerId: string; complained: Traces | null; failed: Traces | null };
export type VoucherFound = PersonCounts & Traces & { customerId: string; redeemedAt: Date; receivedAt: Date; ourFault: boolean };
export type GivenFound = Traces & { staffId: string; customerId: string | null; costs: number[]; roles: Role[] };
export type GiverFound = GiverCost & Traces & { currency: string };
export type CustomerFound = Traces & { customerId: string; staffId: string; gifts: number; givers: number };
export type HouseholdFound = Traces & { people: string[]; gifts: number; kind: string };
export type ContactFound = Traces & { staffId: string; customerId: string; gifts: number };

const MOST = 500;
const MOST_TICKETS = 20;

/** Hours: a day of an interval is as long as the session's time zone says. */
const back = (ms: number): string => `$1::timestamptz - interval '${String(ms / 3_600_000)} hours'`;
const [YEAR_AGO, QUARTER_AGO, WEEK_AGO] = [back(CAP.yearMs), back(REVIEW.complaintsWithinMs), back(REVIEW.weekMs)];

const traces = (alias: string, at: string): string =>
  `(array_agg(${alias}.location_id ORDER BY ${at} DESC))[1] AS "locationId", (array_agg(${alias}.ticket_id ORDER BY ${at} DESC))[1:${String(MOST_TICKETS)}] AS "ticketIds"`;

/** Records that were merged away, each with the one it became in the end. */
const ROOT = `/* once a day */ merged AS (
    SELECT id AS customer_id, merged_into AS at FROM customer WHERE merged_into IS NOT NULL
    UNION SELECT m.customer_id, c.merged_into FROM merged m JOIN customer c ON c.id = m.at WHERE c.merged_into IS NOT NULL),
  root AS (SELECT m.customer_id, m.at AS person_id FROM merged m JOIN customer c ON c.id = m.at AND c.merged_into IS NULL)`;

/** Complaints of 90 days, and what was upheld and our own fault in a year: the last fix of each ticket decides. */
const COUNTS = `complaint AS (
    SELECT coalesce(r.person_id, t.customer_id) AS person_id, t.id AS ticket_id, t.location_id, t.received_at
    FROM ticket t LEFT JOIN root r ON r.customer_id = t.customer_id
    WHERE t.changed_at > ${QUARTER_AGO} AND t.received_at > ${QUARTER_AGO} AND t.customer_id IS NOT NULL AND t.state NOT IN ('merged', 'void')),
  asked AS (SELECT c.person_id, count(*) AS n, ${traces('c', 'c.received_at')} FROM complaint c GROUP BY c.person_id),
  failure AS (
    SELECT coalesce(r.person_id, t.customer_id) AS person_id, t.id AS ticket_id, t.location_id, f.delivered_at
    FROM fix_action f JOIN ticket t ON t.id = f.ticket_id LEFT JOIN root r ON r.customer_id = t.customer_id
    WHERE f.decision = 'upheld' AND f.fault = 'ours' AND f.delivered_at > ${YEAR_AGO} AND t.customer_id IS NOT NULL AND t.state NOT IN ('merged', 'void')
      AND NOT EXISTS (SELECT FROM fix_action later WHERE later.ticket_id = f.ticket_id AND later.cycle > f.cycle)),
  lost AS (SELECT f.person_id, count(*) FILTER (WHERE f.delivered_at > ${QUARTER_AGO}) AS quarter, count(*) AS year, ${traces('f', 'f.delivered_at')}
    FROM failure f GROUP BY f.person_id)`;

const GIVEN = `g.state IN ('approved', 'offered', 'accepted', 'fulfil_failed', 'fulfilled', 'redeemed', 'unredeemed')`;

const giftsOf = (person: string): string => `(SELECT count(*) FROM ticket t JOIN gesture g ON g.ticket_id = t.id
    WHERE t.customer_id = ANY(ARRAY(SELECT ${person} UNION ALL SELECT r.customer_id FROM root r WHERE r.person_id = ${person}))
      AND g.approved_at > ${YEAR_AGO} AND ${GIVEN})`;

const PERSONS = `WITH RECURSIVE ${ROOT}, ${COUNTS},
  crowd AS (SELECT count(*) AS customers, coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY n), 0) AS p99 FROM asked)
  SELECT coalesce(a.person_id, l.person_id) AS "customerId", coalesce(a.n, 0) AS complaints, coalesce(l.quarter, 0) AS failures90,
    coalesce(l.year, 0) AS "failuresYear", ${giftsOf('coalesce(a.person_id, l.person_id)')} AS "giftsYear", crowd.customers, crowd.p99,
    CASE WHEN a.n > 0 THEN json_build_object('locationId', a."locationId", 'ticketIds', a."ticketIds") END AS complained,
    CASE WHEN l.year > 0 THEN json_build_object('locationId', l."locationId", 'ticketIds', l."ticketIds") END AS failed
  FROM asked a FULL JOIN lost l ON l.person_id = a.person_id CROSS JOIN crowd
  WHERE a.n >= ${String(REVIEW.complaints)} OR l.quarter >= ${String(CAP.failuresOfOurs)} OR l.year >= ${String(REVIEW.failuresAYear)}
  ORDER BY coalesce(l.quarter, 0) DESC, coalesce(a.n, 0) DESC, 1 LIMIT ${String(MOST)}`;

const AFTER_VOUCHER = `WITH RECURSIVE ${ROOT}, ${COUNTS},
  used AS (
    SELECT coalesce(r.person_id, t.customer_id) AS person_id, u.redeemed_at
    FROM redemption u JOIN voucher v ON v.id = u.voucher_id JOIN gesture g ON g.id = v.gesture_id JOIN ticket t ON t.id = g.ticket_id
    LEFT JOIN root r ON r.customer_id = t.customer_id
    WHERE u.redeemed_at > ${WEEK_AGO} AND u.undone_at IS NULL AND t.customer_id IS NOT NULL)
  SELECT DISTINCT ON (c.person_id) c.person_id AS "customerId", u.redeemed_at AS "redeemedAt", c.received_at AS "receivedAt", c.location_id AS "locationId",
    ARRAY[c.ticket_id] AS "ticketIds", EXISTS (SELECT FROM failure f WHERE f.ticket_id = c.ticket_id) AS "ourFault",
    a.n AS complaints, coalesce(l.quarter, 0) AS failures90, coalesce(l.year, 0) AS "failuresYear", ${giftsOf('c.person_id')} AS "giftsYear"
  FROM used u JOIN complaint c ON c.person_id = u.person_id
    AND c.received_at BETWEEN u.redeemed_at AND u.redeemed_at + interval '${String(REVIEW.afterVoucherMs / 60_000)} minutes'
  JOIN asked a ON a.person_id = c.person_id LEFT JOIN lost l ON l.person_id = c.person_id
  ORDER BY c.person_id, c.received_at DESC LIMIT ${String(MOST)}`;

/** Gifts that somebody gave since, whoever's record they are under. */
const gift = (since: string): string => `gift AS (
    SELECT g.ticket_id, g.requested_by AS staff_id, g.currency, coalesce(g.cost_actual_minor, g.cost_reserved_minor) AS cost, g.needed_approval,
      g.approved_at AS at, t.location_id, coalesce(r.person_id, t.customer_id) AS person_id
    FROM gesture g JOIN ticket t ON t.id = g.ticket_id LEFT JOIN root r ON r.customer_id = t.customer_id
    WHERE g.approved_at > ${since} AND ${GIVEN} AND g.requested_by IS NOT NULL)`;

const ROLES = `ARRAY(SELECT DISTINCT o.role FROM role_grant o WHERE o.staff_id = w.staff_id AND o.valid_from <= $1 AND (o.valid_to IS NULL OR o.valid_to > $1))`;

const given = (groups: string, least: number): string => `WITH RECURSIVE ${ROOT}, ${gift(WEEK_AGO)}
  SELECT w.*, w.staff_id AS "staffId", ${ROLES} AS roles FROM (
    SELECT f.staff_id, ${groups}, array_agg(f.cost ORDER BY f.at)::float8[] AS costs, ${traces('f', 'f.at')}
    FROM gift f WHERE NOT f.needed_approval GROUP BY 1, 2 HAVING count(*) >= ${String(least)} ORDER BY count(*) DESC, 1, 2 LIMIT ${String(MOST)}) w`;

const ALONE = given('NULL::uuid AS "customerId"', REVIEW.nearLimitGifts);
const PIECES = `${given('f.person_id AS "customerId"', REVIEW.splitGifts)} WHERE w."customerId" IS NOT NULL`;

const GIVERS = `WITH RECURSIVE ${ROOT}, ${gift(QUARTER_AGO)}
  SELECT f.currency, f.staff_id AS "staffId", count(DISTINCT f.ticket_id) AS tickets, sum(f.cost) AS "costMinor", ${traces('f', 'f.at')}
  FROM gift f GROUP BY f.currency, f.staff_id HAVING count(DISTINCT f.ticket_id) >= ${String(REVIEW.peerTickets)} ORDER BY 1, 2`;

const CUSTOMERS = `WITH RECURSIVE ${ROOT}, ${gift(YEAR_AGO)}
  SELECT f.person_id AS "customerId", min(f.staff_id::text) AS "staffId", count(*) AS gifts, count(DISTINCT f.staff_id) AS givers, ${traces('f', 'f.at')}
  FROM gift f WHERE f.person_id IS NOT NULL GROUP BY f.person_id
  HAVING count(*) >= ${String(REVIEW.sameGiverGifts)} AND count(DISTINCT f.staff_id) = 1 ORDER BY count(*) DESC, 1 LIMIT ${String(MOST)}`;

const HOUSEHOLDS = `WITH RECURSIVE ${ROOT}, ${gift(YEAR_AGO)},
  giver AS (SELECT f.person_id, count(*) AS n FROM gift f WHERE f.person_id IS NOT NULL GROUP BY f.person_id),
  record AS (SELECT p.person_id, p.person_id AS customer_id FROM giver p UNION SELECT r.person_id, r.customer_id FROM root r JOIN giver p ON p.person_id = r.person_id),
  home AS (SELECT DISTINCT a.kind, a.value_norm, coalesce(a.extension, '') AS extension, c.person_id
    FROM record c JOIN address a ON a.customer_id = c.customer_id AND a.state = 'live'),
  house AS (SELECT h.kind, array_agg(h.person_id ORDER BY h.person_id) AS people, sum(p.n) AS gifts FROM home h JOIN giver p ON p.person_id = h.person_id
    GROUP BY h.kind, h.value_norm, h.extension
    HAVING count(*) BETWEEN 2 AND ${String(REVIEW.household)} AND sum(p.n) > ${String(CAP.giftsAYear)} ORDER BY sum(p.n) DESC LIMIT ${String(MOST)})
  SELECT o.kind, o.people, o.gifts, x.* FROM house o
  CROSS JOIN LATERAL (SELECT ${traces('f', 'f.at')} FROM gift f WHERE f.person_id = ANY(o.people)) x`;

/** Theirs is kept as it was typed, so the last nine digits of a number are compared. */
const CONTACTS = `WITH RECURSIVE ${ROOT}, ${gift(WEEK_AGO)},
  record AS (SELECT DISTINCT f.person_id, f.person_id AS customer_id FROM gift f WHERE f.person_id IS NOT NULL
    UNION SELECT r.person_id, r.customer_id FROM root r JOIN gift f ON f.person_id = r.person_id),
  known AS (
    SELECT c.person_id, s.id AS staff_id FROM record c JOIN address a ON a.customer_id = c.customer_id AND a.kind = 'email'
    JOIN staff s ON s.email = a.value_norm AND s.status <> 'left'
    UNION SELECT c.person_id, s.id FROM record c JOIN address a ON a.customer_id = c.customer_id AND a.kind = 'phone'
    JOIN staff s ON right(regexp_replace(s.phone, '\\D', '', 'g'), 9) = right(a.value_norm, 9) AND s.phone IS NOT NULL AND s.status <> 'left')
  SELECT k.staff_id AS "staffId", k.person_id AS "customerId", count(*) AS gifts, ${traces('f', 'f.at')}
  FROM known k JOIN gift f ON f.person_id = k.person_id GROUP BY k.staff_id, k.person_id ORDER BY count(*) DESC, 1, 2 LIMIT ${String(MOST)}`;

/** Counts what the rules of review judge by. */
@Injectable()
export class ReviewFactsReader {
  persons(reader: Reader, now: Date): Promise<PersonFound[]> {
    return reader.rows(PERSONS, [now]);
  }

  afterVoucher(reader: Reader, now: Date): Promise<VoucherFound[]> {
    return reader.rows(AFTER_VOUCHER, [now]);
  }

  /** By person of the staff, all they gave in seven days without anybody's yes. */
  givenAlone(reader: Reader, now: Date): Promise<GivenFound[]> {
    return reader.rows(ALONE, [now]);
  }

  /** The same by customer. */
  givenInPieces(reader: Reader, now: Date): Promise<GivenFound[]> {
    return reader.rows(PIECES, [now]);
  }

  givers(reader: Reader, now: Date): Promise<GiverFound[]> {
    return reader.rows(GIVERS, [now]);
  }

  customers(reader: Reader, now: Date): Promise<CustomerFound[]> {
    return reader.rows(CUSTOMERS, [now]);
  }

  households(reader: Reader, now: Date): Promise<HouseholdFound[]> {
    return reader.rows(HOUSEHOLDS, [now]);
  }

  /** Gifts of seven days to customers who share an address with somebody on the staff. */
  contacts(reader: Reader, now: Date): Promise<ContactFound[]> {
    return reader.rows(CONTACTS, [now]);
  }
}
