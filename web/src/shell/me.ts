import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, type View } from '../api/client';
import { queries } from '../api/queries';
import { ended, sessionEnded } from './session';

export type Me = View<'MeView'>;
type Permission = Me['permissions'][number];

/** Who is signed in; null while nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    const { data, error, response } = await api.GET('/api/v1/me');
    if (data) return data;
    if (response.status === 401) {
      // the session has ended: the page stays as it is, below the overlay
      const before = queries.getQueryData<Me | null>(['me']) ?? null;
      if (before) sessionEnded();
      return before;
    }
    throw Object.assign(new Error(error.detail), error);
  },
  staleTime: 60_000,
});

/** The person in front of the screen. Only below the sign-in, where there is one. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) {
    ended.set(true);
    throw new Error('Nobody is signed in.');
  }
  return data;
}

/** Whether this person may do it; what may not be done is not shown. The desk checks it again. */
export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
