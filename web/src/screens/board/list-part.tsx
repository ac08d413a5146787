import { Button, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useClock } from '../../clock/desk-clock';
import { useLength } from '../../ui/countdown';
import { Empty, Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { type Board, type BoardRow, dueInHalfAnHour, type ListName } from './board.rules';
import { TicketRows } from './ticket-rows';

const MOST_ROWS = 50;
const HALF_MINUTE = 30_000;

/** The tickets behind one of the four numbers. */
export function ListPart({ board, list }: { board: Board; list: ListName }) {
  const now = useClock((ms) => Math.floor(ms / HALF_MINUTE) * HALF_MINUTE);
  if (list === 'late') return <Rows board={board} list={list} rows={board.late} all={board.counts.brokenPromises} />;
  if (list === 'soon') return <Rows board={board} list={list} rows={dueInHalfAnHour(board.dueSoon, now)} />;
  return <Asked board={board} list={list} />;
}

/** Those that the board itself does not carry: nobody's, and what is not fixed yet. */
function Asked({ board, list }: { board: Board; list: 'unowned' | 'fix' }) {
  const wish = list === 'unowned' ? ({ owner: 'none', sort: 'urgency' } as const) : ({ clock: 'fix', sort: 'due' } as const);
  const found = desk.useQuery(
    'get',
    '/api/v1/tickets',
    { params: { query: { state: 'live', limit: MOST_ROWS, ...wish } } },
    { meta: LIVE, placeholderData: keepPreviousData },
  );
  return (
    <Loaded of={found} lines={5}>
      {(data) => <Rows board={board} list={list} rows={data.items} all={list === 'unowned' ? board.counts.unowned : undefined} />}
    </Loaded>
  );
}

function Rows({ board, list, rows, all }: { board: Board; list: ListName; rows: readonly BoardRow[]; all?: number }) {
  const { t } = useTranslation('board');
  const { number } = useFormats();
  if (rows.length === 0) return <Nobody board={board} list={list} />;
  return (
    <>
      <TicketRows label={t(`lists.${list}`)} rows={rows} load={board.load} />
      {all !== undefined && all > rows.length && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('firstOf', { shown: number(rows.length), all: number(all) })}
        </Text>
      )}
    </>
  );
}

function Nobody({ board, list }: { board: Board; list: ListName }) {
  const { t } = useTranslation('board');
  const length = useLength(false);
  return (
    <Empty title={t(`empty.${list}`)}>
      {list === 'late' && board.fixToday && (
        <Text size="sm">{t('empty.today', { count: board.fixToday.count, length: length(board.fixToday.medianMs) })}</Text>
      )}
      <Button variant="default" renderRoot={(props) => <Link to="/queue" {...props} />}>
        {t('empty.toQueue')}
      </Button>
    </Empty>
  );
}
