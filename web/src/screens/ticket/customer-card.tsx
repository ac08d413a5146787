import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { DoesNotWant } from '../../ui/does-not-want';
import { Loaded } from '../../ui/states';
import { TicketState } from '../../ui/tags';
import { useFormats } from '../../words/formats';
import { CustomerDialog } from './customer-dialog';
import { useTicketDesk } from './ticket-desk';

/** Who it is: how to reach them, what they bought, and what went wrong before. */
export function CustomerCard() {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const can = useCan();
  const id = ticket.customer?.id ?? '';
  const page = desk.useQuery('get', '/api/v1/customers/{id}', { params: { path: { id } } }, { enabled: id !== '' && can('customer.see') });
  if (!ticket.customer) return null;
  return (
    <section className="card" aria-label={t('customer.title')}>
      {can('customer.see') ? (
        <Loaded of={page} lines={4}>
          {(customer) => <Known customer={customer} />}
        </Loaded>
      ) : (
        <Text>{ticket.customer.name ?? t('customer.noName')}</Text>
      )}
    </section>
  );
}

function Known({ customer }: { customer: View<'CustomerPageView'> }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket } = useTicketDesk();
  const can = useCan();
  const [edits, setEdits] = useState(false);
  const notes = ticket.customer?.contactNotes ?? [];
  const kinds = [...new Set(customer.addresses.filter(({ state }) => state === 'live').map(({ kind }) => kind))];
  const before = customer.tickets.filter(({ id }) => id !== ticket.id);
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{customer.name ?? t('customer.noName')}</Title>
        {can('customer.edit') && (
          <Group gap="xs" justify="flex-end">
            {kinds.length > 0 && <DoesNotWant customer={customer.id} kinds={kinds} />}
            <Button size="compact-sm" variant="default" className="no-print" onClick={() => setEdits(true)}>
              {t('shell:act.edit')}
            </Button>
          </Group>
        )}
      </Group>
      <Addresses customer={customer} />
      {notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
      <Text size="sm" c="dimmed">
        {[
          customer.language === null ? null : t('customer.language', { name: customer.language }),
          t('customer.touchPoints', { count: customer.touchPoints }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </Text>
      <Purchases purchases={customer.purchases} />
      <Before tickets={before} />
      {edits && <CustomerDialog customer={customer} close={() => setEdits(false)} />}
    </Stack>
  );
}

function Addresses({ customer }: { customer: View<'CustomerPageView'> }) {
  const { t } = useTranslation('ticket');
  if (customer.addresses.length === 0) return <Text size="sm">{t('customer.noAddress')}</Text>;
  return (
    <ul className="plain-list">
      {customer.addresses.map((one) => (
        <li key={one.id}>
          {one.state === 'dead' ? (
            <Text size="sm" c="dimmed">
              <s>{one.value}</s> {t('customer.dead')}
            </Text>
          ) : one.kind === 'post' || customer.masked ? (
            <Text size="sm">{one.value}</Text>
          ) : (
            <Anchor size="sm" href={`${one.kind === 'email' ? 'mailto' : 'tel'}:${one.value}`}>
              <bdi>{one.value}</bdi>
            </Anchor>
          )}
        </li>
      ))}
    </ul>
  );
}

function Purchases({ purchases }: { purchases: View<'CustomerPageView'>['purchases'] }) {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  if (purchases.length === 0) return null;
  return (
    <div>
      <Title order={3}>{t('customer.purchases')}</Title>
      <ul className="plain-list">
        {purchases.slice(0, 5).map((one) => (
          <li key={one.id}>
            <Text size="sm">
              {one.label} · {formats.money(one.amountMinor, one.currency)} · {formats.date(one.at)}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Before({ tickets }: { tickets: View<'CustomerPageView'>['tickets'] }) {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  return (
    <div>
      <Title order={3}>{t('customer.before')}</Title>
      {tickets.length === 0 && <Text size="sm">{t('customer.first')}</Text>}
      <ul className="plain-list">
        {tickets.slice(0, 8).map((one) => {
          const label = `R-${String(one.number)}`;
          return (
            <li key={one.id}>
              <Group gap="xs">
                <Anchor size="sm" renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: label }} {...props} />}>
                  <span className="ref">{label}</span> {one.title}
                </Anchor>
                <TicketState state={one.state} />
                <Text size="sm" c="dimmed">
                  {formats.moment(one.receivedAt, deskNow())}
                </Text>
              </Group>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
