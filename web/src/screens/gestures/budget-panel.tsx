import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useCan } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import type { Act } from './act-dialog';
import { changeBudgetAct, releaseAct } from './budget-acts';
import { BudgetBurn } from './budget-burn';
import type { Budget } from './budget-scope';
import { Pager, usePages } from './pager';

/** One budget: what may be done with it, its periods, and every movement of its money. */
export function BudgetPanel({ budget, ask }: { budget: Budget; ask: (act: Act) => void }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const can = useCan();
  const { current } = budget;
  return (
    <Stack>
      {current && <BudgetBurn period={current} />}
      <Group gap="xs">
        {can('budget.override') && current?.isOpen && (
          <Button variant="default" size="compact-sm" onClick={() => ask(releaseAct(budget, current, { t, formats }))}>
            {t('budget.release')}
          </Button>
        )}
        {can('budget.set') && (
          <Button variant="default" size="compact-sm" onClick={() => ask(changeBudgetAct(budget, { t, formats }))}>
            {t('budget.change')}
          </Button>
        )}
      </Group>
      <Periods budget={budget} />
      <Entries budget={budget} />
    </Stack>
  );
}

function Periods({ budget }: { budget: Budget }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const periods = desk.useQuery(
    'get',
    '/api/v1/budgets/{id}/periods',
    { params: { path: { id: budget.id }, query: { limit: 12 } } },
    { meta: LIVE },
  );
  return (
    <section>
      <Title order={3}>{t('budget.periods')}</Title>
      <Loaded of={periods} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('budget.noPeriods')}
            </Text>
          ) : (
            <Table aria-label={t('budget.periods')} horizontalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('budget.from')}</Table.Th>
                  <Table.Th scope="col" ta="end">
                    {t('budget.given')}
                  </Table.Th>
                  <Table.Th scope="col" ta="end">
                    {t('budget.left')}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((period) => (
                  <Table.Tr key={period.id}>
                    <Table.Td>{formats.date(period.startsAt, budget.zone)}</Table.Td>
                    <Table.Td ta="end">
                      {t('budget.of', {
                        part: formats.money(period.spentMinor, budget.currency),
                        all: formats.money(period.limitMinor + period.overrideMinor, budget.currency),
                      })}
                    </Table.Td>
                    <Table.Td ta="end">{formats.money(period.leftMinor, budget.currency)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
    </section>
  );
}

function Entries({ budget }: { budget: Budget }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const pages = usePages();
  const query = { limit: 10, ...pages.cursor };
  const entries = desk.useQuery('get', '/api/v1/budgets/{id}/entries', { params: { path: { id: budget.id }, query } }, { meta: LIVE });
  return (
    <section>
      <Title order={3}>{t('budget.entries')}</Title>
      <Loaded of={entries} lines={3}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('budget.noEntries')}
            </Text>
          ) : (
            <>
              <Table aria-label={t('budget.entries')} horizontalSpacing={4}>
                <Table.Tbody>
                  {items.map((entry) => (
                    <Table.Tr key={entry.id}>
                      <Table.Td>
                        {t(`entry.${entry.kind}`)}
                        <Text size="sm" c="dimmed">
                          {formats.date(entry.at)}
                          {entry.reason && ` · ${entry.reason}`}
                        </Text>
                      </Table.Td>
                      <Table.Td ta="end" style={{ verticalAlign: 'top' }}>
                        {formats.money(entry.amountMinor, budget.currency)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              <Pager pages={pages} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}
