import { holdWords, HOLD_KINDS } from '../lifecycle/holds.rules';
import type { CloseReason } from '../lifecycle/ticket-facts.rules';

/** One line of a ticket's timeline, to be said in a sentence. */
export interface TimelineEntry {
  kind: string;
  /** "Mia", "The desk", "The customer". */
  by: string;
  reason: string | null;
  data: Readonly<Record<string, unknown>>;
  /** Names of the people in `data.from` and `data.to`, where these are people. */
  fromName: string | null;
  toName: string | null;
}

type Words = (entry: TimelineEntry) => string;

const CLOSED_AS: Readonly<Record<CloseReason, string>> = {
  recovered: 'the customer is satisfied again',
  not_recovered: 'the customer is not satisfied',
  unknown: 'how the customer feels is not known',
  withdrawn: 'the complaint was withdrawn',
  lapsed: 'no answer came',
};

const HOW: Readonly<Record<string, string>> = {
  call: 'on the phone',
  met: 'in person',
  letter: 'by letter',
  reply: 'in writing',
  chat: 'in the chat',
};
const CHANNEL: Readonly<Record<string, string>> = {
  phone: 'on the phone',
  email: 'by e-mail',
  sms: 'by text message',
  chat: 'in the chat',
  in_person: 'in person',
};
const PAUSED_FOR: Readonly<Record<string, string>> = {
  customer_date: 'the customer wants it on a later day',
  legal_hold: 'of a legal matter',
  site_closed: 'the place is closed',
};

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function how({ data }: TimelineEntry): string {
  const words = HOW[text(data['how']) ?? ''] ?? CHANNEL[text(data['channel']) ?? ''];
  return words === undefined ? '' : ` ${words}`;
}

function otherTicket({ data }: TimelineEntry): string {
  return typeof data['number'] === 'number' ? `R-${String(data['number'])}` : 'another ticket';
}

function hold({ data }: TimelineEntry): string {
  const kind = HOLD_KINDS.find((one) => one === data['hold']);
  return kind ? holdWords(kind) : 'a hold';
}

function assigned(entry: TimelineEntry): string {
  const team = text(entry.data['team']);
  if (team !== null) return `${entry.by} gave it to the team ${team}`;
  return entry.toName === null ? `${entry.by} put it back into the queue` : `${entry.by} gave it to ${entry.toName}`;
}

function closed({ by, data }: TimelineEntry): string {
  const why = CLOSED_AS[data['closeReason'] as CloseReason] as string | undefined;
  return why === undefined ? `${by} closed it` : `${by} closed it: ${why}`;
}

function gift({ data }: TimelineEntry): string {
  const name = text(data['name']);
  return name === null ? 'a gesture' : `“${name}”`;
}

const CLOCK_WORDS: Readonly<Record<string, string>> = {
  contact: 'the first contact',
  update: 'the next news',
  promise: 'the promised news',
  fix: 'the fix',
  one_up: 'the one-up',
  follow_up: 'the follow-up',
  fulfil: 'the promised gesture',
};

/** 100 % is the promise itself; before that it is a warning, after that it is late. */
function clockPoint({ data }: TimelineEntry): string {
  const clock = CLOCK_WORDS[text(data['clock']) ?? ''];
  const percent = typeof data['percent'] === 'number' ? data['percent'] : 0;
  if (clock === undefined) return 'An alarm rang';
  if (percent === 100) return `The promised time for ${clock} has passed`;
  return percent > 100
    ? `Still late: ${String(percent)} % of the time for ${clock} is used`
    : `${String(percent)} % of the time for ${clock} is used`;
}

