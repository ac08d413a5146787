import { useRef } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { refresh } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { say, sayFailed } from '../../ui/say';
import { Chips } from './chips';
import { Filters } from './filters';
import { QueueList } from './queue-list';
import { viewOf } from './queue-views.rules';
import './queue.css';

const route = getRouteApi('/inside/queue');

/** What waits for me and for us, most urgent first. */
export function QueueScreen() {
  const { t } = useTranslation(['queue', 'shell']);
  const can = useCan();
  const navigate = useNavigate();
  const search = route.useSearch();
  const view = viewOf(search.view);
  const taking = useRef(false);
  const takeNext = async (): Promise<void> => {
    if (taking.current) return;
    taking.current = true;
    try {
      const { data, error } = await api.POST('/api/v1/tickets/take-next', {});
      if (error) sayFailed(error);
      else if (data) {
        say(t('taken', { label: data.label }));
        void navigate({ to: '/tickets/$ref', params: { ref: data.label } });
      } else say(t('noneToTake'));
      await refresh();
    } catch (error) {
      sayFailed(error);
    } finally {
      taking.current = false;
    }
  };
  const mayTake = can('ticket.move');
  useKey({ id: 'queue.take', keys: 't', label: 'queue:keys.take', group: 'queue:title', when: mayTake }, () => void takeNext());
  return (
    <Page
      title={t('title')}
      focus={search.at === undefined}
      actions={mayTake && <Button onClick={() => void takeNext()}>{t('takeNext')}</Button>}
    >
      <div className="queue-top">
        <Chips
          view={view}
          choose={(next) => void navigate({ to: '/queue', search: { ...search, view: next, at: undefined, cursor: undefined } })}
        />
        <Filters
          wanted={search}
          change={({ q, bad }) => void navigate({ to: '/queue', search: { view: search.view, q, bad }, replace: true })}
        />
      </div>
      <QueueList key={view} search={search} takeNext={mayTake ? () => void takeNext() : undefined} />
    </Page>
  );
}
