import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { Page } from '../../ui/page';
import { Loaded } from '../../ui/states';
import { TicketPage } from './ticket-page';
import './ticket.css';

const route = getRouteApi('/inside/tickets/$ref');

/** One complaint from the first word to the last. */
export function TicketScreen() {
  const { t } = useTranslation('ticket');
  const { ref } = route.useParams();
  const found = desk.useQuery('get', '/api/v1/tickets/{id}', { params: { path: { id: ref } } }, { meta: LIVE, staleTime: 60_000 });
  if (found.data) return <TicketPage key={found.data.id} first={found.data} />;
  return (
    <Page title={t('title')}>
      <Loaded of={found} lines={10}>
        {() => null}
      </Loaded>
    </Page>
  );
}
