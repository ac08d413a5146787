import { Alert, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { Ask } from '../../ui/ask';
import { say } from '../../ui/say';
import { useFormats } from '../../words/formats';
import { useSeen, useTicketDesk } from './ticket-desk';

/** The question before a gift: what, for whom, what it costs. A yes takes it and offers it at once; where somebody above has to say yes, it asks them. */
export function GiveDialog({ suggestion, set, close }: { suggestion: View<'SuggestionView'>; set: string | null; close: () => void }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket, act } = useTicketDesk();
  const seen = useSeen();
  const formats = useFormats();
  const { headers } = useCommandKey();
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [inPerson, setInPerson] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { gestureType, name, cost, face, currency, text, needs, requiresNote } = suggestion;
  const to = ticket.customer?.name ?? t('by.customer');

  const give = async (): Promise<void> => {
    if (requiresNote && note.trim() === '') {
      setRefusal(t('oneUp.noteNeeded'));
      return;
    }
    setBusy(true);
    const went = { out: false };
    const body = {
      gestureType,
      inPerson,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(set === null ? {} : { suggestionSet: set }),
    };
    const outcome = await act(
      async ({ id, version }) => {
        const taken = await api.POST('/api/v1/tickets/{id}/gestures', { headers, params: { path: { id } }, body: { ...body, version } });
        if (taken.data?.state !== 'approved') return taken;
        went.out = true;
        return api.POST('/api/v1/gestures/{id}/offer', { params: { path: { id: taken.data.id } }, body: { inPerson } });
      },
      seen,
      true,
    );
    setBusy(false);
    if (outcome.kind === 'refused') setRefusal(outcome.sentence);
    else if (outcome.kind === 'lost') setRefusal(t('shell:state.lostMore'));
    else {
      if (outcome.kind === 'done') say(t(went.out ? 'oneUp.offered' : 'oneUp.asked', { name, to }));
      close();
    }
  };
  return (
    <Ask
      open
      title={t(needs === null ? 'oneUp.giveTitle' : 'oneUp.askTitle', { name, to })}
      yes={t(needs === null ? 'oneUp.giveYes' : 'oneUp.askYes', { cost: formats.money(cost, currency) })}
      busy={busy}
      onYes={() => void give()}
      onNo={close}
    >
      <Stack>
        {refusal !== null && (
          <Alert color="red" role="alert">
            {refusal}
          </Alert>
        )}
        <Text>{t('oneUp.giveMore', { to, cost: formats.money(cost, currency), face: formats.money(face, currency) })}</Text>
        <Text className="letter spoken">{text}</Text>
        {requiresNote && (
          <Textarea label={t('oneUp.note')} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        )}
        {needs !== null && (
          <>
            <Text size="sm">{needs}</Text>
            <Textarea
              label={t('oneUp.reason')}
              autosize
              minRows={2}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        )}
        <Switch label={t('oneUp.inPerson')} checked={inPerson} onChange={(event) => setInPerson(event.currentTarget.checked)} />
      </Stack>
    </Ask>
  );
}
