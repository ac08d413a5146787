import { ActionIcon, AppShell, Burger, Button, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlarm,
  IconBuildingStore,
  IconChartHistogram,
  IconGift,
  IconInbox,
  IconMailForward,
  IconMapPin,
  IconMessages,
  IconPlus,
  IconSearch,
  IconSettings,
  IconShieldQuestion,
} from '@tabler/icons-react';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startStream } from '../live/stream';
import { useKey } from '../keys/keys';
import { ConnectionPill } from './connection-pill';
import { useLateSound } from './late-sound';
import { useCan } from './me';
import { MyMenu } from './my-menu';
import { useAppliedPreferences } from './preferences';
import { WaitingBar } from './waiting-bar';

const Palette = lazy(() => import('./palette').then(({ Palette }) => ({ default: Palette })));
const CheatSheet = lazy(() => import('./cheat-sheet').then(({ CheatSheet }) => ({ default: CheatSheet })));

/** The rail in the order of a day's work. `go` is the second letter of its key sequence `g …`. */
const PLACES = [
  { to: '/queue', word: 'nav.queue', icon: IconInbox, go: 'q', needs: 'ticket.see' },
  { to: '/board', word: 'nav.board', icon: IconAlarm, go: 'b', needs: 'board.see' },
  { to: '/gestures', word: 'nav.gestures', icon: IconGift, go: 'e', needs: 'gesture.see' },
  { to: '/outbox', word: 'nav.outbox', icon: IconMailForward, go: 'o', needs: 'message.see' },
  { to: '/chat', word: 'nav.chat', icon: IconMessages, go: 'c', needs: 'ticket.see' },
  { to: '/quarantine', word: 'nav.quarantine', icon: IconShieldQuestion, go: 'k', needs: 'quarantine.see' },
  { to: '/touch-points', word: 'nav.touchPoints', icon: IconMapPin, go: 't', needs: 'settings.see' },
  { to: '/insights', word: 'nav.insights', icon: IconChartHistogram, go: 'i', needs: 'report.see' },
  { to: '/admin', word: 'nav.admin', icon: IconSettings, go: 'a', needs: 'settings.see' },
] as const;

function Place({ place, close }: { place: (typeof PLACES)[number]; close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const here = useRouterState({ select: ({ location }) => location.pathname.startsWith(place.to) });
  useKey({ id: `go.${place.go}`, keys: `g ${place.go}`, label: place.word, group: 'keys.go' }, () => void navigate({ to: place.to }));
  return (
    <NavLink
      renderRoot={(props) => <Link to={place.to} {...props} />}
      label={t(place.word)}
      leftSection={<place.icon size={19} aria-hidden />}
      active={here}
      aria-current={here ? 'page' : undefined}
      onClick={close}
    />
  );
}

/** What stands around every screen: rail, top bar, keys that work everywhere. */
export function Shell() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const [railOpen, rail] = useDisclosure(false);
  const [dialog, setDialog] = useState<'palette' | 'keys' | null>(null);
  const wall = useRouterState({ select: ({ location }) => 'wall' in location.search });
  const live = can('ticket.see');
  useEffect(() => (live ? startStream() : undefined), [live]);
  useAppliedPreferences();
  useLateSound();
  useKey({ id: 'search', keys: 'mod+k', label: 'keys.search', group: 'keys.everywhere', typing: true }, () => setDialog('palette'));
  useKey({ id: 'help', keys: '?', label: 'keys.help', group: 'keys.everywhere' }, () => setDialog('keys'));
  useKey(
    { id: 'log', keys: 'n', label: 'nav.log', group: 'keys.everywhere', when: can('complaint.log') },
    () => void navigate({ to: '/log' }),
  );
  return (
    <AppShell
      header={{ height: 60, collapsed: wall }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !railOpen, desktop: wall } }}
      padding="md"
    >
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <AppShell.Header data-away={wall || undefined}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={railOpen} onClick={rail.toggle} hiddenFrom="sm" size="sm" aria-label={t('nav.menu')} />
            <IconBuildingStore size={22} aria-hidden />
            <Text fw={700} visibleFrom="sm">
              Amends
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {can('complaint.log') && (
              <>
                <Button
                  visibleFrom="sm"
                  renderRoot={(props) => <Link to="/log" {...props} />}
                  leftSection={<IconPlus size={17} aria-hidden />}
                >
                  {t('nav.log')}
                </Button>
                <ActionIcon hiddenFrom="sm" size={44} aria-label={t('nav.log')} renderRoot={(props) => <Link to="/log" {...props} />}>
                  <IconPlus size={22} aria-hidden />
                </ActionIcon>
                <ActionIcon hiddenFrom="sm" size={44} variant="default" aria-label={t('nav.search')} onClick={() => setDialog('palette')}>
                  <IconSearch size={20} aria-hidden />
                </ActionIcon>
              </>
            )}
            <Button
              variant="default"
              onClick={() => setDialog('palette')}
              leftSection={<IconSearch size={16} aria-hidden />}
              visibleFrom="sm"
            >
              {t('nav.search')}
            </Button>
            {live && <ConnectionPill />}
            <MyMenu openKeys={() => setDialog('keys')} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="rail" aria-label={t('nav.main')} data-away={wall || undefined} data-open={railOpen || undefined}>
        <ScrollArea>
          {PLACES.filter((place) => can(place.needs)).map((place) => (
            <Place key={place.to} place={place} close={rail.close} />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <WaitingBar />
        <Outlet />
      </AppShell.Main>
      <Suspense>
        {dialog === 'palette' && <Palette close={() => setDialog(null)} places={PLACES.filter((place) => can(place.needs))} />}
        {dialog === 'keys' && <CheatSheet close={() => setDialog(null)} />}
      </Suspense>
    </AppShell>
  );
}
