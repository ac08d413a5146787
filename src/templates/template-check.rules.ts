import { conditionalWords } from './template-words.rules';
import { advertWords } from './advert-words.rules';
import { slotsOf, variablesOf } from './template.rules';
import { carriesLink, isForStaff, TEMPLATE_CLASSES, type TemplateChannel, type TemplateKey } from './template-keys.rules';

/** Why a text may not be published: its shape, its variables, the parts and the words of its class (domain.md 5.2 R5, 6.2, 6.6). */

export interface TemplateText {
  readonly key: TemplateKey;
  readonly channel: TemplateChannel;
  /** '' on every channel but mail. */
  readonly subject: string;
  readonly body: string;
}

/** A mail of these kinds is worth nothing without the customer's page. */
const LINK_KEYS: readonly TemplateKey[] = [
  ...(['receipt', 'question', 'chase_1', 'chase_2', 'fix_summary', 'one_up_offer', 'survey', 'survey_reminder'] as const),
  ...(['after_care_2', 'after_care_14', 'after_care_30', 'we_changed', 'new_link', 'invitation'] as const),
];
/** In a chat the customer answers where they are; only what is answered on the page needs it. */
export const CHAT_LINK_KEYS: readonly TemplateKey[] = ['one_up_offer', 'survey', 'survey_reminder', 'we_changed', 'new_link'];

/** Without these a message of the kind says nothing. */
const CONTENT: Readonly<Partial<Record<TemplateKey, readonly string[]>>> = {
  receipt: ['promise'],
  owner_named: ['owner'],
  status_step: ['step'],
  still_working: ['nextNews'],
  late_note: ['promise'],
  question: ['question'],
  chase_1: ['question'],
  chase_2: ['question'],
  fix_summary: ['summary'],
  one_up_offer: ['gesture'],
  one_up_offer_silent: ['gesture'],
  one_up_done: ['gesture'],
  voucher: ['gesture', 'code', 'lastDay'],
  voucher_reminder: ['gesture', 'code', 'lastDay'],
  sorry_again: ['promise'],
  contact_code: ['checkCode'],
  contact_confirm: ['checkCode'],
  we_changed: ['change', 'postalAddress'],
  staff_reply: ['text'],
  staff_notice: ['text'],
};
/** A text message leaves these to the page: nobody knows how long they are. */
const TOO_LONG_FOR_SMS = ['step', 'question', 'summary', 'gesture', 'change'];

const MOST_BODY = 10_000;
const MOST_SUBJECT = 150;

/** Sentences about what is wrong; empty when the text may be published. */
export function templateProblems(text: TemplateText): string[] {
  return [...shapeProblems(text), ...variableProblems(text), ...wordProblems(text)];
}

function shapeProblems({ key, channel, subject, body }: TemplateText): string[] {
  const problems: string[] = [];
  if (channel !== 'email' && isForStaff(key)) problems.push('What staff get is sent by e-mail only.');
  if (channel !== 'email' && subject !== '') problems.push('Only an e-mail has a subject. Leave it out.');
  if (hasControls(subject, false)) problems.push('The subject must be one line of plain text.');
  if (hasControls(body, true)) problems.push('The text holds characters that cannot be shown.');
  if (channel === 'email' && (subject.trim() === '' || subject.length > MOST_SUBJECT))
    problems.push(`The subject must have 1 to ${String(MOST_SUBJECT)} characters.`);
  if (body.trim() === '' || body.length > MOST_BODY) problems.push(`The text must have 1 to ${String(MOST_BODY)} characters.`);
  return problems;
}

function variableProblems(text: TemplateText): string[] {
  const whole = `${text.subject}\n${text.body}`;
  const known = variablesOf(text.key);
  const names = known.map((one) => one.name);
  const used = slotsOf(whole);
  const unknown = used.filter((name) => !names.includes(name));
  const rest = whole.replace(/\{\{[A-Za-z][A-Za-z0-9]*\}\}/g, '');
  const needed = requiredParts(text.key, text.channel).filter((name) => !used.includes(name));
  return [
    ...unknown.map((name) => `{{${name}}} is not a variable of this template. There are: ${names.join(', ')}.`),
    ...(/\{\{|\}\}/.test(rest) ? ['A variable is written {{name}}: two braces, no spaces, nothing else.'] : []),
    ...needed.map((name) => `{{${name}}} must be in it: ${known.find((one) => one.name === name)?.note ?? ''}.`),
  ];
}

/**
 * The variables that a text of this kind must hold on this channel. A mail: sender, number, its content, the page where it is needed; a text message: who
 * speaks, its short content, the page; in a chat and on the customer's page everybody knows who speaks and what about. Advertising names our address.
 */
export function requiredParts(key: TemplateKey, channel: TemplateChannel): string[] {
  const content = CONTENT[key] ?? [];
  const link = (isNeeded: boolean): string[] => (isNeeded ? ['link'] : []);
  if (isForStaff(key)) return [...content, ...link(LINK_KEYS.includes(key))];
  const hasTicket = key !== 'stop_confirmation';
  switch (channel) {
    case 'email':
      return ['signature', ...(hasTicket ? ['number'] : []), ...content, ...link(LINK_KEYS.includes(key))];
    case 'sms':
      return [
        'place',
        ...content.filter((name) => !TOO_LONG_FOR_SMS.includes(name)),
        ...link(hasTicket && key !== 'staff_reply' && carriesLink(key)),
      ];
    case 'chat':
      return [...content, ...link(CHAT_LINK_KEYS.includes(key))];
    case 'page':
      return [...content];
  }
}

function wordProblems({ key, subject, body }: TemplateText): string[] {
  const text = `${subject}\n${body}`;
  switch (TEMPLATE_CLASSES[key]) {
    case 'staff':
      return [];
    case 'gesture':
    case 'marketing':
      return conditionalWords(text).map((words) => `"${words}": a gift is given without any condition.`);
    case 'service':
    case 'survey':
      return advertWords(text).map((words) => `"${words}": this message carries no advertising.`);
  }
}

/** Control characters; a body may have line breaks and tabs. */
function hasControls(text: string, isBody: boolean): boolean {
  return [...text].some((char) => {
    const code = char.codePointAt(0) ?? 0;
    return (code < 32 || code === 127) && !(isBody && (char === '\n' || char === '\r' || char === '\t'));
  });
}
