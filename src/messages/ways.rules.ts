import type { Carried, Channel, MessageClass, MessageKind } from './message.rules';

/** By which ways a kind of message may reach the customer (domain.md 6.3). */

/** Worth a call or a letter where nothing else reaches the customer; a receipt or a survey is not. */
const BY_HAND: readonly MessageKind[] = ['question', 'fix_summary', 'one_up_offer', 'one_up_done', 'voucher', 'sorry_again', 'staff_reply'];

/** These may not be texted: a till reads the picture of a voucher's code, and words to staff are no customer's. */
const NEVER_TEXTED: readonly MessageKind[] = ['voucher', 'voucher_reminder', 'staff_notice', 'invitation'];

/** Words that end all words: what they confirm has switched the channel off already. */
export const CONFIRMATIONS: readonly MessageKind[] = ['stop_confirmation'];

/** Somebody waits for these at this moment, and they work for minutes only: they leave at once, whatever became of the messages before them. */
export const OUT_OF_ORDER: readonly MessageKind[] = ['contact_code', 'contact_confirm', 'new_link'];

/** A text may be this long; longer is no text message any more. */
export const MOST_SEGMENTS = 6;

/** The channels that are open to a kind, in the order in which they are tried where the customer has no wish. */
export function channelsFor(kind: MessageKind, set: { email: boolean; sms: boolean }): Channel[] {
  if (CONFIRMATIONS.includes(kind)) return ['sms'];
  const ways: Channel[] = ['email'];
  if (set.sms && !NEVER_TEXTED.includes(kind)) ways.push('sms');
  if (BY_HAND.includes(kind)) ways.push('call', 'post');
  return ways;
}

/** The kind of address behind a channel; a chat has none. */
export function addressKindOf(channel: Channel): 'email' | 'phone' | 'post' | null {
  if (channel === 'chat') return null;
  if (channel === 'email' || channel === 'post') return channel;
  return 'phone';
}

export function isCarried(channel: Channel): channel is Carried {
  return channel === 'email' || channel === 'sms';
}

/** At most so many automatic messages of the counted classes a customer gets, over all complaints (settled.md 35). */
export const CAPS = [
  { most: 3, hours: 24 },
  { most: 6, hours: 7 * 24 },
] as const;

const COUNTED: readonly MessageClass[] = ['gesture', 'survey', 'marketing'];

/** Does it count, and does the count stop it? Whatever is about somebody's safety goes out. */
export function isCounted(message: { class: MessageClass; automatic: boolean; severity: string | null }): boolean {
  return message.automatic && COUNTED.includes(message.class) && message.severity !== 'S1';
}

/** The smaller, the sooner it leaves where not all may. */
export function rankOf(messageClass: MessageClass): number {
  return COUNTED.indexOf(messageClass);
}
