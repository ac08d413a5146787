import { Button, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../shell/me';
import { useFormats } from '../../../words/formats';
import type { Policy } from './policy-sheet.rules';

/** What held since when. An older version can be taken as the start of the next one. */
export function PolicyVersions({ versions, take }: { versions: readonly Policy[]; take: (version: Policy) => void }) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const may = useCan()('settings.edit');
  return (
    <section className="card">
      <Title order={2}>{t('versions.title')}</Title>
      <Table aria-label={t('versions.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('versions.version')}</Table.Th>
            <Table.Th>{t('versions.since')}</Table.Th>
            <Table.Th>{t('versions.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version) => (
            <Table.Tr key={version.version}>
              <Table.Th scope="row">{version.version}</Table.Th>
              <Table.Td>{formats.date(version.validFrom)}</Table.Td>
              <Table.Td>
                {version.status === 'published'
                  ? t('versions.holds')
                  : may && (
                      <Button size="compact-sm" variant="default" onClick={() => take(version)}>
                        {t('versions.take', { version: version.version })}
                      </Button>
                    )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
