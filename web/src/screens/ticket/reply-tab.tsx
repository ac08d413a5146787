import { Alert, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { Loaded } from '../../ui/states';
import { ModuleBox } from './module-box';
import { toBox } from './moments.rules';
import type { Way } from './reply.rules';
import { useTicketDesk } from './ticket-desk';
import type { useReply } from './use-reply';

interface ReplyTabProps {
  readonly reply: ReturnType<typeof useReply>;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly newsBox: RefObject<HTMLInputElement | null>;
}

/** A reply: by which way and to whom is written out, and it can be seen as the customer will get it. */
export function ReplyTab({ reply, box, newsBox }: ReplyTabProps) {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket, busyWith } = useTicketDesk();
  const [preview, setPreview] = useState(false);
  const { draft, change, ways, reach, wrong } = reply;
  if (!reach) return <Alert color="yellow">{t('reply.noWay')}</Alert>;
  return (
    <Stack gap="sm">
      {ways.length > 1 ? (
        <Radio.Group
          label={t('reply.to')}
          value={reach.way}
          onChange={(way) => change({ way: ways.find((one) => one.way === way)?.way ?? null })}
        >
          <Group gap="md" mt={4}>
            {ways.map(({ way, to }) => (
              <Radio
                key={way}
                value={way}
                label={
                  <>
                    {t(`shell:channel.${way}`)} · <bdi>{to ?? t('by.customer')}</bdi>
                  </>
                }
              />
            ))}
          </Group>
        </Radio.Group>
      ) : (
        <Text size="sm">{t('reply.goesTo', { channel: t(`shell:channel.${reach.way}`), to: reach.to ?? t('by.customer') })}</Text>
      )}
      <ModuleBox
        ticketId={ticket.id}
        label={t('reply.text')}
        description={t('reply.hint')}
        value={draft.value.text}
        change={(text) => change({ text })}
        box={box}
        error={wrong}
        onFocus={() => busyWith('reply')}
      />
      <Group justify="space-between" align="end">
        {ticket.state === 'open' ? (
          <TextInput
            ref={newsBox}
            type="datetime-local"
            w={200}
            label={t('reply.nextNews')}
            min={toBox(deskNow())}
            value={draft.value.nextNews}
            onChange={(event) => change({ nextNews: event.currentTarget.value })}
          />
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Button variant="default" disabled={draft.value.text.trim() === ''} onClick={() => setPreview(true)}>
            {t('reply.preview')}
          </Button>
          <Button loading={reply.busy} onClick={() => void reply.send()} aria-keyshortcuts="Control+Enter">
            {t('reply.send')}
          </Button>
        </Group>
      </Group>
      <Modal
        opened={preview}
        onClose={() => setPreview(false)}
        title={t('reply.previewTitle', { to: reach.to ?? t('by.customer') })}
        size="lg"
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        <AsTheyGetIt ticketId={ticket.id} body={reply.bodyOf(reach.way)} />
      </Modal>
    </Stack>
  );
}

function AsTheyGetIt({ ticketId, body }: { ticketId: string; body: { channel: Way; text: string; subject?: string } }) {
  const { t } = useTranslation('ticket');
  const { channel, text, subject } = body;
  const preview = desk.useQuery('post', '/api/v1/tickets/{id}/messages/preview', {
    params: { path: { id: ticketId } },
    body: { channel, text, ...(subject === undefined ? {} : { subject }) },
  });
  return (
    <Loaded of={preview}>
      {(mail) => (
        <div className="letter">
          {mail.subject !== null && (
            <Text fw={650} mb="sm">
              {t('reply.subject', { subject: mail.subject })}
            </Text>
          )}
          <Text className="spoken">{mail.text}</Text>
        </div>
      )}
    </Loaded>
  );
}
