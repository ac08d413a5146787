import { MESSAGE_KINDS, type MessageKind } from './message.rules';

/** Texts of messages: which variables each may use, how they are filled in, and which words are not allowed (domain.md 6.2, 6.6, R5). */

export type VariableType = 'text' | 'date' | 'int' | 'money' | 'link';

export interface TemplateVariable {
  readonly name: string;
  readonly type: VariableType;
  /** Without a value the paragraph that uses it is left out; a value that is not optional and missing stops the message. */
  readonly optional: boolean;
  readonly note: string;
  /** For the preview: about the longest value that happens. */
  readonly longest: string;
}

/** A kind of message, or a form of one that has words of its own. */
export const TEMPLATE_KEYS = [...MESSAGE_KINDS, 'one_up_offer_silent'] as const;
export type TemplateKey = MessageKind | 'one_up_offer_silent';

const LONG_DATE = 'Wednesday 30 September 2026, 10:30 (Central European Summer Time)';
const LONG_TEXT =
  'The car came back with the wrong tyres, the bill was twice what we had agreed on the phone, and nobody could tell me for three days where it was.';

function required(name: string, type: VariableType, note: string, longest: string): TemplateVariable {
  return { name, type, optional: false, note, longest };
}

function optional(name: string, type: VariableType, note: string, longest: string): TemplateVariable {
  return { name, type, optional: true, note, longest };
}

const GREETING = required('greeting', 'text', '"Hello" and the name, where it is one', 'Hello Maximiliane Featherstonehaugh-Cholmondeley,');
const SIGNATURE = required(
  'signature',
  'text',
  'first name of the owner, and the place',
  'Wolfeschlegelstein, Llanfairpwllgwyngyll Service Centre North-West',
);
const NUMBER = required('number', 'text', 'number of the complaint', 'R-1000000001');
const STATUS_LINK = required(
  'link',
  'link',
  'the page where the customer follows the complaint',
  `https://desk.example.com/s/${'x'.repeat(43)}`,
);
const OWNER = optional('owner', 'text', 'first name of the person who looks after it', 'Wolfeschlegelstein');
const TO_CUSTOMER = [GREETING, SIGNATURE, NUMBER, STATUS_LINK, OWNER];

const QUESTION = required('question', 'text', 'the one question', LONG_TEXT);
const REOPEN_UNTIL = optional('reopenUntil', 'date', 'last day to open the complaint again', LONG_DATE);
const PROMISE = optional('promise', 'date', 'when the customer hears from us at the latest', LONG_DATE);
const GESTURE = required(
  'gesture',
  'text',
  'the gesture in the customer’s words',
  'A free oil change and a full check of the car, on us, at any of our service centres',
);
const REASON = optional('reason', 'text', 'why this gesture', 'You lost half a day because of us.');
const GESTURE_NOTE = optional('note', 'text', 'a personal line of the sender', LONG_TEXT);

const OWN: Readonly<Record<TemplateKey, readonly TemplateVariable[]>> = {
  receipt: [PROMISE, optional('text', 'text', 'what we understood; only where one of us wrote it down', LONG_TEXT)],
  question: [QUESTION],
  chase_1: [QUESTION],
  chase_2: [QUESTION],
  lapse_notice: [REOPEN_UNTIL],
  fix_summary: [
    required('summary', 'text', 'what happened, why, and what we did', LONG_TEXT),
    optional('whatChanged', 'text', 'what is different this time', LONG_TEXT),
    optional('notUpheldReason', 'text', 'why we see it another way', LONG_TEXT),
    optional('nextStep', 'text', 'where the customer can turn to next', LONG_TEXT),
    optional('redress', 'money', 'money that goes back', '$1,000,000.00'),
    optional('redressOn', 'date', 'when the money is paid', 'Wednesday 30 September 2026'),
  ],
  one_up_offer: [GESTURE, REASON, GESTURE_NOTE, optional('until', 'date', 'last moment to accept', LONG_DATE)],
  one_up_offer_silent: [GESTURE, REASON, GESTURE_NOTE],
  one_up_done: [GESTURE, optional('howTo', 'text', 'how to use it: code, place, tracking number', LONG_TEXT)],
  survey: [],
  sorry_again: [PROMISE],
  closing_note: [REOPEN_UNTIL, optional('text', 'text', 'the news', LONG_TEXT)],
  staff_reply: [
    required('text', 'text', 'what the person wrote', LONG_TEXT),
    required('subject', 'text', 'what the person wrote as subject, or "Your complaint"', LONG_TEXT),
    optional('nextNews', 'date', 'when the customer hears from us next', LONG_DATE),
  ],
  staff_notice: [
    required('text', 'text', 'what happened', LONG_TEXT),
    optional('number', 'text', 'number of the complaint', 'R-1000000001'),
    optional('link', 'link', 'the complaint in the console', 'https://desk.example.com/tickets/R-1000000001'),
  ],
  invitation: [
    GREETING,
    required('link', 'link', 'the one-time link', `https://desk.example.com/invite/${'x'.repeat(43)}`),
    required('until', 'date', 'how long the link works', LONG_DATE),
  ],
};

const TO_STAFF: readonly TemplateKey[] = ['staff_notice', 'invitation'];

/** All variables that a template of this key may use. */
export function variablesOf(key: TemplateKey): readonly TemplateVariable[] {
  return TO_STAFF.includes(key) ? OWN[key] : [...TO_CUSTOMER, ...OWN[key]];
}

export function isTemplateKey(key: string): key is TemplateKey {
  return (TEMPLATE_KEYS as readonly string[]).includes(key);
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

/** Fills a template of this key in: subject on one line, body in paragraphs. */
export function renderTemplate(
  key: TemplateKey,
  template: { subject: string; body: string },
  values: Readonly<Record<string, string | null>>,
): { subject: string; text: string; missing: string[] } {
  const mayMiss = new Set(variablesOf(key).flatMap((one) => (one.optional ? [one.name] : [])));
  const subject = render(template.subject, values, mayMiss);
  const body = render(template.body, values, mayMiss);
  const oneLine = subject.text.replace(/\s+/g, ' ').trim();
  return { subject: oneLine.slice(0, 200), text: body.text, missing: [...new Set([...subject.missing, ...body.missing])] };
}

/** The values of a preview: every variable at about its longest. */
export function longestValues(key: TemplateKey): Record<string, string> {
  return Object.fromEntries(variablesOf(key).map((one) => [one.name, one.longest]));
}
