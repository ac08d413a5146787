import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { useClock } from '../../clock/desk-clock';
import { say, sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { browserName } from './browser-name.rules';

/** Where this person is signed in; the others can be ended from here. */
export function SessionsCard() {
  const { t } = useTranslation('me');
  const formats = useFormats();
  const cache = useQueryClient();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const sessions = desk.useQuery('get', '/api/v1/sessions');
  const end = async (ids: readonly string[]): Promise<void> => {
    let ended = 0;
    try {
      for (const id of ids) {
        const { error } = await api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } });
        if (error) {
          sayFailed(error);
          break;
        }
        ended += 1;
      }
      if (ended > 0) say(t('sessions.ended', { count: ended }));
    } catch (error) {
      sayFailed(error);
    }
    await cache.invalidateQueries({ queryKey: ['get', '/api/v1/sessions'] });
  };
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="my-sessions">
      <Title order={2} id="my-sessions">
        {t('sessions.title')}
      </Title>
      <Loaded of={sessions} lines={2}>
        {({ items }) => {
          const others = items.filter(({ current }) => !current).map(({ id }) => id);
          return (
            <>
              {items.map((one) => {
                const name = browserName(one.userAgent) ?? t('sessions.unknown');
                return (
                  <Group key={one.id} justify="space-between" wrap="nowrap">
                    <div>
                      <Text fw={600}>
                        {name} {one.current && <span className="tag">{t('sessions.here')}</span>}
                      </Text>
                      <Text size="sm" c="dimmed">
                        {t('sessions.seen', { at: formats.moment(one.lastSeenAt, minute), ip: one.ip ?? '–' })}
                      </Text>
                    </div>
                    {!one.current && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('sessions.endOne', { name })}
                        onClick={() => void end([one.id])}
                      >
                        {t('sessions.end')}
                      </Button>
                    )}
                  </Group>
                );
              })}
              {others.length === 0 ? (
                <Text size="sm">{t('sessions.only')}</Text>
              ) : (
                <Group>
                  <Button variant="default" onClick={() => void end(others)}>
                    {t('sessions.endOthers')}
                  </Button>
                </Group>
              )}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
