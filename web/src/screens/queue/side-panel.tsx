import { Button, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { liveOf } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { Countdown } from '../../ui/countdown';
import { Loaded } from '../../ui/states';
import { HowBad, Mood, TicketState } from '../../ui/tags';
import { useFormats } from '../../words/formats';
import { ShortReply } from './short-reply';

type Ticket = View<'TicketView'>;

/** The short view of a ticket beside the list: who, what, every clock that runs, the last words, and a box to answer. */
export function SidePanel({ id, reply }: { id: string; reply: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation(['queue', 'shell']);
  const ticket = desk.useQuery('get', '/api/v1/tickets/{id}', { params: { path: { id } } }, { meta: liveOf(id) });
  return (
    <aside className="card queue-panel" aria-label={t('panel')}>
      <Loaded of={ticket}>{(found) => ('clocks' in found ? <Short ticket={found} reply={reply} /> : <Text>{t('noName')}</Text>)}</Loaded>
    </aside>
  );
}

function Short({ ticket, reply }: { ticket: Ticket; reply: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation(['queue', 'shell']);
  const can = useCan();
  const clocks = ticket.clocks.filter(({ state, target }) => (state === 'running' || state === 'paused') && target !== null);
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" c="dimmed">
          <span className="ref">{ticket.label}</span> · {ticket.location.name}
        </Text>
        <Title order={2}>{ticket.customer?.name ?? t('noName')}</Title>
      </div>
      <Group gap={6}>
        <TicketState state={ticket.state} />
        <HowBad severity={ticket.severity} />
        <Mood mood={ticket.mood} />
      </Group>
      <Text size="sm">{ticket.owner ? t('owner', { name: ticket.owner.name }) : t('noOwner')}</Text>
      {clocks.map(({ clock, dueAt, pausedSince }) => (
        <Group key={clock} justify="space-between" gap="xs">
          <Text size="sm">{t(`clock.names.${clock}`)}</Text>
          <Countdown dueAt={dueAt ?? pausedSince ?? ''} pausedSince={pausedSince} />
        </Group>
      ))}
      <Divider />
      <LastWords id={ticket.id} />
      {can('ticket.move') && <ShortReply key={ticket.id} ticket={ticket} box={reply} />}
      <Button variant="default" renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: ticket.label }} {...props} />}>
        {t('openTicket', { label: ticket.label })}
      </Button>
    </Stack>
  );
}

/** What was said last between the customer and us, newest first. */
function LastWords({ id }: { id: string }) {
  const { t } = useTranslation(['queue', 'shell']);
  const { moment } = useFormats();
  const talk = desk.useQuery(
    'get',
    '/api/v1/tickets/{id}/contacts',
    { params: { path: { id }, query: { limit: 100 } } },
    { meta: liveOf(id) },
  );
  return (
    <Loaded of={talk} lines={3}>
      {({ items }) => (
        <Stack gap="xs">
          {items
            .filter(({ direction, text }) => direction !== 'inside' && text !== '')
            .sort((a, b) => b.at.localeCompare(a.at))
            .slice(0, 3)
            .map((word) => (
              <div key={word.id}>
                <Text size="xs" c="dimmed">
                  {word.direction === 'in' ? t('by.customer') : (word.by?.name ?? t('by.system'))} · {moment(word.at, deskNow())}
                </Text>
                <Text size="sm" lineClamp={4} className="queue-words">
                  {word.text}
                </Text>
              </div>
            ))}
        </Stack>
      )}
    </Loaded>
  );
}
