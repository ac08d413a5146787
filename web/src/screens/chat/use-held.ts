import { type FocusEvent, useState } from 'react';

/** Keeps the order of a list while the mouse or the focus is in it; what a row says is always the newest. New rows come at the end. */
export function useHeld<Row>(rows: readonly Row[], idOf: (row: Row) => string) {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const hold = (): void => setOrder((now) => now ?? rows.map(idOf));
  const place = (row: Row): number => {
    const at = order?.indexOf(idOf(row)) ?? -1;
    return at === -1 ? rows.length : at;
  };
  return {
    shown: order === null ? rows : [...rows].sort((a, b) => place(a) - place(b)),
    holding: {
      onPointerEnter: hold,
      onPointerLeave: () => setOrder(null),
      onFocus: hold,
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOrder(null);
      },
    },
  };
}
