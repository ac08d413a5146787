import { afterForm } from './after-forms';
import { FixDialog } from './fix-dialog';
import { FormDialog } from './form-dialog';
import { useNextTicket } from './list-before';
import { stepForm } from './step-forms';
import { useTicketDesk } from './ticket-desk';

/** The form that is open over the page, by its name. */
export function OpenForm({ name, close }: { name: string | null; close: () => void }) {
  const { ticket } = useTicketDesk();
  const { goTo } = useNextTicket(ticket.id);
  if (name === null) return null;
  if (name === 'fix' || name === 'fix:next') return <FixDialog close={close} done={name === 'fix:next' ? () => goTo(1) : undefined} />;
  const form = afterForm(name, ticket) ?? stepForm(name, ticket);
  return form && <FormDialog key={name} form={form} close={close} names={{ label: ticket.label, name: ticket.customer?.name ?? '' }} />;
}
