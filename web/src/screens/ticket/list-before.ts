import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { View } from '../../api/client';

interface Listed {
  readonly items: readonly { readonly id: string; readonly label: string }[];
}
/** The list this tab came from, kept while one walks through it. */
let walked: Listed['items'] = [];

function isListed(data: unknown): data is View<'TicketListView'> {
  return typeof data === 'object' && data !== null && 'items' in data;
}

/** The ticket before and after this one in the list one came from: the newest list of tickets read in this tab that holds it. */
export function useNextTicket(id: string): { goTo: (step: 1 | -1) => void; back: () => void } {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const listOf = (): Listed['items'] => {
    const lists = cache
      .getQueryCache()
      .findAll({ predicate: ({ queryKey }) => queryKey[0] === 'get' && queryKey[1] === '/api/v1/tickets' })
      .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
      .map(({ state }) => state.data);
    const found = lists.filter(isListed).find(({ items }) => items.some((row) => row.id === id));
    if (found) walked = found.items;
    return walked;
  };
  return {
    goTo(step) {
      const rows = listOf();
      const place = rows.findIndex((row) => row.id === id);
      const next = place < 0 ? undefined : rows[place + step];
      if (next) void navigate({ to: '/tickets/$ref', params: { ref: next.label } });
    },
    back() {
      void navigate({ to: '/queue', search: { at: id } });
    },
  };
}
