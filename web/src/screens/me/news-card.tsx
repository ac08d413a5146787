import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useClock } from '../../clock/desk-clock';
import { sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { useSaid } from '../../words/said';

/** What the desk has told this person, the newest first. */
export function NewsCard() {
  const { t } = useTranslation('me');
  const formats = useFormats();
  const inWords = useSaid();
  const cache = useQueryClient();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const news = desk.useQuery('get', '/api/v1/notifications', { params: { query: { limit: 20 } } }, { meta: LIVE });
  const read = async (ids: readonly string[]): Promise<void> => {
    try {
      for (const id of ids) {
        const { error } = await api.POST('/api/v1/notifications/{id}/read', { params: { path: { id } } });
        if (error) sayFailed(error);
      }
    } catch (error) {
      sayFailed(error);
    }
    await cache.invalidateQueries({ queryKey: ['get', '/api/v1/notifications'] });
  };
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="my-news">
      <Title order={2} id="my-news">
        {t('news.title')}
      </Title>
      <Loaded of={news} lines={3}>
        {({ items }) => {
          const unread = items.filter(({ readAt }) => readAt === null).map(({ id }) => id);
          if (items.length === 0) return <Text size="sm">{t('news.none')}</Text>;
          return (
            <>
              {items
                .map(({ text: english, said, ...rest }) => ({ ...rest, text: inWords(said, english) }))
                .map((one) => (
                  <Group key={one.id} justify="space-between" wrap="nowrap" align="start">
                    <div>
                      <Text size="sm" fw={one.readAt === null ? 600 : 400}>
                        {one.readAt === null && <span className="tag">{t('news.new')}</span>} {one.text}
                      </Text>
                      <Group gap="xs">
                        <Text size="sm" c="dimmed">
                          {formats.moment(one.at, minute)}
                        </Text>
                        {one.ticketId !== null && (
                          <Anchor
                            size="sm"
                            renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: one.ticketId ?? '' }} {...props} />}
                          >
                            {t('news.open')}
                          </Anchor>
                        )}
                      </Group>
                    </div>
                    {one.readAt === null && (
                      <Button
                        size="compact-sm"
                        flex="none"
                        variant="default"
                        aria-label={t('news.readOne', { text: one.text })}
                        onClick={() => void read([one.id])}
                      >
                        {t('news.read')}
                      </Button>
                    )}
                  </Group>
                ))}
              {unread.length > 1 && (
                <Group>
                  <Button variant="default" onClick={() => void read(unread)}>
                    {t('news.readAll')}
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
