import type { TFunction } from 'i18next';
import { api, type View } from '../../api/client';
import type { Formats } from '../../words/formats';
import type { Act } from './act-dialog';
import { moneyIn, wordsIn } from './act.rules';
import { writeMoney } from '../../ui/money.rules';

export type Delivery = View<'DeliveryView'>;
export type Step = 'book' | 'given' | 'failed' | 'retry';
interface Parts {
  readonly t: TFunction<'gestures'>;
  readonly formats: Formats;
  readonly to: string;
}

/** What may be done with a gift that the customer has not got yet. What a code is worth is sent by the desk itself. */
export function stepsOf({ state, fulfilment, reference }: Delivery): Step[] {
  if (state === 'fulfil_failed') return ['retry'];
  const isBooked = fulfilment === 'post' || fulfilment === 'courier' || fulfilment === 'booking';
  return [...(isBooked && reference === null ? ['book' as const] : []), 'given', 'failed'];
}

/** The question before each of them. */
export function stepAct(step: Step, gift: Delivery, { t, formats, to }: Parts): Act {
  const { currency, version, costMinor } = gift;
  const params = { path: { id: gift.gesture } };
  const common = {
    title: t(`step.${step}Title`, { what: gift.name }),
    yes: t(`step.${step}Go`),
    says: t(`step.${step}Says`, { what: gift.name, to, amount: formats.money(costMinor, currency) }),
  };
  switch (step) {
    case 'book':
      return {
        ...common,
        fields: [
          {
            kind: 'line',
            name: 'reference',
            label: t('step.reference'),
            more: t('step.referenceMore'),
            required: t('step.referenceNeeded'),
          },
          { kind: 'line', name: 'carrier', label: t('step.carrier') },
        ],
        send: (answers, call) =>
          api.POST('/api/v1/gestures/{id}/book', {
            params,
            ...call,
            body: { reference: wordsIn(answers, 'reference') ?? '', carrier: wordsIn(answers, 'carrier'), version },
          }),
      };
    case 'given':
      return {
        ...common,
        fields: [
          { kind: 'line', name: 'proof', label: t('step.proof'), more: t('step.proofMore'), required: t('step.proofNeeded') },
          {
            kind: 'money',
            name: 'cost',
            label: t('step.cost'),
            more: t('step.costMore'),
            currency,
            start: writeMoney(costMinor, currency),
            unreadable: t('unreadable'),
          },
        ],
        send: (answers, call) =>
          api.POST('/api/v1/gestures/{id}/fulfil', {
            params,
            ...call,
            body: { proof: wordsIn(answers, 'proof') ?? '', costActualMinor: moneyIn(answers, 'cost', currency), version },
          }),
      };
    case 'failed':
      return {
        ...common,
        fields: [{ kind: 'words', name: 'reason', label: t('step.reason'), required: t('step.reasonNeeded') }],
        send: (answers, call) =>
          api.POST('/api/v1/gestures/{id}/fulfil-failed', { params, ...call, body: { reason: wordsIn(answers, 'reason') ?? '', version } }),
      };
    case 'retry':
      return {
        ...common,
        fields: [],
        send: (_answers, call) => api.POST('/api/v1/gestures/{id}/retry', { params, ...call, body: { version } }),
      };
  }
}
