import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something to know before going on. The title is written in the colour of text: yellow on yellow is not read. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        <Text component="span" inherit c="var(--mantine-color-text)">
          {title}
        </Text>
      }
      mb="sm"
    >
      {children}
    </Alert>
  );
}
