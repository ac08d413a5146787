import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCloudUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { useFormats } from '../../words/formats';

export type Saved =
  | {
      readonly kind: 'taken';
      readonly view: View<'ComplaintView'>;
      /** The language of the promise. */
      readonly spoken?: string;
      readonly ms: number | null;
      /** A promise of one's own, in place of the desk's. */
      readonly promisedAt: string | null;
      readonly fixed: boolean;
    }
  | { readonly kind: 'waits' };

/** It is taken: number and promise to read out. Or it waits here for the line, and the form is free for the next caller. */
export function SavedCard({ saved, next }: { saved: Saved; next: () => void }) {
  const { t } = useTranslation('log');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const formats = useFormats();
  const taken = saved.kind === 'taken' ? saved.view : null;
  const promisedAt = saved.kind === 'taken' ? saved.promisedAt : null;
  const Icon = taken ? IconCircleCheck : IconCloudUpload;
  return (
    <Stack className="card" gap="sm" role="status" p="xl" maw={720}>
      <Group gap="sm">
        <Icon size={28} aria-hidden />
        <Title order={2} ref={heading} tabIndex={-1}>
          {taken ? t('taken', { label: taken.ticket.label }) : t('waits')}
        </Title>
      </Group>
      {promisedAt !== null && <Text size="xl">{t('promisedNote', { when: formats.moment(promisedAt, deskNow()) })}</Text>}
      {promisedAt === null && saved.kind === 'taken' && saved.view.promise && (
        <Text size="xl" lang={saved.spoken} dir="auto">{`“${saved.view.promise.text}”`}</Text>
      )}
      {!taken && <Text>{t('waitsMore')}</Text>}
      {saved.kind === 'taken' && saved.ms !== null && (
        <Text size="sm" c="dimmed">
          {t('took', { seconds: Math.round(saved.ms / 1000) })}
        </Text>
      )}
      <Group>
        <Button onClick={next}>{t('another')}</Button>
        {taken && (
          <Button variant="default" renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: taken.ticket.label }} {...props} />}>
            {t('openTicket', { label: taken.ticket.label })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
