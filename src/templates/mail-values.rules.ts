import { greeting } from './greeting.rules';
import { baseOf } from './language.rules';
import { type TemplateVariable, variablesOf } from './template.rules';
import type { TemplateChannel, TemplateKey } from './template-keys.rules';
import { readable, ticketRef, wordingOf } from './variable-values.rules';

/** Gives each variable of a template its value, from what was planned and from what the database says now. */

export interface MailFacts {
  kind: TemplateKey;
  /** As planned: instants and dates as ISO 8601 text, money as "1250 USD". */
  vars: Readonly<Record<string, string | number | null>>;
  ticketNumber: number | null;
  ticketChannel: string | null;
  question: string | null;
  closedAt: Date | null;
  customerName: string | null;
  locationName: string | null;
  ownerName: string | null;
  /** A number that reaches the owner, or the place. */
  directLine: string | null;
  gestureSilent: boolean | null;
  gestureText: string | null;
  gestureReason: Readonly<Record<string, string>> | null;
  gestureUntil: Date | null;
  /** Made at the moment of sending; never planned. */
  voucherCode: string | null;
  voucherLastDay: string | null;
  /** Six digits for changing contact data. Made at the moment of sending; never planned. */
  checkCode: string | null;
  staffName: string | null;
  inviteUntil: Date | null;
}

/** After closing, the customer may open the complaint again for 30 days (domain.md 4.1, `reopen_window`). */
const REOPEN_MS = 30 * 86_400_000;
/** Where somebody of ours wrote the complaint down, the customer's words and name come from us and not from an unknown sender. */
const WRITTEN_BY_STAFF = ['phone', 'in_person'];

const YOUR_COMPLAINT: Readonly<Record<string, string>> = {
  en: 'Your complaint',
  de: 'Ihre Beschwerde',
  es: 'Su queja',
  fr: 'Votre plainte',
  ar: 'شكواكم',
};

export function templateKeyOf(facts: Pick<MailFacts, 'kind' | 'gestureSilent'>): TemplateKey {
  return facts.kind === 'one_up_offer' && facts.gestureSilent === true ? 'one_up_offer_silent' : facts.kind;
}

/** What the template's variables read in `language` and the customer's `zone`; null where there is nothing to say. `link` is ready to use. */
export function mailValues(
  key: TemplateKey,
  facts: MailFacts,
  link: string | null,
  zone: string,
  language: string,
  channel: TemplateChannel = 'email',
): Record<string, string | null> {
  const values = variablesOf(key).map((variable): [string, string | null] => {
    return [variable.name, readable(variable.type, valueOf(variable, facts, link, language), zone, language, wordingOf(channel))];
  });
  return Object.fromEntries(values);
}

function valueOf({ name }: TemplateVariable, facts: MailFacts, link: string | null, language: string): string | number | Date | null {
  const planned = facts.vars[name] === '' ? null : (facts.vars[name] ?? null);
  switch (name) {
    case 'greeting':
      return greeting(nameOf(facts), language);
    case 'signature':
      return signature(facts);
    case 'place':
      return facts.locationName ?? planned;
    case 'number':
      return facts.ticketNumber === null ? null : ticketRef(facts.ticketNumber);
    case 'link':
      return link;
    case 'owner':
      return facts.ownerName;
    case 'directLine':
      return facts.directLine;
    case 'question':
      return planned ?? facts.question;
    case 'reopenUntil':
      return planned ?? (facts.closedAt ? new Date(facts.closedAt.getTime() + REOPEN_MS) : null);
    case 'gesture':
      return facts.gestureText ?? planned;
    case 'reason':
      return facts.gestureReason?.[language] ?? facts.gestureReason?.[baseOf(language)] ?? facts.gestureReason?.['en'] ?? planned;
    case 'until':
      return facts.gestureUntil ?? facts.inviteUntil ?? planned;
    case 'code':
      return facts.voucherCode;
    case 'checkCode':
      return facts.checkCode;
    case 'lastDay':
      return facts.voucherLastDay;
    case 'subject':
      return planned ?? YOUR_COMPLAINT[baseOf(language)] ?? 'Your complaint';
    case 'text':
      return facts.kind === 'receipt' && !isOurWriting(facts) ? null : planned;
    default:
      return planned;
  }
}

/**
 * A receipt to an address that nobody has verified carries nothing that was sent in, not even the name: else the desk can be made to send
 * anybody's words to anybody (R12).
 */
function nameOf(facts: MailFacts): string | null {
  if (facts.kind === 'invitation' || facts.kind === 'staff_notice') return facts.staffName;
  // nobody knows yet whose the new address is
  if (facts.kind === 'contact_confirm') return null;
  return facts.kind === 'receipt' && !isOurWriting(facts) ? null : facts.customerName;
}

function isOurWriting(facts: MailFacts): boolean {
  return WRITTEN_BY_STAFF.includes(facts.ticketChannel ?? '');
}

/** "Maria, Main Street": who looks after it, and where. */
function signature(facts: MailFacts): string | null {
  const planned = facts.vars['sender'];
  const person = typeof planned === 'string' && planned !== '' ? planned : facts.ownerName;
  return [person, facts.locationName].filter(Boolean).join(', ') || null;
}
