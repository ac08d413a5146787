import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { isLost, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { say } from '../../ui/say';
import { Loaded } from '../../ui/states';
import type { Message } from './outbox.rules';
import { Dialog } from '../../ui/dialog';

/** New words for a reply that has not left yet. Greeting and ending are added by the desk. */
export function EditBox({ message, close }: { message: Message; close: () => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const detail = desk.useQuery('get', '/api/v1/messages/{id}', { params: { path: { id: message.id } } });
  return (
    <Dialog
      onClose={close}
      size="lg"
      title={<Text fw={650}>{t('edit.title', { name: message.customerName ?? t('noName') })}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Loaded of={detail}>{(data) => <EditForm message={data} close={close} />}</Loaded>
    </Dialog>
  );
}

function EditForm({ message, close }: { message: View<'MessageDetailView'>; close: () => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const [text, setText] = useState(message.written?.text ?? '');
  const [subject, setSubject] = useState(message.written?.subject ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setWrong(text.trim() === '' ? t('edit.missing') : null);
    if (text.trim() === '') return;
    setBusy(true);
    try {
      const { error } = await api.PATCH('/api/v1/messages/{id}', {
        params: { path: { id: message.id } },
        body: {
          text: text.trim(),
          version: message.version,
          ...(message.channel === 'email' && subject.trim() !== '' ? { subject: subject.trim() } : {}),
        },
      });
      if (error) setWrong(sentenceOf(error) ?? t('shell:state.failed'));
      else {
        say(t('edit.done'));
        close();
        await refresh();
      }
    } catch (error) {
      if (!isLost(error)) throw error;
      setWrong(t('shell:state.lostMore'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack>
      {wrong !== null && (
        <Alert color="red" role="alert">
          {wrong}
        </Alert>
      )}
      {message.channel === 'email' && (
        <TextInput
          label={t('edit.subject')}
          maxLength={200}
          value={subject}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
      )}
      <Textarea
        data-autofocus
        label={t('edit.text')}
        description={t('edit.more')}
        autosize
        minRows={5}
        maxRows={16}
        maxLength={10_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('shell:act.cancel')}
        </Button>
        <Button onClick={() => void save()} loading={busy}>
          {t('shell:act.save')}
        </Button>
      </Group>
    </Stack>
  );
}
