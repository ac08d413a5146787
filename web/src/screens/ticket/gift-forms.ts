import { api } from '../../api/client';
import { type Field, given, oneOf, type StepForm } from './form-fields';
import { fromBox } from './moments.rules';
import { readMoney } from '../../ui/money.rules';

const WAIVED = ['customer_wants_nothing', 'apology_only', 'not_our_fault', 'no_contact_data', 'other'] as const;
const path = (id: string) => ({ params: { path: { id } } });
const REASON: Field = { name: 'reason', as: 'words' };

/** Giving nothing on top, with the reason. */
export const waiveForm: StepForm = {
  key: 'waive',
  fields: [
    { name: 'waiveReason', as: 'choice', options: WAIVED, first: 'customer_wants_nothing' },
    { name: 'note', as: 'words', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const note = given(v['note']);
      const body = { reason: oneOf(WAIVED, v['waiveReason']), version, ...(note ? { note } : {}) };
      return api.POST('/api/v1/tickets/{id}/waive-gesture', { ...path(id), body });
    },
};

/** Something that stands in no catalogue. */
export function ownIdeaForm(currency: string, set: string | null): StepForm {
  return {
    key: 'own-idea',
    fields: [
      { name: 'idea', as: 'words' },
      { name: 'cost', as: 'money' },
      { name: 'face', as: 'money' },
      { name: 'note', as: 'words', optional: true },
    ],
    send:
      (v) =>
      ({ id, version }) => {
        const note = given(v['note']);
        const body = {
          gestureType: 'own_idea',
          text: (v['idea'] ?? '').trim(),
          costMinor: readMoney(v['cost'] ?? '', currency) ?? 0,
          faceMinor: readMoney(v['face'] ?? '', currency) ?? 0,
          version,
          ...(note ? { note } : {}),
          ...(set === null ? {} : { suggestionSet: set }),
        };
        return api.POST('/api/v1/tickets/{id}/gestures', { ...path(id), body });
      },
  };
}

const GIFT_REASONED = ['fulfil-failed', 'revoke'] as const;

/** What is done with a gift that was chosen: `offer`, `accept`, `decline`, `extend`, `fulfil`, `fulfil-failed`, `retry`, `revoke`, `substitute`. */
export function giftForm(step: string, gesture: string): StepForm | null {
  const options = path(gesture);
  const reasoned = GIFT_REASONED.find((one) => one === step);
  if (reasoned) {
    return {
      key: step,
      fields: [REASON],
      send: (v) => () => {
        const reason = (v['reason'] ?? '').trim();
        return reasoned === 'revoke'
          ? api.POST('/api/v1/gestures/{id}/revoke', { ...options, body: { reason, customerTold: true } })
          : api.POST('/api/v1/gestures/{id}/fulfil-failed', { ...options, body: { reason } });
      },
    };
  }
  switch (step) {
    case 'offer':
      return { key: step, fields: [], send: () => () => api.POST('/api/v1/gestures/{id}/offer', { ...options, body: {} }) };
    case 'offer-here':
      return { key: step, fields: [], send: () => () => api.POST('/api/v1/gestures/{id}/offer', { ...options, body: { inPerson: true } }) };
    case 'accept':
      return { key: step, fields: [], send: () => () => api.POST('/api/v1/gestures/{id}/accept', { ...options, body: {} }) };
    case 'decline':
      return { key: step, fields: [], send: () => () => api.POST('/api/v1/gestures/{id}/decline', { ...options, body: {} }) };
    case 'retry':
      return { key: step, fields: [], send: () => () => api.POST('/api/v1/gestures/{id}/retry', { ...options, body: {} }) };
    case 'extend-offer':
      return {
        key: step,
        fields: [{ name: 'until', as: 'when' }],
        send: (v) => () => api.POST('/api/v1/gestures/{id}/extend', { ...options, body: { until: fromBox(v['until'] ?? '') ?? '' } }),
      };
    case 'fulfil':
      return {
        key: step,
        fields: [{ name: 'proof', as: 'line' }],
        send: (v) => () => api.POST('/api/v1/gestures/{id}/fulfil', { ...options, body: { proof: (v['proof'] ?? '').trim() } }),
      };
    case 'substitute':
      return {
        key: step,
        fields: [{ name: 'gestureType', as: 'gift' }, REASON],
        send: (v) => () =>
          api.POST('/api/v1/gestures/{id}/substitute', {
            ...options,
            body: { gestureType: (v['gestureType'] ?? '').trim(), reason: (v['reason'] ?? '').trim(), customerTold: true },
          }),
      };
    default:
      return null;
  }
}
