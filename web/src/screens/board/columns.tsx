import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { Countdown } from '../../ui/countdown';
import type { Column } from '../../ui/grid';
import { HowBad } from '../../ui/tags';
import { useFormats } from '../../words/formats';
import type { BoardRow, Person } from './board.rules';

interface Around {
  readonly load: readonly Person[];
  /** To whom tickets go in a moment. */
  readonly going: ReadonlyMap<string, string>;
}

/** Late by and which clock, who, what, whose, and why nothing happens. */
export function useColumns(around: Around): readonly Column<BoardRow>[] {
  const { t } = useTranslation('board');
  return [
    { key: 'clock', title: t('col.clock'), width: '11rem', cell: (row) => <Clock row={row} /> },
    { key: 'what', title: t('col.what'), cell: (row) => <What row={row} /> },
    { key: 'owner', title: t('col.owner'), width: '8rem', cell: (row) => <Owner row={row} {...around} /> },
    { key: 'why', title: t('col.why'), width: '9.5rem', cell: (row) => <Why row={row} /> },
  ];
}

function Clock({ row: { nextClock, severity } }: { row: BoardRow }) {
  const { t } = useTranslation(['board', 'shell']);
  if (!nextClock)
    return (
      <>
        <Text size="sm" mb={4}>
          {t('noClock')}
        </Text>
        <HowBad severity={severity} />
      </>
    );
  const { clock, dueAt, pausedSince, reason } = nextClock;
  return (
    <>
      <Countdown dueAt={dueAt ?? pausedSince ?? ''} pausedSince={pausedSince} reason={reason && t(`paused.${reason}`)} />
      <Text size="xs" c="dimmed" mt={2} mb={4}>
        {t(`shell:clock.names.${clock}`)}
      </Text>
      <HowBad severity={severity} />
    </>
  );
}

function What({ row }: { row: BoardRow }) {
  const { t } = useTranslation('board');
  return (
    <>
      <span className="board-line">
        <Text size="sm" fw={600} component="span">
          {row.customerName ?? t('noName')}
        </Text>
        <Link to="/tickets/$ref" params={{ ref: row.label }} tabIndex={-1} className="board-ref ref">
          {row.label}
        </Link>
      </span>
      <Text size="sm" lineClamp={2} mb={2}>
        {row.title}
      </Text>
      <Text size="xs" c="dimmed">
        {row.touchPoint?.name ?? t('unsure')}
      </Text>
    </>
  );
}

function Owner({ row, load, going }: { row: BoardRow } & Around) {
  const { t } = useTranslation('board');
  const next = going.get(row.id);
  const person = load.find(({ staff }) => staff.id === row.owner?.id);
  const has = row.ownerLoad ?? person?.open;
  return (
    <>
      {row.owner ? <Text size="sm">{row.owner.name}</Text> : <span className="tag">{t('noOwner')}</span>}
      {next !== undefined ? (
        <Text size="xs" fw={600}>
          {t('give.soon', { name: next })}
        </Text>
      ) : (
        row.owner && (
          <Text size="xs" c="dimmed">
            {[has !== undefined && t('load', { count: has }), person && !person.present && t('away')].filter(Boolean).join(' · ')}
          </Text>
        )
      )}
    </>
  );
}

function Why({ row: { why, owner, lastWord } }: { row: BoardRow }) {
  const { t } = useTranslation('board');
  const { moment } = useFormats();
  const reason = why === 'late' ? null : (why ?? (owner ? null : 'no_owner'));
  return (
    <>
      {reason && <Text size="sm">{t(`why.${reason}`)}</Text>}
      <Text size="xs" c="dimmed">
        {lastWord ? t(`word.${lastWord.by}`, { when: moment(lastWord.at, deskNow()) }) : t('noWord')}
      </Text>
    </>
  );
}
