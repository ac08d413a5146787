import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useLength } from '../../ui/countdown';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import './figures.css';

interface Figure {
  readonly key: string;
  readonly value: string | null;
  readonly count: number;
}

/** How long logging and fixing take, each with its unit and how many it stands on; the same again as a table. */
export function Figures() {
  const { t } = useTranslation('insights');
  const length = useLength(false);
  const formats = useFormats();
  const board = desk.useQuery('get', '/api/v1/board', {}, { meta: LIVE });
  return (
    <section aria-labelledby="times">
      <Title order={2} id="times" mb="sm">
        {t('times')}
      </Title>
      <Loaded of={board} lines={3}>
        {({ intake, fixToday, fixUsual, asOf }) => {
          const seconds = (ms: number): string =>
            t('seconds', { count: Math.round(ms / 1000), shown: formats.number(Math.round(ms / 1000)) });
          const figures: readonly Figure[] = [
            { key: 'log', value: intake ? seconds(intake.medianMs) : null, count: intake?.count ?? 0 },
            { key: 'logSlow', value: intake ? seconds(intake.p90Ms) : null, count: intake?.count ?? 0 },
            { key: 'fixToday', value: fixToday ? length(fixToday.medianMs) : null, count: fixToday?.count ?? 0 },
            { key: 'fixUsual', value: fixUsual ? length(fixUsual.medianMs) : null, count: fixUsual?.count ?? 0 },
          ];
          return (
            <>
              <div className="figures">
                {figures.map(({ key, value, count }) => (
                  <div key={key} className="card">
                    <Text size="sm">{t(`figure.${key}`)}</Text>
                    {value === null ? <Text fw={600}>{t('noValue')}</Text> : <Text className="figure">{value}</Text>}
                    <Text size="sm" c="dimmed">
                      {t(`of.${key}`, { count, shown: formats.number(count) })}
                    </Text>
                  </div>
                ))}
              </div>
              <Text size="sm" c="dimmed" mt="xs">
                {t('asOf', { time: formats.time(asOf) })}
              </Text>
              <details>
                <summary>{t('asTable')}</summary>
                <Table aria-label={t('times')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{t('what')}</Table.Th>
                      <Table.Th scope="col">{t('value')}</Table.Th>
                      <Table.Th scope="col">{t('complaints')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {figures.map(({ key, value, count }) => (
                      <Table.Tr key={key}>
                        <Table.Th scope="row" fw={400}>
                          {t(`figure.${key}`)}
                        </Table.Th>
                        <Table.Td>{value ?? '–'}</Table.Td>
                        <Table.Td>{formats.number(count)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </details>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
