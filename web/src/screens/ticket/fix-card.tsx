import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { useFormats } from '../../words/formats';
import { type Ticket, useTicketDesk } from './ticket-desk';

/** What was done, or the big button that says it is. */
export function FixCard() {
  const { t } = useTranslation('ticket');
  const { ticket, open } = useTicketDesk();
  const can = useCan();
  const refusal = ticket.fix === null ? ticket.refused.find(({ event }) => event === 'fix-delivered') : undefined;
  const mayFix = can('ticket.fix') && (ticket.allowed.includes('fix-delivered') || refusal !== undefined);
  if (!mayFix && ticket.fix === null) return null;
  return (
    <section className="card" aria-label={t('fix.title')}>
      {ticket.fix && <FixDone fix={ticket.fix} />}
      {mayFix && (
        <Stack gap="xs" className="no-print" mt={ticket.fix ? 'md' : 0}>
          <Button size="lg" fullWidth disabled={refusal !== undefined} onClick={() => open('fix')}>
            {t('fix.button')}
          </Button>
          {refusal && <Text size="sm">{refusal.why}</Text>}
        </Stack>
      )}
    </section>
  );
}

function FixDone({ fix }: { fix: NonNullable<Ticket['fix']> }) {
  const { t } = useTranslation('ticket');
  const { ticket, open } = useTicketDesk();
  const formats = useFormats();
  const can = useCan();
  return (
    <Stack gap="xs">
      <Title order={2}>{t('fix.done', { kind: t(`fix.kinds.${fix.kind}`) })}</Title>
      <Text className="spoken">{fix.summary}</Text>
      {fix.whatChanged !== null && <Text size="sm">{t('fix.changed', { what: fix.whatChanged })}</Text>}
      <Text size="sm" c="dimmed">
        {t('fix.byAt', { name: fix.by?.name ?? t('by.system'), when: formats.moment(fix.deliveredAt, deskNow()) })}
        {' · '}
        {fix.apology.given ? t('fix.sorry') : t('fix.notSorry')}
      </Text>
      {ticket.redress.map((one) => (
        <Group key={one.id} gap="xs" justify="space-between">
          <Text size="sm">
            {t(`fix.redressLine.${one.state}`, {
              what: t(`fix.redressKinds.${one.kind}`),
              sum: formats.money(one.amountMinor, one.currency),
              when: one.paidAt ? formats.date(one.paidAt) : one.dueOn ? formats.date(one.dueOn) : '',
            })}
          </Text>
          {one.state === 'scheduled' && can('ticket.fix') && (
            <Button size="compact-sm" variant="default" className="no-print" onClick={() => open(`paid:${one.id}`)}>
              {t('fix.markPaid')}
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  );
}
