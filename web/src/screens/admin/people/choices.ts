import { useQuery } from '@tanstack/react-query';
import { api, desk, type View } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import { queries } from '../../../api/queries';

const MOST_PAGES = 50;
const PAGE = 100;

interface Answer<T> {
  readonly data?: { readonly items: readonly T[]; readonly nextCursor: string | null };
  readonly error?: unknown;
}
type Page<T> = (query: { limit: number; cursor?: string }) => Promise<Answer<T>>;

/** All entries of a list of settings, page by page: these lists are short, and a choice must offer every one. */
async function everyPage<T>(page: Page<T>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const { data, error } = await page({ limit: PAGE, cursor });
    if (!data) throw isProblem(error) ? Object.assign(new Error(error.detail), error) : new Error('No answer.');
    items.push(...data.items);
    if (data.nextCursor === null) break;
    cursor = data.nextCursor;
  }
  return items;
}

function useEvery<T>(path: string, page: Page<T>, enabled = true) {
  return useQuery({ queryKey: ['get', path, 'every'], queryFn: () => everyPage(page), staleTime: 30_000, enabled });
}

export function useLocations() {
  return useEvery<View<'LocationView'>>('/api/v1/locations', (query) => api.GET('/api/v1/locations', { params: { query } }));
}
export function useTeams() {
  return useEvery<View<'TeamView'>>('/api/v1/teams', (query) => api.GET('/api/v1/teams', { params: { query } }));
}
export function useDesks() {
  return useEvery<View<'DeskView'>>('/api/v1/desks', (query) => api.GET('/api/v1/desks', { params: { query } }));
}
export function useStaff(enabled = true) {
  return useEvery<View<'StaffView'>>('/api/v1/staff', (query) => api.GET('/api/v1/staff', { params: { query } }), enabled);
}
export function useExplainers() {
  return useEvery<View<'ExplainerView'>>('/api/v1/explainers', (query) => api.GET('/api/v1/explainers', { params: { query } }));
}
export function useTerms() {
  return useEvery<View<'TermView'>>('/api/v1/glossary', (query) => api.GET('/api/v1/glossary', { params: { query } }));
}
export function useDelegations() {
  return useEvery<View<'DelegationView'>>('/api/v1/delegations', (query) => api.GET('/api/v1/delegations', { params: { query } }));
}
export function useTokens(all: boolean) {
  return useEvery<View<'TokenView'>>(`/api/v1/api-tokens${all ? '?all' : ''}`, (query) =>
    api.GET('/api/v1/api-tokens', { params: { query: { ...query, all } } }),
  );
}
export function useTouchPoints() {
  return desk.useQuery('get', '/api/v1/touch-points', { params: { query: { hidden: true } } });
}
export function useCauses() {
  return desk.useQuery('get', '/api/v1/causes', { params: { query: { hidden: true } } });
}

/** The lists of this address are read anew, here and wherever else they are on the page. */
export function readAnew(path: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey }) => typeof queryKey[1] === 'string' && queryKey[1].startsWith(path),
  });
}

interface Named {
  readonly key: string;
  readonly name: string;
}
/** What a Select offers, by name. */
export function optionsOf(items: readonly Named[] | undefined): { value: string; label: string }[] {
  return (items ?? []).map(({ key, name }) => ({ value: key, label: name })).sort((a, b) => a.label.localeCompare(b.label));
}
/** The name behind a key; the key itself where nobody knows it. */
export function nameOf(items: readonly Named[] | undefined, key: string): string {
  return items?.find((one) => one.key === key)?.name ?? key;
}
