import { Button, Kbd, Text, Title } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { Loaded, NotHere } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { type Board, type ListName, listOf } from './board.rules';
import { ListPart } from './list-part';
import { Numbers } from './numbers';
import { Side } from './side';
import { useAway } from './use-away';
import { Wall } from './wall';
import './board.css';

const route = getRouteApi('/inside/board');
const AGAIN_MS = 60_000;

/** Who is waiting too long right now, and one step to do something about it. */
export function BoardScreen() {
  const { t } = useTranslation('board');
  const can = useCan();
  const navigate = useNavigate();
  const away = useAway();
  const { time } = useFormats();
  const search = route.useSearch();
  const list = listOf(search.list);
  const board = desk.useQuery('get', '/api/v1/board', {}, { meta: LIVE, refetchInterval: AGAIN_MS, enabled: can('board.see') });
  const choose = (next: ListName): void => void navigate({ to: '/board', search: { list: next }, replace: true });
  const turnWall = (): void =>
    void navigate({ to: '/board', search: search.wall === undefined ? { list, wall: '1' } : { list }, replace: true });
  useKey({ id: 'board.1', keys: '1', label: 'board:numbers.late', group: 'board:title' }, () => choose('late'));
  useKey({ id: 'board.2', keys: '2', label: 'board:numbers.soon', group: 'board:title' }, () => choose('soon'));
  useKey({ id: 'board.3', keys: '3', label: 'board:numbers.unowned', group: 'board:title' }, () => choose('unowned'));
  useKey({ id: 'board.4', keys: '4', label: 'board:numbers.fix', group: 'board:title' }, () => choose('fix'));
  useKey({ id: 'board.wall', keys: 'w', label: 'board:wall.name', group: 'board:title' }, turnWall);

  if (!can('board.see')) return <NotHere />;
  if (search.wall !== undefined && board.data) return <Wall board={board.data} away={away} leave={turnWall} choose={choose} />;
  return (
    <Page
      title={t('title')}
      actions={
        <Button variant="default" onClick={turnWall} rightSection={<Kbd size="xs">w</Kbd>} visibleFrom="sm">
          {t('wall.name')}
        </Button>
      }
    >
      <Loaded of={board} lines={8}>
        {(data) => (
          <>
            <Text size="sm" role="status" className="board-asof">
              {away ? t('asOf', { time: time(data.asOf) }) : ''}
            </Text>
            <Numbers board={data} list={list} choose={choose} old={away} />
            <Around board={data} list={list} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Around({ board, list }: { board: Board; list: ListName }) {
  const { t } = useTranslation('board');
  return (
    <div className="board-frame">
      <section className="board-rows" aria-label={t(`lists.${list}`)}>
        <Title order={2} mb="xs">
          {t(`lists.${list}`)}
        </Title>
        <ListPart key={list} board={board} list={list} />
      </section>
      <aside className="board-side" aria-label={t('side.name')}>
        <Side board={board} />
      </aside>
    </div>
  );
}
