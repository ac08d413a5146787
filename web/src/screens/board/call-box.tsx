import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { isLost, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { useCan } from '../../shell/me';
import { MomentInput } from '../../ui/moment-input';
import { say } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { Dialog } from '../../ui/dialog';

/** A ticket whose customer is called. */
export interface Called {
  readonly id: string;
  readonly label: string;
}

/** Calling the customer now: the number, what to know before, what to say, and afterwards what was said. */
export function CallBox({ ticket, close }: { ticket: Called; close: () => void }) {
  const { t } = useTranslation(['board', 'shell']);
  const can = useCan();
  const view = desk.useQuery('get', '/api/v1/tickets/{id}', { params: { path: { id: ticket.id } } });
  const tasks = desk.useQuery(
    'get',
    '/api/v1/tasks',
    { params: { query: { kind: 'call', ticket: ticket.label, limit: 1 } } },
    { enabled: can('message.see') },
  );
  const script = tasks.data?.items[0]?.script;
  return (
    <Dialog
      onClose={close}
      size="lg"
      title={<Text fw={650}>{t('call.title', { label: ticket.label })}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Loaded of={view} lines={4}>
        {(data) => (
          <Stack gap="md">
            <Whom view={data} />
            {script !== undefined && (
              <div className="board-script">
                <Text size="sm" fw={600}>
                  {t('call.script')}
                </Text>
                <Text size="sm">{script}</Text>
              </div>
            )}
            {can('ticket.move') && <WhatWasSaid ticket={ticket} close={close} />}
          </Stack>
        )}
      </Loaded>
    </Dialog>
  );
}

function Whom({ view }: { view: View<'TicketView'> }) {
  const { t } = useTranslation('board');
  const { customer } = view;
  return (
    <Stack gap="xs">
      <Text fw={600}>{customer?.name ?? t('noName')}</Text>
      <Text size="sm">{view.title}</Text>
      {customer?.contactNotes.map((note) => (
        <Alert key={note} color="yellow" p="xs">
          {note}
        </Alert>
      ))}
      <Group gap="xs">
        {customer?.phone && !customer.masked ? (
          <Button component="a" href={`tel:${customer.phone}`} leftSection={<IconPhone size={17} aria-hidden />} data-autofocus>
            {t('call.number', { number: customer.phone })}
          </Button>
        ) : (
          <Text size="sm">{t('call.noNumber')}</Text>
        )}
        <Button variant="default" renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: view.label }} {...props} />}>
          {t('openTicket', { label: view.label })}
        </Button>
      </Group>
    </Stack>
  );
}

function WhatWasSaid({ ticket, close }: { ticket: Called; close: () => void }) {
  const { t } = useTranslation(['board', 'shell']);
  const [note, setNote] = useState('');
  const [nextNewsAt, setNextNewsAt] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { headers } = useCommandKey();
  const save = async (): Promise<void> => {
    setWrong(note.trim() === '' ? t('call.saidMissing') : null);
    if (note.trim() === '') return;
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/tickets/{id}/contacts', {
        params: { path: { id: ticket.id } },
        body: { channel: 'phone', how: 'call', note: note.trim(), ...(nextNewsAt === null ? {} : { nextNewsAt }) },
        headers,
      });
      if (error) setWrong(sentenceOf(error) ?? t('shell:state.failed'));
      else {
        say(t('call.done', { label: ticket.label }));
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
    <Stack gap="sm">
      <Textarea
        label={t('call.said')}
        autosize
        minRows={2}
        maxLength={20_000}
        value={note}
        error={wrong}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <MomentInput label={t('call.next')} description={t('call.nextMore')} value={nextNewsAt} change={setNextNewsAt} />
      <Group justify="flex-end">
        <Button onClick={() => void save()} loading={busy}>
          {t('call.save')}
        </Button>
      </Group>
    </Stack>
  );
}
