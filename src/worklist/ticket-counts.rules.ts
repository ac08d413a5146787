import { isLive, LIVE_STATES, orderBy, urgencyRank } from '../tickets/ticket-order.rules';
import type { Viewer } from '../tickets/visibility.rules';
import { type ListQuery, type ListWish, wishConditions } from './ticket-list.rules';

/** Nobody needs to know more than that there are very many, so that no count ever reads a whole table. */
export const MOST_COUNTED = 1000;

const LIVE = `t.state IN (${LIVE_STATES.map((state) => `'${state}'`).join(',')})`;

/** Which rows are counted, and the order of the index that has them; the parts that stand word for word in a partial index are said word for word. */
interface Counted {
  wish?: Partial<ListWish>;
  where?: string;
  order: string;
}

/**
 * The numbers above the work list, one statement; each is an index range that ends at the cap. Without an order a planner that expects many hits reads
 * the table itself, past all that is no hit.
 */
export function countsQuery(viewer: Viewer, now: Date): ListQuery {
  const params: unknown[] = [];
  const capped = ({ wish = {}, where = isLive('t'), order }: Counted): string => {
    const seen = wishConditions({ sort: 'due', limit: 0, ...wish }, viewer, now, params).join(' AND ');
    return `(SELECT count(*) FROM (SELECT FROM ticket t WHERE ${where} AND ${seen} ORDER BY ${order} LIMIT ${String(MOST_COUNTED)}) few)`;
  };
  const teams = viewer.grants.flatMap((grant) => (grant.scopeKind === 'team' && grant.teamId !== null ? [grant.teamId] : []));
  const ofTeams = (): string => `${isLive('t')} AND t.team_id = ANY($${String(params.push(teams))}::uuid[])`;
  const numbers = {
    mine: viewer.staffId === null ? '0' : capped({ wish: { ownerId: viewer.staffId }, order: orderBy('urgency', 't') }),
    team: capped({ ...(teams.length === 0 ? {} : { where: ofTeams() }), order: orderBy('urgency', 't') }),
    unowned: capped({ where: `t.owner_id IS NULL AND ${LIVE}`, order: `${urgencyRank('t')}, t.received_at, t.id` }),
    late: capped({ wish: { overdue: true }, order: orderBy('due', 't') }),
    waiting: capped({ where: `t.state = 'waiting_customer'`, order: 't.waiting_since' }),
  };
  const columns = Object.entries(numbers).map(([name, sql]) => `${sql} AS "${name}"`);
  return { text: `SELECT ${columns.join(', ')}`, params };
}
