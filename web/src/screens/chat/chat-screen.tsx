import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { usePreferences } from '../../shell/preferences';
import { Page } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { ChatList } from './chat-list';
import { Conversation } from './conversation';
import { ring } from '../../ui/ring';
import './chat.css';

const route = getRouteApi('/inside/chat');

/** The chats that go on: who waits, and the one that is being answered. */
export function ChatScreen() {
  const { t } = useTranslation('chat');
  const { ticket } = route.useSearch();
  const navigate = route.useNavigate();
  const chats = desk.useQuery('get', '/api/v1/chats', {}, { meta: LIVE });
  const items = chats.data?.items ?? [];
  useRing(items.reduce((sum, { unanswered }) => sum + unanswered, 0));
  const step = (by: number): void => {
    const at = items.findIndex((chat) => chat.ticket.id === ticket);
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next) void navigate({ search: { ticket: next.ticket.id } });
  };
  useKey({ id: 'list.down', keys: 'j', label: 'keys.down', group: 'keys.list' }, () => step(1));
  useKey({ id: 'list.up', keys: 'k', label: 'keys.up', group: 'keys.list' }, () => step(-1));
  return (
    <Page title={t('title')}>
      <Loaded of={chats}>
        {() =>
          items.length === 0 && ticket === undefined ? (
            <Empty title={t('none')}>
              <Text>{t('noneMore')}</Text>
            </Empty>
          ) : (
            <div className="chat-desk" data-open={ticket !== undefined}>
              <ChatList chats={items} />
              {ticket === undefined ? (
                <div className="card chat-hint">
                  <Text>{t('choose')}</Text>
                </div>
              ) : (
                <Conversation key={ticket} ticketId={ticket} chat={items.find((chat) => chat.ticket.id === ticket)} />
              )}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

/** A tone when more lines wait than before, for those who want one. */
function useRing(waiting: number): void {
  const { sound } = usePreferences();
  const before = useRef(waiting);
  useEffect(() => {
    if (sound && waiting > before.current) ring();
    before.current = waiting;
  }, [waiting, sound]);
}
