/** What may be sent to whom: classes, channels, and what the customer said last (domain.md 6.2, 6.5). */

export const CONSENT_CHANNELS = ['email', 'sms', 'call', 'post'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const CONSENT_CLASSES = ['service', 'gesture', 'survey', 'marketing'] as const;
export type ConsentClass = (typeof CONSENT_CLASSES)[number];

export type AddressedBy = 'email' | 'phone' | 'post';

/** Where a consent or a refusal was said. The first row is said to us and written down by staff, the others come from the customer's own hand or from the address itself. */
export const STAFF_SOURCES = ['oral', 'written', 'form', 'letter'] as const;
export const OWN_SOURCES = ['stop_word', 'start_word', 'one_click', 'unsubscribe_page', 'preference_page'] as const;
export const ADDRESS_SOURCES = ['bounced', 'reassigned'] as const;
export type ConsentSource = (typeof STAFF_SOURCES)[number] | (typeof OWN_SOURCES)[number] | (typeof ADDRESS_SOURCES)[number];

const KIND_OF: Readonly<Record<ConsentChannel, AddressedBy>> = { email: 'email', sms: 'phone', call: 'phone', post: 'post' };

/** The kind of address that a channel goes to. */
export function kindOf(channel: ConsentChannel): AddressedBy {
  return KIND_OF[channel];
}

/** The channels that are meant at an address of this kind: itself, or for `all` every one that the address has. Empty where it has no such channel. */
export function channelsAt(kind: AddressedBy, channel: ConsentChannel | 'all'): ConsentChannel[] {
  return CONSENT_CHANNELS.filter((one) => KIND_OF[one] === kind && (channel === 'all' || channel === one));
}

/** A closed channel is opened again by the customer's own hand only: START, or the page behind the link in our mails. */
export function reopens(source: ConsentSource): boolean {
  return source === 'start_word' || source === 'preference_page';
}

const AFTER_CONTACT_MS = 30 * 86_400_000;

/**
 * The class by whose rules a message goes. A gesture that the customer must spend money to use counts as advertising by SMS, and on every channel once
 * the last contact is more than 30 days ago (domain.md 6.2). `lastContactAt` null: there was none.
 */
export function effectiveClass(message: {
  class: ConsentClass;
  channel: ConsentChannel;
  needsSpend: boolean;
  lastContactAt: Date | null;
  now: Date;
}): ConsentClass {
  const { class: given, channel, needsSpend, lastContactAt, now } = message;
  if (given !== 'gesture' || !needsSpend) return given;
  const isLate = lastContactAt === null || now.getTime() - lastContactAt.getTime() > AFTER_CONTACT_MS;
  return channel === 'sms' || isLate ? 'marketing' : 'gesture';
}

/** Advertising goes only to who agreed; everything else until somebody objects. */
export function needsConsent(messageClass: ConsentClass): boolean {
  return messageClass === 'marketing';
}

/** What is known of one address, one channel and one class. */
export interface Said {
  /** The whole channel is closed. */
  suppressed: boolean;
  /** The last word for this class, null where none was said. */
  given: boolean | null;
}

/**
 * May it be sent? `requiredByLaw`: a letter that the law asks for goes by post or e-mail whatever the customer said, and by no other way (edge 113).
 */
export function mayReceive(said: Said, message: { class: ConsentClass; channel: ConsentChannel; requiredByLaw?: boolean }): boolean {
  if (message.requiredByLaw === true && (message.channel === 'email' || message.channel === 'post')) return true;
  if (said.suppressed) return false;
  return said.given ?? !needsConsent(message.class);
}

/** How the customer may be reached about the complaint: `open`, `closed` by the customer's wish, or `none`: there is no address for it. */
export type WaysOpen = Readonly<Record<ConsentChannel, 'open' | 'closed' | 'none'>>;

const VERBS: Readonly<Record<ConsentChannel, string>> = { sms: 'text', call: 'call', email: 'e-mail', post: 'write a letter' };
/** In this order people try them. */
const TRIED: readonly ConsentChannel[] = ['sms', 'call', 'email', 'post'];

/** What people at the desk must know before they reach for the phone: "Do not text; call or e-mail." Empty where nothing was refused. */
export function contactNotes(ways: WaysOpen): string[] {
  const closed = TRIED.filter((channel) => ways[channel] === 'closed').map((channel) => VERBS[channel]);
  const open = TRIED.filter((channel) => ways[channel] === 'open').map((channel) => VERBS[channel]);
  if (closed.length === 0) return [];
  if (open.length === 0) return [`Do not ${orList(closed)}. Only what the law asks for goes out, by letter or e-mail.`];
  return [`Do not ${orList(closed)}; ${orList(open)}.`];
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
