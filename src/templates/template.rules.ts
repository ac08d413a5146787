import { carriesLink, isForStaff, type TemplateChannel, type TemplateKey } from './template-keys.rules';

/** Texts of messages: which variables each may use, and how they are filled in (domain.md 6.6). */

export type VariableType = 'text' | 'date' | 'int' | 'money' | 'link';

export interface TemplateVariable {
  readonly name: string;
  readonly type: VariableType;
  /** Without a value the paragraph that uses it is left out; a value that is not optional and missing stops the message. */
  readonly optional: boolean;
  readonly note: string;
}

function required(name: string, type: VariableType, note: string): TemplateVariable {
  return { name, type, optional: false, note };
}

function optional(name: string, type: VariableType, note: string): TemplateVariable {
  return { name, type, optional: true, note };
}

const GREETING = required('greeting', 'text', '"Hello" and the name, where it is one');
const TO_CUSTOMER = [
  GREETING,
  required('signature', 'text', 'first name of the owner, and the place'),
  required('place', 'text', 'name of the place: who is speaking, in a short message'),
  required('number', 'text', 'number of the complaint'),
  required('link', 'link', 'the page where the customer follows the complaint'),
];
const OWNER = optional('owner', 'text', 'first name of the person who looks after it');
const DIRECT_LINE = optional('directLine', 'text', 'a phone number that reaches the owner');

const QUESTION = required('question', 'text', 'the one question');
const WHY_ASKED = optional('why', 'text', 'why we need to know');
const REOPEN_UNTIL = optional('reopenUntil', 'date', 'last day to open the complaint again');
const PROMISE = optional('promise', 'date', 'when the customer hears from us at the latest');
const GESTURE = required('gesture', 'text', 'the gesture in the customer’s words');
const REASON = optional('reason', 'text', 'why this gesture');
const GESTURE_NOTE = optional('note', 'text', 'a personal line of the sender');
const CODE = required('code', 'text', 'the code of the voucher; in a mail its picture for scanning stands below it');
const CHECK_CODE = required('checkCode', 'text', 'the six digits that the customer types in; they work for 15 minutes');
const LAST_DAY = required('lastDay', 'date', 'last day of the voucher');

/** What each has besides what all have; the same name here takes the place of the common one. */
const OWN: Readonly<Record<TemplateKey, readonly TemplateVariable[]>> = {
  receipt: [PROMISE, optional('text', 'text', 'what we understood; only where one of us wrote it down')],
  owner_named: [required('owner', 'text', 'first name of the person who looks after it now'), DIRECT_LINE, PROMISE],
  missed_call: [DIRECT_LINE, optional('nextTry', 'date', 'when we try again')],
  status_step: [
    required('step', 'text', 'what happened'),
    optional('next', 'text', 'what is next'),
    optional('nextBy', 'date', 'by when the next step is done'),
  ],
  still_working: [
    optional('text', 'text', 'what we are doing at the moment'),
    required('nextNews', 'date', 'when the customer hears from us next; there is no new promise without a date'),
  ],
  late_note: [required('promised', 'date', 'what we had promised'), required('promise', 'date', 'the new time')],
  question: [QUESTION, WHY_ASKED],
  chase_1: [QUESTION, WHY_ASKED],
  chase_2: [QUESTION, WHY_ASKED],
  lapse_notice: [REOPEN_UNTIL],
  fix_summary: [
    required('summary', 'text', 'what happened, why, and what we did'),
    optional('whatChanged', 'text', 'what is different this time'),
    optional('notUpheldReason', 'text', 'why we see it another way'),
    optional('nextStep', 'text', 'where the customer can turn to next'),
    optional('redress', 'money', 'money that goes back'),
    optional('redressOn', 'date', 'when the money is paid'),
    optional('explained', 'text', 'notes in plain words on the contract or the warranty, by the cause of the complaint'),
  ],
  one_up_offer: [GESTURE, REASON, GESTURE_NOTE, optional('until', 'date', 'last moment to accept')],
  one_up_offer_silent: [GESTURE, REASON, GESTURE_NOTE],
  one_up_done: [GESTURE, optional('howTo', 'text', 'how to use it: code, place, tracking number')],
  voucher: [GESTURE, CODE, LAST_DAY],
  voucher_reminder: [GESTURE, CODE, LAST_DAY],
  survey: [],
  survey_reminder: [],
  sorry_again: [PROMISE],
  closing_note: [REOPEN_UNTIL, optional('text', 'text', 'the news')],
  after_care_2: [],
  after_care_14: [],
  after_care_30: [],
  new_link: [],
  contact_code: [CHECK_CODE],
  contact_confirm: [CHECK_CODE],
  contact_changed: [],
  stop_confirmation: [],
  we_changed: [
    required('change', 'text', 'what we do differently now'),
    required('postalAddress', 'text', 'our postal address, which the law asks for in advertising'),
  ],
  staff_reply: [
    required('text', 'text', 'what the person wrote'),
    required('subject', 'text', 'what the person wrote as subject, or "Your complaint"'),
    optional('nextNews', 'date', 'when the customer hears from us next'),
  ],
  staff_notice: [
    required('text', 'text', 'what happened'),
    optional('number', 'text', 'number of the complaint'),
    optional('link', 'link', 'the complaint in the console'),
  ],
  invitation: [GREETING, required('link', 'link', 'the one-time link'), required('until', 'date', 'how long the link works')],
};

