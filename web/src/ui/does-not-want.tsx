import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../api/client';
import { unlessTakenBack } from '../drafts/promised';
import { useKey } from '../keys/keys';
import { useCan } from '../shell/me';

type Kind = View<'AddressConsentView'>['kind'];
const WAYS = [
  { channel: 'sms', kind: 'phone' },
  { channel: 'call', kind: 'phone' },
  { channel: 'email', kind: 'email' },
  { channel: 'post', kind: 'post' },
] as const satisfies readonly { channel: View<'ChannelConsentView'>['channel']; kind: Kind }[];

/** What a customer says they do not want any more is written down at once. Only the customer opens a closed way again, so there are 8 seconds to take it back. */
export function DoesNotWant({ customer, kinds }: { customer: string; kinds: readonly Kind[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const may = can('customer.edit');
  const [open, setOpen] = useState(false);
  const { data } = desk.useQuery('get', '/api/v1/customers/{id}/consent', { params: { path: { id: customer } } }, { enabled: open && may });
  useKey({ id: 'customer.refuses', keys: 'd', label: 'refuses.name', group: 'keys.customer', when: may }, () => setOpen(true));
  if (!may) return null;
  const isClosed = (channel: (typeof WAYS)[number]['channel']): boolean => {
    const of = (data?.addresses ?? []).flatMap(({ channels }) => channels).filter((one) => one.channel === channel);
    return of.length > 0 && of.every(({ closed }) => closed);
  };
  const surveys = (data?.addresses ?? []).flatMap(({ channels }) => channels.flatMap(({ classes }) => classes));
  const noSurveys = surveys.length > 0 && surveys.every((one) => one.class !== 'survey' || !one.allowed);
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={260}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" px={{ base: 5, sm: 8 }} flex="none" className="no-print" aria-keyshortcuts="d">
          {t('refuses.name')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {WAYS.filter(({ kind }) => kinds.includes(kind)).map(({ channel }) => (
          <Menu.Item
            key={channel}
            disabled={isClosed(channel)}
            onClick={() => unlessTakenBack(t(`refuses.done.${channel}`), [{ what: 'refuse', customer, channel, class: 'all' }])}
          >
            {t(isClosed(channel) ? `refuses.closed.${channel}` : `refuses.${channel}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          disabled={noSurveys}
          onClick={() => unlessTakenBack(t('refuses.done.survey'), [{ what: 'refuse', customer, channel: 'all', class: 'survey' }])}
        >
          {t(noSurveys ? 'refuses.closed.survey' : 'refuses.survey')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
