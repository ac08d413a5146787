import { desk } from '../../api/client';
import { useCan } from '../../shell/me';
import { useTicketDesk } from './ticket-desk';

/** What this person may still give away at this place, per kind of gift; undefined where they have no such right or it is not read yet. */
export function useBudgetLeft() {
  const { ticket } = useTicketDesk();
  const can = useCan();
  return desk.useQuery(
    'get',
    '/api/v1/budgets/left',
    { params: { query: { location: ticket.location.key } } },
    { enabled: can('budget.left'), staleTime: 15_000 },
  );
}

/** The currency of the ticket's place. */
export function useCurrency(): string {
  const { ticket } = useTicketDesk();
  const left = useBudgetLeft();
  const places = desk.useQuery('get', '/api/v1/locations', {}, { staleTime: 300_000 });
  const here = places.data?.items.find(({ key }) => key === ticket.location.key)?.currency;
  return here ?? left.data?.currency ?? ticket.gestures[0]?.currency ?? ticket.redress[0]?.currency ?? 'USD';
}
