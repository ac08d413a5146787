import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { type Column, Grid } from '../../ui/grid';
import { Empty, Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { type Act, ActDialog } from './act-dialog';
import { Beside } from './beside';
import { addBudgetAct } from './budget-acts';
import { BudgetBurn } from './budget-burn';
import { BudgetPanel } from './budget-panel';
import { type Budget, scopeWords, usePlaces } from './budget-scope';
import { burnOf } from './burn.rules';
import { LeftHere } from './left-here';
import { Notice } from './notice';
import { Overruns } from './overruns';
import { RoleLimits } from './role-limits';

/** The money: what is set aside for whom, how much of it is gone, and what a person may give alone. */
export function BudgetsTab() {
  const can = useCan();
  const [act, setAct] = useState<Act | null>(null);
  const { locations } = usePlaces();
  const currency = locations[0]?.currency ?? 'USD';
  return (
    <Stack>
      {can('budget.see') ? <AllBudgets ask={setAct} currency={currency} /> : <LeftHere />}
      <RoleLimits currency={currency} ask={setAct} />
      {act && <ActDialog act={act} close={() => setAct(null)} />}
    </Stack>
  );
}

function AllBudgets({ ask, currency }: { ask: (act: Act) => void; currency: string }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const can = useCan();
  const places = usePlaces();
  const columns = useColumns(places);
  const [chosen, setChosen] = useState<string | null>(null);
  const budgets = desk.useQuery('get', '/api/v1/budgets', { params: { query: { limit: 100 } } }, { meta: LIVE });
  const budget = budgets.data?.items.find(({ id }) => id === chosen) ?? null;
  const add = can('budget.set') && (
    <Button variant="default" onClick={() => ask(addBudgetAct(places, currency, { t, formats }))}>
      {t('budget.add')}
    </Button>
  );
  return (
    <>
      <Overruns ask={ask} />
      <Loaded of={budgets}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('budget.none')}>
              <Text c="dimmed">{t('budget.noneMore')}</Text>
              {add}
            </Empty>
          ) : (
            <Beside
              title={budget?.name ?? ''}
              close={() => setChosen(null)}
              panel={budget && <BudgetPanel key={budget.id} budget={budget} ask={ask} />}
            >
              <Gone budgets={items} />
              <Group justify="flex-end" mb="xs">
                {add}
              </Group>
              <Grid
                label={t('tabs.budgets')}
                rows={items}
                columns={budget ? columns.filter(({ key }) => !BESIDE_PANEL.includes(key)) : columns}
                idOf={({ id }) => id}
                nameOf={({ name }) => name}
                open={({ id }) => setChosen(id)}
              />
            </Beside>
          )
        }
      </Loaded>
    </>
  );
}

/** What the panel beside the list says too. */
const BESIDE_PANEL: readonly string[] = ['reserved', 'limit', 'end'];

/** Says what it means that money is gone. */
function Gone({ budgets }: { budgets: readonly Budget[] }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const gone = budgets.filter(
    ({ status, current }) => status === 'active' && current !== null && burnOf(current, deskNow()).pace === 'gone',
  );
  if (gone.length === 0) return null;
  return <Notice title={t('gone.of', { names: formats.list(gone.map(({ name }) => name)) })}>{t('gone.more')}</Notice>;
}

function useColumns(places: ReturnType<typeof usePlaces>): Column<Budget>[] {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const amount = (key: string, title: string, of: (budget: Budget) => number | undefined): Column<Budget> => ({
    key,
    title,
    number: true,
    cell: (budget) => {
      const minor = of(budget);
      return minor === undefined ? (
        '–'
      ) : (
        <>
          <Text span hiddenFrom="sm" c="dimmed">
            {title}{' '}
          </Text>
          {formats.money(minor, budget.currency)}
        </>
      );
    },
  });
  return [
    {
      key: 'name',
      title: t('budget.whose'),
      cell: (budget) => (
        <>
          <Text fw={600}>
            {budget.name} {budget.status === 'ended' && <span className="tag">{t('budget.hasEnded')}</span>}
          </Text>
          <Text size="sm" c="dimmed">
            {scopeWords(budget, places, t)}
          </Text>
        </>
      ),
    },
    amount('limit', t('budget.limit'), ({ current, limitMinor }) => (current ? current.limitMinor + current.overrideMinor : limitMinor)),
    amount('given', t('budget.given'), ({ current }) => current?.spentMinor),
    amount('reserved', t('budget.reserved'), ({ current }) => current?.reservedMinor),
    amount('left', t('budget.left'), ({ current, limitMinor }) => (current ? current.leftMinor : limitMinor)),
    {
      key: 'burn',
      title: t('budget.burn'),
      cell: ({ current }) => (current ? <BudgetBurn period={current} /> : t('budget.unused')),
    },
    {
      key: 'end',
      title: t('budget.end'),
      cell: ({ current, zone, period }) => (current ? formats.date(current.endsAt, zone) : t(`period.${period}`)),
    },
  ];
}
