import { Button, Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../keys/keys';
import { changesBetween } from './held.rules';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly width?: string;
  /** Stands at the end of its column, figure below figure. */
  readonly number?: boolean;
}
interface GridProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  /** What a screen reader says of the row, and the first line of its card on a phone. */
  readonly nameOf: (row: Row) => string;
  readonly open?: (row: Row) => void;
  /** What a click on the row does where that is not `open`. */
  readonly click?: (row: Row) => void;
  readonly current?: (row: Row | null) => void;
  readonly selected?: ReadonlySet<string>;
  readonly select?: (ids: ReadonlySet<string>) => void;
  /** The row to come back to, by id. */
  readonly start?: string | null;
}

/**
 * A list of rows that people walk through with j/k or the arrows, open with Enter and select with x. While the mouse or the focus is in
 * it, nothing moves: news wait behind a line until `.` or a click. Below 48em the same rows are cards.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { label, columns, idOf, nameOf, open, select, selected } = props;
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const frame = useRef<HTMLDivElement>(null);
  const { shown, gone, news, showNews, hold } = useHeld(props.rows, idOf);
  const [at, setAt] = useState<string | null>(props.start ?? null);
  const place = shown.findIndex((row) => idOf(row) === at);

  const goTo = (index: number): void => {
    const row = shown[Math.max(0, Math.min(shown.length - 1, index))];
    if (row === undefined) return;
    setAt(idOf(row));
    props.current?.(row);
    frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(idOf(row))}"]`)?.focus();
  };
  useKey({ id: 'list.down', keys: 'j', label: 'keys.down', group: 'keys.list' }, () => goTo(place + 1));
  useKey({ id: 'list.up', keys: 'k', label: 'keys.up', group: 'keys.list' }, () => goTo(place - 1));
  const goOn = (): void => {
    // whoever stands on a row that is gone goes on with the next one that is not
    if (at !== null && gone.has(at)) {
      const left = shown.findIndex((row, index) => index > place && !gone.has(idOf(row)));
      goTo(left === -1 ? shown.findLastIndex((row) => !gone.has(idOf(row))) : left);
    }
    showNews();
  };
  const extend = (step: 1 | -1): void => {
    const rows = [shown[place], shown[place + step]].filter((row) => row !== undefined);
    select?.(new Set([...(selected ?? []), ...rows.map(idOf)]));
    goTo(place + step);
  };
  useKey({ id: 'list.news', keys: '.', label: 'keys.news', group: 'keys.list' }, goOn);
  useKey({ id: 'list.selectDown', keys: 'J', label: 'keys.selectDown', group: 'keys.list', when: select !== undefined }, () => extend(1));
  useKey({ id: 'list.selectUp', keys: 'K', label: 'keys.selectUp', group: 'keys.list', when: select !== undefined }, () => extend(-1));
  useKey({ id: 'list.select', keys: 'x', label: 'keys.select', group: 'keys.list', when: select !== undefined }, () => {
    if (at !== null) toggle(at);
  });
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    select?.(next);
  };
  useEffect(() => {
    if (props.start) frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(props.start)}"]`)?.focus();
  }, [props.start]);

  const onKeyDown = (event: KeyboardEvent, row: Row): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'ArrowDown') goTo(place + 1);
    else if (event.key === 'ArrowUp') goTo(place - 1);
    else if (event.key === 'Enter') open?.(row);
    else return;
    event.preventDefault();
  };
  const line = (row: Row) => ({
    'data-row': idOf(row),
    'data-gone': gone.has(idOf(row)) || undefined,
    tabIndex: idOf(row) === at || (place === -1 && row === shown[0]) ? 0 : -1,
    'aria-current': idOf(row) === at,
    onFocus: () => {
      setAt(idOf(row));
      props.current?.(row);
    },
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, row),
    onClick: (event: React.MouseEvent) => {
      if (!(event.target as Element).closest('a,button,input,label')) (props.click ?? open)?.(row);
    },
  });
  const box = (row: Row) => (
    <Checkbox
      aria-label={t('act.selectOne', { name: nameOf(row) })}
      checked={selected?.has(idOf(row)) ?? false}
      onChange={() => toggle(idOf(row))}
    />
  );
  return (
    <div ref={frame} {...hold}>
      {news > 0 && (
        <Button variant="light" size="compact-sm" mb="xs" onClick={goOn}>
          {t('list.news', { count: news })}
        </Button>
      )}
      {phone ? (
        <ul className="cards" aria-label={label}>
          {shown.map((row) => (
            <li key={idOf(row)}>
              <div className="card" role="group" aria-label={nameOf(row)} {...line(row)}>
                {select && box(row)}
                {columns.map((column) => (
                  <div key={column.key}>{column.cell(row)}</div>
                ))}
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <table className="grid" aria-label={label}>
          <thead>
            <tr>
              {select && (
                <th scope="col">
                  <span className="only-heard">{t('act.select')}</span>
                </th>
              )}
              {columns.map((column) => (
                <th key={column.key} scope="col" data-number={column.number} style={{ width: column.width }}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={idOf(row)} {...line(row)}>
                {select && <td>{box(row)}</td>}
                {columns.map((column) => (
                  <td key={column.key} data-number={column.number}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Holds rows and order while somebody points at or stands in the list; what a row says is the newest, and what left stays till then. */
function useHeld<Row>(rows: readonly Row[], idOf: (row: Row) => string) {
  const [held, setHeld] = useState<readonly Row[] | null>(null);
  const busy = useRef({ pointer: false, focus: false });
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const shown = held?.map((row) => byId.get(idOf(row)) ?? row) ?? rows;
  const gone = new Set(held?.map(idOf).filter((id) => !byId.has(id)));
  const news = held === null ? 0 : changesBetween(held.map(idOf), rows.map(idOf));
  const isBusy = (): boolean => busy.current.pointer || busy.current.focus;
  const change = (which: 'pointer' | 'focus', on: boolean): void => {
    busy.current[which] = on;
    if (isBusy()) setHeld((now) => now ?? rows);
    else setHeld(null);
  };
  return {
    shown,
    gone,
    news,
    showNews: () => setHeld(isBusy() ? rows : null),
    hold: {
      onPointerEnter: () => change('pointer', true),
      onPointerLeave: () => change('pointer', false),
      onFocus: () => change('focus', true),
      onBlur: (event: React.FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) change('focus', false);
      },
    },
  };
}
