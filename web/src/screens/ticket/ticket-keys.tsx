import { useTranslation } from 'react-i18next';
import { refresh } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { say } from '../../ui/say';
import { useNextTicket } from './list-before';
import { useTicketDesk } from './ticket-desk';

const GROUP = 'ticket:title';

/** The keys of the page that belong to no part of it. */
export function TicketKeys({ isOver }: { isOver: boolean }) {
  const { t } = useTranslation('ticket');
  const { ticket, open } = useTicketDesk();
  const { goTo, back } = useNextTicket(ticket.id);
  const can = useCan();
  const mayFix = can('ticket.fix') && ticket.allowed.includes('fix-delivered');
  const mayMove = can('ticket.move') && !isOver;
  useKey({ id: 'ticket.fix', keys: 'e', label: 'ticket:keys.fix', group: GROUP, when: mayFix }, () => open('fix'));
  useKey({ id: 'ticket.fixNext', keys: 'E', label: 'ticket:keys.fixNext', group: GROUP, when: mayFix }, () => open('fix:next'));
  useKey({ id: 'ticket.pause', keys: 'p', label: 'ticket:keys.pause', group: GROUP, when: mayMove }, () => open('pause'));
  useKey({ id: 'ticket.call', keys: 'l', label: 'ticket:keys.call', group: GROUP, when: mayMove }, () => open('contact'));
  useKey({ id: 'ticket.before', keys: '[', label: 'ticket:keys.before', group: GROUP }, () => goTo(-1));
  useKey({ id: 'ticket.after', keys: ']', label: 'ticket:keys.after', group: GROUP }, () => goTo(1));
  useKey({ id: 'ticket.changes', keys: '.', label: 'ticket:keys.changes', group: GROUP }, () => void refresh());
  useKey({ id: 'ticket.copy', keys: 'c', label: 'ticket:keys.copy', group: GROUP }, () => {
    void navigator.clipboard.writeText(ticket.label).then(() => say(t('copied', { label: ticket.label })));
  });
  useKey({ id: 'ticket.back', keys: 'Escape', label: 'ticket:keys.back', group: GROUP }, back);
  return null;
}
