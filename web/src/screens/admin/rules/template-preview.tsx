import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { keepPreviousData, useMutation } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { sentenceOf } from '../../../api/problem';
import { useCan, useMe } from '../../../shell/me';
import { Loaded } from '../../../ui/states';
import { directionOf } from '../../../words/words';
import type { TemplatePlace } from './template-events';

/** The published text with every variable at about its longest, and a try of it by mail to oneself and nobody else. */
export function PublishedLook({ text }: { text: View<'TemplateView'> }) {
  const { t } = useTranslation('admin');
  const may = useCan()('settings.edit');
  const preview = desk.useQuery('get', '/api/v1/templates/{id}/preview', { params: { path: { id: text.id } } });
  return (
    <>
      <Hints warnings={text.warnings} />
      <Look more={t('look.more')}>
        <Loaded of={preview}>{(look) => <Letter look={look} language={text.language} />}</Loaded>
        {may && <TestSending id={text.id} />}
      </Look>
    </>
  );
}

/** The same of words that are being typed, with what publishing them would say. */
export function UnsavedLook({ place, words }: { place: TemplatePlace; words: { readonly subject: string; readonly body: string } }) {
  const { t } = useTranslation('admin');
  const [{ subject, body }] = useDebouncedValue(words, 400);
  const look = desk.useQuery(
    'post',
    '/api/v1/templates/preview',
    { body: { ...place, body, ...(place.channel === 'email' && { subject }) } },
    { enabled: body.trim() !== '', placeholderData: keepPreviousData },
  );
  const sentence = sentenceOf(look.error);
  return (
    <>
      {look.data && <Hints warnings={look.data.warnings} />}
      <Look more={t('look.before')}>
        {sentence !== null && (
          <Alert color="yellow" role="status">
            {sentence}
          </Alert>
        )}
        {look.data && <Letter look={look.data} language={place.language} />}
      </Look>
    </>
  );
}

function Look({ more, children }: { more: string; children: ReactNode }) {
  const { t } = useTranslation('admin');
  const title = useId();
  return (
    <section className="card" aria-labelledby={title}>
      <Title order={2} id={title}>
        {t('look.title')}
      </Title>
      <Stack gap="sm">
        <Text size="sm">{more}</Text>
        {children}
      </Stack>
    </section>
  );
}

function Letter({ look, language }: { look: View<'TemplatePreviewView'>; language: string }) {
  const { t } = useTranslation('admin');
  const { subject, text, segments, encoding } = look;
  return (
    <div className="admin-letter" lang={language} dir={directionOf(language)}>
      {subject !== '' && <Text fw={650}>{subject}</Text>}
      <Text component="pre">{text}</Text>
      {segments !== null && (
        <Text size="sm" c="dimmed">
          {t('sms.longest', { count: segments })} {encoding === 'UCS-2' && t('sms.short')}
        </Text>
      )}
    </div>
  );
}

function TestSending({ id }: { id: string }) {
  const { t } = useTranslation(['admin', 'shell']);
  const { email } = useMe();
  const test = useMutation({
    mutationFn: async () => {
      const { data, error } = await api.POST('/api/v1/templates/{id}/test', { params: { path: { id } }, body: { to: 'me' } });
      if (error) throw Object.assign(new Error(error.detail), error);
      return data;
    },
  });
  return (
    <>
      <Group gap="sm">
        <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} loading={test.isPending} onClick={() => test.mutate()}>
          {t('look.test', { email })}
        </Button>
        <Text size="sm" role="status">
          {test.data ? t('look.sent', { email: test.data.to, subject: test.data.subject }) : ''}
        </Text>
      </Group>
      {test.isError && (
        <Alert color="red" role="alert">
          {sentenceOf(test.error) ?? t('shell:state.lostMore')}
        </Alert>
      )}
    </>
  );
}

function Hints({ warnings }: { warnings: View<'TemplateView'>['warnings'] }) {
  const { t } = useTranslation('admin');
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" title={t('template.hints')}>
      <ul className="admin-why">
        {warnings.map(({ says, sentence }) => (
          <li key={`${says} ${sentence ?? ''}`}>
            {says}
            {sentence !== null && <Text size="sm">“{sentence}”</Text>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
