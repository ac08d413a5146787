import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconQuestionMark, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { refresh } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { sayFailed } from '../../ui/say';
import { useFormats } from '../../words/formats';

type Sent = View<'MessageView'>;
const ICONS = {
  pending: IconClock,
  held: IconClock,
  sending: IconClock,
  sent: IconCheck,
  uncertain: IconQuestionMark,
  dead: IconAlertTriangle,
  cancelled: IconX,
};

/** How far a message came: waiting, sent, delivered, maybe sent, or not sent, with what can be done about it. */
export function DeliveryLine({ sent }: { sent: Sent }) {
  const { t } = useTranslation('ticket');
  const words = useDeliveryWords();
  const can = useCan();
  const failed = sent.state === 'dead' || sent.receipt === 'failed';
  const Icon = sent.state === 'sent' && sent.deliveredAt !== null ? IconChecks : failed ? IconAlertTriangle : ICONS[sent.state];
  return (
    <Group gap="xs" className="delivery" data-tone={failed ? 'late' : sent.state === 'uncertain' ? 'soon' : undefined}>
      <span className="with-icon">
        <Icon size={15} aria-hidden />
        {words(sent)}
      </span>
      {sent.state === 'dead' && can('message.manage') && <Again id={sent.id} />}
      {sent.state === 'uncertain' && can('message.manage') && (
        <Button
          size="compact-xs"
          variant="default"
          renderRoot={(props) => <Link to="/outbox" search={{ tab: 'needs', message: sent.id }} {...props} />}
        >
          {t('delivery.look')}
        </Button>
      )}
    </Group>
  );
}

function Again({ id }: { id: string }) {
  const { t } = useTranslation('shell');
  const [busy, setBusy] = useState(false);
  const again = async (): Promise<void> => {
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/messages/{id}/retry', { params: { path: { id } }, body: {} });
      if (error) sayFailed(error);
      else await refresh();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="compact-xs" variant="default" loading={busy} onClick={() => void again()}>
      {t('state.again')}
    </Button>
  );
}

function useDeliveryWords(): (sent: Sent) => string {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  return (sent) => {
    const now = deskNow();
    if (sent.state === 'dead') return sent.lastError === null ? t('delivery.dead') : t('delivery.deadWhy', { why: sent.lastError });
    if (sent.state !== 'sent') {
      const isLater = sent.state === 'pending' && Date.parse(sent.notBefore) > now + 60_000;
      return isLater ? t('delivery.later', { when: formats.moment(sent.notBefore, now) }) : t(`delivery.${sent.state}`);
    }
    const parts = [sent.sentAt === null ? t('delivery.sent') : t('delivery.sentAt', { when: formats.moment(sent.sentAt, now) })];
    if (sent.deliveredAt !== null) parts.push(t('delivery.deliveredAt', { when: formats.moment(sent.deliveredAt, now) }));
    else if (sent.receipt === 'failed') parts.push(t('delivery.failed'));
    return parts.join(', ');
  };
}
