import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from '../../ui/states';
import { entriesOf, type Filter, isShown } from './timeline.rules';
import { TimelineEntry } from './timeline-entry';
import type { useHistory } from './use-ticket';

const FILTERS = ['all', 'customer', 'internal'] as const satisfies readonly Filter[];

/** Everything that happened, newest first. A part that could not be read says so; the others stand. */
export function Timeline({ ticketId, history }: { ticketId: string; history: ReturnType<typeof useHistory> }) {
  const { t } = useTranslation('ticket');
  const [filter, setFilter] = useState<Filter>('all');
  const { events, contacts, messages } = history;
  const entries = useMemo(
    () => entriesOf(events.data ?? [], contacts.data ?? [], messages.data?.items ?? []),
    [events.data, contacts.data, messages.data],
  );
  const shown = entries.filter((entry) => isShown(entry, filter));
  const failed = [events, contacts, messages].find((query) => query.data === undefined && query.error !== null);
  return (
    <section className="card timeline" aria-label={t('timeline.title')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('timeline.title')}</Title>
        <SegmentedControl
          className="no-print"
          size="xs"
          aria-label={t('timeline.filter')}
          data={FILTERS.map((value) => ({ value, label: t(`timeline.filters.${value}`) }))}
          value={filter}
          onChange={setFilter}
        />
      </Group>
      <Stack gap="sm">
        {failed && <Failed error={failed.error} again={() => void failed.refetch()} />}
        {events.isPending && <Loading lines={4} />}
        <ol className="entries">
          {shown.map((entry) => (
            <TimelineEntry key={entry.key} entry={entry} ticketId={ticketId} />
          ))}
        </ol>
        {shown.length === 0 && !events.isPending && <Text c="dimmed">{t('timeline.none')}</Text>}
      </Stack>
    </section>
  );
}
