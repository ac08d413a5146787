/** The lists above the queue, in the order of their chips. */
export const QUEUE_VIEWS = ['mine', 'team', 'unowned', 'late', 'waiting'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

export const PAGE_LENGTH = 50;
/** From here on the desk stops counting, and the number means "or more". */
const MOST_COUNTED = 1000;

/** What stands behind the `?` of the screen. */
export interface QueueSearch {
  readonly view?: string;
  readonly q?: string;
  readonly bad?: string;
  readonly cursor?: string;
}

interface ListQuery {
  limit: number;
  state?: string;
  owner?: string;
  team?: string;
  overdue?: boolean;
  severity?: string;
  q?: string;
  cursor?: string;
}

export function viewOf(name: string | undefined): QueueView {
  return QUEUE_VIEWS.find((view) => view === name) ?? 'mine';
}

/** The question to the desk behind a view. `teams`: keys of the teams one belongs to; the list can be of one team, otherwise it is of all one sees. */
export function listQueryOf({ view, q, bad, cursor }: QueueSearch, teams: readonly string[]): ListQuery {
  const team = teams.length === 1 ? teams[0] : undefined;
  const of: Readonly<Record<QueueView, Omit<ListQuery, 'limit'>>> = {
    mine: { owner: 'me', state: 'live' },
    team: { state: 'live', ...(team === undefined ? {} : { team }) },
    unowned: { owner: 'none', state: 'live' },
    late: { overdue: true, state: 'live' },
    waiting: { state: 'waiting_customer' },
  };
  return {
    limit: PAGE_LENGTH,
    ...of[viewOf(view)],
    ...(q === undefined ? {} : { q }),
    ...(bad === undefined ? {} : { severity: bad }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

/** The number of a chip as it is read. */
export function countText(count: number, number: (value: number) => string): string {
  return count >= MOST_COUNTED ? `${number(count)}+` : number(count);
}
