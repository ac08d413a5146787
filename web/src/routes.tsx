import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import i18next from 'i18next';
import { queries } from './api/queries';
import { meQuery } from './shell/me';
import { Shell } from './shell/shell';
import { Crashed } from './shell/crashed';
import { NotHere } from './ui/states';

/** Of what stands behind the `?` only these names, as text. */
function only<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): Partial<Record<Name, string>> => {
    const kept: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = search[name];
      if ((typeof value === 'string' && value !== '') || typeof value === 'number') kept[name] = String(value);
    }
    return kept;
  };
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotHere });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  loader: () => i18next.loadNamespaces('signin'),
  validateSearch: only('then'),
  component: lazyRouteComponent(() => import('./screens/signin/signin-screen'), 'SignInScreen'),
});

/** Everything else is for people who are signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const me = await queries.query({ ...meQuery, staleTime: 'static' });
    if (me === null) redirect({ to: '/signin', search: { then: location.href }, throw: true });
  },
  component: Shell,
});

const place = { getParentRoute: () => inside } as const;
const words =
  (...names: string[]) =>
  () =>
    i18next.loadNamespaces(names);

const home = createRoute({
  ...place,
  path: '/',
  // whoever sees no tickets (an administrator, an analyst) begins where there is something for them
  beforeLoad: async () => {
    const me = await queries.query({ ...meQuery, staleTime: 'static' });
    redirect({ to: me?.permissions.includes('ticket.see') === false ? '/admin' : '/queue', throw: true });
  },
});
const log = createRoute({
  ...place,
  path: '/log',
  loader: words('log'),
  validateSearch: only('caller', 'callId', 'wait', 'draft'),
  component: lazyRouteComponent(() => import('./screens/log/log-screen'), 'LogScreen'),
});
const queue = createRoute({
  ...place,
  path: '/queue',
  loader: words('queue'),
  validateSearch: only('view', 'q', 'bad', 'at', 'cursor'),
  component: lazyRouteComponent(() => import('./screens/queue/queue-screen'), 'QueueScreen'),
});
const ticket = createRoute({
  ...place,
  path: '/tickets/$ref',
  loader: words('ticket', 'said'),
  component: lazyRouteComponent(() => import('./screens/ticket/ticket-screen'), 'TicketScreen'),
});
const board = createRoute({
  ...place,
  path: '/board',
  loader: words('board'),
  validateSearch: only('wall', 'list'),
  component: lazyRouteComponent(() => import('./screens/board/board-screen'), 'BoardScreen'),
});
const gestures = createRoute({
  ...place,
  path: '/gestures',
  loader: words('gestures'),
  validateSearch: only('tab'),
  component: lazyRouteComponent(() => import('./screens/gestures/gestures-screen'), 'GesturesScreen'),
});
const outbox = createRoute({
  ...place,
  path: '/outbox',
  loader: words('outbox'),
  validateSearch: only('tab', 'message'),
  component: lazyRouteComponent(() => import('./screens/outbox/outbox-screen'), 'OutboxScreen'),
});
const chat = createRoute({
  ...place,
  path: '/chat',
  loader: words('chat'),
  validateSearch: only('ticket'),
  component: lazyRouteComponent(() => import('./screens/chat/chat-screen'), 'ChatScreen'),
});
const quarantine = createRoute({
  ...place,
  path: '/quarantine',
  loader: words('quarantine', 'said'),
  component: lazyRouteComponent(() => import('./screens/quarantine/quarantine-screen'), 'QuarantineScreen'),
});
const touchPoints = createRoute({
  ...place,
  path: '/touch-points',
  loader: words('touch-points'),
  component: lazyRouteComponent(() => import('./screens/touch-points/touch-points-screen'), 'TouchPointsScreen'),
});
const insights = createRoute({
  ...place,
  path: '/insights',
  loader: words('insights'),
  component: lazyRouteComponent(() => import('./screens/insights/insights-screen'), 'InsightsScreen'),
});
const admin = createRoute({
  ...place,
  path: '/admin',
  loader: words('admin'),
  component: lazyRouteComponent(() => import('./screens/admin/admin-screen'), 'AdminScreen'),
});
const adminPart = createRoute({
  ...place,
  path: '/admin/$part',
  loader: words('admin'),
  validateSearch: only('at'),
  component: lazyRouteComponent(() => import('./screens/admin/admin-screen'), 'AdminScreen'),
});
const me = createRoute({
  ...place,
  path: '/me',
  loader: words('me', 'said'),
  component: lazyRouteComponent(() => import('./screens/me/me-screen'), 'MeScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    inside.addChildren([home, log, queue, ticket, board, gestures, outbox, chat, quarantine, touchPoints, insights, admin, adminPart, me]),
  ]),
  basepath: '/desk',
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
