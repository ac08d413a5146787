import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { sentenceOf } from '../../../api/problem';
import { useCan, useMe } from '../../../shell/me';
import { Loaded } from '../../../ui/states';
import { directionOf } from '../../../words/words';

/** The published text with every variable at about its longest, and a try of it by mail to oneself and nobody else. */
export function TemplatePreview({ text, dirty }: { text: View<'TemplateView'>; dirty: boolean }) {
  const { t } = useTranslation(['admin', 'shell']);
  const may = useCan()('settings.edit');
  const { email } = useMe();
  const title = useId();
  const preview = desk.useQuery('get', '/api/v1/templates/{id}/preview', { params: { path: { id: text.id } } });
  const test = useMutation({
    mutationFn: async () => {
      const { data, error } = await api.POST('/api/v1/templates/{id}/test', { params: { path: { id: text.id } }, body: { to: 'me' } });
      if (error) throw Object.assign(new Error(error.detail), error);
      return data;
    },
  });
  return (
    <section className="card" aria-labelledby={title}>
      <Title order={2} id={title}>
        {t('look.title')}
      </Title>
      <Stack gap="sm">
        <Text size="sm">{t(dirty ? 'look.before' : 'look.more')}</Text>
        <Loaded of={preview}>
          {({ subject, text: body, segments, encoding }) => (
            <div className="admin-letter" lang={text.language} dir={directionOf(text.language)}>
              {subject !== '' && <Text fw={650}>{subject}</Text>}
              <Text component="pre">{body}</Text>
              {segments !== null && (
                <Text size="sm" c="dimmed">
                  {t('sms.longest', { count: segments })} {encoding === 'UCS-2' && t('sms.short')}
                </Text>
              )}
            </div>
          )}
        </Loaded>
        {may && (
          <Group gap="sm">
            <Button
              variant="default"
              leftSection={<IconSend size={16} aria-hidden />}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              {t('look.test', { email })}
            </Button>
            <Text size="sm" role="status">
              {test.data ? t('look.sent', { email: test.data.to, subject: test.data.subject }) : ''}
            </Text>
          </Group>
        )}
        {test.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(test.error) ?? t('shell:state.lostMore')}
          </Alert>
        )}
      </Stack>
    </section>
  );
}
