import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { refresh } from '../../api/queries';
import { useCan } from '../../shell/me';
import { say, sayFailed } from '../../ui/say';
import { useFormats } from '../../words/formats';

/** Far too many automatic messages: none leaves until a person lets them go on. */
export function BreakerAlert({ breaker, now }: { breaker: View<'BreakerView'>; now: number }) {
  const { t } = useTranslation('outbox');
  const { moment, number } = useFormats();
  const can = useCan();
  const lift = async (): Promise<void> => {
    try {
      const { error } = await api.POST('/api/v1/channels/automatic/resume', { body: {} });
      if (error) sayFailed(error);
      else say(t('breaker.lifted'));
      await refresh();
    } catch (error) {
      sayFailed(error);
    }
  };
  const { since, lastHour, weekBefore } = breaker;
  return (
    <Alert color="red" icon={<IconHandStop />} role="status" title={t('breaker.title')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('breaker.more', { last: number(lastHour), before: number(weekBefore), since: moment(since, now) })}</Text>
        {can('channel.pause') && (
          <Button size="compact-sm" variant="default" onClick={() => void lift()}>
            {t('breaker.lift')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
