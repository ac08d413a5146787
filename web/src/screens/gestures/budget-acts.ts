import type { TFunction } from 'i18next';
import { api, type View } from '../../api/client';
import type { Formats } from '../../words/formats';
import type { Act } from './act-dialog';
import { choiceIn, moneyIn, wordsIn } from './act.rules';
import type { Budget, usePlaces } from './budget-scope';
import { CLASSES } from './gift.rules';
import { writeMoney } from '../../ui/money.rules';

interface Parts {
  readonly t: TFunction<'gestures'>;
  readonly formats: Formats;
}
const ALL = 'all';
const PERIODS = ['month', 'quarter'] as const;

/** A new budget: for whom, for what, how much, how long. */
export function addBudgetAct(places: ReturnType<typeof usePlaces>, currency: string, { t }: Parts): Act {
  return {
    title: t('budget.add'),
    yes: t('budget.addGo'),
    fields: [
      { kind: 'line', name: 'name', label: t('budget.name'), required: t('budget.nameNeeded') },
      {
        kind: 'choice',
        name: 'scope',
        label: t('budget.scope'),
        start: ALL,
        data: [
          { value: ALL, label: t('scope.org') },
          ...places.locations.map(({ key, name }) => ({ value: `location:${key}`, label: t('scope.location', { name }) })),
          ...places.desks.map(({ key, name }) => ({ value: `desk:${key}`, label: t('scope.desk', { name }) })),
        ],
      },
      {
        kind: 'choice',
        name: 'class',
        label: t('budget.class'),
        start: ALL,
        data: [{ value: ALL, label: t('scope.all') }, ...CLASSES.map((one) => ({ value: one, label: t(`classes.${one}`) }))],
      },
      {
        kind: 'choice',
        name: 'period',
        label: t('budget.period'),
        start: 'month',
        data: PERIODS.map((one) => ({ value: one, label: t(`period.${one}`) })),
      },
      { kind: 'money', name: 'limit', label: t('budget.limit'), currency, required: t('budget.limitNeeded'), unreadable: t('unreadable') },
      { kind: 'flag', name: 'carry', label: t('budget.carry') },
    ],
    send: (answers, call) => {
      const [kind, key] = (answers['scope'] ?? ALL).split(':');
      return api.POST('/api/v1/budgets', {
        ...call,
        body: {
          name: wordsIn(answers, 'name') ?? '',
          ...(kind === 'location' ? { location: key } : kind === 'desk' ? { desk: key } : {}),
          class: choiceIn(answers, 'class', CLASSES) ?? null,
          currency,
          period: choiceIn(answers, 'period', PERIODS) ?? 'month',
          carryOver: answers['carry'] === 'yes',
          limitMinor: moneyIn(answers, 'limit', currency) ?? 0,
        },
      });
    },
  };
}

/** Another limit or name, or the end of it. A new limit counts from the current period on. */
export function changeBudgetAct(budget: Budget, { t }: Parts): Act {
  const { currency, version } = budget;
  return {
    title: t('budget.changeTitle', { name: budget.name }),
    yes: t('budget.changeGo'),
    says: t('budget.changeSays'),
    fields: [
      {
        kind: 'money',
        name: 'limit',
        label: t(`budget.limitOf.${budget.period}`),
        currency,
        start: writeMoney(budget.limitMinor, currency),
        required: t('budget.limitNeeded'),
        unreadable: t('unreadable'),
      },
      { kind: 'line', name: 'name', label: t('budget.name'), start: budget.name, required: t('budget.nameNeeded') },
      { kind: 'flag', name: 'carry', label: t('budget.carry'), start: budget.carryOver ? 'yes' : '' },
      { kind: 'flag', name: 'ended', label: t('budget.ended'), more: t('budget.endedMore'), start: budget.status === 'ended' ? 'yes' : '' },
    ],
    send: (answers, call) =>
      api.PATCH('/api/v1/budgets/{id}', {
        params: { path: { id: budget.id } },
        ...call,
        body: {
          version,
          name: wordsIn(answers, 'name'),
          limitMinor: moneyIn(answers, 'limit', currency),
          carryOver: answers['carry'] === 'yes',
          status: answers['ended'] === 'yes' ? 'ended' : 'active',
        },
      }),
  };
}

/** More than the limit, in this period only. */
export function releaseAct(budget: Budget, period: View<'BudgetPeriodView'>, { t, formats }: Parts): Act {
  const { currency } = budget;
  return {
    title: t('budget.releaseTitle', { name: budget.name }),
    yes: t('budget.releaseGo'),
    says: t('budget.releaseSays', {
      left: formats.money(period.leftMinor, currency),
      until: formats.date(period.endsAt, budget.zone),
    }),
    fields: [
      { kind: 'money', name: 'amount', label: t('budget.more'), currency, required: t('budget.moreNeeded'), unreadable: t('unreadable') },
      { kind: 'words', name: 'reason', label: t('reason'), required: t('reasonNeeded') },
    ],
    send: (answers, call) =>
      api.POST('/api/v1/budget-periods/{id}/override', {
        params: { path: { id: period.id } },
        ...call,
        body: { amountMinor: moneyIn(answers, 'amount', currency) ?? 0, reason: wordsIn(answers, 'reason') ?? '' },
      }),
  };
}

/** A gift that cost more than there was, paid after all. */
export function allowAct(overrun: View<'OverrunView'>, { t, formats }: Parts): Act {
  const amount = formats.money(overrun.amountMinor, overrun.budget.currency);
  return {
    title: t('overrun.title'),
    yes: t('overrun.go', { amount }),
    says: t('overrun.says', { amount, budget: overrun.budget.name }),
    fields: [{ kind: 'words', name: 'reason', label: t('reason'), required: t('reasonNeeded') }],
    send: (answers, call) =>
      api.POST('/api/v1/overruns/{id}/allow', {
        params: { path: { id: overrun.id } },
        ...call,
        body: { reason: wordsIn(answers, 'reason') ?? '' },
      }),
  };
}

/** What a role may give by itself. Null per day = no limit. */
export function limitAct(limit: View<'AuthorityLimitView'>, currency: string, { t }: Parts): Act {
  const { role, version } = limit;
  return {
    title: t('limit.title', { role: t(`roles.${role}`) }),
    yes: t('limit.go'),
    fields: [
      {
        kind: 'money',
        name: 'one',
        label: t('limit.one'),
        currency,
        start: writeMoney(limit.perGestureMinor, currency),
        required: t('budget.limitNeeded'),
        unreadable: t('unreadable'),
      },
      {
        kind: 'money',
        name: 'day',
        label: t('limit.day'),
        more: t('limit.dayMore'),
        currency,
        start: limit.perDayMinor === null ? '' : writeMoney(limit.perDayMinor, currency),
        unreadable: t('unreadable'),
      },
    ],
    send: (answers, call) =>
      api.PATCH('/api/v1/authority-limits/{role}', {
        params: { path: { role } },
        ...call,
        body: {
          version,
          perGestureMinor: moneyIn(answers, 'one', currency),
          perDayMinor: moneyIn(answers, 'day', currency) ?? null,
        },
      }),
  };
}
