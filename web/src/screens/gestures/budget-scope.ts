import type { TFunction } from 'i18next';
import { desk, type View } from '../../api/client';

export type Budget = View<'BudgetView'>;

/** Locations and desks by name; empty until they are here, and for those who may not see them. */
export function usePlaces() {
  const query = { limit: 100 };
  const locations = desk.useQuery('get', '/api/v1/locations', { params: { query } }, { staleTime: 300_000 });
  const desks = desk.useQuery('get', '/api/v1/desks', { params: { query } }, { staleTime: 300_000 });
  return { locations: locations.data?.items ?? [], desks: desks.data?.items ?? [] };
}

/** For whom and what a budget is: "Berlin and below, goods". */
export function scopeWords(budget: Budget, places: ReturnType<typeof usePlaces>, t: TFunction<'gestures'>): string {
  const location = places.locations.find(({ key }) => key === budget.location)?.name ?? budget.location;
  const team = places.desks.find(({ key }) => key === budget.desk)?.name ?? budget.desk;
  const where =
    location !== null ? t('scope.location', { name: location }) : team !== null ? t('scope.desk', { name: team }) : t('scope.org');
  return `${where} · ${budget.class === null ? t('scope.all') : t(`classes.${budget.class}`)}`;
}
