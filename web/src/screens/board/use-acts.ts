import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unlessTakenBack } from '../../drafts/promised';
import { say, sayFailed } from '../../ui/say';
import type { BoardRow, Person } from './board.rules';

/** What a manager does to tickets from the board. `going` says of tickets to whom they go in a moment. */
export function useActs(): {
  give: (rows: readonly BoardRow[], to: Person['staff']) => void;
  nudge: (rows: readonly BoardRow[]) => Promise<void>;
  going: ReadonlyMap<string, string>;
} {
  const { t } = useTranslation('board');
  const [going, setGoing] = useState<ReadonlyMap<string, string>>(new Map());
  const naming = (rows: readonly BoardRow[]): string =>
    rows.length === 1 && rows[0] ? rows[0].label : t('tickets', { count: rows.length });

  const give = (rows: readonly BoardRow[], to: Person['staff']): void => {
    const done = (): void => setGoing((now) => new Map([...now].filter(([id]) => !rows.some((row) => row.id === id))));
    setGoing((now) => new Map([...now, ...rows.map(({ id }) => [id, to.name] as const)]));
    unlessTakenBack(
      t('give.goes', { what: naming(rows), name: to.name }),
      rows.map(({ id, version }) => ({ what: 'assign', ticket: id, staff: to.id, version })),
      { done, undone: done },
    );
  };

  const nudge = async (rows: readonly BoardRow[]): Promise<void> => {
    const owned = rows.filter(({ owner }) => owner !== null);
    if (owned.length === 0) say(t('nudge.nobody'));
    try {
      for (const { id, label, owner } of owned) {
        const { error } = await api.POST('/api/v1/tickets/{id}/nudge', { params: { path: { id } }, body: {} });
        if (error) sayFailed(error);
        else say(t('nudge.done', { name: owner?.name, label }));
      }
    } catch (error) {
      sayFailed(error);
    }
  };
  return { give, nudge, going };
}
