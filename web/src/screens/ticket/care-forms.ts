import { api } from '../../api/client';
import { given, oneOf, type StepForm } from './form-fields';
import { fromBox } from './moments.rules';

const PAUSES = ['customer_date', 'site_closed', 'legal_hold'] as const;
const WORK_STEPS = ['ordered', 'picked_up', 'in_work', 'ready', 'on_its_way', 'delivered', 'other'] as const;
const path = (id: string) => ({ params: { path: { id } } });

/** The clock for the fix stands still, for what the customer wants. */
export const pause: StepForm = {
  key: 'pause',
  fields: [
    { name: 'pauseReason', as: 'choice', options: PAUSES, first: 'customer_date' },
    { name: 'until', as: 'when' },
    { name: 'note', as: 'words', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const note = given(v['note']);
      const body = { reason: oneOf(PAUSES, v['pauseReason']), until: fromBox(v['until'] ?? '') ?? '', version, ...(note ? { note } : {}) };
      return api.POST('/api/v1/tickets/{id}/pause', { ...path(id), body });
    },
};

/** The work went a step further: the customer is told, several steps together. */
export const workStep: StepForm = {
  key: 'step',
  fields: [
    { name: 'workStep', as: 'choice', options: WORK_STEPS, first: 'ordered' },
    { name: 'stepWords', as: 'words', optional: true },
    { name: 'stepNext', as: 'line', optional: true },
    { name: 'nextNewsAt', as: 'when', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const [text, next, nextBy] = [given(v['stepWords']), given(v['stepNext']), fromBox(v['nextNewsAt'] ?? '')];
      const said = { ...(text ? { text } : {}), ...(next ? { next } : {}), ...(nextBy ? { nextBy } : {}) };
      return api.POST('/api/v1/tickets/{id}/steps', { ...path(id), body: { step: oneOf(WORK_STEPS, v['workStep']), version, ...said } });
    },
};

/** To a colleague, or back to the team. */
export const assign: StepForm = {
  key: 'assign',
  fields: [{ name: 'staff', as: 'staff' }],
  send:
    (v) =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/assign', {
        ...path(id),
        body: { staff: v['staff'] === 'nobody' ? null : (v['staff'] ?? null), version },
      }),
};

/** Money that was promised is paid. */
export const paid = (redress: string): StepForm => ({
  key: 'paid',
  fields: [{ name: 'paidAt', as: 'when', optional: true }],
  send: (v) => () => {
    const paidAt = fromBox(v['paidAt'] ?? '');
    return api.POST('/api/v1/redress/{id}/paid', { ...path(redress), body: paidAt ? { paidAt } : {} });
  },
});
