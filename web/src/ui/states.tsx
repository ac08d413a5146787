import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLost, isProblem } from '../api/problem';

/** Grey lines after 150 ms; a quick answer shows nothing of it. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <Stack gap="sm" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={28} radius="sm" />
      ))}
    </Stack>
  );
}

/** What it means that there is nothing, and the next useful act. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py="xl" className="card">
      <Text fw={600}>{title}</Text>
      {children}
    </Stack>
  );
}

/** What failed, that nothing is lost, and a way to try again. A part that failed never takes the others with it. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  if (isProblem(error) && (error.status === 404 || error.status === 403)) return <NotHere />;
  const lost = isLost(error);
  return (
    <Alert
      color={lost ? 'yellow' : 'red'}
      icon={lost ? <IconCloudOff /> : <IconAlertTriangle />}
      title={lost ? t('state.lost') : t('state.failed')}
      role="alert"
    >
      <Stack gap="xs" align="start">
        <Text size="sm">{isProblem(error) ? error.detail : t('state.lostMore')}</Text>
        {isProblem(error) && error.requestId && (
          <Text size="xs" c="dimmed">
            {t('state.request', { id: error.requestId })}
          </Text>
        )}
        {again && (
          <Button size="compact-sm" variant="default" onClick={again}>
            {t('state.again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Not there, or not yours to see: the same page, without a hint. */
export function NotHere() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" py="xl" align="center" className="card">
      <Title order={2}>{t('state.notHere')}</Title>
      <Text>{t('state.notHereMore')}</Text>
    </Stack>
  );
}

/** One query's three faces; the fourth, its data, is the child. Old data stays on the page while the line is down. */
export function Loaded<T>({
  of,
  lines,
  children,
}: {
  of: { data: T | undefined; error: unknown; refetch: () => unknown };
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.error !== null && of.error !== undefined) return <Failed error={of.error} again={() => void of.refetch()} />;
  return <Loading lines={lines} />;
}
