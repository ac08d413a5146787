import { Alert, Autocomplete, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { sentenceOf } from '../../../api/problem';
import { deskNow } from '../../../clock/desk-clock';
import { useCan } from '../../../shell/me';
import { useFormats } from '../../../words/formats';
import { DryRun } from './dry-run';
import { bodyOf, isWhole, type Sheet } from './policy-sheet.rules';

const LETTERS = 2;

/** What this policy, as it is typed, would have made of a complaint that was there. Writes nothing. */
export function PolicyTrial({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation(['admin', 'shell']);
  const may = useCan()('settings.edit');
  const [text, setText] = useState('');
  const title = useId();
  const tickets = useTickets(text);
  const number = Number(/\d{4,}/.exec(text)?.[0] ?? Number.NaN);
  const policy = bodyOf(sheet);
  const attempt = useMutation({
    mutationFn: async () => {
      const { data, error } = await api.POST('/api/v1/policies/try', { body: { policy, ticket: number } });
      if (error) throw Object.assign(new Error(error.detail), error);
      return data;
    },
  });
  if (!may) return null;
  const ready = isWhole(sheet);
  return (
    <section className="card" aria-labelledby={title}>
      <Title order={2} id={title}>
        {t('trial.title')}
      </Title>
      <Stack>
        <Text size="sm">{t('trial.more')}</Text>
        <Group align="end" gap="xs">
          <Autocomplete
            label={t('trial.ticket')}
            placeholder={t('trial.ticketHint')}
            w={360}
            maw="100%"
            data={tickets}
            filter={({ options }) => options}
            value={text}
            onChange={setText}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && Number.isFinite(number) && ready) attempt.mutate();
            }}
          />
          <Button
            variant="default"
            disabled={!ready || !Number.isFinite(number)}
            loading={attempt.isPending}
            onClick={() => attempt.mutate()}
          >
            {t('trial.try')}
          </Button>
        </Group>
        {!ready && <Text size="sm">{t('trial.notWhole')}</Text>}
        {attempt.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(attempt.error) ?? t('shell:state.lostMore')}
          </Alert>
        )}
        {attempt.data && <Tried clocks={attempt.data.clocks} />}
        <DryRun policy={policy} ready={ready} />
      </Stack>
    </section>
  );
}

/** Tickets whose number or words begin so, as they are offered below the box. */
function useTickets(text: string): string[] {
  const [q] = useDebouncedValue(text.replace(/ · .*/u, '').trim(), 250);
  const found = desk.useQuery('get', '/api/v1/tickets', { params: { query: { q, limit: 8 } } }, { enabled: q.length >= LETTERS });
  return (found.data?.items ?? []).map(({ number, title }) => `R-${String(number)} · ${title}`);
}

function Tried({ clocks }: { clocks: View<'TriedPolicyView'>['clocks'] }) {
  const { t } = useTranslation(['admin', 'shell']);
  const formats = useFormats();
  if (clocks.length === 0) return <Text role="status">{t('trial.noClocks')}</Text>;
  const said = ({ dueAt, state }: View<'TrialView'>): string =>
    dueAt === null ? t(`trial.state.${state}`) : `${formats.moment(dueAt, deskNow())} · ${t(`trial.state.${state}`)}`;
  return (
    <Table aria-label={t('trial.result')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('policy.clock')}</Table.Th>
          <Table.Th>{t('trial.was')}</Table.Th>
          <Table.Th>{t('trial.would')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {clocks.map(({ clock, was, would }, index) => (
          <Table.Tr key={index}>
            <Table.Th scope="row">{t(`shell:clock.names.${clock}`)}</Table.Th>
            <Table.Td>{said(was)}</Table.Td>
            <Table.Td fw={was.dueAt === would.dueAt ? undefined : 650}>{said(would)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
