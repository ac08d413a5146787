import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconEyeOff, IconHandStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { HowBad, Mood, TicketState } from '../../ui/tags';
import { useFormats } from '../../words/formats';
import { stepsOf } from './steps.rules';
import { type Ticket, useTicketDesk } from './ticket-desk';

/** The five steps below say these already. */
const SAID_BY_STEPS: readonly Ticket['state'][] = ['new', 'open', 'fixed', 'closed'];

/** Whose complaint it is and how it stands, above its name. */
export function AboveTitle() {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket } = useTicketDesk();
  const { customer, anonymous } = ticket;
  const name = customer ? (customer.name ?? t('customer.noName')) : anonymous ? t('customer.unnamed') : t('customer.erased');
  return (
    <Group gap="xs">
      <Text fw={650}>{name}</Text>
      <Text c="dimmed" className="ref">
        {ticket.label}
      </Text>
      <HowBad severity={ticket.severity} />
      <Mood mood={ticket.mood} />
      {!SAID_BY_STEPS.includes(ticket.state) && <TicketState state={ticket.state} />}
      {ticket.restricted && (
        <span className="tag" data-tone="soon">
          <IconEyeOff size={14} aria-hidden />
          {t('restricted')}
        </span>
      )}
      {ticket.cycle > 1 && <span className="tag">{t('cycle', { count: ticket.cycle })}</span>}
    </Group>
  );
}

/** The five steps. */
export function Steps() {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  return (
    <ol className="ticket-steps" aria-label={t('steps.label')}>
      {stepsOf(ticket).map(({ step, is }) => (
        <li key={step} data-is={is} aria-current={is === 'now' ? 'step' : undefined}>
          {is === 'done' && <IconCheck size={15} aria-hidden />}
          <span className="step-word">{t(`steps.${step}`)}</span>
          <span className="only-heard">{t(`steps.is.${is}`)}</span>
        </li>
      ))}
    </ol>
  );
}

/** What stands in the way or has to be known before anything else: holds, a question that waits, another ticket that goes on. */
export function Warnings() {
  const { t } = useTranslation('ticket');
  const { ticket, open } = useTicketDesk();
  const formats = useFormats();
  const other = ticket.mergedInto;
  return (
    <Stack gap="xs" className="warnings">
      {ticket.holds.map((hold) => (
        <Alert key={hold.kind} color="yellow" icon={<IconHandStop />} title={t(`holds.${hold.kind}`)}>
          <Group justify="space-between">
            <Text size="sm">
              {hold.reason} ({formats.moment(hold.setAt, deskNow())})
            </Text>
            <Anchor component="button" size="sm" className="no-print" onClick={() => open(`release:${hold.kind}`)}>
              {t('forms.release.act')}
            </Anchor>
          </Group>
        </Alert>
      ))}
      {ticket.state === 'waiting_customer' && ticket.question !== null && (
        <Alert color="gray" title={t('waitingFor', { when: ticket.waitingSince ? formats.moment(ticket.waitingSince, deskNow()) : '' })}>
          {ticket.question}
        </Alert>
      )}
      {ticket.unreachable && <Alert color="yellow">{t('unreachable')}</Alert>}
      {other && (
        <Alert color="gray">
          <Anchor renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: other.label }} {...props} />}>
            {t('mergedInto', { label: other.label })}
          </Anchor>
        </Alert>
      )}
      {ticket.state === 'closed' && ticket.closedAt !== null && (
        <Alert color="gray" title={t('closed', { when: formats.moment(ticket.closedAt, deskNow()) })}>
          {ticket.closeReason !== null && t(`closeReasons.${ticket.closeReason}`)}
        </Alert>
      )}
    </Stack>
  );
}
