import { Stack, Text, Title } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { GivenGesture } from './given-gesture';
import { Suggestions } from './suggestions';
import { useTicketDesk } from './ticket-desk';

const CHOSEN = [
  'pending_approval',
  'approved',
  'offered',
  'accepted',
  'fulfilled',
  'redeemed',
  'unredeemed',
  'fulfil_failed',
  'rejected',
  'declined',
  'expired',
  'lapsed',
];

/** What is given on top: what was chosen and how far it is, else up to three suggestions. */
export function OneUpCard() {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const can = useCan();
  const frame = useRef<HTMLElement>(null);
  const isMeant = useLocation({ select: ({ hash }) => hash === 'one-up' });
  const standHere = (): void => {
    frame.current?.scrollIntoView({ block: 'center' });
    frame.current?.focus({ preventScroll: true });
  };
  useKey({ id: 'ticket.oneUp', keys: 'o', label: 'ticket:keys.oneUp', group: 'ticket:title' }, standHere);
  useEffect(() => {
    if (isMeant) standHere();
  }, [isMeant]);
  if (!can('gesture.see')) return null;
  const chosen = ticket.gestures.filter(({ state }) => CHOSEN.includes(state));
  const isAsked = ticket.state === 'fixed' && ticket.oneUp !== 'settled';
  const waits = chosen.some(
    ({ state, cycle }) => cycle === ticket.cycle && ['pending_approval', 'approved', 'offered', 'accepted'].includes(state),
  );
  return (
    <section className="card" aria-label={t('oneUp.title')} ref={frame} tabIndex={-1}>
      <Title order={2} mb="sm">
        {t('oneUp.title')}
      </Title>
      <Stack gap="md">
        {chosen.map((gesture) => (
          <GivenGesture key={gesture.id} gesture={gesture} />
        ))}
        {isAsked && !waits && <Suggestions />}
        {!isAsked && chosen.length === 0 && <Text c="dimmed">{t(ticket.oneUp === 'settled' ? 'oneUp.nothing' : 'oneUp.later')}</Text>}
      </Stack>
    </section>
  );
}
