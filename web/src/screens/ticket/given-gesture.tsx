import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { liveOf } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { Countdown } from '../../ui/countdown';
import { useFormats } from '../../words/formats';
import { FormDialog } from './form-dialog';
import { giftForm } from './gift-forms';
import { type Ticket, useTicketDesk } from './ticket-desk';

type Gift = Ticket['gestures'][number];

/** What may be done with it now; the desk still says no where this person may not. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  approved: ['offer', 'offer-here', 'revoke'],
  offered: ['accept', 'decline', 'extend-offer', 'revoke'],
  accepted: ['fulfil', 'fulfil-failed'],
  fulfil_failed: ['retry', 'substitute'],
};
const WITH_VOUCHER = ['accepted', 'fulfilled', 'redeemed', 'unredeemed'];

/** A gift that was chosen: how far it is, until when, and what comes next. */
export function GivenGesture({ gesture }: { gesture: Gift }) {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const formats = useFormats();
  const can = useCan();
  const [step, setStep] = useState<string | null>(null);
  const clock = ticket.clocks.find((one) => one.gestureId === gesture.id && one.state === 'running' && one.dueAt !== null);
  const form = step === null ? null : giftForm(step, gesture.id);
  const cost = formats.money(gesture.costMinor, gesture.currency);
  return (
    <Stack gap={6} className="gift">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{gesture.name}</Text>
        <span className="tag">{t(`oneUp.states.${gesture.state}`)}</span>
      </Group>
      <Text size="sm">{gesture.text}</Text>
      <Text size="sm" c="dimmed">
        {t('oneUp.costs', { cost, face: formats.money(gesture.faceMinor, gesture.currency) })}
      </Text>
      {gesture.endReason !== null && <Text size="sm">{gesture.endReason}</Text>}
      {gesture.state === 'offered' && gesture.expiresAt !== null && (
        <Text size="sm">{t('oneUp.until', { when: formats.moment(gesture.expiresAt, deskNow()) })}</Text>
      )}
      {clock?.dueAt && (
        <Group gap="xs">
          <Text size="sm">{t(`shell:clock.names.${clock.clock}`)}</Text>
          <Countdown dueAt={clock.dueAt} pausedSince={clock.pausedSince} />
        </Group>
      )}
      {WITH_VOUCHER.includes(gesture.state) && can('voucher.see') && <Voucher gesture={gesture.id} />}
      {can('gesture.take') && (
        <Group gap="xs" className="no-print">
          {(STEPS[gesture.state] ?? []).map((one, index) => (
            <Button key={one} size="compact-sm" variant={index === 0 ? 'filled' : 'default'} onClick={() => setStep(one)}>
              {t(`forms.${one}.menu`)}
            </Button>
          ))}
        </Group>
      )}
      {form && (
        <FormDialog
          key={step}
          form={form}
          close={() => setStep(null)}
          names={{ gift: gesture.name, cost, to: ticket.customer?.name ?? t('by.customer') }}
        />
      )}
    </Stack>
  );
}

function Voucher({ gesture }: { gesture: string }) {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const formats = useFormats();
  const found = desk.useQuery('get', '/api/v1/vouchers', { params: { query: { gesture } } }, { meta: liveOf(ticket.id) });
  return (found.data?.items ?? []).map((voucher) => (
    <Group key={voucher.id} gap="xs">
      <Text size="sm">
        {t(`oneUp.voucher.${voucher.status}`, {
          last4: voucher.last4,
          when: formats.date(voucher.redeemedAt ?? voucher.expiresAt),
          where: voucher.redeemedWhere ?? '',
        })}
      </Text>
      {voucher.printUrl !== null && (
        <Anchor size="sm" className="no-print" href={voucher.printUrl} target="_blank" rel="noreferrer">
          {t('oneUp.print')}
        </Anchor>
      )}
    </Group>
  ));
}
