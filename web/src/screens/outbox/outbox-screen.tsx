import { Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { NotHere } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { ChannelHealth } from './channel-health';
import { MessagePart } from './message-part';
import { tabOf, TABS } from './outbox.rules';
import { TaskList } from './task-list';
import './outbox.css';

const route = getRouteApi('/inside/outbox');
const MOST = 1000;

/** What goes out to customers: what needs a person, what is on its way, what went, what was stopped. */
export function OutboxScreen() {
  const { t } = useTranslation('outbox');
  const can = useCan();
  const navigate = useNavigate();
  const { number } = useFormats();
  const search = route.useSearch();
  const tab = tabOf(search.tab);
  const { data } = desk.useQuery(
    'get',
    '/api/v1/messages',
    { params: { query: { tab, limit: 1 } } },
    { meta: LIVE, enabled: can('message.see') },
  );
  if (!can('message.see')) return <NotHere />;
  const count = (value: number): string => (value >= MOST ? t('orMore', { count: number(value) }) : number(value));
  return (
    <Page title={t('title')}>
      <ChannelHealth />
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ to: '/outbox', search: { tab: tabOf(next ?? undefined) } })}
        keepMounted={false}
      >
        <Tabs.List className="tabs-line" aria-label={t('tabs.name')}>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {data ? t('tabs.counted', { tab: t(`tabs.${one}`), count: count(data.counts[one]) }) : t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            <MessagePart tab={one} openId={search.message ?? null} />
            {one === 'needs' && <TaskList />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
