import { useTranslation } from 'react-i18next';
import { unlessTakenBack } from '../../drafts/promised';
import type { Receiver } from './assign-picker';
import type { Row } from './cells';

/** Gives tickets to somebody, after eight seconds in which it can be taken back. What was refused is told; the others go. */
export function useGiving(): (rows: readonly Row[], to: Receiver) => void {
  const { t } = useTranslation('queue');
  return (rows, to) => {
    const what = rows.length === 1 ? (rows[0]?.label ?? '') : t('tickets', { count: rows.length });
    unlessTakenBack(
      to.id === null ? t('assign.goesBack', { what }) : t('assign.goesTo', { what, name: to.name }),
      rows.map(({ id, version }) => ({ what: 'assign', ticket: id, staff: to.id, version })),
    );
  };
}
