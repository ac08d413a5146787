import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { Ask } from '../../../ui/ask';
import { useFormats } from '../../../words/formats';
import { usePlace } from '../frame/place';
import { readAnew } from './choices';
import { useAct } from './use-act';

type Asked = 'rotate' | 'end';

/** One source: a new secret for it, or its end. */
export function PushSourcePanel({ source, made }: { source: View<'PushSourceView'>; made: (secret: string) => void }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const formats = useFormats();
  const [asking, setAsking] = useState<Asked | null>(null);
  const act = useAct();
  const path = { params: { path: { id: source.id } } };
  const { name } = source;
  const rotate = async (): Promise<void> => {
    await act.run(
      () => api.POST('/api/v1/push-sources/{id}/rotate', path),
      null,
      async (data) => {
        if (data) made(data.secret);
        await readAnew('/api/v1/push-sources');
      },
    );
    setAsking(null);
  };
  const end = async (): Promise<void> => {
    const done = await act.run(() => api.DELETE('/api/v1/push-sources/{id}', path), t('push.nowEnded', { name }));
    setAsking(null);
    if (!done) return;
    await go(undefined);
    await readAnew('/api/v1/push-sources');
  };
  return (
    <Stack className="card" component="section" aria-label={name} gap="md">
      <Title order={2}>{name}</Title>
      <dl className="facts">
        <dt>{t('push.made')}</dt>
        <dd>{formats.full(source.createdAt)}</dd>
        <dt>{t('push.rotated')}</dt>
        <dd>{source.rotatedAt === null ? t('tokens.never') : formats.full(source.rotatedAt)}</dd>
      </dl>
      <Group gap="xs">
        <Button variant="default" onClick={() => setAsking('rotate')}>
          {t('push.rotate')}
        </Button>
        <Button variant="default" onClick={() => setAsking('end')}>
          {t('push.end')}
        </Button>
      </Group>
      <Ask
        open={asking === 'rotate'}
        title={t('push.askRotate', { name })}
        yes={t('push.rotate')}
        busy={act.busy}
        onYes={() => void rotate()}
        onNo={() => setAsking(null)}
      >
        <Text>{t('push.askRotateMore', { name })}</Text>
      </Ask>
      <Ask
        open={asking === 'end'}
        title={t('push.askEnd', { name })}
        yes={t('push.end')}
        busy={act.busy}
        onYes={() => void end()}
        onNo={() => setAsking(null)}
      >
        <Text>{t('push.askEndMore', { name })}</Text>
      </Ask>
    </Stack>
  );
}
