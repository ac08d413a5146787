import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { useClock } from '../../clock/desk-clock';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { DeliveryLine } from './delivery-line';
import { useEventWords } from './event-words';
import type { Entry } from './timeline.rules';

export function TimelineEntry({ entry, ticketId }: { entry: Entry; ticketId: string }) {
  if (entry.kind === 'said') return <Said entry={entry} ticketId={ticketId} />;
  if (entry.kind === 'sent') return <Sent sent={entry.sent} at={entry.at} />;
  return <Happened event={entry.event} />;
}

function At({ at }: { at: string }) {
  const formats = useFormats();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  return (
    <time dateTime={at} title={formats.full(at)} className="entry-time">
      {formats.moment(at, minute)}
    </time>
  );
}

function Happened({ event }: { event: View<'TicketEventView'> }) {
  const wordsOf = useEventWords();
  return (
    <li className="entry">
      <At at={event.at} />
      <Text size="sm" className="entry-words">
        {wordsOf(event)}
      </Text>
    </li>
  );
}

function Said({ entry, ticketId }: { entry: Extract<Entry, { kind: 'said' }>; ticketId: string }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const wordsOf = useEventWords();
  const { said, event, sent } = entry;
  const who = said.by?.name ?? (said.direction === 'in' ? t('by.customer') : t('by.system'));
  return (
    <li className="entry">
      <At at={said.at} />
      <div className="bubble" data-direction={said.direction}>
        <Text size="sm" fw={600}>
          {event ? wordsOf(event) : t(`said.${said.kind}`, { who, channel: t(`channels.${said.channel}`) })}
        </Text>
        {said.visitor && <span className="tag">{t('said.newAddress', { address: said.fromAddress ?? '' })}</span>}
        <Text className="spoken">{said.text}</Text>
        {said.files.map((file) => (
          <FileLine key={file.id} file={file} ticketId={ticketId} />
        ))}
        {sent && <DeliveryLine sent={sent} />}
      </div>
    </li>
  );
}

function FileLine({ file, ticketId }: { file: View<'ContactFileView'>; ticketId: string }) {
  const { t } = useTranslation('ticket');
  if (file.state === 'refused') {
    return (
      <Text size="sm" c="dimmed">
        {t('said.fileRefused', { name: file.name, why: file.whyRefused ?? '' })}
      </Text>
    );
  }
  return (
    <Anchor size="sm" href={`/api/v1/tickets/${ticketId}/files/${file.id}`} className="with-icon" download>
      <IconPaperclip size={15} aria-hidden />
      {file.name}
    </Anchor>
  );
}

/** What the desk sent by itself; its exact words are fetched when somebody wants to read them. */
function Sent({ sent, at }: { sent: View<'MessageView'>; at: string }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const [open, setOpen] = useState(false);
  return (
    <li className="entry">
      <At at={at} />
      <div className="entry-words">
        <Text size="sm">
          {t('sent.line', {
            what: t(`sent.kinds.${sent.kind}`),
            channel: t(`shell:channel.${sent.channel}`),
            to: sent.to ?? t('sent.nobody'),
          })}
        </Text>
        <Group gap="xs">
          <DeliveryLine sent={sent} />
          <Button size="compact-xs" variant="subtle" className="no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('sent.hide') : t('sent.read')}
          </Button>
        </Group>
        {open && <Words id={sent.id} />}
      </div>
    </li>
  );
}

function Words({ id }: { id: string }) {
  const { t } = useTranslation('ticket');
  const detail = desk.useQuery('get', '/api/v1/messages/{id}', { params: { path: { id } } });
  return (
    <Loaded of={detail} lines={3}>
      {({ subject, text }) => (
        <div className="bubble" data-direction="out">
          {subject !== null && <Text fw={600}>{subject}</Text>}
          <Text className="spoken">{text ?? t('sent.noText')}</Text>
        </div>
      )}
    </Loaded>
  );
}
