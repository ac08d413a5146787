import { Button, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../shell/me';
import { useTicketDesk } from './ticket-desk';

type Permission = Parameters<ReturnType<typeof useCan>>[0];

/** Steps of the table of states, in the order people look for them. The desk says which are possible now and why the others are not. */
const STEPS: readonly (readonly [string, Permission])[] = [
  ['ask-customer', 'ticket.move'],
  ['customer-answered', 'ticket.move'],
  ['resume-without-answer', 'ticket.move'],
  ['fix-failed', 'ticket.move'],
  ['bad-answer', 'ticket.move'],
  ['close', 'ticket.move'],
  ['reopen', 'ticket.move'],
  ['withdraw', 'ticket.move'],
  ['lapse', 'ticket.move'],
  ['merge', 'ticket.merge'],
  ['unmerge', 'ticket.merge'],
  ['void', 'ticket.merge'],
  ['unvoid', 'ticket.merge'],
];
const CARE: readonly (readonly [string, Permission])[] = [
  ['step', 'ticket.move'],
  ['severity', 'ticket.severity'],
  ['hold', 'ticket.hold'],
  ['escalate', 'ticket.move'],
];

export function MoreMenu() {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket, open } = useTicketDesk();
  const can = useCan();
  const isOver = ['closed', 'merged', 'void'].includes(ticket.state);
  const mine = STEPS.filter(([, needs]) => can(needs)).map(([step]) => step);
  const allowed = mine.filter((step) => ticket.allowed.includes(step));
  const refused = ticket.refused.filter(({ event }) => mine.includes(event));
  const care = CARE.filter(([, needs]) => !isOver && can(needs)).map(([step]) => step);
  if (allowed.length + refused.length + care.length === 0) return null;
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconDots size={16} aria-hidden />}>
          {t('shell:act.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        {[...allowed, ...care].map((step) => (
          <Menu.Item key={step} onClick={() => open(step)}>
            {t(`forms.${step}.menu`)}
          </Menu.Item>
        ))}
        {refused.length > 0 && <Menu.Divider />}
        {refused.map(({ event, why }) => (
          <Menu.Item key={event} disabled className="not-now">
            {t(`forms.${event}.menu`)}
            <Text size="xs">{why}</Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
