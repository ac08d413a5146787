import type { TemplateKey } from './template.rules';
import { slotsOf, variablesOf } from './template.rules';

/** What is wrong with a template before it is published: variables, required parts, words (domain.md 5.2 R5, 6.2, 6.6). */

/** A gesture is never tied to anything (R5). */
const TIED_TO_SOMETHING = [
  'full settlement',
  'full and final',
  'in settlement',
  'settle your complaint',
  'withdraw your complaint',
  'withdraw the complaint',
  'withdrawal',
  'drop your complaint',
  'drop the complaint',
  'review',
  'reviews',
  'rating',
  'ratings',
  'star rating',
  'testimonial',
  'recommend us',
  'in return for',
  'in exchange for',
  'on condition',
  'on the condition',
  'provided that you',
  'only if you',
  'no further claims',
  'waive',
  'keep this confidential',
];

/** Service messages and surveys carry no advertising. */
const ADVERTISING = [
  'offer',
  'offers',
  'special offer',
  'discount',
  'discounts',
  'buy',
  'buy now',
  'shop now',
  'sale',
  'on sale',
  'coupon',
  'promo',
  'promotion',
  'promotions',
  'voucher',
  'deal',
  'deals',
  'bargain',
  'newsletter',
  'subscribe',
  'limited time',
  'free trial',
  '% off',
];

const GESTURE_KEYS: readonly TemplateKey[] = ['one_up_offer', 'one_up_offer_silent', 'one_up_done'];
const STAFF_KEYS: readonly TemplateKey[] = ['staff_notice', 'invitation'];
/** A person's own words stand in it; only the frame around them is a template. */
const NEEDS_LINK: readonly TemplateKey[] = [
  'receipt',
  'question',
  'chase_1',
  'chase_2',
  'fix_summary',
  'one_up_offer',
  'survey',
  'invitation',
];

const MOST_BODY = 10_000;
const MOST_SUBJECT = 150;

/** Sentences about what is wrong; empty when the template may be published. */
export function templateProblems(key: TemplateKey, subject: string, body: string): string[] {
  return [...shapeProblems(subject, body), ...variableProblems(key, subject, body), ...wordProblems(key, `${subject}\n${body}`)];
}

function shapeProblems(subject: string, body: string): string[] {
  const problems: string[] = [];
  if (hasControls(subject, false)) problems.push('The subject must be one line of plain text.');
  if (hasControls(body, true)) problems.push('The text holds characters that cannot be shown.');
  if (subject.trim() === '' || subject.length > MOST_SUBJECT)
    problems.push(`The subject must have 1 to ${String(MOST_SUBJECT)} characters.`);
  if (body.trim() === '' || body.length > MOST_BODY) problems.push(`The text must have 1 to ${String(MOST_BODY)} characters.`);
  return problems;
}

function variableProblems(key: TemplateKey, subject: string, body: string): string[] {
  const known = variablesOf(key);
  const names = known.map((one) => one.name);
  const used = slotsOf(`${subject}\n${body}`);
  const unknown = used.filter((name) => !names.includes(name));
  const rest = `${subject}\n${body}`.replace(/\{\{[A-Za-z][A-Za-z0-9]*\}\}/g, '');
  const needed = known.filter((one) => isNeeded(key, one.name) && !used.includes(one.name));
  return [
    ...unknown.map((name) => `{{${name}}} is not a variable of this template. There are: ${names.join(', ')}.`),
    ...(/\{\{|\}\}/.test(rest) ? ['A variable is written {{name}}: two braces, no spaces, nothing else.'] : []),
    ...needed.map((one) => `{{${one.name}}} must be in it: ${one.note}.`),
  ];
}

/** The parts without which a message of this kind says nothing. */
function isNeeded(key: TemplateKey, name: string): boolean {
  if (name === 'link') return NEEDS_LINK.includes(key);
  if (name === 'number') return !STAFF_KEYS.includes(key);
  return ['question', 'summary', 'gesture', 'text'].includes(name) && (name !== 'text' || key === 'staff_reply' || key === 'staff_notice');
}

function wordProblems(key: TemplateKey, text: string): string[] {
  if (STAFF_KEYS.includes(key)) return [];
  if (GESTURE_KEYS.includes(key)) {
    return found(TIED_TO_SOMETHING, text).map((words) => `"${words}": a gesture is given without any condition.`);
  }
  return found(ADVERTISING, text).map((words) => `"${words}": this message carries no advertising.`);
}

function found(words: readonly string[], text: string): string[] {
  const plain = ` ${text
    .toLowerCase()
    .replace(/\{\{[a-z0-9]*\}\}/g, ' ')
    .replace(/[^a-z0-9%]+/g, ' ')} `;
  const spaced = plain.replaceAll('%', ' % ').replace(/ +/g, ' ');
  return words.filter((one) => spaced.includes(` ${one} `));
}

/** Control characters; a body may have line breaks and tabs. */
function hasControls(text: string, isBody: boolean): boolean {
  return [...text].some((char) => {
    const code = char.codePointAt(0) ?? 0;
    return (code < 32 || code === 127) && !(isBody && (char === '\n' || char === '\r' || char === '\t'));
  });
}
