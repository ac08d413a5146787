import type { TFunction } from 'i18next';
import { api } from '../../api/client';
import type { Formats } from '../../words/formats';
import type { Act } from './act-dialog';
import { writeMoney } from '../../ui/money.rules';
import { moneyIn, wordsIn } from './act.rules';
import type { Waiting } from './use-waiting';

export type Answer = 'yes' | 'less' | 'no';
interface Parts {
  readonly t: TFunction<'gestures'>;
  readonly formats: Formats;
  readonly refuse: (gesture: string, sentence: string) => void;
}

/** The question before an answer. "Less" is a yes to a smaller amount for an own idea, else a no that says up to what amount it would be a yes. */
export function answerAct(answer: Answer, row: Waiting, { t, formats, refuse }: Parts): Act {
  const { question, customer } = row;
  const { gesture, askedByName, currency } = question;
  const amount = formats.money(question.costMinor, currency);
  const to = customer ?? t('customerOf', { number: question.number });
  const params = { path: { id: gesture } };
  const common = {
    title: t(`answer.${answer}Title`, { who: askedByName }),
    yes: t(`answer.${answer}Go`),
    says: t(`answer.${answer}Says`, { what: question.name, to, amount, who: askedByName }),
    refused: (sentence: string) => refuse(gesture, sentence),
  };
  if (answer === 'yes')
    return {
      ...common,
      fields: [{ kind: 'words', name: 'note', label: t('answer.note', { who: askedByName }), more: t('answer.noteMore') }],
      send: (answers, call) => api.POST('/api/v1/gestures/{id}/approve', { params, ...call, body: { note: wordsIn(answers, 'note') } }),
    };
  const why = { kind: 'words', name: 'why', label: t('answer.why'), more: t('answer.whyMore', { who: askedByName }) } as const;
  if (answer === 'no')
    return {
      ...common,
      fields: [{ ...why, required: t('answer.whyNeeded') }],
      send: (answers, call) =>
        api.POST('/api/v1/gestures/{id}/reject', { params, ...call, body: { reason: wordsIn(answers, 'why') ?? '' } }),
    };
  if (question.mayBeLess) return { ...common, ...yesToLess(question, to, { t, formats }) };
  return {
    ...common,
    fields: [
      { kind: 'money', name: 'most', label: t('answer.most'), currency, required: t('answer.mostNeeded'), unreadable: t('unreadable') },
      why,
    ],
    send: (answers, call) => {
      const most = formats.money(moneyIn(answers, 'most', currency) ?? 0, currency);
      const reason = [t('answer.lessReason', { amount: most }), wordsIn(answers, 'why')].filter(Boolean).join(' ');
      return api.POST('/api/v1/gestures/{id}/reject', { params, ...call, body: { reason } });
    },
  };
}

/** A yes to an own idea for less: what it may cost, what it is worth then, and what the customer then reads. */
function yesToLess(question: Waiting['question'], to: string, { t, formats }: Pick<Parts, 't' | 'formats'>): Omit<Act, 'title'> {
  const { gesture, askedByName: who, name: what, currency, costMinor, faceMinor, text } = question;
  const amount = { kind: 'money', currency, unreadable: t('unreadable') } as const;
  return {
    yes: t('answer.lessYesGo'),
    says: t('answer.lessYesSays', { what, to, amount: formats.money(costMinor, currency), who }),
    fields: [
      { ...amount, name: 'cost', label: t('gift.cost'), required: t('answer.mostNeeded') },
      { ...amount, name: 'face', label: t('gift.face'), start: writeMoney(faceMinor, currency), required: t('gift.amountNeeded') },
      { kind: 'words', name: 'text', label: t('gift.text'), start: text, required: t('gift.textNeeded') },
      { kind: 'words', name: 'note', label: t('answer.note', { who }), more: t('answer.noteMore') },
    ],
    send: (answers, call) =>
      api.POST('/api/v1/gestures/{id}/approve', {
        params: { path: { id: gesture } },
        ...call,
        body: {
          costMinor: moneyIn(answers, 'cost', currency),
          faceMinor: moneyIn(answers, 'face', currency),
          text: wordsIn(answers, 'text'),
          note: wordsIn(answers, 'note'),
        },
      }),
  };
}
