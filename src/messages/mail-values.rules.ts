import { greeting } from './greeting.rules';
import { ticketRef, type MessageKind, type MessageVars } from './message.rules';
import { type TemplateKey, type TemplateVariable, variablesOf } from './template.rules';
import { readable } from './variable-values.rules';

/** Gives each variable of a template its value, from what was planned and from what the database says now. */

export interface MailFacts {
  kind: MessageKind;
  vars: MessageVars;
  ticketNumber: number | null;
  ticketChannel: string | null;
  question: string | null;
  closedAt: Date | null;
  customerName: string | null;
  locationName: string | null;
  ownerName: string | null;
  gestureSilent: boolean | null;
  gestureText: string | null;
  gestureReason: Readonly<Record<string, string>> | null;
  gestureUntil: Date | null;
  staffName: string | null;
  inviteUntil: Date | null;
}

/** After closing, the customer may open the complaint again for 30 days (domain.md 4.1, `reopen_window`). */
const REOPEN_MS = 30 * 86_400_000;
/** Where somebody of ours wrote the complaint down, the customer's words and name come from us and not from an unknown sender. */
const WRITTEN_BY_STAFF = ['phone', 'in_person'];

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
): Record<string, string | null> {
  const values = variablesOf(key).map((variable): [string, string | null] => {
    return [variable.name, readable(variable.type, valueOf(variable, facts, link, language), zone, language)];
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
    case 'number':
      return facts.ticketNumber === null ? null : ticketRef(facts.ticketNumber);
    case 'link':
      return link;
    case 'owner':
      return facts.ownerName;
    case 'question':
      return planned ?? facts.question;
    case 'reopenUntil':
      return planned ?? (facts.closedAt ? new Date(facts.closedAt.getTime() + REOPEN_MS) : null);
    case 'gesture':
      return facts.gestureText ?? planned;
    case 'reason':
      return facts.gestureReason?.[language] ?? facts.gestureReason?.['en'] ?? planned;
    case 'until':
      return facts.gestureUntil ?? facts.inviteUntil ?? planned;
    case 'subject':
      return planned ?? 'Your complaint';
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
