import { Anchor, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { LIVE, queries } from '../../api/queries';
import { say, sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { useSaid } from '../../words/said';

/** What stands out in giving and claiming, for somebody to look at. It accuses nobody. */
export function Reviews() {
  const { t } = useTranslation('quarantine');
  const reviews = desk.useQuery('get', '/api/v1/reviews', { params: { query: { limit: 50 } } }, { meta: LIVE });
  return (
    <section aria-labelledby="reviews">
      <Title order={2} id="reviews" mb="sm">
        {t('reviews')}
      </Title>
      <Loaded of={reviews} lines={2}>
        {({ items }) => {
          const open = items.filter(({ state }) => state !== 'done');
          if (open.length === 0) return <Text>{t('noReviews')}</Text>;
          return (
            <ul className="cards" aria-label={t('reviews')}>
              {open.map((review) => (
                <li key={review.id}>
                  <Review key={review.version} review={review} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}

function Review({ review }: { review: View<'ReviewView'> }) {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  const text = useSaid()(review.said, review.text);
  const [note, setNote] = useState(review.note ?? '');
  const settle = async (what: 'seen' | 'done'): Promise<void> => {
    const params = { path: { id: review.id } };
    const body = { version: review.version, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const { error } =
      what === 'seen'
        ? await api.POST('/api/v1/reviews/{id}/seen', { params, body })
        : await api.POST('/api/v1/reviews/{id}/done', { params, body });
    if (error) sayFailed(error);
    else say(t(`review.${what}Said`));
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/reviews'] });
  };
  return (
    <Stack className="card" gap="xs" component="article" aria-label={text}>
      <Group gap="xs">
        <span className="tag">{t(`review.kind.${review.kind}`)}</span>
        {review.state === 'seen' && (
          <span className="tag" data-tone="fine">
            {t('review.seenTag')}
          </span>
        )}
        <Text size="sm" c="dimmed">
          {t('review.since', { date: formats.date(review.since), until: formats.date(review.until) })}
        </Text>
      </Group>
      <Text>{text}</Text>
      <Group gap="sm">
        {review.staff && <Text size="sm">{t('review.staff', { name: review.staff.name })}</Text>}
        {review.tickets.slice(0, 5).map((ticket) => (
          <Anchor key={ticket.id} size="sm" renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: ticket.label }} {...props} />}>
            {ticket.label}
          </Anchor>
        ))}
      </Group>
      <Textarea
        label={t('review.note')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={2_000}
        value={note}
        onChange={({ currentTarget: { value } }) => setNote(value)}
      />
      <Group gap="xs">
        {review.state === 'open' && (
          <Button variant="default" onClick={() => void settle('seen')}>
            {t('review.seen')}
          </Button>
        )}
        <Button variant="default" onClick={() => void settle('done')}>
          {t('review.done')}
        </Button>
      </Group>
    </Stack>
  );
}
