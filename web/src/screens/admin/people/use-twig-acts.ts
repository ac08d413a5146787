import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../api/problem';
import { say, sayFailed } from '../../../ui/say';
import type { TwigActs } from './twig-list';
import { brothersOf, placeAfter, type Twig } from './twigs.rules';

type Change = { position: number; version: number } | { hidden: boolean; version: number };

/** Moving and hiding, one after the other: each needs the version that the one before left behind. Both can be taken back the same way. */
export function useTwigActs<T extends Twig>(
  rows: readonly T[],
  send: (key: string, change: Change) => Promise<{ data?: unknown; error?: unknown }>,
  readAgain: () => Promise<unknown>,
): TwigActs<T> {
  const { t } = useTranslation('admin-people');
  const busy = useRef(false);
  const change = async (row: T, what: Change, done: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      const { error } = await send(row.key, what);
      if (error !== undefined) sayFailed(error);
      else say(done);
      if (error === undefined || isProblem(error)) await readAgain();
      document.getElementById(`twig-${row.key}`)?.focus();
    } catch (error) {
      sayFailed(error);
    } finally {
      busy.current = false;
    }
  };
  return {
    move(row, by) {
      const position = placeAfter(rows, row, by);
      if (position === null) return;
      const of = brothersOf(rows, row).length;
      void change(row, { position, version: row.version }, t('twigs.moved', { name: row.name, place: position, of }));
    },
    hide(row, hidden) {
      void change(row, { hidden, version: row.version }, t(hidden ? 'twigs.nowHidden' : 'twigs.nowShown', { name: row.name }));
    },
  };
}
