import { Button, Grid, Group, Stack } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { useMe } from '../../shell/me';
import { Page } from '../../ui/page';
import { NotHere } from '../../ui/states';
import { ClocksCard } from './clocks-card';
import { ConflictDialog } from './conflict-dialog';
import { CustomerCard } from './customer-card';
import { FixCard } from './fix-card';
import { AboveTitle, Steps, Warnings } from './head';
import { MoreMenu } from './more-menu';
import { OneUpCard } from './one-up-card';
import { OpenForm } from './open-form';
import { Owner } from './owner';
import { Presence } from './presence';
import { ReplyBox } from './reply-box';
import { type Ticket, TicketContext, type TicketDesk, useTicketDesk } from './ticket-desk';
import { TicketKeys } from './ticket-keys';
import { Timeline } from './timeline';
import { TouchPointCard } from './touch-point-card';
import { useAct } from './use-act';
import { useHistory, useTicket } from './use-ticket';

const OVER = ['closed', 'merged', 'void'];

export function TicketPage({ first }: { first: Ticket }) {
  const me = useMe();
  const { ticket, error } = useTicket(first);
  const history = useHistory(first.id);
  const { act, conflict } = useAct(first.id, me.id);
  const [form, setForm] = useState<string | null>(null);
  const [doing, setDoing] = useState<Parameters<TicketDesk['busyWith']>[0]>('looking');
  // whoever comes from a fix on the spot goes on with the one-up
  const toOneUp = useLocation({ select: ({ hash }) => hash === 'one-up' });
  const seq = history.events.data?.at(-1)?.seq ?? 0;
  const value = useMemo<TicketDesk>(
    () => ({ ticket, seen: { version: ticket.version, seq }, act, open: setForm, busyWith: setDoing }),
    [ticket, seq, act],
  );
  // it may have been closed to us while we looked at it
  if (isProblem(error) && error.status === 404) return <NotHere />;
  const isOver = OVER.includes(ticket.state);
  return (
    <TicketContext value={value}>
      <Page title={ticket.title} above={<AboveTitle />} focus={!toOneUp} actions={<Actions isOver={isOver} />}>
        <Steps />
        <Presence id={ticket.id} doing={form === 'fix' || form === 'fix:next' ? 'fix' : doing} />
        <Warnings />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack gap="md">
              {!isOver && <ReplyBox />}
              <Timeline ticketId={ticket.id} history={history} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="md">
              <ClocksCard />
              <FixCard />
              <OneUpCard />
              <CustomerCard />
              <TouchPointCard />
            </Stack>
          </Grid.Col>
        </Grid>
      </Page>
      <TicketKeys isOver={isOver} />
      <OpenForm name={form} close={() => setForm(null)} />
      <ConflictDialog conflict={conflict} />
    </TicketContext>
  );
}

function Actions({ isOver }: { isOver: boolean }) {
  const { t } = useTranslation('ticket');
  const { ticket, open } = useTicketDesk();
  return (
    <Group gap="xs" className="no-print">
      <Owner />
      {!isOver && (
        <Button variant="default" onClick={() => open('contact')}>
          {t('forms.contact.menu')}
        </Button>
      )}
      {ticket.allowed.includes('reopen') && <Button onClick={() => open('reopen')}>{t('forms.reopen.menu')}</Button>}
      <MoreMenu />
    </Group>
  );
}
