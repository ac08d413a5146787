import { Anchor, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';

/** How many one-ups were decided on the spot, and what stood in the way of the others. */
export function Approvals({ from }: { from: string }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const report = desk.useQuery('get', '/api/v1/reports/approvals', { params: { query: { from } } });
  return (
    <Stack className="card" component="section" gap="sm" aria-labelledby="approvals">
      <Group justify="space-between">
        <Title order={2} id="approvals">
          {t('approvals.title')}
        </Title>
        <Anchor href={`/api/v1/reports/approvals.csv?from=${encodeURIComponent(from)}`} download>
          {t('csv')}
        </Anchor>
      </Group>
      <Loaded of={report} lines={3}>
        {({ decided, alone, asked, share, target, met, blocked }) =>
          share === null ? (
            <Text>{t('approvals.none')}</Text>
          ) : (
            <>
              <Text>
                {t('approvals.sentence', { share: formats.percent(share), target: formats.percent(target) })}{' '}
                <span className="tag" data-tone={met ? 'fine' : 'soon'}>
                  {met ? t('approvals.met') : t('approvals.notMet')}
                </span>
              </Text>
              <div className="bar" data-tone={met ? undefined : 'soon'} aria-hidden>
                <span style={{ inlineSize: `${String(Math.round(share * 100))}%` }} />
              </div>
              <Table aria-label={t('approvals.title')}>
                <Table.Tbody>
                  {(
                    [
                      ['decided', decided],
                      ['alone', alone],
                      ['asked', asked],
                    ] as const
                  ).map(([key, count]) => (
                    <Table.Tr key={key}>
                      <Table.Th scope="row" fw={400}>
                        {t(`approvals.${key}`)}
                      </Table.Th>
                      <Table.Td ta="end">{formats.number(count)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {blocked.length > 0 && (
                <Table aria-label={t('approvals.blocked')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{t('approvals.blocked')}</Table.Th>
                      <Table.Th scope="col" ta="end">
                        {t('approvals.times')}
                      </Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {blocked.map(({ what, count }) => (
                      <Table.Tr key={what}>
                        <Table.Th scope="row" fw={400}>
                          {what}
                        </Table.Th>
                        <Table.Td ta="end">{formats.number(count)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              )}
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}
