import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { useFormats } from '../../words/formats';
import type { LogForm } from './log-form.rules';

/** What may be the same matter again. Nothing is put together by itself. */
export function SameMatter({
  duplicates,
  change,
}: {
  duplicates: View<'CallersView'>['duplicates'];
  change: (part: Partial<LogForm>) => void;
}) {
  const { t } = useTranslation('log');
  const formats = useFormats();
  const [first] = duplicates;
  if (!first) return null;
  const { ticket } = first;
  return (
    <Alert color={first.verdict === 'probably' ? 'orange' : 'gray'} title={t(`same.${first.verdict}`)}>
      <Stack gap="xs">
        <Text size="sm">
          R-{ticket.number} · {ticket.title} · {formats.moment(ticket.receivedAt, deskNow())}
        </Text>
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => change({ addTo: { id: ticket.id, number: ticket.number } })}>
            {t('addTo', { number: ticket.number })}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
