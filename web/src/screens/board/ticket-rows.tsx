import { Button, Group, Kbd, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';
import { useCan, useMe } from '../../shell/me';
import { Grid } from '../../ui/grid';
import { type BoardRow, mayExtend, type Person, takers } from './board.rules';
import { CallBox, type Called } from './call-box';
import { useColumns } from './columns';
import { ExtendAsk } from './extend-ask';
import { PeoplePicker } from './people-picker';
import { useActs } from './use-acts';

type Open = { readonly what: 'give'; readonly rows: readonly BoardRow[] } | { readonly what: 'call' | 'extend'; readonly row: BoardRow };

/** The tickets of a list with what a manager can do to those that are selected, or to the one they stand on. */
export function TicketRows({ label, rows, load }: { label: string; rows: readonly BoardRow[]; load: readonly Person[] }) {
  const { t } = useTranslation('board');
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<BoardRow | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const acts = useActs();
  const columns = useColumns({ load, going: acts.going });
  const here = rows.find(({ id }) => id === current?.id);
  const chosen = selected.size > 0 ? rows.filter(({ id }) => selected.has(id)) : here ? [here] : [];
  const people = open?.what === 'give' ? takers(load, open.rows) : [];
  return (
    <>
      <ActBar
        chosen={chosen}
        give={() => setOpen({ what: 'give', rows: chosen })}
        nudge={() => void acts.nudge(chosen)}
        call={(row) => setOpen({ what: 'call', row })}
        extend={(row) => setOpen({ what: 'extend', row })}
        clear={selected.size > 0 ? () => setSelected(new Set()) : undefined}
      />
      <Grid
        label={label}
        rows={rows}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={(row) => `${row.label} ${row.title}`}
        open={(row) => void navigate({ to: '/tickets/$ref', params: { ref: row.label } })}
        current={setCurrent}
        selected={selected}
        select={setSelected}
      />
      {open?.what === 'give' && (
        <PeoplePicker
          title={t('give.title', { what: open.rows.length === 1 ? open.rows[0]?.label : t('tickets', { count: open.rows.length }) })}
          people={people}
          give={(to) => {
            setOpen(null);
            setSelected(new Set());
            acts.give(open.rows, to);
          }}
          close={() => setOpen(null)}
        />
      )}
      {open?.what === 'call' && <CallBox ticket={open.row satisfies Called} close={() => setOpen(null)} />}
      {open?.what === 'extend' && <ExtendAsk row={open.row} close={() => setOpen(null)} />}
    </>
  );
}

interface ActBarProps {
  readonly chosen: readonly BoardRow[];
  readonly give: () => void;
  readonly nudge: () => void;
  readonly call: (row: BoardRow) => void;
  readonly extend: (row: BoardRow) => void;
  readonly clear?: () => void;
}

function ActBar({ chosen, give, nudge, call, extend, clear }: ActBarProps) {
  const { t } = useTranslation('board');
  const can = useCan();
  const me = useMe();
  const one = chosen.length === 1 ? chosen[0] : undefined;
  const none = chosen.length === 0 ? t('act.none') : undefined;
  const noNudge = none ?? (chosen.every(({ owner }) => owner === null || owner.id === me.id) ? t('nudge.nobody') : undefined);
  const noCall = none ?? (one ? undefined : t('act.onlyOne'));
  const noExtend = noCall ?? (one && !mayExtend(one) ? t('extend.fixed') : undefined);
  const acts = [
    { key: 'a', word: 'act.give', may: can('ticket.assign'), why: none, run: give },
    { key: 'u', word: 'act.nudge', may: can('ticket.assign'), why: noNudge, run: nudge },
    { key: 'c', word: 'act.call', may: can('customer.see'), why: noCall, run: () => one && call(one) },
    { key: 'e', word: 'act.extend', may: can('ticket.move'), why: noExtend, run: () => one && extend(one) },
  ] as const;
  return (
    <Group gap="xs" mb="sm" role="toolbar" aria-label={t('act.bar')} className="board-acts" data-none={chosen.length === 0 || undefined}>
      {acts
        .filter(({ may }) => may)
        .map((act) => (
          <Act key={act.key} letter={act.key} word={act.word} why={act.why} run={act.run} />
        ))}
      <Text size="sm" c="dimmed" role="status">
        {one ? one.label : chosen.length > 1 ? t('selected', { count: chosen.length }) : t('act.none')}
      </Text>
      {clear && (
        <Button size="compact-sm" variant="subtle" onClick={clear}>
          {t('act.clear')}
        </Button>
      )}
    </Group>
  );
}

function Act({ letter, word, why, run }: { letter: 'a' | 'u' | 'c' | 'e'; word: string; why: string | undefined; run: () => void }) {
  const { t } = useTranslation('board');
  useKey({ id: `board.${letter}`, keys: letter, label: `board:${word}`, group: 'board:title', when: why === undefined }, run);
  return (
    <Button
      size="compact-sm"
      variant="default"
      data-disabled={why !== undefined || undefined}
      aria-disabled={why !== undefined}
      title={why}
      aria-keyshortcuts={letter}
      onClick={() => {
        if (why === undefined) run();
      }}
      rightSection={
        <Kbd size="xs" aria-hidden visibleFrom="sm">
          {letter}
        </Kbd>
      }
    >
      {t(word)}
    </Button>
  );
}
