import { type ComponentType, lazy } from 'react';
import type { Me } from '../../shell/me';

export const GROUPS = ['rules', 'people', 'knowledge', 'machines', 'audit'] as const;

/** One part of the settings: its address is `/admin/<key>`, its words are `parts.<key>` and `hints.<key>` of the namespace `admin`. */
export interface Part {
  readonly key: string;
  readonly group: (typeof GROUPS)[number];
  /** What a person must be allowed to see it at all; without it the part is as if it were not there. */
  readonly needs: Me['permissions'][number];
  readonly component: ComponentType;
}

/** Every part of the settings, in the order of the list. Each is fetched when it is opened. */
export const PARTS: readonly Part[] = [
  {
    key: 'policies',
    group: 'rules',
    needs: 'settings.see',
    component: lazy(() => import('./rules/policies').then(({ Policies }) => ({ default: Policies }))),
  },
  {
    key: 'calendars',
    group: 'rules',
    needs: 'settings.see',
    component: lazy(() => import('./rules/calendars').then(({ Calendars }) => ({ default: Calendars }))),
  },
  {
    key: 'templates',
    group: 'rules',
    needs: 'settings.see',
    component: lazy(() => import('./rules/templates').then(({ Templates }) => ({ default: Templates }))),
  },
  {
    key: 'snippets',
    group: 'rules',
    needs: 'settings.see',
    component: lazy(() => import('./rules/snippets').then(({ Snippets }) => ({ default: Snippets }))),
  },
  {
    key: 'staff',
    group: 'people',
    needs: 'staff.see',
    component: lazy(() => import('./people/staff').then(({ Staff }) => ({ default: Staff }))),
  },
  {
    key: 'locations',
    group: 'people',
    needs: 'settings.see',
    component: lazy(() => import('./people/locations').then(({ Locations }) => ({ default: Locations }))),
  },
  {
    key: 'teams',
    group: 'people',
    needs: 'settings.see',
    component: lazy(() => import('./people/teams').then(({ Teams }) => ({ default: Teams }))),
  },
  {
    key: 'desks',
    group: 'people',
    needs: 'settings.see',
    component: lazy(() => import('./people/desks').then(({ Desks }) => ({ default: Desks }))),
  },
  {
    key: 'limits',
    group: 'people',
    needs: 'settings.see',
    component: lazy(() => import('./people/limits').then(({ Limits }) => ({ default: Limits }))),
  },
  {
    key: 'touch-points',
    group: 'knowledge',
    needs: 'settings.see',
    component: lazy(() => import('./people/touch-points').then(({ TouchPoints }) => ({ default: TouchPoints }))),
  },
  {
    key: 'causes',
    group: 'knowledge',
    needs: 'settings.see',
    component: lazy(() => import('./people/causes').then(({ Causes }) => ({ default: Causes }))),
  },
  {
    key: 'catalogue',
    group: 'knowledge',
    needs: 'gesture.see',
    component: lazy(() => import('./people/catalogue').then(({ Catalogue }) => ({ default: Catalogue }))),
  },
  {
    key: 'explainers',
    group: 'knowledge',
    needs: 'settings.see',
    component: lazy(() => import('./people/explainers').then(({ Explainers }) => ({ default: Explainers }))),
  },
  {
    key: 'glossary',
    group: 'knowledge',
    needs: 'settings.see',
    component: lazy(() => import('./people/glossary').then(({ Glossary }) => ({ default: Glossary }))),
  },
  {
    key: 'tokens',
    group: 'machines',
    needs: 'token.create',
    component: lazy(() => import('./people/tokens').then(({ Tokens }) => ({ default: Tokens }))),
  },
  {
    key: 'push-sources',
    group: 'machines',
    needs: 'settings.see',
    component: lazy(() => import('./people/push-sources').then(({ PushSources }) => ({ default: PushSources }))),
  },
  {
    key: 'purchases',
    group: 'machines',
    needs: 'purchase.import',
    component: lazy(() => import('./people/purchases').then(({ Purchases }) => ({ default: Purchases }))),
  },
  {
    key: 'channels',
    group: 'machines',
    needs: 'message.see',
    component: lazy(() => import('./rules/channels').then(({ Channels }) => ({ default: Channels }))),
  },
  {
    key: 'stuck',
    group: 'machines',
    needs: 'settings.edit',
    component: lazy(() => import('./rules/stuck').then(({ Stuck }) => ({ default: Stuck }))),
  },
  {
    key: 'audit',
    group: 'audit',
    needs: 'audit.see',
    component: lazy(() => import('./rules/audit').then(({ Audit }) => ({ default: Audit }))),
  },
];
