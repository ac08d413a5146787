import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { Countdown } from '../../ui/countdown';
import type { Column } from '../../ui/grid';
import { HowBad } from '../../ui/tags';
import { useFormats } from '../../words/formats';

export type Row = View<'TicketRowView'>;

function NextClock({ row: { nextClock } }: { row: Row }) {
  const { t } = useTranslation(['queue', 'shell']);
  if (!nextClock) return <Text size="sm">{t('noClock')}</Text>;
  const { clock, dueAt, pausedSince, reason } = nextClock;
  return (
    <>
      <Text size="xs" c="dimmed">
        {t(`clock.names.${clock}`)}
      </Text>
      <Countdown dueAt={dueAt ?? pausedSince ?? ''} pausedSince={pausedSince} reason={reason && t(`paused.${reason}`)} />
    </>
  );
}

function Who({ row }: { row: Row }) {
  const { t } = useTranslation(['queue', 'shell']);
  return (
    <div className="queue-pair">
      <Text size="sm" fw={600}>
        {row.customerName ?? t('noName')}
      </Text>
      <Link to="/tickets/$ref" params={{ ref: row.label }} tabIndex={-1} className="queue-ref ref">
        {row.label}
      </Link>
    </div>
  );
}

function LastWord({ row: { lastWord } }: { row: Row }) {
  const { t } = useTranslation(['queue', 'shell']);
  const { moment } = useFormats();
  if (!lastWord) return <Text size="sm">{t('noWord')}</Text>;
  return (
    <>
      <Text size="sm">{t(`by.${lastWord.by}`)}</Text>
      <Text size="xs" c="dimmed">
        {moment(lastWord.at, deskNow())}
      </Text>
    </>
  );
}

function LastWordLine({ row: { lastWord } }: { row: Row }) {
  const { t } = useTranslation(['queue', 'shell']);
  const { moment } = useFormats();
  return (
    <Text size="xs" c="dimmed">
      {lastWord ? `${t(`by.${lastWord.by}`)} · ${moment(lastWord.at, deskNow())}` : t('noWord')}
    </Text>
  );
}

function Small({ children }: { children: string }) {
  return <Text size="sm">{children}</Text>;
}

/** The columns of the queue. `tight`: where there is no room for seven, touch point, channel and the last word stand below others. */
export function useColumns(tight: boolean): readonly Column<Row>[] {
  const { t } = useTranslation(['queue', 'shell']);
  const point = (row: Row): string => row.touchPoint?.name ?? t('unsure');
  const channel = (row: Row): string => t(`channel.${row.channel}`);
  const first: Column<Row>[] = [
    { key: 'clock', title: t('col.clock'), width: '10.5rem', cell: (row) => <NextClock row={row} /> },
    { key: 'who', title: t('col.who'), width: tight ? '8.5rem' : undefined, cell: (row) => <Who row={row} /> },
  ];
  const bad: Column<Row> = { key: 'bad', title: t('col.bad'), cell: (row) => <HowBad severity={row.severity} /> };
  const last: Column<Row> = { key: 'last', title: t('col.last'), cell: (row) => <LastWord row={row} /> };
  if (tight) {
    const what = (row: Row) => (
      <>
        <Text size="sm" lineClamp={2}>
          {row.title}
        </Text>
        <Text size="xs" c="dimmed">
          {point(row)} · {channel(row)}
        </Text>
      </>
    );
    const badAndLast = (row: Row) => (
      <div className="queue-pair">
        <HowBad severity={row.severity} />
        <LastWordLine row={row} />
      </div>
    );
    return [
      ...first,
      { key: 'what', title: t('col.what'), cell: what },
      { key: 'bad', title: t('col.bad'), width: '10.25rem', cell: badAndLast },
    ];
  }
  return [
    ...first,
    {
      key: 'what',
      title: t('col.what'),
      cell: (row) => (
        <Text size="sm" lineClamp={1}>
          {row.title}
        </Text>
      ),
    },
    { key: 'point', title: t('col.point'), cell: (row) => <Small>{point(row)}</Small> },
    bad,
    { key: 'channel', title: t('col.channel'), cell: (row) => <Small>{channel(row)}</Small> },
    last,
  ];
}
