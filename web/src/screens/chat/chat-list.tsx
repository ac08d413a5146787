import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useMe } from '../../shell/me';
import { useHeld } from './use-held';
import { Waits } from './waits';

type Chat = View<'DeskChatView'>;
const idOf = (chat: Chat): string => chat.ticket.id;

/** The open chats, who waits longest on top. */
export function ChatList({ chats }: { chats: readonly Chat[] }) {
  const { t } = useTranslation('chat');
  const { shown, holding } = useHeld(chats, idOf);
  return (
    <nav aria-label={t('open')} {...holding}>
      <ul className="cards">
        {shown.map((chat) => (
          <li key={idOf(chat)}>
            <ChatRow chat={chat} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ChatRow({ chat }: { chat: Chat }) {
  const { t } = useTranslation('chat');
  const me = useMe();
  const { ticket, name, lastLine, unanswered, owner, waitingSince } = chat;
  return (
    <Link to="/chat" search={{ ticket: ticket.id }} className="card chat-row">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
        <Text fw={650} lineClamp={1} dir="auto">
          {name ?? t('visitor')}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {`R-${String(ticket.number)}`}
        </Text>
      </Group>
      {lastLine && (
        <Text size="sm" lineClamp={2} dir="auto">
          {lastLine.by === 'us' ? t('weSaid', { text: lastLine.text }) : lastLine.text}
        </Text>
      )}
      <Group gap="xs" mt={6}>
        {waitingSince !== null && <Waits since={waitingSince} />}
        {unanswered > 0 ? (
          <span className="tag" data-tone="soon">
            {t('unanswered', { count: unanswered })}
          </span>
        ) : (
          <span className="tag" data-tone="fine">
            {t('answered')}
          </span>
        )}
        <Text size="sm" c="dimmed">
          {owner === null ? t('nobody') : owner.id === me.id ? t('mine') : owner.name}
        </Text>
      </Group>
    </Link>
  );
}
