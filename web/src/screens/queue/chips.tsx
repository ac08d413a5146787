import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useFormats } from '../../words/formats';
import { countText, QUEUE_VIEWS, type QueueView } from './queue-views.rules';

/** The lists one can choose from, each with how many there are now. */
export function Chips({ view, choose }: { view: QueueView; choose: (view: QueueView) => void }) {
  const { t } = useTranslation(['queue', 'shell']);
  const { number } = useFormats();
  const { data } = desk.useQuery('get', '/api/v1/tickets/counts', {}, { meta: LIVE });
  return (
    <Group gap={6} role="group" aria-label={t('lists')}>
      {QUEUE_VIEWS.map((one) => (
        <Button
          key={one}
          size="compact-sm"
          radius="xl"
          variant={one === view ? 'filled' : 'default'}
          aria-pressed={one === view}
          onClick={() => choose(one)}
          rightSection={data && <b>{countText(data[one], number)}</b>}
        >
          {t(`views.${one}`)}
        </Button>
      ))}
    </Group>
  );
}
