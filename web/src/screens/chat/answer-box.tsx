import { Alert, Button, Group, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { refresh } from '../../api/queries';
import { sentenceOf } from '../../api/problem';
import { deskNow } from '../../clock/desk-clock';
import { type Sendable, useSendableDraft } from '../../drafts/drafts';
import { line } from '../../live/line';
import { useStore } from '../../ui/store';

interface Answer extends Sendable {
  readonly text: string;
}
const EMPTY: Answer = { text: '' };
const TYPING_EVERY_MS = 4_000;

/** The words for the customer. Enter sends, Shift+Enter begins a new line; what is not sent yet is kept. */
export function AnswerBox({ ticketId, name, box }: { ticketId: string; name: string; box: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation('chat');
  const { value, change, clear, ready, command } = useSendableDraft(`chat:${ticketId}`, EMPTY);
  const { lost } = useStore(line);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const toldAt = useRef(0);

  const tellTyping = (): void => {
    if (deskNow() - toldAt.current < TYPING_EVERY_MS) return;
    toldAt.current = deskNow();
    // nobody misses it when it does not get through
    api.PUT('/api/v1/tickets/{id}/chat/typing', { params: { path: { id: ticketId } } }).catch(() => undefined);
  };
  const send = async (): Promise<void> => {
    const text = value.text.trim();
    if (text === '' || busy) return;
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/tickets/{id}/messages', {
        headers: { 'Idempotency-Key': command() },
        params: { path: { id: ticketId } },
        body: { channel: 'chat', text },
      });
      setRefusal(error ? (sentenceOf(error) ?? t('notSent')) : null);
      if (!error) {
        clear();
        toldAt.current = 0;
        await refresh();
      }
    } catch {
      setRefusal(t('notSent'));
    } finally {
      setBusy(false);
      box.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {refusal !== null && (
        <Alert color="red" role="alert" mb="xs" title={t('notTaken')}>
          {refusal}
        </Alert>
      )}
      <Textarea
        ref={box}
        label={t('answer', { name })}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4_000}
        dir="auto"
        readOnly={busy || !ready}
        value={value.text}
        onChange={({ currentTarget: { value: text } }) => {
          change({ text });
          if (text.trim() !== '') tellTyping();
        }}
        onKeyDown={onKeyDown}
      />
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed">
          {lost ? t('offline') : t('enterSends')}
        </Text>
        <Button type="submit" loading={busy} disabled={lost}>
          {t('send')}
        </Button>
      </Group>
    </form>
  );
}
