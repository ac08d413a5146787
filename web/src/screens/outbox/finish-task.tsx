import { Alert, Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { isLost, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { say } from '../../ui/say';
import { Dialog } from '../../ui/dialog';

const ENDS = {
  call: ['reached', 'not_reached', 'wrong_number'],
  post: ['sent', 'not_possible'],
  no_way_to_reach: ['found', 'given_up'],
  human_check: ['stop', 'not_stop', 'not_me'],
} as const;

/** How a call, a letter or a look ended. */
export function FinishTask({ task, close }: { task: View<'TaskView'>; close: () => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const ends = ENDS[task.kind];
  const [outcome, setOutcome] = useState<(typeof ends)[number]>(ends[0]);
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { headers } = useCommandKey();
  const finish = async (): Promise<void> => {
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/tasks/{id}/done', {
        params: { path: { id: task.id } },
        body: { outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) },
        headers,
      });
      if (error) setRefusal(sentenceOf(error) ?? t('shell:state.failed'));
      else {
        say(t('tasks.kept'));
        close();
        await refresh();
      }
    } catch (error) {
      if (!isLost(error)) throw error;
      setRefusal(t('shell:state.lostMore'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      onClose={close}
      title={<Text fw={650}>{t('tasks.how', { name: task.customerName ?? t('noName') })}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        {refusal !== null && (
          <Alert color="red" role="alert">
            {refusal}
          </Alert>
        )}
        <Radio.Group
          label={t('tasks.ended')}
          value={outcome}
          onChange={(value) => setOutcome(ends.find((one) => one === value) ?? outcome)}
        >
          <Stack gap="xs" mt={6}>
            {ends.map((one, index) => (
              <Radio key={one} value={one} label={t(`tasks.end.${one}`)} data-autofocus={index === 0 || undefined} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('tasks.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('shell:act.cancel')}
          </Button>
          <Button onClick={() => void finish()} loading={busy}>
            {t('tasks.keep')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