const WORDS: Readonly<Partial<Record<string, Words>>> = {
  log_async: () => 'The complaint came in',
  log_live: ({ by }) => `${by} took the complaint`,
  log_fixed_on_spot: ({ by }) => `${by} took the complaint and put it right on the spot`,
  first_contact: (entry) => `${entry.by} spoke to the customer for the first time${how(entry)}`,
  contact: (entry) => `${entry.by} was in touch with the customer${how(entry)}`,
  ask_customer: (entry) => `${entry.by} asked the customer${how(entry)}; the clock for the fix stands still`,
  customer_answered: () => 'The customer answered; the clock for the fix runs again',
  resume_without_answer: ({ by }) => `${by} went on without an answer`,
  lapse: () => 'It ended because no answer came',
  fix_delivered: ({ by }) => `${by} put it right`,
  fixed_at_first_contact: ({ by }) => `${by} put it right at the first contact`,
  fix_failed: ({ by }) => `${by} said that the fix did not hold`,
  one_up_settled: () => 'The one-up is settled; now we ask how it went',
  bad_answer: () => 'The customer is not satisfied; the work goes on',
  close: closed,
  reopen: ({ by }) => `${by} opened it again`,
  withdraw: () => 'The customer withdrew the complaint',
  merge: (entry) => `${entry.by} merged it into ${otherTicket(entry)}`,
  unmerge: ({ by }) => `${by} undid the merge`,
  merged_in: (entry) => `${entry.by} merged ${otherTicket(entry)} into this one`,
  unmerged_from: (entry) => `${entry.by} took ${otherTicket(entry)} out of this one again`,
  void: ({ by }) => `${by} marked it as no complaint`,
  unvoid: ({ by }) => `${by} brought it back`,
  taken: ({ by }) => `${by} took it`,
  assigned,
  severity: ({ by, data }) => `${by} changed how bad it is from ${text(data['from']) ?? '?'} to ${text(data['to']) ?? '?'}`,
  hold_set: (entry) => `${entry.by} put ${hold(entry)} on it`,
  hold_released: (entry) => `${entry.by} lifted ${hold(entry)}`,
  note: ({ by }) => `${by} wrote a note`,
  message: (entry) => `${entry.by} wrote to the customer${how(entry)}`,
  acknowledged: ({ by }) => `${by} has it`,
  escalated: ({ by }) => `${by} asked for help`,
  paused: ({ by, data }) => {
    const why = PAUSED_FOR[text(data['why']) ?? ''];
    return why === undefined ? `${by} paused the clock` : `${by} paused the clock because ${why}`;
  },
  split_off: ({ by, data }) => `${by} made a message of the customer a ticket of its own: R-${String(data['number'])}`,
  desk_ended: ({ data }) => `The contract of ${text(data['desk']) ?? 'the partner'} ended, and it came back to us`,
  unpaused: ({ by }) => `${by} let the clock run again`,
  status_step: ({ data, by }) => `${text(data['source']) ?? by} reported: ${(text(data['step']) ?? 'other').replaceAll('_', ' ')}`,
  redress_paid: ({ by }) => `${by} noted that the money was paid`,
  complaint_added: ({ by }) => `${by} added another complaint about the same matter`,
  customer_wrote: () => 'The customer wrote',
  customer_thanked: () => 'The customer said thank you',
  visitor_wrote: () => 'Somebody wrote of whom we do not know who it is',
  texts_off: () => 'The customer wants no more text messages',
  texts_on: () => 'The customer wants text messages again',
  contact_changed: ({ data }) =>
    `The customer changed their ${data['address'] === 'phone' ? 'phone number' : 'e-mail address'} on their page, by a code`,
  not_their_number: () => 'Somebody else has this number now',
  automatic_mail: () => 'An automatic reply came',
  undeliverable: () => 'A mail came back: nobody is at that address',
  chased: ({ data }) => (data['written'] === false ? 'The customer is to be asked again by phone' : 'The customer was asked again'),
  clock_point: clockPoint,
  still_working: () => 'The customer was told that we are still working on it',
  late_note: () => 'The customer was told that we are late, and the new time',
  call_missed: () => 'The customer was called, and nobody answered',
  call_due: () => 'Somebody is to call the customer',
  call_held: () => 'Somebody has called the customer',
  follow_up_waived: ({ data }) =>
    data['reason'] === 'opted_out'
      ? 'The customer wants no questions about how it went, so nobody asks'
      : 'The customer is asked about another complaint, so not about this one',
  survey_sent: () => 'The customer was asked how it went',
  survey_answered: () => 'The customer said how it went',
  gestures_suggested: () => 'The desk suggested what could be given on top',
  gesture_taken: (entry) => `${entry.by} chose ${gift(entry)}`,
  gesture_offered: (entry) => `${entry.by} offered ${gift(entry)}`,
  gesture_accepted: (entry) => `${gift(entry)} was accepted`,
  gesture_declined: (entry) => `${gift(entry)} was declined`,
  gesture_expired: (entry) => `The offer of ${gift(entry)} ran out`,
  gesture_fulfilled: (entry) => `${gift(entry)} was given`,
  gesture_fulfil_failed: (entry) => `Giving ${gift(entry)} did not work`,
  gesture_retried: (entry) => `${gift(entry)} is tried again`,
  gesture_substituted: (entry) => `${gift(entry)} was replaced by something else`,
  gesture_revoked: (entry) => `${gift(entry)} was taken back`,
  gesture_dismissed: (entry) => `${entry.by} put ${gift(entry)} aside`,
  gesture_redeem: (entry) => `${gift(entry)} was used`,
  gesture_voucher_expired: (entry) => `${gift(entry)} ran out unused`,
  voucher_undone: (entry) => `${entry.by} took the use of ${gift(entry)} back; the voucher is good again`,
  voucher_revived: (entry) => `${entry.by} gave the voucher for ${gift(entry)} again`,
  voucher_taken_late: (entry) => `${entry.by} took the voucher for ${gift(entry)} after its last day`,
  one_up_waived: ({ by }) => `${by} decided to give nothing on top`,
  one_up_not_eligible: () => 'Nothing in the catalogue fits, so nothing is given on top',
};

/** The line in one plain sentence. A kind that has no words of its own is said by its name. */
export function timelineSentence(entry: TimelineEntry): string {
  const said = WORDS[entry.kind]?.(entry) ?? `${entry.by}: ${entry.kind.replaceAll('_', ' ')}`;
  const words = said.charAt(0).toUpperCase() + said.slice(1);
  const reason = text(entry.reason)
    ?.trim()
    .replace(/[.\s]+$/, '');
  return reason === undefined || reason === '' ? `${words}.` : `${words} (${reason}).`;
}

const EMAIL = /[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@<>()[\],;:".]+/gu;
const PHONE = /(?<![\p{L}\p{N}-])\+?\(?\d(?:[\s()./-]{0,2}\d){6,}/gu;

/** Text without the addresses and numbers in it, for those who may not read them. Dates and amounts are shorter than any number to call. */
export function withoutContacts(said: string): string {
  return said.replace(EMAIL, '•••').replace(PHONE, '•••');
}
