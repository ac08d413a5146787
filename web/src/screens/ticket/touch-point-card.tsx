import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { useTicketDesk } from './ticket-desk';

/** Where it went wrong and why. The cause is asked with the fix and can be named when closing. */
export function TouchPointCard() {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const causes = desk.useQuery('get', '/api/v1/causes', {}, { staleTime: 300_000 });
  const key = ticket.fix?.cause;
  const cause = causes.data?.items.find((one) => one.key === key)?.name;
  const facts = [
    [t('where.touchPoint'), ticket.touchPoint?.name ?? t('where.unsure')],
    [t('where.failure'), t(`fix.failures.${ticket.failureClass}`)],
    [t('fix.fault'), t(`fix.faults.${ticket.fault}`)],
    [t('fix.cause'), key === undefined ? t('where.noCause') : (cause ?? t('fix.causeUnknown'))],
    [t('where.place'), ticket.location.name],
  ];
  return (
    <section className="card" aria-label={t('where.title')}>
      <Title order={2} mb="sm">
        {t('where.title')}
      </Title>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" size="sm">
              {value}
            </Text>
          </div>
        ))}
      </dl>
    </section>
  );
}
