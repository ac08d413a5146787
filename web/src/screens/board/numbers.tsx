import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../clock/desk-clock';
import { useLength } from '../../ui/countdown';
import { useFormats } from '../../words/formats';
import { type Board, dueInHalfAnHour, isMost, type ListName, LISTS } from './board.rules';

interface NumbersProps {
  readonly board: Board;
  readonly list: ListName | null;
  readonly choose: (list: ListName) => void;
  /** No news for a while: the numbers are from before. */
  readonly old: boolean;
}

/** The four numbers of the moment. Each is the way to the tickets behind it. */
export function Numbers({ board, list, choose, old }: NumbersProps) {
  const { t } = useTranslation('board');
  const faces = useFaces(board);
  return (
    <div className="board-numbers" data-old={old || undefined} role="group" aria-label={t('numbers.all')}>
      {LISTS.map((name, index) => (
        <UnstyledButton
          key={name}
          className="card board-number"
          data-tone={faces[name].tone}
          aria-pressed={list === null ? undefined : name === list}
          aria-keyshortcuts={String(index + 1)}
          onClick={() => choose(name)}
        >
          <span className="board-name">{t(`numbers.${name}`)}</span>
          <span className="board-value">{faces[name].value}</span>
          <span className="board-more">{faces[name].more}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}

interface Face {
  readonly value: string;
  readonly more: string;
  readonly tone?: 'late' | 'soon';
}

function useFaces({ counts, dueSoon, fixToday, fixUsual, late }: Board): Readonly<Record<ListName, Face>> {
  const { t } = useTranslation('board');
  const { number } = useFormats();
  const length = useLength(false);
  const soon = useClock((now) => dueInHalfAnHour(dueSoon, now).length);
  const count = (value: number): string => (isMost(value) ? t('orMore', { count: number(value) }) : number(value));
  const dangerous = late.filter(({ severity }) => severity === 'S1').length;
  return {
    late: {
      value: count(counts.brokenPromises),
      more: dangerous > 0 ? t('numbers.dangerous', { count: dangerous }) : t('numbers.lateMore'),
      tone: counts.brokenPromises > 0 ? 'late' : undefined,
    },
    soon: { value: number(soon), more: t('numbers.soonMore', { count: counts.dueSoon }), tone: soon > 0 ? 'soon' : undefined },
    unowned: { value: count(counts.unowned), more: t('numbers.unownedMore'), tone: counts.unowned > 0 ? 'soon' : undefined },
    fix: {
      value: fixToday ? length(fixToday.medianMs) : t('numbers.noFix'),
      more: fixUsual ? t('numbers.usual', { length: length(fixUsual.medianMs) }) : t('numbers.noUsual'),
    },
  };
}
