import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { useFormats } from '../../words/formats';
import { KeyHint } from './key-hint';
import type { LogForm } from './log-form.rules';

interface SameMatterProps {
  readonly duplicates: View<'CallersView'>['duplicates'];
  readonly change: (part: Partial<LogForm>) => void;
  /** On to the next box. */
  readonly goOn: () => void;
}

/** What may be the same matter again: Enter adds to it, Escape says that it is something new. Nothing is put together by itself. */
export function SameMatter({ duplicates, change, goOn }: SameMatterProps) {
  const { t } = useTranslation('log');
  const formats = useFormats();
  const [others, setOthers] = useState<readonly string[]>([]);
  const first = duplicates.find(({ ticket }) => !others.includes(ticket.id));
  if (!first) return null;
  const { ticket } = first;
  const isNew = (): void => {
    setOthers([...others, ticket.id]);
    goOn();
  };
  return (
    <Alert
      color={first.verdict === 'probably' ? 'orange' : 'gray'}
      title={t(`same.${first.verdict}`)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        isNew();
      }}
    >
      <Stack gap="xs">
        <Text size="sm">
          <span className="ref">R-{ticket.number}</span> · {ticket.title} · {formats.moment(ticket.receivedAt, deskNow())}
        </Text>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<KeyHint name="Enter" />}
            onClick={() => {
              change({ addTo: { id: ticket.id, number: ticket.number } });
              goOn();
            }}
          >
            {t('addTo', { number: ticket.number })}
          </Button>
          <Button size="compact-sm" variant="default" rightSection={<KeyHint name="Esc" />} onClick={isNew}>
            {t('newMatter')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
