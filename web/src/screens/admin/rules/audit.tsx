import { Anchor, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Grid } from '../../../ui/grid';
import { Empty, Loaded } from '../../../ui/states';
import { useFormats } from '../../../words/formats';

/** What can be changed, as the trail names it; the order is that of the list. */
const THINGS = [
  ...(['sign_in', 'session', 'staff', 'rights', 'delegation', 'token'] as const),
  ...(['policy', 'calendar', 'template', 'snippet', 'explainer', 'glossary'] as const),
  ...(['location', 'team', 'desk', 'touch_point', 'cause', 'channel', 'push_source', 'stuck_work'] as const),
  ...(['authority_limit', 'budget', 'overrun', 'gesture_type', 'gesture_stock', 'learning', 'voucher'] as const),
  ...(['message', 'quarantine', 'customer', 'purchases', 'survey'] as const),
] as const;

interface Wanted {
  readonly q: string;
  readonly actor: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
}
const ALL: Wanted = { q: '', actor: '', action: '', from: '', to: '' };

/** What of it is asked for, as the address writes it. A day ends where the next one begins. */
function queryOf({ q, actor, action, from, to }: Wanted): Partial<Record<keyof Wanted, string>> {
  const nextDay = to === '' ? '' : new Date(new Date(`${to}T00:00`).getTime() + 86_400_000).toISOString();
  const asked = { q: q.trim(), actor, action, from: from === '' ? '' : new Date(`${from}T00:00`).toISOString(), to: nextDay };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

/** Who changed what and when: searched, filtered, taken away as CSV. */
export function Audit() {
  const { t } = useTranslation(['admin', 'shell']);
  const [wanted, setWanted] = useState(ALL);
  const [asked] = useDebouncedValue(wanted, 300);
  const query = queryOf(asked);
  const trail = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const { data, error } = await api.GET('/api/v1/audit', {
        params: { query: { ...query, limit: 50, ...(pageParam !== '' && { cursor: pageParam }) } },
      });
      if (error) throw Object.assign(new Error(error.detail), error);
      return data;
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <Stack>
      <Filters wanted={wanted} change={(part) => setWanted({ ...wanted, ...part })} />
      <Group justify="space-between">
        <Button variant="default" onClick={() => setWanted(ALL)} disabled={wanted === ALL}>
          {t('trail.all')}
        </Button>
        <Anchor href={`/api/v1/audit.csv?${new URLSearchParams(queryOf(wanted)).toString()}`} download className="admin-back">
          <IconDownload size={16} aria-hidden /> {t('trail.csv')}
        </Anchor>
      </Group>
      <Loaded of={trail}>
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items);
          if (lines.length === 0) return <Empty title={t('trail.none')} />;
          return (
            <>
              <Lines lines={lines} />
              {trail.hasNextPage && (
                <Button variant="default" loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
                  {t('trail.older')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function Filters({ wanted, change }: { wanted: Wanted; change: (part: Partial<Wanted>) => void }) {
  const { t } = useTranslation('admin');
  const mayAsk = useCan()('staff.see');
  const staff = desk.useQuery('get', '/api/v1/staff', { params: { query: { limit: 100 } } }, { enabled: mayAsk });
  return (
    <section className="card admin-pair" aria-label={t('trail.filters')} role="search">
      <TextInput label={t('trail.q')} value={wanted.q} maxLength={100} onChange={({ currentTarget: { value } }) => change({ q: value })} />
      <NativeSelect
        label={t('trail.thing')}
        data={[{ value: '', label: t('trail.anything') }, ...THINGS.map((value) => ({ value, label: t(`trail.things.${value}`) }))]}
        value={wanted.action}
        onChange={({ currentTarget: { value } }) => change({ action: value })}
      />
      <NativeSelect
        label={t('trail.who')}
        data={[{ value: '', label: t('trail.anybody') }, ...(staff.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        value={wanted.actor}
        onChange={({ currentTarget: { value } }) => change({ actor: value })}
      />
      <TextInput
        type="date"
        label={t('trail.from')}
        value={wanted.from}
        onChange={({ currentTarget: { value } }) => change({ from: value })}
      />
      <TextInput type="date" label={t('trail.to')} value={wanted.to} onChange={({ currentTarget: { value } }) => change({ to: value })} />
    </section>
  );
}

type AuditLine = View<'AuditLineView'>;

function Lines({ lines }: { lines: readonly AuditLine[] }) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const whoDid = ({ actor }: AuditLine): string => actor?.name ?? t('trail.desk');
  return (
    <Grid<AuditLine>
      label={t('parts.audit')}
      rows={lines}
      idOf={({ id }) => id}
      nameOf={(line) => `${line.action}, ${whoDid(line)}`}
      columns={[
        { key: 'at', title: t('trail.when'), cell: ({ at }) => `${formats.date(at)} ${formats.time(at)}`, width: '8rem' },
        { key: 'who', title: t('trail.who'), cell: (line) => whoDid(line), width: '9rem' },
        { key: 'what', title: t('trail.what'), cell: (line) => <What line={line} /> },
      ]}
    />
  );
}

function What({ line }: { line: AuditLine }) {
  const { t } = useTranslation('admin');
  const [thing = '', event = ''] = line.action.split('.');
  const name = t(`trail.things.${thing}`, { defaultValue: thing });
  return (
    <>
      <Text fw={600} size="sm">
        {t('trail.did', { thing: name, event: t(`trail.events.${event}`, { defaultValue: event.replaceAll('_', ' ') }) })}
      </Text>
      <Text size="sm" dir="ltr" className="admin-code">
        {line.subject}
      </Text>
      {line.detail !== '' && (
        <Text size="sm" c="dimmed" dir="ltr" className="admin-code">
          {line.detail}
        </Text>
      )}
    </>
  );
}
