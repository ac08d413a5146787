import { Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { useMe } from '../../shell/me';
import { useFormats } from '../../words/formats';
import type { Waiting } from './use-waiting';

const ENDS: Readonly<Record<string, 'yes' | 'no' | 'lapsed'>> = {
  gesture_approved: 'yes',
  gesture_rejected: 'no',
  gesture_lapsed: 'lapsed',
};

/** Who answered and when: "Yes by Ana 10:42". Read from the ticket's own timeline. */
export function Answered({ row }: { row: Waiting }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const me = useMe();
  const { ticketId, gesture } = row.question;
  const events = desk.useQuery('get', '/api/v1/tickets/{id}/events', { params: { path: { id: ticketId } } });
  const end = events.data?.items.findLast(({ kind, data }) => kind in ENDS && data['gesture'] === gesture);
  const answer = end && ENDS[end.kind];
  const Icon = answer === 'yes' ? IconCheck : IconX;
  const who = end?.by?.id === me.id ? t('answered.you') : (end?.by?.name ?? t('answered.desk'));
  return (
    <Stack gap={4} role="status">
      {end && answer ? (
        <span className="tag" data-tone={answer === 'yes' ? 'fine' : 'soon'}>
          <Icon size={15} aria-hidden />
          {t(`answered.${answer}`, { who, time: formats.time(end.at) })}
        </span>
      ) : (
        !events.isLoading && <span className="tag">{t('answered.gone')}</span>
      )}
      {end?.reason && (
        <Text size="sm" dir="auto">
          {end.reason}
        </Text>
      )}
      {row.refusal !== null && (
        <Text size="sm" c="dimmed">
          {row.refusal}
        </Text>
      )}
    </Stack>
  );
}
