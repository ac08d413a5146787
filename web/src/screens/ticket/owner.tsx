import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useCan, useMe } from '../../shell/me';
import { useTicketDesk } from './ticket-desk';

/** Whose ticket it is: take it, or give it to a colleague or back to the team. */
export function Owner() {
  const { t } = useTranslation('ticket');
  const { ticket, act, seen, open } = useTicketDesk();
  const can = useCan();
  const me = useMe();
  const name = ticket.owner === null ? t('owner.nobody') : ticket.owner.id === me.id ? t('owner.me') : ticket.owner.name;
  if (!can('ticket.assign')) return <span className="tag">{t('owner.label', { name })}</span>;
  return (
    <>
      {ticket.owner?.id !== me.id && (
        <Button
          variant="default"
          onClick={() =>
            void act(({ id, version }) => api.POST('/api/v1/tickets/{id}/take', { params: { path: { id } }, body: { version } }), seen)
          }
        >
          {t('owner.take')}
        </Button>
      )}
      <Button variant="default" onClick={() => open('assign')}>
        {t('owner.label', { name })}
      </Button>
    </>
  );
}
