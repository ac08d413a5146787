import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../../ui/countdown';
import { Page } from '../../ui/page';
import { HowBad } from '../../ui/tags';
import { useFormats } from '../../words/formats';
import type { Board, ListName } from './board.rules';
import { Numbers } from './numbers';

const ROWS = 10;

interface WallProps {
  readonly board: Board;
  readonly away: boolean;
  readonly leave: () => void;
  readonly choose: (list: ListName) => void;
}

/** For a screen on the wall: large, to be read from across the room, and without any customer or word of theirs. */
export function Wall({ board, away, leave, choose }: WallProps) {
  const { t } = useTranslation('board');
  const { time } = useFormats();
  return (
    <div className="board-wall">
      <Page
        title={t('title')}
        actions={
          <Button variant="default" onClick={leave} aria-keyshortcuts="w">
            {t('wall.leave')}
          </Button>
        }
      >
        <p className="board-asof" role="status">
          {away ? t('asOf', { time: time(board.asOf) }) : ''}
        </p>
        <Numbers board={board} list={null} choose={choose} old={false} />
        {board.late.length === 0 ? (
          <p className="board-calm">{t('empty.late')}</p>
        ) : (
          <table className="grid" aria-label={t('lists.late')}>
            <thead>
              <tr>
                <th scope="col">{t('col.clock')}</th>
                <th scope="col">{t('wall.ticket')}</th>
                <th scope="col">{t('wall.where')}</th>
                <th scope="col">{t('col.owner')}</th>
              </tr>
            </thead>
            <tbody>
              {board.late.slice(0, ROWS).map((row) => (
                <tr key={row.id}>
                  <td>{row.nextDueAt !== null && <Countdown dueAt={row.nextDueAt} />}</td>
                  <td>
                    <span className="ref">{row.label}</span> <HowBad severity={row.severity} />
                  </td>
                  <td>{row.touchPoint?.name ?? t('unsure')}</td>
                  <td>{row.owner?.name ?? t('noOwner')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Page>
    </div>
  );
}
