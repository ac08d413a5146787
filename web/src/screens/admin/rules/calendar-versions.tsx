import { Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useFormats } from '../../../words/formats';
import { spansText } from './hours-text.rules';

/** What held since when, the newest first. */
export function CalendarVersions({ versions }: { versions: readonly View<'CalendarVersionView'>[] }) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  return (
    <section className="card">
      <Title order={2}>{t('versions.title')}</Title>
      <Table aria-label={t('versions.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('versions.version')}</Table.Th>
            <Table.Th>{t('versions.since')}</Table.Th>
            <Table.Th>{t('calendar.week')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map(({ version, effectiveFrom, timeZone, week }) => (
            <Table.Tr key={version}>
              <Table.Th scope="row">{version}</Table.Th>
              <Table.Td>{formats.date(effectiveFrom, timeZone)}</Table.Td>
              <Table.Td>{[...new Set(Object.values(week).map((day) => spansText(day as [string, string][])))].join(' · ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
