import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { LIVE, refresh } from '../../api/queries';
import { deskNow, useClock } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { say, sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { BreakerAlert } from './breaker-alert';
import { type Channel, downSince, isByHand } from './outbox.rules';
import { PauseBox } from './pause-box';

const AGAIN_MS = 30_000;

/** How each way out of the house is doing; where one is down, since when, and that nothing is lost. */
export function ChannelHealth() {
  const { t } = useTranslation(['outbox', 'shell']);
  const { moment } = useFormats();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const channels = desk.useQuery('get', '/api/v1/channels', {}, { meta: LIVE, refetchInterval: AGAIN_MS });
  return (
    <Loaded of={channels} lines={2}>
      {({ items, breaker }) => (
        <>
          {breaker && <BreakerAlert breaker={breaker} now={minute} />}
          {items.map((channel) => {
            const since = breaker === null ? downSince(channel, minute) : null;
            return (
              since !== null && (
                <Alert
                  key={channel.channel}
                  color="yellow"
                  icon={<IconCloudOff />}
                  role="status"
                  title={t('down.title', { channel: t(`channels.${channel.channel}`) })}
                >
                  {t('down.more', { since: moment(since, minute), count: channel.waiting })}
                </Alert>
              )
            );
          })}
          <section className="outbox-channels" aria-label={t('health.name')}>
            {items
              .filter((channel) => channel.waiting > 0 || channel.channel === 'email' || (channel.configured && !isByHand(channel)))
              .map((channel) => (
                <ChannelCard key={channel.channel} channel={channel} />
              ))}
          </section>
        </>
      )}
    </Loaded>
  );
}

function ChannelCard({ channel }: { channel: Channel }) {
  const { t } = useTranslation('outbox');
  const can = useCan();
  const [pausing, setPausing] = useState(false);
  const name = t(`channels.${channel.channel}`);
  const resume = async (): Promise<void> => {
    try {
      const { error } = await api.POST('/api/v1/channels/{channel}/resume', { params: { path: { channel: channel.channel } }, body: {} });
      if (error) sayFailed(error);
      else say(t('pause.over', { channel: name }));
      await refresh();
    } catch (error) {
      sayFailed(error);
    }
  };
  return (
    <div className="card outbox-channel">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Title order={2} fz="md">
          {name}
        </Title>
        {can('channel.pause') &&
          !isByHand(channel) &&
          (channel.paused ? (
            <Button size="compact-sm" variant="default" onClick={() => void resume()} aria-label={t('pause.resumeOne', { channel: name })}>
              {t('pause.resume')}
            </Button>
          ) : (
            <Button size="compact-sm" variant="subtle" onClick={() => setPausing(true)} aria-label={t('pause.pauseOne', { channel: name })}>
              {t('pause.pause')}
            </Button>
          ))}
      </Group>
      <Facts channel={channel} />
      {pausing && <PauseBox channel={channel.channel} name={name} close={() => setPausing(false)} />}
    </div>
  );
}

function Facts({ channel }: { channel: Channel }) {
  const { t } = useTranslation('outbox');
  const { moment, number } = useFormats();
  const { paused, lastSuccessAt, waiting, oldestWaitingSince, uncertain, dead, ratePerMinute } = channel;
  const now = deskNow();
  const troubles = [uncertain > 0 && t('health.uncertain', { count: uncertain }), dead > 0 && t('health.dead', { count: dead })];
  const facts = [
    isByHand(channel) ? null : lastSuccessAt === null ? t('health.noneYet') : t('health.last', { when: moment(lastSuccessAt, now) }),
    waiting === 0
      ? t('health.nothing')
      : oldestWaitingSince === null
        ? t('health.waiting', { count: waiting })
        : t('health.waitingSince', { count: waiting, when: moment(oldestWaitingSince, now) }),
    ratePerMinute === null ? null : t('health.rate', { count: ratePerMinute, rate: number(ratePerMinute) }),
  ].filter((fact) => fact !== null);
  return (
    <>
      {paused && (
        <Text size="sm" fw={600}>
          {t('pause.is', { by: paused.by, until: moment(paused.until, now), reason: paused.reason })}
        </Text>
      )}
      {!channel.configured && (
        <Text size="sm" fw={600}>
          {t('health.notSet')}
        </Text>
      )}
      {facts.map((fact) => (
        <Text key={fact} size="sm" c="dimmed">
          {fact}
        </Text>
      ))}
      {troubles.filter(Boolean).map((trouble) => (
        <Text key={String(trouble)} size="sm" fw={600}>
          {trouble}
        </Text>
      ))}
    </>
  );
}
