import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { refresh } from '../../api/queries';
import { sayFailed, unlessUndone } from '../../ui/say';
import type { Receiver } from './assign-picker';
import type { Row } from './cells';

/** Gives tickets to somebody, after eight seconds in which it can be taken back. What was refused is told; the others go. */
export function useGiving(): (rows: readonly Row[], to: Receiver) => void {
  const { t } = useTranslation('queue');
  return (rows, to) => {
    const what = rows.length === 1 ? (rows[0]?.label ?? '') : t('tickets', { count: rows.length });
    unlessUndone(to.id === null ? t('assign.goesBack', { what }) : t('assign.goesTo', { what, name: to.name }), async () => {
      for (const { id, version } of rows) {
        const { error } = await api.POST('/api/v1/tickets/{id}/assign', { params: { path: { id } }, body: { staff: to.id, version } });
        if (error) sayFailed(error);
      }
      await refresh();
    });
  };
}
