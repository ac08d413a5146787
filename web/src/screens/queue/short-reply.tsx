import { Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { refresh } from '../../api/queries';
import { type Sendable, useSendableDraft } from '../../drafts/drafts';
import { useKey } from '../../keys/keys';
import { say, sayFailed } from '../../ui/say';

const Ask = lazy(() => import('../../ui/ask').then(({ Ask }) => ({ default: Ask })));

interface Words extends Sendable {
  readonly text: string;
}
const NO_WORDS: Words = { text: '' };
type Ticket = View<'TicketView'>;
type Way = 'email' | 'sms' | 'chat';

function waysTo({ customer, channel }: Ticket): { way: Way; to: string }[] {
  const name = customer?.name ?? '';
  return [
    ...(channel === 'chat' ? [{ way: 'chat' as const, to: name }] : []),
    ...(customer?.email ? [{ way: 'email' as const, to: customer.email }] : []),
    ...(customer?.phone ? [{ way: 'sms' as const, to: customer.phone }] : []),
  ];
}

/** A reply without leaving the list. The words are kept as on the ticket's own page; before they leave the house the receiver is named. */
export function ShortReply({ ticket, box }: { ticket: Ticket; box: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation(['queue', 'shell']);
  const draft = useSendableDraft(`reply:${ticket.id}`, NO_WORDS);
  const ways = waysTo(ticket);
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const way = ways.find((one) => one.way === chosen) ?? ways[0];
  const text = draft.value.text.trim();
  const ask = (): void => {
    if (text !== '' && way) setAsking(true);
  };
  useKey({ id: 'queue.send', keys: 'mod+Enter', label: 'shell:keys.send', group: 'queue:title', typing: true }, ask);
  if (!way) return <Text size="sm">{t('reply.noWay')}</Text>;
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/tickets/{id}/messages', {
        params: { path: { id: ticket.id } },
        headers: { 'Idempotency-Key': `${draft.command()}-short` },
        body: { channel: way.way, text },
      });
      if (error) sayFailed(error);
      else {
        draft.clear();
        say(t('reply.sent', { label: ticket.label }));
        await refresh();
      }
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <Stack gap="xs">
      {ways.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('reply.way')}
          data={ways.map((one) => ({ value: one.way, label: t(`channel.${one.way}`) }))}
          value={way.way}
          onChange={setChosen}
        />
      )}
      <Textarea
        ref={box}
        label={t('reply.label', { to: way.to })}
        autosize
        minRows={3}
        maxRows={10}
        value={draft.value.text}
        onChange={(event) => draft.change({ ...draft.value, text: event.currentTarget.value })}
      />
      <Group justify="flex-end">
        <Button size="compact-sm" onClick={ask} disabled={text === ''}>
          {t('reply.send')}
        </Button>
      </Group>
      <Suspense>
        {asking && (
          <Ask open title={t('reply.ask')} yes={t('reply.send')} busy={busy} onYes={() => void send()} onNo={() => setAsking(false)}>
            <Text size="sm">
              {t('reply.askMore', { channel: t(`channel.${way.way}`), name: ticket.customer?.name ?? way.to, to: way.to })}
            </Text>
            <Text mt="xs" className="queue-words">
              {text}
            </Text>
          </Ask>
        )}
      </Suspense>
    </Stack>
  );
}
