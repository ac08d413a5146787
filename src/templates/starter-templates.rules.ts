import { carriesLink, CUSTOMER_KEYS, type CustomerKey, type StaffKey, type TemplateChannel, type TemplateKey } from './template-keys.rules';
import { CHAT_LINK_KEYS } from './template-check.rules';
import { ARABIC } from './texts/words.ar.rules';
import { GERMAN } from './texts/words.de.rules';
import { ENGLISH } from './texts/words.en.rules';
import { SPANISH } from './texts/words.es.rules';
import { FRENCH } from './texts/words.fr.rules';
import { type LanguageWords, mail, type MailWords } from './texts/words.rules';

/** The texts that the desk begins with: every kind of message on every channel in five languages; what staff get is in English. */

export interface StarterTemplate {
  readonly key: TemplateKey;
  readonly channel: TemplateChannel;
  readonly language: string;
  /** Only mails have one; '' elsewhere. */
  readonly subject: string;
  readonly body: string;
}

const LANGUAGES: Readonly<Record<string, LanguageWords>> = { en: ENGLISH, de: GERMAN, es: SPANISH, fr: FRENCH, ar: ARABIC };
export const STARTER_LANGUAGES = Object.keys(LANGUAGES);

const STAFF_MAILS: Readonly<Record<StaffKey, MailWords>> = {
  staff_notice: mail('Amends: {{text}}', '{{text}}', '{{link}}'),
  invitation: mail(
    'Your account at the recovery desk',
    '{{greeting}}',
    'You have an account at the recovery desk now. Choose your password here:\n{{link}}',
    'The link works once, until {{until}}.',
    'Were you not expecting this? Then leave it alone. Without a password nobody can use the account.',
  ),
};

export const STARTER_TEMPLATES: readonly StarterTemplate[] = [
  ...Object.entries(LANGUAGES).flatMap(([language, words]) => CUSTOMER_KEYS.flatMap((key) => ofKind(key, language, words))),
  ...(Object.keys(STAFF_MAILS) as StaffKey[]).map((key) => ({
    ...{ key, channel: 'email' as const, language: 'en', subject: STAFF_MAILS[key].subject },
    body: STAFF_MAILS[key].paragraphs.join('\n\n'),
  })),
];

function ofKind(key: CustomerKey, language: string, words: LanguageWords): StarterTemplate[] {
  const { subject, paragraphs } = words.mails[key];
  const short = words.shorts[key];
  const body = ['{{greeting}}', ...paragraphs, `${words.regards}\n{{signature}}`].join('\n\n');
  return [
    { key, channel: 'email', language, subject, body },
    { key, channel: 'sms', language, subject: '', body: textMessage(key, words).join('\n\n') },
    { key, channel: 'chat', language, subject: '', body: [...short, ...(CHAT_LINK_KEYS.includes(key) ? ['{{link}}'] : [])].join('\n\n') },
    { key, channel: 'page', language, subject: '', body: short.join('\n\n') },
  ];
}

/** Who speaks, what there is, and where to read on. */
function textMessage(key: CustomerKey, { shorts, texts }: LanguageWords): string[] {
  const [first = '', ...rest] = texts[key] ?? shorts[key];
  if (key === 'staff_reply') return [`{{place}} ({{number}}): ${first}`, ...rest];
  return [`{{place}}: ${first}`, ...rest, ...(key === 'stop_confirmation' || !carriesLink(key) ? [] : ['{{link}}'])];
}
