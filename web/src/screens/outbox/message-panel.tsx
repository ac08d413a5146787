import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { ActButtons } from './act-buttons';
import { AddressFix } from './address-fix';
import { Standing } from './columns';
import type { Act, Message } from './outbox.rules';

type Detail = View<'MessageDetailView'>;

interface MessagePanelProps {
  readonly id: string;
  readonly settling: 'arrived' | 'cancelled' | undefined;
  readonly act: (what: Act, message: Message) => void;
  readonly show: (id: string) => void;
  readonly close: () => void;
}

/** One message: to whom, why, how it stands, its exact words, and what happened to it so far. */
export function MessagePanel({ id, settling, act, show, close }: MessagePanelProps) {
  const { t } = useTranslation(['outbox', 'shell']);
  const message = desk.useQuery('get', '/api/v1/messages/{id}', { params: { path: { id } } }, { meta: LIVE });
  return (
    <section className="card outbox-panel" aria-label={t('panel.name')}>
      <Loaded of={message} lines={6}>
        {(data) => (
          <Stack gap="sm">
            <Head message={data} settling={settling} close={close} />
            {data.lastError !== null && <Text size="sm">{t('says', { what: data.lastError })}</Text>}
            {data.blockedBy !== null && <Blocked by={data.blockedBy} show={show} />}
            {!settling && <ActButtons message={data} act={act} />}
            {data.state === 'dead' && <AddressFix message={data} />}
            <Words message={data} />
            <History steps={data.history} />
          </Stack>
        )}
      </Loaded>
    </section>
  );
}

function Head({ message, settling, close }: { message: Detail; settling: MessagePanelProps['settling']; close: () => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // below 75em the message takes the place of the list
    if (window.matchMedia('(max-width: 75em)').matches) heading.current?.focus();
  }, []);
  return (
    <>
      <Group justify="space-between" align="start" wrap="nowrap">
        <div>
          <Title order={2} ref={heading} tabIndex={-1}>
            {t(`kinds.${message.kind}`)}
          </Title>
          <Text size="sm">
            {message.customerName ?? (message.class === 'staff' ? t('colleague') : t('noName'))}
            {message.to !== null && ` · ${message.to}`}
          </Text>
        </div>
        <Button size="compact-sm" variant="default" flex="none" onClick={close} aria-keyshortcuts="Escape">
          {t('shell:act.close')}
        </Button>
      </Group>
      <Group gap="xs">
        <Standing row={message} settling={settling} />
        <span className="tag">{t(`channels.${message.channel}`)}</span>
        {message.ticketRef !== null && (
          <Link to="/tickets/$ref" params={{ ref: message.ticketRef }} className="outbox-ref">
            {t('panel.ticket', { label: message.ticketRef })}
          </Link>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {message.why}
      </Text>
    </>
  );
}

function Blocked({ by, show }: { by: string; show: (id: string) => void }) {
  const { t } = useTranslation('outbox');
  return (
    <Group gap="xs">
      <Text size="sm">{t('panel.blocked')}</Text>
      <Button size="compact-sm" variant="default" onClick={() => show(by)}>
        {t('panel.showBlocking')}
      </Button>
    </Group>
  );
}

/** The exact words. The look of an e-mail stands in a frame that can do nothing: no script, no form, no way out. */
function Words({ message: { subject, text, html, missing, language } }: { message: Detail }) {
  const { t } = useTranslation('outbox');
  const [look, setLook] = useState<'text' | 'html'>('text');
  if (missing.length > 0) return <Text size="sm">{t('panel.missing', { what: missing.join(', '), count: missing.length })}</Text>;
  if (text === null) return <Text size="sm">{t('panel.noText')}</Text>;
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text size="sm" fw={600}>
          {t('panel.exact')}
        </Text>
        {html !== null && (
          <SegmentedControl
            size="xs"
            aria-label={t('panel.look')}
            data={[
              { value: 'text', label: t('panel.asText') },
              { value: 'html', label: t('panel.asMail') },
            ]}
            value={look}
            onChange={(next) => setLook(next)}
          />
        )}
      </Group>
      <div className="outbox-exact">
        {subject !== null && <Text fw={600}>{subject}</Text>}
        {look === 'html' && html !== null ? (
          <iframe className="outbox-mail" sandbox="" title={t('panel.asMail')} srcDoc={html} />
        ) : (
          <Text size="sm" className="outbox-words" lang={language} dir="auto">
            {text}
          </Text>
        )}
      </div>
    </div>
  );
}

function History({ steps }: { steps: Detail['history'] }) {
  const { t } = useTranslation('outbox');
  const { moment } = useFormats();
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('panel.history')}
      </Text>
      <ol className="outbox-history">
        {steps.map((step) => (
          <li key={`${step.at} ${step.what}`}>
            <Text size="sm" component="span" c="dimmed">
              {moment(step.at, deskNow())}
            </Text>{' '}
            <Text size="sm" component="span">
              {step.what}
            </Text>
          </li>
        ))}
      </ol>
    </div>
  );
}
