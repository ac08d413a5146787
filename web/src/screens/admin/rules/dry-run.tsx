import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { sentenceOf } from '../../../api/problem';
import type { bodyOf } from './policy-sheet.rules';

const DAYS = 28;

/** The policy as it is typed against all complaints of four weeks: how many promises would have been broken. Writes nothing. */
export function DryRun({ policy, ready }: { policy: ReturnType<typeof bodyOf>; ready: boolean }) {
  const { t } = useTranslation(['admin', 'shell']);
  const run = useMutation({
    mutationFn: async () => {
      const { data, error } = await api.POST('/api/v1/policies/dry-run', { body: { policy, days: DAYS } });
      if (error) throw Object.assign(new Error(error.detail), error);
      return data;
    },
  });
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button variant="default" disabled={!ready} loading={run.isPending} onClick={() => run.mutate()}>
          {t('dryRun.go', { days: DAYS })}
        </Button>
      </Group>
      {run.isError && (
        <Alert color="red" role="alert">
          {sentenceOf(run.error) ?? t('shell:state.lostMore')}
        </Alert>
      )}
      {run.data && (
        <div role="status">
          <Text fw={600}>
            {run.data.tickets === 0
              ? t('dryRun.nothing', { days: DAYS })
              : t('dryRun.result', { count: run.data.tickets, was: run.data.missedWas, would: run.data.missedWould })}
          </Text>
          {run.data.cut && <Text size="sm">{t('dryRun.cut', { count: run.data.tickets })}</Text>}
        </div>
      )}
      {run.data && run.data.byClock.length > 0 && (
        <Table aria-label={t('dryRun.table')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('policy.clock')}</Table.Th>
              <Table.Th ta="end">{t('dryRun.ran')}</Table.Th>
              <Table.Th ta="end">{t('dryRun.missedWas')}</Table.Th>
              <Table.Th ta="end">{t('dryRun.missedWould')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {run.data.byClock.map(({ clock, ran, missedWas, missedWould }) => (
              <Table.Tr key={clock}>
                <Table.Th scope="row">{t(`shell:clock.names.${clock}`)}</Table.Th>
                <Table.Td ta="end">{ran}</Table.Td>
                <Table.Td ta="end">{missedWas}</Table.Td>
                <Table.Td ta="end" fw={missedWas === missedWould ? undefined : 650}>
                  {missedWould}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
