import { Alert, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { isLost, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { useClock } from '../../clock/desk-clock';
import { Ask } from '../../ui/ask';
import { fullHourIn, MomentInput } from '../../ui/moment-input';
import { say } from '../../ui/say';
import { useFormats } from '../../words/formats';
import type { BoardRow } from './board.rules';

const TWO_HOURS = 2 * 3_600_000;

/** Putting the next news off, honestly: the customer reads why and until when. Asked about, because it leaves the house. */
export function ExtendAsk({ row, close }: { row: BoardRow; close: () => void }) {
  const { t } = useTranslation(['board', 'shell']);
  const { moment } = useFormats();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const [until, setUntil] = useState<string | null>(() => fullHourIn(TWO_HOURS));
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { headers } = useCommandKey();
  const { data } = desk.useQuery('get', '/api/v1/tickets/{id}', { params: { path: { id: row.id } } });
  const to = data?.customer?.email ?? data?.customer?.phone;
  const name = row.customerName ?? t('noName');

  const send = async (): Promise<void> => {
    setMissing(reason.trim() === '' || until === null);
    if (reason.trim() === '' || until === null || !row.nextClock) return;
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/tickets/{id}/extend', {
        params: { path: { id: row.id } },
        body: { clock: row.nextClock.clock, until, reason: reason.trim(), tellCustomer: true },
        headers,
      });
      if (error) setRefusal(sentenceOf(error) ?? t('shell:state.failed'));
      else {
        say(t('extend.done', { name, when: moment(until, minute) }));
        close();
        await refresh();
      }
    } catch (error) {
      if (!isLost(error)) throw error;
      setRefusal(t('shell:state.lostMore'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Ask open title={t('extend.title', { label: row.label })} yes={t('extend.yes')} busy={busy} onYes={() => void send()} onNo={close}>
      <Stack gap="sm">
        <Text size="sm">{to ? t('extend.more', { name, to }) : t('extend.moreNoAddress', { name })}</Text>
        {refusal !== null && (
          <Alert color="red" role="alert">
            {refusal}
          </Alert>
        )}
        <MomentInput
          label={t('extend.until')}
          value={until}
          change={setUntil}
          error={missing && until === null ? t('extend.untilMissing') : null}
        />
        <Textarea
          label={t('extend.reason')}
          description={t('extend.reasonMore')}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={missing && reason.trim() === '' ? t('extend.reasonMissing') : null}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Stack>
    </Ask>
  );
}
