import { api } from '../../api/client';
import { assign, paid, pause, workStep } from './care-forms';
import { type Field, given, oneOf, type StepForm, type Values } from './form-fields';
import { fromBox } from './moments.rules';
import type { Ticket } from './ticket-desk';

export const CHANNELS = ['phone', 'in_person', 'email', 'chat', 'letter'] as const;
const ASK_BY = ['email', 'sms', 'chat', 'phone'] as const;
const HOW = ['call', 'met', 'letter'] as const;
const CHANNEL_OF = { call: 'phone', met: 'in_person', letter: 'letter' } as const;
const VOID = ['not_a_complaint', 'entered_twice', 'spam', 'test', 'mistake'] as const;
const HOLDS = [
  'legal',
  'safety',
  'vulnerable',
  'discrimination_harassment',
  'data_breach',
  'press_social',
  'abuse_review',
  'staff_subject',
] as const;
const SEVERITIES = ['S1', 'S2', 'S3', 'S4'] as const;
const REASON: Field = { name: 'reason', as: 'words' };
const CHANNEL: Field = { name: 'channel', as: 'choice', options: CHANNELS, of: 'channels', first: 'phone' };
const path = (id: string) => ({ params: { path: { id } } });
const reasonOf = (v: Values): string => (v['reason'] ?? '').trim();

/** Speaking to the customer. On a new ticket it is the first contact, which moves it on. */
const contact = ({ state }: Ticket): StepForm => ({
  key: 'contact',
  fields: [
    { name: 'how', as: 'choice', options: HOW, first: 'call' },
    { name: 'note', as: 'words' },
    { name: 'nextNewsAt', as: 'when', optional: true, when: () => state === 'new' || state === 'open' },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const how = oneOf(HOW, v['how']);
      const nextNewsAt = fromBox(v['nextNewsAt'] ?? '');
      const body = { how, channel: CHANNEL_OF[how], note: (v['note'] ?? '').trim(), ...(nextNewsAt ? { nextNewsAt } : {}) };
      return state === 'new'
        ? api.POST('/api/v1/tickets/{id}/first-contact', { ...path(id), body: { ...body, version } })
        : api.POST('/api/v1/tickets/{id}/contacts', { ...path(id), body });
    },
});

const askCustomer = ({ channel, customer }: Ticket): StepForm => {
  const ways = ASK_BY.filter(
    (way) =>
      way === 'phone' ||
      (way === 'email' && customer?.email) ||
      (way === 'sms' && customer?.phone) ||
      (way === 'chat' && channel === 'chat'),
  );
  return {
    key: 'ask-customer',
    fields: [
      { name: 'question', as: 'words' },
      { name: 'channel', as: 'choice', options: ways, of: 'askBy', first: ways[0] },
    ],
    send:
      (v) =>
      ({ id, version }) => {
        const way = oneOf(ASK_BY, v['channel']);
        const askedAt = way === 'phone' ? fromBox(v['openedAt'] ?? '') : undefined;
        const body = { question: (v['question'] ?? '').trim(), channel: way, version, ...(askedAt ? { askedAt } : {}) };
        return api.POST('/api/v1/tickets/{id}/ask-customer', { ...path(id), body });
      },
  };
};

const answered: StepForm = {
  key: 'customer-answered',
  fields: [{ name: 'text', as: 'words' }, CHANNEL],
  send:
    (v) =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/customer-answered', {
        ...path(id),
        body: { text: (v['text'] ?? '').trim(), channel: oneOf(CHANNELS, v['channel']), version },
      }),
};

const withdraw: StepForm = {
  key: 'withdraw',
  fields: [REASON, CHANNEL],
  send:
    (v) =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/withdraw', {
        ...path(id),
        body: { reason: reasonOf(v), channel: oneOf(CHANNELS, v['channel']), version },
      }),
};

