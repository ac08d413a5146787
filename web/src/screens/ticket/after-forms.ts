import { api } from '../../api/client';
import { given, oneOf, type Values, type StepForm } from './form-fields';
import { fromBox } from './moments.rules';
import { CHANNELS } from './step-forms';
import type { Ticket } from './ticket-desk';

const HELD = ['nothing', 'call', 'in_person', 'no_contact_data', 'opted_out', 'asked_for_no_contact'] as const;
const REASONS = ['recovered', 'not_recovered', 'unknown'] as const;
const SPOKEN = ['call', 'in_person'];
const path = (id: string) => ({ params: { path: { id } } });

/** What the customer said about it: 1 to 5, whether it is right now, and their words. */
function answerOf(v: Values): { score?: number; fixed?: boolean; text?: string } {
  const text = given(v['text']);
  const fixed = v['fixed'] === 'yes' ? true : v['fixed'] === 'no' ? false : undefined;
  return {
    ...(given(v['score']) ? { score: Number(v['score']) } : {}),
    ...(fixed === undefined ? {} : { fixed }),
    ...(text ? { text } : {}),
  };
}

/** Closing, with the call or visit that asked how it went, where there was one, or why nobody asked. */
const close: StepForm = {
  key: 'close',
  fields: [
    { name: 'followUp', as: 'choice', options: HELD, first: 'nothing' },
    { name: 'score', as: 'score', optional: true, when: (v) => SPOKEN.includes(v['followUp'] ?? '') },
    { name: 'fixed', as: 'yesNo', optional: true, when: (v) => SPOKEN.includes(v['followUp'] ?? '') },
    { name: 'text', as: 'words', optional: true, when: (v) => SPOKEN.includes(v['followUp'] ?? '') },
    { name: 'closeReason', as: 'choice', options: REASONS, of: 'closeReasons', optional: true },
    { name: 'cause', as: 'cause', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const held = oneOf(HELD, v['followUp']);
      const cause = given(v['cause']);
      const reason = given(v['closeReason']);
      const followUp =
        held === 'nothing' ? undefined : held === 'call' || held === 'in_person' ? { how: held, ...answerOf(v) } : { waived: held };
      const body = {
        version,
        ...(followUp ? { followUp } : {}),
        ...(cause ? { cause } : {}),
        ...(reason ? { closeReason: oneOf(REASONS, reason) } : {}),
      };
      return api.POST('/api/v1/tickets/{id}/close', { ...path(id), body });
    },
};

const badAnswer: StepForm = {
  key: 'bad-answer',
  fields: [
    { name: 'channel', as: 'choice', options: CHANNELS, of: 'channels', first: 'phone' },
    { name: 'score', as: 'score', optional: true },
    { name: 'fixed', as: 'yesNo', optional: true },
    { name: 'text', as: 'words', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/bad-answer', {
        ...path(id),
        body: { channel: oneOf(CHANNELS, v['channel']), version, ...answerOf(v) },
      }),
};

/** Another time for a clock; the customer is told, with the reason. */
function moveClock(clock: Ticket['clocks'][number]['clock']): StepForm {
  return {
    key: 'extend',
    fields: [
      { name: 'until', as: 'when' },
      { name: 'reason', as: 'words' },
    ],
    send:
      (v) =>
      ({ id, version }) =>
        api.POST('/api/v1/tickets/{id}/extend', {
          ...path(id),
          body: { clock, until: fromBox(v['until'] ?? '') ?? '', reason: (v['reason'] ?? '').trim(), tellCustomer: true, version },
        }),
  };
}

/** The forms of what comes after the fix, and `extend:<clock>`; null for another name. */
export function afterForm(name: string, ticket: Ticket): StepForm | null {
  const [key, about] = name.split(':');
  if (key === 'close') return close;
  if (key === 'bad-answer') return badAnswer;
  const clock = ticket.clocks.find((one) => one.clock === about)?.clock;
  return key === 'extend' && clock ? moveClock(clock) : null;
}
