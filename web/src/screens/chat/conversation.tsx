import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { liveOf, refresh } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan, useMe } from '../../shell/me';
import { sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { TicketState } from '../../ui/tags';
import { AnswerBox } from './answer-box';
import { ChatLines } from './chat-lines';

/** While a line of ours is on its way nothing tells us that it arrived, so we look. */
const LOOK_AGAIN_MS = 2_000;

/** One chat: whose it is, what was said, and the box for the answer. */
export function Conversation({ ticketId, chat }: { ticketId: string; chat: View<'DeskChatView'> | undefined }) {
  const { t } = useTranslation('chat');
  const can = useCan();
  const box = useRef<HTMLTextAreaElement>(null);
  const params = { path: { id: ticketId } };
  const meta = liveOf(ticketId);
  const ticket = desk.useQuery('get', '/api/v1/tickets/{id}', { params }, { meta });
  const chatLines = desk.useQuery(
    'get',
    '/api/v1/tickets/{id}/chat',
    { params },
    {
      meta,
      refetchInterval: ({ state }) => (state.data?.lines.some((line) => line.state === 'waiting') ? LOOK_AGAIN_MS : false),
    },
  );
  useKey({ id: 'chat.answer', keys: 'r', label: 'chat:keys.answer', group: 'chat:title' }, () => box.current?.focus());
  const name = chat?.name ?? ticket.data?.customer?.name ?? t('visitor');
  return (
    <Stack className="card" gap="sm" component="section" aria-label={t('with', { name })}>
      <Loaded of={ticket} lines={2}>
        {(data) => <Head ticket={data} name={name} />}
      </Loaded>
      <Loaded of={chatLines}>{({ lines }) => <ChatLines lines={lines} name={name} />}</Loaded>
      {chat && (
        <Text size="sm" c="dimmed" role="status">
          {chat.resumable ? t('resumable') : t('gone')}
        </Text>
      )}
      {can('ticket.move') && chat?.resumable !== false && ticket.data && <AnswerBox ticketId={ticketId} name={name} box={box} />}
    </Stack>
  );
}

function Head({ ticket, name }: { ticket: View<'TicketView'>; name: string }) {
  const { t } = useTranslation('chat');
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Anchor hiddenFrom="md" size="sm" renderRoot={(props) => <Link to="/chat" {...props} />}>
          <IconArrowLeft size={14} aria-hidden className="turns" /> {t('all')}
        </Anchor>
        <Title order={2} dir="auto">
          {name}
        </Title>
        <Group gap="xs">
          <Anchor renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: ticket.label }} {...props} />}>
            {t('openTicket', { label: ticket.label })}
          </Anchor>
          <TicketState state={ticket.state} />
        </Group>
      </div>
      <Owner ticket={ticket} />
    </Group>
  );
}

function Owner({ ticket }: { ticket: View<'TicketView'> }) {
  const { t } = useTranslation('chat');
  const me = useMe();
  const can = useCan();
  const [busy, setBusy] = useState(false);
  const isMine = ticket.owner !== null && ticket.owner.id === me.id;
  const mayTake = can('ticket.assign') && !isMine;
  const why = ticket.refused.find(({ event }) => event === 'take')?.why;
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/tickets/{id}/take', { params: { path: { id: ticket.id } }, body: {} });
      if (error) sayFailed(error);
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  useKey(
    { id: 'chat.take', keys: 't', label: 'chat:keys.take', group: 'chat:title', when: mayTake && why === undefined },
    () => void take(),
  );
  return (
    <Group gap="xs">
      <Text size="sm">{ticket.owner === null ? t('nobody') : isMine ? t('mine') : t('of', { name: ticket.owner.name })}</Text>
      {mayTake && (
        <Button variant="default" size="compact-sm" loading={busy} disabled={why !== undefined} title={why} onClick={() => void take()}>
          {t('take')}
        </Button>
      )}
    </Group>
  );
}
