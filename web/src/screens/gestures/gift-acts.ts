import type { TFunction } from 'i18next';
import { api, type View } from '../../api/client';
import type { Act } from './act-dialog';
import { type Answers, choiceIn, choicesIn, type Field, moneyIn, wordsIn } from './act.rules';
import { CLASSES, codeOf, FULFILMENTS, GIVERS, KINDS, SEVERITIES, STATUSES, textIn } from './gift.rules';
import { writeMoney } from '../../ui/money.rules';

export type Gift = View<'GestureTypeView'>;
type T = TFunction<['gestures', 'shell']>;

/** What is said of a gift when it is added or changed. */
function fieldsOf(gift: Gift | null, currency: string, language: string, t: T): Field[] {
  const choice = (name: string, label: string, all: readonly string[], words: string, start: string): Field => ({
    ...{ kind: 'choice', name, label, start },
    data: all.map((one) => ({ value: one, label: t(`${words}.${one}`) })),
  });
  const money = (name: string, label: string, more: string, minor: number | undefined): Field => ({
    ...{ kind: 'money', name, label, more, currency, unreadable: t('unreadable'), required: t('gift.amountNeeded') },
    start: minor === undefined ? '' : writeMoney(minor, currency),
  });
  return [
    { kind: 'line', name: 'name', label: t('gift.name'), start: gift?.name, required: t('gift.nameNeeded') },
    {
      kind: 'words',
      name: 'text',
      label: t('gift.text'),
      more: t('gift.textMore'),
      start: gift ? textIn(gift.customerText, language) : '',
      required: t('gift.textNeeded'),
    },
    money('cost', t('gift.cost'), t('gift.costMore'), gift?.costMinor),
    money('face', t('gift.face'), t('gift.faceMore'), gift?.faceMinor),
    choice('class', t('gift.class'), CLASSES, 'classes', gift?.class ?? 'attention'),
    choice('kind', t('gift.kind'), gift?.kind === 'custom' ? ['custom'] : KINDS, 'kinds', gift?.kind ?? 'card'),
    choice('fulfilment', t('gift.fulfilment'), FULFILMENTS, 'fulfilment', gift?.fulfilment ?? 'handover'),
    {
      ...{ kind: 'choices', name: 'severities', label: t('gift.severities'), more: t('gift.severitiesMore') },
      start: (gift?.eligible.severities ?? []).join(','),
      data: SEVERITIES.map((one) => ({ value: one, label: t(`shell:severity.${one}`) })),
    },
    choice('role', t('gift.role'), GIVERS, 'roles', gift?.roleMin ?? 'agent'),
    choice('status', t('gift.status'), STATUSES, 'status', gift?.status ?? 'active'),
  ];
}

function termsOf(answers: Answers, gift: Gift | null, currency: string, language: string) {
  const severities = choicesIn(answers, 'severities', SEVERITIES);
  const { severities: _old, ...eligible } = gift?.eligible ?? {};
  const limits = severities.length === 0 ? eligible : { ...eligible, severities };
  const role = choiceIn(answers, 'role', GIVERS) ?? 'agent';
  return {
    name: wordsIn(answers, 'name') ?? '',
    customerText: { ...gift?.customerText, [language]: wordsIn(answers, 'text') ?? '' },
    costMinor: moneyIn(answers, 'cost', currency) ?? 0,
    faceMinor: moneyIn(answers, 'face', currency) ?? 0,
    currency,
    class: choiceIn(answers, 'class', CLASSES) ?? 'attention',
    kind: wordsIn(answers, 'kind') ?? 'card',
    fulfilment: choiceIn(answers, 'fulfilment', FULFILMENTS) ?? 'handover',
    roleMin: role === 'agent' ? null : role,
    status: choiceIn(answers, 'status', STATUSES) ?? 'active',
    eligible: Object.keys(limits).length === 0 ? null : limits,
  };
}

/** A gift of one's own. */
export function addGiftAct(currency: string, language: string, t: T): Act {
  return {
    title: t('gift.add'),
    yes: t('gift.addGo'),
    fields: fieldsOf(null, currency, language, t),
    send: (answers, call) => {
      const terms = termsOf(answers, null, currency, language);
      return api.POST('/api/v1/gesture-types', {
        ...call,
        body: { ...terms, code: codeOf(terms.name) || `gift_${crypto.randomUUID().slice(0, 8)}` },
      });
    },
  };
}

/** Other terms from now on; what was taken before keeps its own. */
export function changeGiftAct(gift: Gift, language: string, t: T): Act {
  return {
    title: t('gift.changeTitle', { name: gift.name }),
    yes: t('gift.changeGo'),
    says: t('gift.changeSays'),
    fields: fieldsOf(gift, gift.currency, language, t),
    send: (answers, call) =>
      api.PATCH('/api/v1/gesture-types/{code}', {
        params: { path: { code: gift.code } },
        ...call,
        body: { ...termsOf(answers, gift, gift.currency, language), version: gift.version },
      }),
  };
}

/** How many lie at a location; nothing typed = nobody counts them. */
export function stockAct(gift: Gift, place: { location: string; name: string; stock: View<'StockView'> | null }, t: T): Act {
  const { location, name, stock } = place;
  const count = (field: string, label: string, more: string, start: number | null | undefined): Field => ({
    ...{ kind: 'count', name: field, label, more, unreadable: t('stock.unreadable') },
    start: start === null || start === undefined ? '' : String(start),
  });
  const numberIn = (answers: Answers, field: string): number | null => {
    const typed = wordsIn(answers, field);
    return typed === undefined ? null : Number(typed);
  };
  return {
    title: t('stock.title', { what: gift.name, where: name }),
    yes: t('stock.go'),
    fields: [
      count('onHand', t('stock.onHand'), t('stock.onHandMore'), stock?.onHand),
      count('lowAt', t('stock.lowAt'), t('stock.lowAtMore'), stock?.lowAt),
    ],
    send: (answers, call) =>
      api.PUT('/api/v1/gesture-types/{code}/stock', {
        params: { path: { code: gift.code } },
        ...call,
        body: { location, onHand: numberIn(answers, 'onHand'), lowAt: numberIn(answers, 'lowAt'), version: stock?.version ?? 0 },
      }),
  };
}
