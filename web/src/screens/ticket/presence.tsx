import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { useFormats } from '../../words/formats';

const AGAIN_MS = 10_000;
type Doing = View<'BePresent'>['doing'];

/** Says every ten seconds that we are here and what we do, and who else is. */
export function Presence({ id, doing }: { id: string; doing: Doing }) {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  const { data } = desk.useQuery(
    'put',
    '/api/v1/tickets/{id}/presence',
    { params: { path: { id } }, body: { doing } },
    { refetchInterval: AGAIN_MS, staleTime: 0, gcTime: 0, placeholderData: (before) => before },
  );
  useEffect(
    () => () => {
      // away is away after thirty seconds anyway
      void api.DELETE('/api/v1/tickets/{id}/presence', { params: { path: { id } } }).catch(() => undefined);
    },
    [id],
  );
  const others = data?.others ?? [];
  return (
    <div role="status" className="presence no-print">
      {others.length > 0 && (
        <Text size="sm" className="with-icon">
          <IconUsers size={16} aria-hidden />
          {formats.list(others.map(({ name, doing: what }) => t(`presence.${what}`, { name })))}
        </Text>
      )}
    </div>
  );
}
