import { maskedContact, seesContactData } from '../customers/contact-mask.rules';
import type { Role } from '../staff/role.rules';
import type { MessageClass, MessageKind, MessageState } from './message.rules';
import type { Receipt } from './sms.rules';

/** One line of the outbox: which tab it stands in, and how it reads. */

export const TABS = ['needs', 'going', 'sent', 'stopped'] as const;
export type Tab = (typeof TABS)[number];

export const HELD_FOR = ['provider', 'check', 'person', 'staff'] as const;
export type HeldFor = (typeof HELD_FOR)[number];

/** Nobody needs to know more than that there are very many, so that no count reads a whole table. */
const MOST_COUNTED = 1000;
const MOST_LOOKED_AT = 2000;

const BLOCKING = `SELECT e.id FROM message e WHERE m.state = 'pending' AND e.order_key = m.order_key AND e.seq < m.seq AND e.state IN ('held', 'sending', 'uncertain')
  ORDER BY e.seq LIMIT 1`;
const DELIVERED = `SELECT max(d.at) FROM delivery_event d WHERE m.receipt = 'delivered' AND d.message_id = m.id AND d.kind = 'delivered'`;

export const COLUMNS = `m.id, m.ticket_id AS "ticketId", 'R-' || t.number AS "ticketRef", t.number AS "ticketNumber", m.kind, m.class, m.channel, m.to_address AS "to",
  m.language, m.state, m.last_error AS "lastError", m.receipt, m.segments, m.attempts, m.automatic, m.not_before AS "notBefore", m.created_at AS "createdAt",
  m.sent_at AS "sentAt", m.held_for AS "heldFor", m.version, (SELECT c.name FROM customer c WHERE c.id = m.customer_id) AS "customerName",
  coalesce(t.restricted, false) AS restricted, (${DELIVERED}) AS "deliveredAt", (${BLOCKING}) AS "blockedBy"`;
export const FROM = 'FROM message m LEFT JOIN ticket t ON t.id = m.ticket_id';

/** A row of COLUMNS. */
export interface MessageRow {
  id: string;
  ticketId: string | null;
  ticketRef: string | null;
  ticketNumber: number | null;
  kind: MessageKind;
  class: MessageClass;
  channel: string;
  to: string | null;
  language: string;
  state: MessageState;
  lastError: string | null;
  receipt: Receipt | null;
  segments: number | null;
  attempts: number;
  automatic: boolean;
  notBefore: Date;
  createdAt: Date;
  sentAt: Date | null;
  heldFor: HeldFor | null;
  version: number;
  customerName: string | null;
  restricted: boolean;
  deliveredAt: Date | null;
  blockedBy: string | null;
}

/** How the row reads for these roles. */
export type MessageLine = Omit<MessageRow, 'ticketNumber' | 'restricted'> & {
  ticket: { id: string; number: number } | null;
  why: string;
  editable: boolean;
};

/** One that gave up is somebody's business as long as the complaint it belongs to goes on. */
const LIVE_TROUBLE = `m.state = 'dead' AND m.class <> 'staff' AND t.cycle = m.cycle AND t.state NOT IN ('closed', 'merged', 'void')`;
/** State by state, so that each is a range of the index on states. */
const PARTS: Readonly<Record<Tab, readonly (readonly [MessageState, string])[]>> = {
  needs: [
    ['uncertain', 'true'],
    ['held', `m.held_for IN ('check', 'person')`],
    ['dead', `(${LIVE_TROUBLE}) IS TRUE`],
  ],
  going: [
    ['pending', 'true'],
    ['sending', 'true'],
    ['held', `coalesce(m.held_for, 'provider') IN ('provider', 'staff')`],
  ],
  sent: [['sent', 'true']],
  stopped: [
    ['cancelled', 'true'],
    ['dead', `(${LIVE_TROUBLE}) IS NOT TRUE`],
  ],
};

/** The condition of a tab on `m` and `t` of FROM. Every message stands in exactly one. */
export function tabCondition(tab: Tab): string {
  return `(${PARTS[tab].map(([state, which]) => `(m.state = '${state}' AND ${which})`).join(' OR ')})`;
}

/**
 * How many there are in each tab of what `visible` lets through, up to 1000, among the newest 2,000 of each state. Each message looks its ticket up
 * (OFFSET 0): joined as a whole, every count would read all tickets.
 */
