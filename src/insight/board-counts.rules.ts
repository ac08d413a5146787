import { roleAtLeast } from '../staff/role.rules';
import type { Actor } from '../staff/role.rules';
import { canRelease, HOLD_KINDS } from '../lifecycle/holds.rules';
import { MOST_COUNTED } from '../worklist/ticket-counts.rules';
import { type ListWish, wishConditions } from '../worklist/ticket-list.rules';
import { isLive, orderBy, type Sort, urgencyRank } from '../tickets/ticket-order.rules';
import type { Viewer } from '../tickets/visibility.rules';

/** The numbers of the board, as SQL. */

export interface BoardScope {
  locationIds?: readonly string[];
  /** The end of the next 60 open minutes, by calendar. */
  dueSoon: NonNullable<ListWish['dueSoon']>;
}

const LIVE_WORD_FOR_WORD = `t.state IN ('new','open','waiting_customer','fixed','following_up')`;

const capped = (rows: string): string => `(SELECT count(*) FROM (${rows} LIMIT ${String(MOST_COUNTED)}) few)`;

/** Without an order a planner that expects many hits reads the table itself, past all that is no hit. `first` is what the index has before the order. */
function ordered(sort: Sort, condition: string, first = ''): string {
  return capped(`SELECT FROM ticket t WHERE ${condition} ORDER BY ${first}${orderBy(sort, 't')}`);
}

/** What is counted by what time it is, each in a statement of its own. */
export type Timed = 'brokenPromises' | 'dueSoon';

/**
 * One statement with all other numbers, each an index range that ends at the cap. How many rows an instant leaves shows only in the instant itself, so
 * PostgreSQL plans anew for each; with the instants in here that took half as long as running it.
 */
export function countsQuery(viewer: Viewer & Actor, scope: BoardScope, now: Date): { text: string; params: unknown[] } {
  const params: unknown[] = [];
  const value = (one: unknown): string => `$${String(params.push(one))}`;
  const visible = (wish: Partial<ListWish> = {}): string =>
    wishConditions({ locationIds: scope.locationIds, sort: 'due', limit: 0, ...wish }, viewer, now, params).join(' AND ');

  const unreachable = `SELECT t.id FROM ticket t WHERE t.unreachable AND ${LIVE_WORD_FOR_WORD} AND ${visible()}`;
  const notArrived = `SELECT t.id FROM message m JOIN ticket t ON t.id = m.ticket_id AND t.cycle = m.cycle
    WHERE m.state IN ('dead', 'uncertain') AND m.class <> 'staff' AND ${isLive('t')} AND ${visible()}`;
  const numbers = {
    s1Open: ordered('urgency', `${urgencyRank('t')} = 0 AND ${visible()}`),
    unowned: ordered('urgency', `${isLive('t')} AND ${visible({ ownerId: null })}`, 't.owner_id, '),
    approvals: approvals(viewer, visible, value),
    undeliverable: capped(`SELECT FROM (${unreachable} UNION ${notArrived}) both_ways`),
    holds: holds(viewer, visible, value),
    overruns: overruns(viewer, visible),
  };
  const columns = Object.entries(numbers).map(([name, sql]) => `${sql} AS "${name}"`);
  return { text: `SELECT ${columns.join(', ')}`, params };
}

/** How many promises are broken, or due within the next open hour, up to the cap. */
export function timedQuery(
  of: Timed,
  viewer: Viewer,
  { locationIds, dueSoon }: BoardScope,
  now: Date,
): { text: string; params: unknown[] } {
  const params: unknown[] = [];
  const which = of === 'dueSoon' ? { dueSoon } : { overdue: true };
  const condition = wishConditions({ locationIds, sort: 'due', limit: 0, ...which }, viewer, now, params).join(' AND ');
  return { text: `SELECT ${ordered('due', condition)} AS n`, params };
}

/** A lead and above says yes to what others asked for, never to the own wish. */
function approvals(viewer: Viewer & Actor, visible: () => string, value: (one: unknown) => string): string {
  if (!roleAtLeast(viewer.roles, 'lead')) return '0';
  const waiting = `g.state = 'pending_approval' AND g.requested_by IS DISTINCT FROM ${value(viewer.staffId)}::uuid`;
  return capped(`SELECT FROM gesture_facts g JOIN ticket t ON t.id = g.ticket_id WHERE ${waiting} AND ${visible()}`);
}

function holds(viewer: Viewer & Actor, visible: () => string, value: (one: unknown) => string): string {
  const kinds = HOLD_KINDS.filter((kind) => canRelease(kind, viewer, { staffId: null, actorInLine: false }));
  if (kinds.length === 0) return '0';
  const mine = `h.released_at IS NULL AND h.kind = ANY(${value(kinds)}::text[]) AND ${isLive('t')}`;
  return capped(`SELECT FROM ticket_hold h JOIN ticket t ON t.id = h.ticket_id WHERE ${mine} AND ${visible()}`);
}

/** Gifts that cost more than there was, until a manager allows it (edge 92). */
function overruns(viewer: Viewer & Actor, visible: () => string): string {
  if (!roleAtLeast(viewer.roles, 'manager')) return '0';
  return capped(
    `SELECT FROM budget_overrun o JOIN gesture_facts g ON g.id = o.gesture_id JOIN ticket t ON t.id = g.ticket_id WHERE o.allowed_at IS NULL AND ${visible()}`,
  );
}
