import { Anchor, Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';

const GROUPINGS = ['location', 'agent', 'channel', 'language'] as const;
type Grouping = (typeof GROUPINGS)[number];

/** Whether like cases get alike: each group beside all others, as if both had had the same failures. */
export function Fairness({ from }: { from: string }) {
  const { t } = useTranslation('insights');
  const [by, setBy] = useState<Grouping>('location');
  const report = desk.useQuery('get', '/api/v1/reports/fairness', { params: { query: { from, by } } });
  return (
    <Stack className="card" component="section" gap="sm" aria-labelledby="fairness">
      <Group justify="space-between">
        <Title order={2} id="fairness">
          {t('fairness.title')}
        </Title>
        <Anchor href={`/api/v1/reports/fairness.csv?from=${encodeURIComponent(from)}&by=${by}`} download>
          {t('csv')}
        </Anchor>
      </Group>
      <Text size="sm">{t('fairness.more')}</Text>
      <NativeSelect
        label={t('fairness.by')}
        data={GROUPINGS.map((value) => ({ value, label: t(`fairness.group.${value}`) }))}
        value={by}
        onChange={({ currentTarget: { value } }) => setBy(GROUPINGS.find((one) => one === value) ?? 'location')}
        maw={260}
      />
      <Loaded of={report} lines={3}>
        {({ currencies }) => {
          const filled = currencies.filter(({ groups }) => groups.length > 0);
          if (filled.length === 0) return <Text>{t('fairness.none')}</Text>;
          return filled.map((one) => <FairnessTable key={one.currency} of={one} />);
        }}
      </Loaded>
    </Stack>
  );
}

function FairnessTable({ of: { currency, groups } }: { of: View<'FairnessCurrencyView'> }) {
  const { t, i18n } = useTranslation(['insights', 'shell']);
  const formats = useFormats();
  const times = (ratio: number): string =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(ratio);
  const money = (minor: number | null): string => (minor === null ? '–' : formats.money(minor, currency));
  const name = (group: View<'FairnessGroupView'>): string => t(`shell:channel.${group.group}`, { defaultValue: group.name });
  return (
    <Table.ScrollContainer
      minWidth={560}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('fairness.table', { currency }) } }}
    >
      <Table aria-label={t('fairness.table', { currency })}>
        <Table.Thead>
          <Table.Tr>
            {(['who', 'offers', 'mean', 'adjusted', 'others', 'ratio', 'range'] as const).map((column) => (
              <Table.Th key={column} scope="col">
                {t(`fairness.columns.${column}`, { currency })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <Table.Tr key={group.group}>
              <Table.Th scope="row" fw={600}>
                {name(group)}{' '}
                {group.flagged && (
                  <span className="tag" data-tone="soon">
                    {t('fairness.flagged')}
                  </span>
                )}
              </Table.Th>
              <Table.Td>{formats.number(group.offers)}</Table.Td>
              <Table.Td>{money(group.meanMinor)}</Table.Td>
              <Table.Td>{money(group.adjustedMinor)}</Table.Td>
              <Table.Td>{money(group.othersMinor)}</Table.Td>
              <Table.Td>{group.ratio === null ? '–' : times(group.ratio)}</Table.Td>
              <Table.Td>
                {group.interval90 === null
                  ? t('fairness.tooFew')
                  : t('fairness.between', { from: times(group.interval90.from), to: times(group.interval90.to) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
