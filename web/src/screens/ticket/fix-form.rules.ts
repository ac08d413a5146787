import type { View } from '../../api/client';
import { fromBox } from './moments.rules';
import { readMoney } from '../../ui/money.rules';

type Body = View<'FixDeliveredBody'>;

export const KINDS = [
  'repair',
  'replace',
  'refund',
  'redo',
  'correct_record',
  'explain',
  'credit_owed',
  'statutory_payment',
  'apology_only',
  'other',
  'no_fix_possible',
] as const satisfies readonly Body['kind'][];
export const DECISIONS = ['upheld', 'partly', 'not_upheld', 'not_applicable'] as const satisfies readonly Body['decision'][];
export const FAULTS = ['ours', 'partly', 'not_ours', 'unknown'] as const satisfies readonly Body['fault'][];
export const FAILURES = [
  'money_lost',
  'flawed_goods',
  'failed_service',
  'lack_of_attention',
  'time_lost',
] as const satisfies readonly Body['failureClass'][];
export const REDRESS = ['refund', 'credit', 'statutory', 'other'] as const;
export const SPOKE = ['call', 'met', 'letter'] as const;
const CHANNEL_OF = { call: 'phone', met: 'in_person', letter: 'letter' } as const;
const LEAST = 20;

/** The form as it is typed; also what the draft keeps. */
export interface FixForm {
  readonly kind: Body['kind'];
  readonly summary: string;
  readonly decision: Body['decision'];
  readonly fault: Body['fault'];
  readonly cause: string;
  readonly sorry: boolean;
  readonly whyNotSorry: string;
  readonly failureClass: NonNullable<Body['failureClass']>;
  readonly pays: boolean;
  readonly redressKind: (typeof REDRESS)[number];
  readonly amount: string;
  readonly method: string;
  readonly paid: boolean;
  readonly dueOn: string;
  readonly loss: string;
  readonly whatChanged: string;
  readonly whyNot: string;
  readonly nextStep: string;
  readonly at: string;
  readonly how: (typeof SPOKE)[number];
  readonly note: string;
}

export function emptyFix(ticket: Pick<View<'TicketView'>, 'failureClass' | 'fault'>): FixForm {
  return {
    kind: 'repair',
    summary: '',
    decision: 'upheld',
    fault: ticket.fault === 'unknown' ? 'ours' : ticket.fault,
    cause: 'unknown_yet',
    sorry: true,
    whyNotSorry: '',
    failureClass: ticket.failureClass,
    pays: false,
    redressKind: 'refund',
    amount: '',
    method: '',
    paid: true,
    dueOn: '',
    loss: '',
    whatChanged: '',
    whyNot: '',
    nextStep: '',
    at: '',
    how: 'call',
    note: '',
  };
}

/** Where the form asks for more than a first fix: it was fixed before, and nobody spoke to the customer yet. */
export interface FixNeeds {
  readonly again: boolean;
  readonly contact: boolean;
  readonly currency: string;
}
export type Missing = 'summary' | 'whyNotSorry' | 'amount' | 'method' | 'dueOn' | 'loss' | 'whatChanged' | 'whyNot' | 'nextStep' | 'note';

/** What is still missing or cannot be read, in the order of the form. */
export function missingIn(form: FixForm, needs: FixNeeds): Missing[] {
  const blank = (text: string): boolean => text.trim() === '';
  const missing: Missing[] = [];
  if (form.summary.trim().length < LEAST) missing.push('summary');
  if (needs.contact && blank(form.note)) missing.push('note');
  if (!form.sorry && blank(form.whyNotSorry)) missing.push('whyNotSorry');
  if (needs.again && blank(form.whatChanged)) missing.push('whatChanged');
  if (form.decision === 'not_upheld' && blank(form.whyNot)) missing.push('whyNot');
  if (form.decision === 'not_upheld' && blank(form.nextStep)) missing.push('nextStep');
  if (form.pays && readMoney(form.amount, needs.currency) === null) missing.push('amount');
  if (form.pays && blank(form.method)) missing.push('method');
  if (form.pays && !form.paid && blank(form.dueOn)) missing.push('dueOn');
  if (!blank(form.loss) && readMoney(form.loss, needs.currency) === null) missing.push('loss');
  return missing;
}

function redressOf(form: FixForm, currency: string): Body['redress'] {
  const state = form.paid ? ('paid' as const) : ('scheduled' as const);
  return {
    kind: form.redressKind,
    amountMinor: readMoney(form.amount, currency) ?? 0,
    currency,
    method: form.method.trim(),
    state,
    ...(form.paid ? {} : { dueOn: form.dueOn }),
  };
}

/** The body of `fix-delivered`. Only for a form in which nothing is missing. */
export function bodyOf(form: FixForm, needs: FixNeeds): Body {
  const at = fromBox(form.at);
  const lossMinor = readMoney(form.loss, needs.currency) ?? undefined;
  return {
    kind: form.kind,
    summary: form.summary.trim(),
    decision: form.decision,
    fault: form.fault,
    cause: form.cause,
    failureClass: form.failureClass,
    apology: form.sorry ? { given: true } : { given: false, why: form.whyNotSorry.trim() },
    ...(form.pays ? { redress: redressOf(form, needs.currency) } : {}),
    ...(lossMinor === undefined ? {} : { lossMinor }),
    ...(form.whatChanged.trim() === '' ? {} : { whatChanged: form.whatChanged.trim() }),
    ...(form.decision === 'not_upheld' ? { notUpheld: { reason: form.whyNot.trim(), nextStep: form.nextStep.trim() } } : {}),
    ...(at === undefined ? {} : { at }),
    ...(needs.contact ? { contact: { how: form.how, channel: CHANNEL_OF[form.how], note: form.note.trim() } } : {}),
  };
}
