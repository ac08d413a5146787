import { isLive, orderBy, type Sort } from '../tickets/ticket-order.rules';
import type { Viewer } from '../tickets/visibility.rules';
import { type ListQuery, type ListWish, wishConditions } from './ticket-list.rules';

/** Nobody needs to know more than that there are very many, so that no count ever reads a whole table. */
export const MOST_COUNTED = 1000;

/**
 * The numbers above the work list, one statement; each is an index range that ends at the cap. Without an order a planner that expects many hits reads
 * the table itself, past all that is no hit.
 */
export function countsQuery(viewer: Viewer, now: Date): ListQuery {
  const params: unknown[] = [];
  const capped = (wish: Partial<ListWish>, sort: Sort = 'urgency', more = 'true'): string => {
    const seen = wishConditions({ sort, limit: 0, ...wish }, viewer, now, params).join(' AND ');
    const rows = `SELECT FROM ticket t WHERE ${isLive('t')} AND ${seen} AND ${more} ORDER BY ${orderBy(sort, 't')} LIMIT ${String(MOST_COUNTED)}`;
    return `(SELECT count(*) FROM (${rows}) few)`;
  };
  const teams = viewer.grants.flatMap((grant) => (grant.scopeKind === 'team' && grant.teamId !== null ? [grant.teamId] : []));
  const ofTeams = (): string => `t.team_id = ANY($${String(params.push(teams))}::uuid[])`;
  const numbers = {
    mine: viewer.staffId === null ? '0' : capped({ ownerId: viewer.staffId }),
    team: teams.length === 0 ? capped({}) : capped({}, 'urgency', ofTeams()),
    unowned: capped({ ownerId: null }),
    late: capped({ overdue: true }, 'due'),
    waiting: capped({ states: ['waiting_customer'] }),
  };
  const columns = Object.entries(numbers).map(([name, sql]) => `${sql} AS "${name}"`);
  return { text: `SELECT ${columns.join(', ')}`, params };
}
