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

/** The currency of this desk. */
export function useCurrency(): string {
  const { ticket } = useTicketDesk();
  const left = useBudgetLeft();
  return left.data?.currency ?? ticket.gestures[0]?.currency ?? ticket.redress[0]?.currency ?? 'USD';
}