const ACTIVE = ['approved', 'offered', 'accepted'];
const merge = ({ gestures }: Ticket): StepForm => {
  const active = gestures.filter(({ state }) => ACTIVE.includes(state)).map(({ id }) => id);
  const keep: readonly Field[] = active.length > 0 ? [{ name: 'keepGesture', as: 'gesture', options: active, optional: true }] : [];
  return {
    key: 'merge',
    fields: [{ name: 'into', as: 'line' }, ...keep],
    send:
      (v) =>
      ({ id, version }) => {
        const keepGesture = given(v['keepGesture']);
        return api.POST('/api/v1/tickets/{id}/merge', {
          ...path(id),
          body: { into: (v['into'] ?? '').trim(), version, ...(keepGesture ? { keepGesture } : {}) },
        });
      },
  };
};

const isVoid: StepForm = {
  key: 'void',
  fields: [
    { name: 'voidReason', as: 'choice', options: VOID, first: 'not_a_complaint' },
    { name: 'note', as: 'words', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const note = given(v['note']);
      return api.POST('/api/v1/tickets/{id}/void', {
        ...path(id),
        body: { reason: oneOf(VOID, v['voidReason']), version, ...(note ? { note } : {}) },
      });
    },
};

const hold: StepForm = {
  key: 'hold',
  fields: [{ name: 'holdKind', as: 'choice', options: HOLDS, of: 'holds', first: 'legal' }, REASON],
  send:
    (v) =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/holds', { ...path(id), body: { kind: oneOf(HOLDS, v['holdKind']), reason: reasonOf(v), version } }),
};

const release = (kind: string): StepForm => ({
  key: 'release',
  fields: [REASON],
  send:
    (v) =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/holds/{kind}/release', {
        params: { path: { id, kind: oneOf(HOLDS, kind) } },
        body: { reason: reasonOf(v), version },
      }),
});

const severity = (ticket: Ticket): StepForm => ({
  key: 'severity',
  fields: [
    { name: 'severity', as: 'choice', options: SEVERITIES, of: 'severities', first: ticket.severity },
    { name: 'reason', as: 'words', optional: true },
  ],
  send:
    (v) =>
    ({ id, version }) => {
      const reason = given(v['reason']);
      return api.POST('/api/v1/tickets/{id}/severity', {
        ...path(id),
        body: { severity: oneOf(SEVERITIES, v['severity']), version, ...(reason ? { reason } : {}) },
      });
    },
});

const REASONED = ['resume-without-answer', 'fix-failed', 'reopen', 'unmerge', 'unvoid', 'escalate'] as const;
const withReason = (key: (typeof REASONED)[number]): StepForm => ({
  key,
  fields: [REASON],
  send:
    (v) =>
    ({ id, version }) => {
      const options = { ...path(id), body: { reason: reasonOf(v), version } };
      switch (key) {
        case 'resume-without-answer':
          return api.POST('/api/v1/tickets/{id}/resume-without-answer', options);
        case 'fix-failed':
          return api.POST('/api/v1/tickets/{id}/fix-failed', options);
        case 'reopen':
          return api.POST('/api/v1/tickets/{id}/reopen', options);
        case 'unmerge':
          return api.POST('/api/v1/tickets/{id}/unmerge', options);
        case 'unvoid':
          return api.POST('/api/v1/tickets/{id}/unvoid', options);
        case 'escalate':
          return api.POST('/api/v1/tickets/{id}/escalate', options);
      }
    },
});

const lapse: StepForm = {
  key: 'lapse',
  fields: [],
  send:
    () =>
    ({ id, version }) =>
      api.POST('/api/v1/tickets/{id}/lapse', { ...path(id), body: { version } }),
};

/** The form of a step by name; `release:<hold>` and `paid:<redress>` say what they are about. Null for a name without a form here. */
export function stepForm(name: string, ticket: Ticket): StepForm | null {
  const [key = '', about = ''] = name.split(':');
  const reasoned = REASONED.find((one) => one === key);
  if (reasoned) return withReason(reasoned);
  switch (key) {
    case 'contact':
      return contact(ticket);
    case 'ask-customer':
      return askCustomer(ticket);
    case 'merge':
      return merge(ticket);
    case 'severity':
      return severity(ticket);
    case 'release':
      return release(about);
    case 'paid':
      return paid(about);
    default:
      return [answered, withdraw, isVoid, hold, pause, assign, lapse, workStep].find((form) => form.key === key) ?? null;
  }
}
