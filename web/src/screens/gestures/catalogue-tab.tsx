import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { useCan } from '../../shell/me';
import { type Column, Grid } from '../../ui/grid';
import { Empty, Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { type Act, ActDialog } from './act-dialog';
import { Beside } from './beside';
import { usePlaces } from './budget-scope';
import { addGiftAct, type Gift } from './gift-acts';
import { GiftPanel } from './gift-panel';
import { STATUSES, textIn } from './gift.rules';
import { Learned } from './learned';
import { Sets } from './sets';
import { whenWords } from './when-words';

/** What there is to give, and what the desk has learned about it. */
export function CatalogueTab() {
  const { t, i18n } = useTranslation(['gestures', 'shell']);
  const can = useCan();
  const columns = useColumns();
  const { locations } = usePlaces();
  const [act, setAct] = useState<Act | null>(null);
  const [sets, setSets] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const types = desk.useQuery('get', '/api/v1/gesture-types', { params: { query: { limit: 100 } } });
  const gift = types.data?.items.find(({ code }) => code === chosen) ?? null;
  const currency = types.data?.items[0]?.currency ?? locations[0]?.currency ?? 'USD';
  const buttons = can('gesture.manage') && (
    <Group gap="xs" justify="flex-end" mb="xs">
      <Button variant="default" onClick={() => setSets(true)}>
        {t('sets.open')}
      </Button>
      <Button onClick={() => setAct(addGiftAct(currency, i18n.language, t))}>{t('gift.add')}</Button>
    </Group>
  );
  return (
    <Stack>
      <Loaded of={types}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('gift.none')}>
              <Text c="dimmed">{t('gift.noneMore')}</Text>
              {buttons}
            </Empty>
          ) : (
            <Beside
              title={gift?.name ?? ''}
              close={() => setChosen(null)}
              panel={gift && <GiftPanel key={gift.code} gift={gift} ask={setAct} />}
            >
              {buttons}
              <Grid
                label={t('tabs.catalogue')}
                rows={[...items].sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || a.costMinor - b.costMinor)}
                columns={gift ? columns.filter(({ key }) => key !== 'when') : columns}
                idOf={({ code }) => code}
                nameOf={({ name }) => name}
                open={({ code }) => setChosen(code)}
              />
            </Beside>
          )
        }
      </Loaded>
      {can('report.see') && <Learned ask={setAct} />}
      {sets && <Sets currency={currency} close={() => setSets(false)} />}
      {act && <ActDialog act={act} close={() => setAct(null)} />}
    </Stack>
  );
}

function useColumns(): Column<Gift>[] {
  const { t, i18n } = useTranslation(['gestures', 'shell']);
  const formats = useFormats();
  return [
    {
      key: 'name',
      title: t('gift.name'),
      cell: (gift) => (
        <>
          <Text fw={600}>
            {gift.name} {gift.status !== 'active' && <span className="tag">{t(`status.${gift.status}`)}</span>}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={2}>
            {textIn(gift.customerText, i18n.language)}
          </Text>
        </>
      ),
    },
    { key: 'class', title: t('gift.class'), width: '8rem', cell: (gift) => t(`classes.${gift.class}`) },
    {
      key: 'cost',
      title: t('gift.costs'),
      width: '12rem',
      cell: (gift) => (
        <>
          <Text fw={600}>{gift.costMinor === 0 ? t('gift.free') : formats.money(gift.costMinor, gift.currency)}</Text>
          {gift.faceMinor > 0 && (
            <Text size="sm" c="dimmed">
              {t('worth', { amount: formats.money(gift.faceMinor, gift.currency) })}
            </Text>
          )}
        </>
      ),
    },
    { key: 'when', title: t('gift.when'), width: '11rem', cell: (gift) => <Text size="sm">{whenWords(gift, t, formats)}</Text> },
  ];
}
