import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { learnServerTime } from '../clock/desk-clock';
import { isLost, isProblem } from './problem';

/** Says of a query that the live stream may refresh it; with `ticket` only when that ticket changed. */
export interface LiveMeta extends Record<string, unknown> {
  readonly live: true;
  readonly ticket?: string;
}
export const LIVE: LiveMeta = { live: true };
export function liveOf(ticket: string | undefined): LiveMeta {
  return ticket === undefined ? LIVE : { live: true, ticket };
}

function timeIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const { serverTime, asOf } = data as { serverTime?: unknown; asOf?: unknown };
  return typeof serverTime === 'string' ? serverTime : typeof asOf === 'string' ? asOf : null;
}

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onSuccess(data) {
      const time = timeIn(data);
      if (time !== null) learnServerTime(time);
    },
  }),
  mutationCache: new MutationCache(),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // what is wrong stays wrong; what was lost on the way may come
      retry: (failures, error) => !isProblem(error) && isLost(error) && failures < 2,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Whoever is signed in here, by id; empty while nobody is known. */
export function personHere(): string {
  return queries.getQueryData<{ id: string } | null>(['me'])?.id ?? '';
}

/** After a change of this ticket by ourselves: everything about it and every live list reads anew. */
export function refresh(): Promise<void> {
  return queries.invalidateQueries({ predicate: (query) => query.meta?.live === true });
}
