import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';

/** Kind words of customers about what this person did. */
export function KudosCard() {
  const { t } = useTranslation('me');
  const formats = useFormats();
  const kudos = desk.useQuery('get', '/api/v1/kudos', { params: { query: { limit: 10 } } });
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="my-kudos">
      <Title order={2} id="my-kudos">
        {t('kudos.title')}
      </Title>
      <Loaded of={kudos} lines={2}>
        {({ items }) => {
          if (items.length === 0) return <Text size="sm">{t('kudos.none')}</Text>;
          return items.map((one) => (
            <div key={one.id}>
              <Text dir="auto">{`“${one.words}”`}</Text>
              <Text size="sm" c="dimmed">
                {formats.date(one.at)}
                {' · '}
                <Anchor size="sm" renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: one.ticketId }} {...props} />}>
                  {`R-${String(one.number)}`}
                </Anchor>
              </Text>
            </div>
          ));
        }}
      </Loaded>
    </Stack>
  );
}