export function countsSql(visible: string): string {
  const most = String(MOST_COUNTED);
  const countOf = ([state, which]: readonly [MessageState, string]): string =>
    `(SELECT count(*) FROM (SELECT * FROM message WHERE state = '${state}' ORDER BY id DESC LIMIT ${String(MOST_LOOKED_AT)}) m
      LEFT JOIN LATERAL (SELECT x.* FROM ticket x WHERE x.id = m.ticket_id OFFSET 0) t ON true WHERE ${which} AND ${visible})`;
  const columns = TABS.map((tab) => `least(${most}, ${PARTS[tab].map(countOf).join(' + ')})::int AS ${tab}`);
  return `SELECT ${columns.join(', ')}`;
}

/** Only what a person wrote to a customer is theirs to change; all other words come from templates. */
export function isEditable(kind: MessageKind, messageClass: MessageClass): boolean {
  return kind === 'staff_reply' && messageClass !== 'staff';
}

export function viewOf({ ticketNumber, restricted, ...row }: MessageRow, roles: readonly Role[]): MessageLine {
  const masked = !seesContactData(roles) && row.class !== 'staff';
  const kind = row.channel === 'email' ? 'email' : row.channel === 'post' ? 'post' : 'phone';
  return {
    ...row,
    to: row.to === null || !masked ? row.to : maskedContact(kind, row.to),
    customerName: masked || restricted ? null : row.customerName,
    lastError: row.lastError === null ? null : plainTrouble(row.lastError),
    ticket: row.ticketId === null || ticketNumber === null ? null : { id: row.ticketId, number: ticketNumber },
    why: WHY[row.kind],
    editable: isEditable(row.kind, row.class) && (row.state === 'pending' || row.state === 'held'),
  };
}

/** Why each kind goes out. */
const WHY: Readonly<Record<MessageKind, string>> = {
  receipt: 'The complaint came in: the customer is told that we have it, and by when they hear more.',
  owner_named: 'Somebody looks after it now: the customer learns who.',
  missed_call: 'We called and reached nobody: the customer learns when we try again.',
  still_working: 'The promised news is near and nothing is decided yet: the customer is told that we are at it.',
  late_note: 'We are late with what we promised: the customer is told, with the new time.',
  status_step: 'The work went a step further: the customer is told.',
  question: 'We need an answer of the customer to go on.',
  chase_1: 'The customer has not answered our question yet.',
  chase_2: 'The customer has not answered our question, nor the first reminder.',
  lapse_notice: 'The complaint was closed for now, because no answer came.',
  fix_summary: 'It was put right: the customer is told what was done.',
  one_up_offer: 'Something extra is offered to the customer.',
  one_up_done: 'The extra was given: the customer is told.',
  voucher: 'The customer gets the code of a voucher.',
  voucher_reminder: 'The voucher runs out soon and was not used.',
  survey: 'It was put right a while ago: the customer is asked how it went.',
  survey_reminder: 'The customer has not answered how it went.',
  sorry_again: 'The customer said that it is not right yet.',
  closing_note: 'The complaint was closed.',
  after_care_2: 'It was put right two days ago: a look whether all is well.',
  after_care_14: 'It was put right two weeks ago: a look whether all is well.',
  after_care_30: 'It was put right a month ago: a look whether all is well.',
  contact_code: 'Somebody wants to change an address on the customer’s page: the known address gets a code.',
  contact_confirm: 'A new address was given on the customer’s page: it gets a code.',
  contact_changed: 'An address was changed on the customer’s page: the old one is told.',
  new_link: 'Somebody asked for a new link to the page of the complaint.',
  stop_confirmation: 'Somebody asked for no more text messages: the one answer to that.',
  staff_reply: 'Somebody of us wrote to the customer.',
  staff_notice: 'Somebody of us has to know something.',
  invitation: 'Somebody of us was invited to the desk.',
};

const PREFIXES: readonly [RegExp, (rest: string) => string][] = [
  [/^missing: (.*)$/s, (rest) => `Its text asks for something we do not know (${rest}).`],
  [/^hold: (.*)$/s, (rest) => `A hold on the complaint stopped it (${rest}).`],
  [/^brake: (.*)$/s, (rest) => `It was stopped, because there may be a machine on the other side: ${rest}.`],
  [/^outdated: (.*)$/s, (rest) => `It is outdated: ${rest}.`],
  [/^consent: (.*)$/s, (rest) => `It was not sent: ${rest}.`],
  [/^([45]\d\d[ -].*)$/s, (rest) => `The mail server of the customer said: ${rest}`],
];

/** What was written down about a message that did not leave, as a sentence; what is one already stays as it is. */
export function plainTrouble(why: string): string {
  for (const [pattern, sentence] of PREFIXES) {
    const rest = pattern.exec(why)?.[1];
    if (rest !== undefined) return sentence(rest);
  }
  return why;
}
