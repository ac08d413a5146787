import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan, useMe } from '../../shell/me';
import { Grid } from '../../ui/grid';
import { Empty, Loaded } from '../../ui/states';
import { type Row, useColumns } from './cells';
import { listQueryOf, type QueueSearch, viewOf } from './queue-views.rules';
import { SidePanel } from './side-panel';
import { useGiving } from './use-giving';

const AssignPicker = lazy(() => import('./assign-picker').then(({ AssignPicker }) => ({ default: AssignPicker })));

interface ListProps {
  readonly search: QueueSearch & { readonly at?: string };
  readonly takeNext?: () => void;
}

/** One page of the list with what can be done to its rows, and beside it, where there is room, the row one stands on. */
export function QueueList({ search, takeNext }: ListProps) {
  const { grants } = useMe();
  const navigate = useNavigate();
  const [before, setBefore] = useState<readonly (string | undefined)[]>([]);
  const teams = [...new Set(grants.flatMap(({ scopeKind, team }) => (scopeKind === 'team' && team !== null ? [team] : [])))];
  const list = desk.useQuery(
    'get',
    '/api/v1/tickets',
    { params: { query: listQueryOf(search, teams) } },
    { meta: LIVE, placeholderData: keepPreviousData },
  );
  const turn = (cursor: string | undefined, from: readonly (string | undefined)[]): void => {
    setBefore(from);
    void navigate({ to: '/queue', search: { ...search, at: undefined, cursor } });
  };
  const pages = (nextCursor: string | null) => (
    <Pages
      // an address that was sent by somebody has pages before it that nobody here has seen: then it is the first
      previous={search.cursor === undefined ? null : () => turn(before.at(-1), before.slice(0, -1))}
      next={nextCursor === null ? null : () => turn(nextCursor, [...before, search.cursor])}
    />
  );
  return (
    <Loaded of={list} lines={10}>
      {({ items, nextCursor }) =>
        items.length === 0 ? (
          <Nothing search={search} takeNext={takeNext} />
        ) : (
          <Rows key={search.cursor ?? ''} search={search} rows={items}>
            {pages(nextCursor)}
          </Rows>
        )
      }
    </Loaded>
  );
}

function Nothing({ search, takeNext }: ListProps) {
  const { t } = useTranslation(['queue', 'shell']);
  const { data } = desk.useQuery('get', '/api/v1/tickets/counts', {}, { meta: LIVE });
  if (search.q !== undefined || search.bad !== undefined) return <Empty title={t('empty.filtered')} />;
  const view = viewOf(search.view);
  const unowned = data?.unowned ?? 0;
  return (
    <Empty title={t(`empty.${view}`)}>
      {view === 'mine' && unowned > 0 && (
        <Group>
          <Text>{t('empty.unownedNow', { count: unowned })}</Text>
          {takeNext && <Button onClick={takeNext}>{t('takeNext')}</Button>}
        </Group>
      )}
    </Empty>
  );
}

function Rows({ search, rows, children }: { search: ListProps['search']; rows: readonly Row[]; children: ReactNode }) {
  const { t } = useTranslation(['queue', 'shell']);
  const can = useCan();
  const navigate = useNavigate();
  const wide = useMediaQuery('(min-width: 75em)', false, { getInitialValueInEffect: false });
  const roomy = useMediaQuery('(min-width: 105em)', false, { getInitialValueInEffect: false });
  const columns = useColumns(!roomy);
  const [here, setHere] = useState<string | null>(search.at ?? null);
  const [shownInPanel] = useDebouncedValue(here, 120);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [giving, setGiving] = useState<readonly Row[] | null>(null);
  const give = useGiving();
  const reply = useRef<HTMLTextAreaElement>(null);
  const mayAssign = can('ticket.assign') && can('staff.see');

  const current = rows.find(({ id }) => id === here) ?? null;
  const inPanel = rows.find(({ id }) => id === shownInPanel) ?? rows[0];
  const open = ({ label }: Row): void => void navigate({ to: '/tickets/$ref', params: { ref: label } });
  const standOn = (row: Row | null): void => {
    if (row === null || row.id === here) return;
    setHere(row.id);
    void navigate({ to: '/queue', search: { ...search, at: row.id }, replace: true, resetScroll: false });
  };
  const chosen = (): readonly Row[] => {
    const picked = rows.filter(({ id }) => selected.has(id));
    return picked.length > 0 ? picked : current ? [current] : [];
  };
  const startGiving = (): void => {
    const picked = chosen();
    if (picked.length > 0) setGiving(picked);
  };
  const group = 'queue:title';
  useKey({ id: 'queue.assign', keys: 'a', label: 'queue:keys.assign', group, when: mayAssign }, startGiving);
  useKey({ id: 'queue.all', keys: 'X', label: 'queue:keys.all', group, when: mayAssign }, () =>
    select(selected.size === rows.length ? new Set() : new Set(rows.map(({ id }) => id))),
  );
  useKey({ id: 'queue.reply', keys: 'r', label: 'queue:keys.reply', group }, () => {
    if (wide) reply.current?.focus();
    else if (current) open(current);
  });
  return (
    <div className="queue-frame" data-panel={wide}>
      <div className="queue-rows">
        <Grid
          label={t('title')}
          rows={rows}
          columns={columns}
          idOf={({ id }) => id}
          nameOf={({ label, customerName, title }) => [label, customerName ?? t('noName'), title].join(', ')}
          open={open}
          click={wide ? standOn : undefined}
          current={standOn}
          selected={mayAssign ? selected : undefined}
          select={mayAssign ? select : undefined}
          start={search.at ?? null}
        />
        {children}
        {selected.size > 0 && (
          <Group gap="xs" className="card queue-bar" role="status">
            <Text size="sm">{t('selected', { count: selected.size })}</Text>
            <Button size="compact-sm" onClick={startGiving}>
              {t('assign.to')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => select(new Set())}>
              {t('unselect')}
            </Button>
          </Group>
        )}
      </div>
      {wide && inPanel && <SidePanel key={inPanel.id} id={inPanel.id} reply={reply} />}
      <Suspense>
        {giving && (
          <AssignPicker
            title={t('assign.title', { what: giving.length === 1 ? (giving[0]?.label ?? '') : t('tickets', { count: giving.length }) })}
            close={() => setGiving(null)}
            give={(to) => {
              setGiving(null);
              select(new Set());
              give(giving, to);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

function Pages({ previous, next }: { previous: (() => void) | null; next: (() => void) | null }) {
  const { t } = useTranslation(['queue', 'shell']);
  if (previous === null && next === null) return null;
  return (
    <Group component="nav" justify="space-between" mt="sm" aria-label={t('pages')}>
      <Button variant="default" disabled={previous === null} onClick={previous ?? undefined}>
        {t('act.previous')}
      </Button>
      <Button variant="default" disabled={next === null} onClick={next ?? undefined}>
        {t('act.next')}
      </Button>
    </Group>
  );
}
