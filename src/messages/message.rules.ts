import type { TemplateKey } from '../templates/template-keys.rules';

/** What a message is, what may be planned, and how often a failed one is tried again (settled.md 2, 35, 36). */

/** Each of them has its texts: what stands here and not among the templates does not compile. */
export const MESSAGE_KINDS = [
  'receipt',
  'owner_named',
  'missed_call',
  'status_step',
  'still_working',
  'late_note',
  'question',
  'chase_1',
  'chase_2',
  'lapse_notice',
  'fix_summary',
  'one_up_offer',
  'one_up_done',
  'voucher',
  'voucher_reminder',
  'survey',
  'survey_reminder',
  'sorry_again',
  'closing_note',
  'after_care_2',
  'after_care_14',
  'after_care_30',
  'new_link',
  'contact_code',
  'contact_confirm',
  'contact_changed',
  'stop_confirmation',
  'staff_reply',
  'staff_notice',
  'invitation',
] as const satisfies readonly TemplateKey[];
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export type MessageClass = 'service' | 'gesture' | 'survey' | 'marketing' | 'staff';

/** The ways to a customer. By `call` and `post` a person of ours does it. */
export const CHANNELS = ['email', 'sms', 'chat', 'call', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];
export type PlannedChannel = Channel | 'best';
/** What leaves through a provider. */
export type Carried = 'email' | 'sms';

export const MESSAGE_STATES = ['pending', 'held', 'sending', 'sent', 'uncertain', 'dead', 'cancelled'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * Facts for the template, by the names in templates/template.rules.ts: instants and dates as ISO 8601 text, money as "1250 USD" (smallest unit).
 * Never a link and never a token: those are made at the moment of sending.
 */
export type MessageVars = Readonly<Record<string, string | number | null>>;

/** A message to a customer, to be written in the business transaction. */
export interface PlannedMessage {
  /** The deterministic name of the effect, such as `ticket:<id>:ack`; a second plan under the same name is no second message. */
  effectKey: string;
  kind: MessageKind;
  class: Exclude<MessageClass, 'staff'>;
  ticketId: string;
  customerId: string | null;
  cycle: number;
  vars: MessageVars;
  /** Default: at once. */
  notBefore?: Date;
  /** Worthless afterwards: then it is cancelled instead of sent. */
  sendBefore?: Date;
  now: Date;
  /** Said by the desk and not by a person; default by kind. */
  automatic?: boolean;
  /** An address instead of the customer's best one. */
  to?: string;
  /**
   * Default `best`: the customer's own wish, else what they use, else e-mail, else a text, else a call (domain.md 6.3); where that way fails, the next one
   * is taken. A named channel is that one and no other. `chat`: the words of a person (a reply, a question) into the ticket's open chat.
   */
  channel?: PlannedChannel;
  /** About a gift that the customer must spend money to use: where that is advertising, it goes only to who agreed to that (domain.md 6.2). */
  needsSpend?: boolean;
}

/** A mail to somebody who works here. */
export interface PlannedStaffMail {
  effectKey: string;
  staffId: string;
  ticketId: string | null;
  kind: 'staff_notice' | 'invitation';
  vars: MessageVars;
  now: Date;
}

/** Words of a person of ours: a safety hold does not stop them. */
const PERSONAL: readonly MessageKind[] = ['staff_reply', 'question'];

/** Does the desk itself speak? Then a safety hold stops it. */
export function isAutomatic(kind: MessageKind): boolean {
  return !PERSONAL.includes(kind);
}

/**
 * What the desk sends without anybody of ours doing something: only these can keep a loop between two machines going, so only these are
 * counted and stopped by the brakes.
 */
export const BRAKED_KINDS: readonly MessageKind[] = [
  'receipt',
  'still_working',
  'late_note',
  'chase_1',
  'chase_2',
  'lapse_notice',
  'survey',
  'survey_reminder',
  'sorry_again',
  'closing_note',
  'after_care_2',
  'after_care_14',
  'after_care_30',
];

export const MOST_A_DAY = 8;
export const MOST_AN_HOUR = 5;
export const RECEIPT_PAUSE_MINUTES = 15;

const MINUTE_MS = 60_000;
const RETRY_MINUTES = [1, 5, 30, 120, 360];

/** How long to wait after the n-th refused attempt (counted from 1), or null when it was the last one. */
export function retryDelayMs(attempts: number, maxAttempts: number): number | null {
  if (attempts >= maxAttempts) return null;
  const minutes = RETRY_MINUTES[attempts - 1] ?? RETRY_MINUTES.at(-1) ?? 0;
  return minutes * MINUTE_MS;
}
