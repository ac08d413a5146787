import type { ClockName, Severity } from '../clocks/clock.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import { after, dueOf, isLive, LIVE_STATES, orderBy, type Sort } from '../tickets/ticket-order.rules';
import { type Search, searchCondition } from './ticket-search.rules';
import { type Viewer, visibleTo } from '../tickets/visibility.rules';

/** What a list of tickets is asked for. Everything is optional but the order and the length. */
export interface ListWish {
  states?: readonly TicketState[];
  /** An id, or null for those that nobody owns. */
  ownerId?: string | null;
  /** A location with everything below it. */
  locationIds?: readonly string[];
  team?: string;
  severities?: readonly Severity[];
  clock?: ClockName;
  overdue?: boolean;
  dueBefore?: Date;
  /** Due from now on until the instant of its calendar; `last` is the latest of them. */
  dueSoon?: { calendarIds: readonly string[]; until: readonly Date[]; last: Date };
  /** A key, or `unsure`. */
  touchPoint?: string;
  customerId?: string;
  search?: Search;
  sort: Sort;
  /** The last row of the page before, by the keys of the order. */
  place?: readonly unknown[];
  limit: number;
}

export interface ListQuery {
  text: string;
  params: unknown[];
}

/** The conditions of a wish, over the alias `t`; values are pushed onto `params`. */
export function wishConditions(wish: ListWish, viewer: Viewer, now: Date, params: unknown[]): string[] {
  const value = (one: unknown): string => `$${String(params.push(one))}`;
  const rankSaid = wish.place !== undefined && wish.place[0] !== 0;
  return [visibleTo(viewer, 't', params), ...whose(wish, value), ...when(wish, now, value), ...what(wish, value)].concat(
    wish.search ? [searchCondition(wish.search, viewer, 't', params)] : [],
    wish.sort === 'urgency' && isLiveOnly(wish) && !rankSaid ? [isLive('t')] : [],
    wish.place ? [after(wish.sort, 't', wish.place, isLiveOnly(wish), params)] : [],
  );
}

/** Does the wish leave out everything that is done? What is late or due soon is live. */
function isLiveOnly(wish: ListWish): boolean {
  const due = wish.overdue === true || wish.dueSoon !== undefined || wish.dueBefore !== undefined;
  return due || wish.states?.every((state) => LIVE_STATES.includes(state)) === true;
}

type Value = (one: unknown) => string;

function whose(wish: ListWish, value: Value): string[] {
  const found: string[] = [];
  if (wish.ownerId === null) found.push('t.owner_id IS NULL');
  else if (wish.ownerId !== undefined) found.push(`t.owner_id = ${value(wish.ownerId)}::uuid`);
  // One place is an equality, so that the index of that place gives the order as well.
  if (wish.locationIds?.length === 1) found.push(`t.location_id = ${value(wish.locationIds[0])}::uuid`);
  else if (wish.locationIds) found.push(`t.location_id = ANY(${value(wish.locationIds)}::uuid[])`);
  if (wish.team !== undefined) found.push(`t.team_id = (SELECT id FROM team WHERE key = ${value(wish.team)})`);
  if (wish.customerId !== undefined) found.push(`t.customer_id = ${value(wish.customerId)}::uuid`);
  return found;
}

function when(wish: ListWish, now: Date, value: Value): string[] {
  const found: string[] = [];
  if (wish.overdue !== undefined) found.push(`${dueOf('t')} ${wish.overdue ? '<' : '>='} ${value(now)}::timestamptz`);
  if (wish.dueBefore) found.push(`${dueOf('t')} < ${value(wish.dueBefore)}::timestamptz`);
  if (wish.dueSoon) {
    found.push(`${dueOf('t')} >= ${value(now)}::timestamptz AND ${dueOf('t')} <= ${value(wish.dueSoon.last)}::timestamptz`);
    const ends = `unnest(${value(wish.dueSoon.calendarIds)}::uuid[], ${value(wish.dueSoon.until)}::timestamptz[]) AS soon(calendar_id, until)`;
    found.push(`t.next_due_at <= (SELECT until FROM ${ends} WHERE soon.calendar_id = t.calendar_id)`);
  }
  if (wish.clock !== undefined) {
    const late = wish.overdue === true ? ` AND m.due_at < ${value(now)}::timestamptz` : '';
    const running = `m.ticket_id = t.id AND m.clock = ${value(wish.clock)} AND m.state IN ('running', 'paused')`;
    found.push(`EXISTS (SELECT FROM timer m WHERE ${running}${late})`);
  }
  return found;
}

