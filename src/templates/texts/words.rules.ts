import type { CustomerKey } from '../template-keys.rules';

/** What a language says for each kind of message. Plain, warm and short; managers publish their own versions. */

export interface MailWords {
  readonly subject: string;
  /** What stands between the greeting and the signature. */
  readonly paragraphs: readonly string[];
}

export interface LanguageWords {
  /** "Kind regards". */
  readonly regards: string;
  readonly mails: Readonly<Record<CustomerKey, MailWords>>;
  /** The same in one or two sentences, for a chat and for the customer's page. A part whose variable has no value is left out. */
  readonly shorts: Readonly<Record<CustomerKey, readonly string[]>>;
  /** For a text message, where the short form holds something long: three segments are enough for it, whatever the values. */
  readonly texts: Readonly<Partial<Record<CustomerKey, readonly string[]>>>;
}

export function mail(subject: string, ...paragraphs: string[]): MailWords {
  return { subject, paragraphs };
}
