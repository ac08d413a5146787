import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useCan } from '../../shell/me';
import { Countdown } from '../../ui/countdown';
import { useFormats } from '../../words/formats';
import type { Act } from './act-dialog';
import { allowAct } from './budget-acts';
import { Notice } from './notice';
import { TicketLink } from './ticket-link';

/** Gifts that cost more than there was and wait for a manager's word. Nothing where there are none. */
export function Overruns({ ask }: { ask: (act: Act) => void }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const can = useCan();
  const overruns = desk.useQuery('get', '/api/v1/overruns', { params: { query: { open: true, limit: 20 } } }, { meta: LIVE });
  const items = overruns.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Notice title={t('overrun.head', { count: items.length })}>
      <Stack gap="xs">
        {items.map((overrun) => (
          <Group key={overrun.id} justify="space-between" gap="xs">
            <Text>
              {t('overrun.line', { amount: formats.money(overrun.amountMinor, overrun.budget.currency), budget: overrun.budget.name })}{' '}
              {overrun.ticket !== null && <TicketLink number={overrun.ticket} />}
            </Text>
            <Group gap="xs">
              <Countdown dueAt={overrun.dueAt} />
              {can('budget.override') && (
                <Button size="compact-sm" variant="default" onClick={() => ask(allowAct(overrun, { t, formats }))}>
                  {t('overrun.allow')}
                </Button>
              )}
            </Group>
          </Group>
        ))}
      </Stack>
    </Notice>
  );
}