function what(wish: ListWish, value: Value): string[] {
  const found: string[] = [];
  if (wish.states) found.push(`t.state = ANY(${value(wish.states)}::text[])`);
  if (wish.severities) found.push(`t.severity = ANY(${value(wish.severities)}::text[])`);
  if (wish.touchPoint === 'unsure') found.push('t.primary_touch_point IS NULL');
  else if (wish.touchPoint !== undefined) {
    const point = `(SELECT id FROM touch_point WHERE key = ${value(wish.touchPoint)})`;
    found.push(
      `(t.primary_touch_point = ${point} OR EXISTS (SELECT FROM ticket_touch_point x WHERE x.ticket_id = t.id AND x.touch_point_id = ${point}))`,
    );
  }
  return found;
}

/** The promise that stands still, the fix before all others. */
const STANDING_STILL = `SELECT m.clock, m.paused_at, m.pause_reason FROM timer m
  WHERE m.ticket_id = t.id AND m.state = 'paused' AND m.target_ms IS NOT NULL ORDER BY m.clock = 'fix' DESC, m.paused_at, m.id LIMIT 1`;

/** Who spoke last; a letter from an unknown address counts once a person has confirmed it. */
const LAST_WORD = `SELECT CASE WHEN k.direction = 'in' THEN 'customer' WHEN k.human THEN 'us' ELSE 'system' END AS by, k.at FROM contact k
  WHERE k.ticket_id = t.id AND k.direction <> 'inside' AND NOT k.visitor ORDER BY k.at DESC, k.id DESC LIMIT 1`;

/** What a line shows, around the tickets that `inner` picks; joined only to as many rows as the page has. */
function lines(inner: string, sort: Sort): string {
  return `SELECT t.id, t.number, t.title, t.state, t.severity, t.mood, t.cycle, t.one_up AS "oneUp", t.restricted, t.customer_id AS "customerId",
  c.name AS "customerName", tp.key AS "touchPointKey", tp.name AS "touchPointName", t.owner_id AS "ownerId", s.name AS "ownerName", tm.key AS team,
  l.key AS "locationKey", l.name AS "locationName", l.zone AS "locationZone", t.next_due_at AS "nextDueAt", t.next_clock AS "nextClock", t.channel,
  still.clock AS "stillClock", still.paused_at AS "pausedSince", still.pause_reason AS "pauseReason", word.by AS "lastWordBy", word.at AS "lastWordAt",
  (SELECT k.at FROM contact k WHERE k.ticket_id = t.id AND k.direction = 'out' ORDER BY k.at DESC LIMIT 1) AS "lastNewsAt",
  t.received_at AS "receivedAt", t.version, ${dueOf('t')}::text AS "placeDue"
FROM (${inner}) t
JOIN location l ON l.id = t.location_id
LEFT JOIN customer c ON c.id = t.customer_id
LEFT JOIN staff s ON s.id = t.owner_id
LEFT JOIN team tm ON tm.id = t.team_id
LEFT JOIN touch_point tp ON tp.id = t.primary_touch_point
LEFT JOIN LATERAL (${STANDING_STILL}) still ON t.next_clock IS NULL
LEFT JOIN LATERAL (${LAST_WORD}) word ON true
ORDER BY ${orderBy(sort, 't')}`;
}

/** The statement of one page, with one row more than asked, which tells whether there is a next page. */
export function listQuery(wish: ListWish, viewer: Viewer, now: Date): ListQuery {
  const params: unknown[] = [];
  const where = wishConditions(wish, viewer, now, params).join(' AND ');
  const inner = `SELECT t.* FROM ticket t WHERE ${where} ORDER BY ${orderBy(wish.sort, 't')} LIMIT ${String(wish.limit + 1)}`;
  return { text: lines(inner, wish.sort), params };
}