/** All variables that a template of this key may use, on every channel. */
export function variablesOf(key: TemplateKey): readonly TemplateVariable[] {
  const own = OWN[key];
  if (isForStaff(key)) return own;
  const common = [...TO_CUSTOMER, OWNER].filter(({ name }) => name !== 'link' || carriesLink(key));
  return common.filter((one) => !own.some(({ name }) => name === one.name)).concat(own);
}

const SLOT = /\{\{([A-Za-z][A-Za-z0-9]*)\}\}/g;

/** The names of the variables that a text uses. */
export function slotsOf(text: string): string[] {
  return [...new Set([...text.matchAll(SLOT)].map((match) => match[1] ?? ''))];
}

export interface Rendered {
  text: string;
  /** Names of variables that have no value and are not optional; not empty = do not send. */
  missing: string[];
}

/**
 * Fills `{{name}}` in, once: what a value holds is never read as a template again. A paragraph whose optional variable has no value is left out.
 * `values` holds what people will read (see variable-values.rules.ts); null and '' count as no value.
 */
export function render(
  body: string,
  values: Readonly<Record<string, string | null>>,
  optionalNames: ReadonlySet<string> = new Set(),
): Rendered {
  const has = (name: string) => Object.hasOwn(values, name) && (values[name] ?? '') !== '';
  const missing = new Set<string>();
  const paragraphs = body
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  const kept = paragraphs.filter((paragraph) => {
    const empty = slotsOf(paragraph).filter((name) => !has(name));
    for (const name of empty) if (!optionalNames.has(name)) missing.add(name);
    return empty.length === 0;
  });
  const filled = kept.map((paragraph) => paragraph.replace(SLOT, (_, name: string) => values[name] ?? ''));
  return { text: filled.join('\n\n'), missing: [...missing] };
}

/**
 * Fills a template of this key in: subject on one line, body in paragraphs; in a text message, where a blank line costs a character, in lines. A text of
 * which nothing is left is missing its body.
 */
export function renderTemplate(
  key: TemplateKey,
  template: { subject: string; body: string },
  values: Readonly<Record<string, string | null>>,
  channel: TemplateChannel = 'email',
): { subject: string; text: string; missing: string[] } {
  const mayMiss = new Set(variablesOf(key).flatMap((one) => (one.optional ? [one.name] : [])));
  const subject = render(template.subject, values, mayMiss);
  const body = render(template.body, values, mayMiss);
  const oneLine = subject.text.replace(/\s+/g, ' ').trim();
  const text = channel === 'sms' ? body.text.replaceAll('\n\n', '\n') : body.text;
  const missing = [...new Set([...subject.missing, ...body.missing])];
  return { subject: oneLine.slice(0, 200), text, missing: text === '' && missing.length === 0 ? ['body'] : missing };
}
