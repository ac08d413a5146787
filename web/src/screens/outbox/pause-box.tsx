import { Alert, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { isLost, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { Ask } from '../../ui/ask';
import { fullHourIn, MomentInput } from '../../ui/moment-input';
import { say } from '../../ui/say';
import type { Channel } from './outbox.rules';

const HOUR_MS = 3_600_000;

/** Stops a whole channel for a while: with a reason, and with an end, so that nobody forgets it. */
export function PauseBox({ channel, name, close }: { channel: Channel['channel']; name: string; close: () => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const [until, setUntil] = useState<string | null>(() => fullHourIn(HOUR_MS));
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { headers } = useCommandKey();
  const pause = async (): Promise<void> => {
    setMissing(reason.trim() === '' || until === null);
    if (reason.trim() === '' || until === null) return;
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/channels/{channel}/pause', {
        params: { path: { channel } },
        body: { reason: reason.trim(), until },
        headers,
      });
      if (error) setRefusal(sentenceOf(error) ?? t('shell:state.failed'));
      else {
        say(t('pause.done', { channel: name }));
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
    <Ask open title={t('pause.title', { channel: name })} yes={t('pause.yes')} busy={busy} onYes={() => void pause()} onNo={close}>
      <Stack gap="sm">
        <Text size="sm">{t('pause.more')}</Text>
        {refusal !== null && (
          <Alert color="red" role="alert">
            {refusal}
          </Alert>
        )}
        <TextInput
          label={t('pause.reason')}
          maxLength={300}
          value={reason}
          error={missing && reason.trim() === '' ? t('pause.reasonMissing') : null}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <MomentInput
          label={t('pause.until')}
          description={t('pause.untilMore')}
          value={until}
          change={setUntil}
          error={missing && until === null ? t('pause.untilMissing') : null}
        />
      </Stack>
    </Ask>
  );
}
