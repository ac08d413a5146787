import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { dropWaiting, type Waiting, waiting } from '../drafts/waiting';
import { line } from '../live/line';
import { useStore } from '../ui/store';

/** The yellow bar: the line is down, how much waits here for it, and what the desk did not take. */
export function WaitingBar() {
  const { t } = useTranslation();
  const { lost } = useStore(line);
  const entries = useStore(waiting);
  const refused = entries.filter((entry) => entry.refused !== undefined);
  const count = entries.length - refused.length;
  return (
    <Stack gap="xs" mb={lost || entries.length > 0 ? 'md' : 0} role="status">
      {lost && (
        <Alert color="yellow" icon={<IconCloudOff />} title={t('line.down')}>
          {count > 0 ? t('line.waiting', { count }) : t('line.downMore')}
        </Alert>
      )}
      {!lost && count > 0 && <Alert color="yellow">{t('line.waiting', { count })}</Alert>}
      {refused.map((entry) => (
        <Alert key={entry.key} color="red" title={t('line.refused', { title: entry.title })}>
          <Group justify="space-between">
            <Text size="sm">{entry.refused}</Text>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void navigator.clipboard.writeText(textOf(entry)).then(() => dropWaiting(entry.key))}
            >
              {t('line.copyAndDrop')}
            </Button>
          </Group>
        </Alert>
      ))}
    </Stack>
  );
}

function textOf(entry: Waiting): string {
  if (entry.kind === 'step') return entry.title;
  return entry.kind === 'note' ? entry.text : entry.body.text;
}
