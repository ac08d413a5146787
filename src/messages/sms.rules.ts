import type { Delivery } from './delivery.rules';

/** Text messages: how long they are, and what a provider's answers mean. */

/** What the provider says has become of a text. */
export type SmsStatus =
  | { is: 'found'; reference: string | null; receipt: Receipt; forGood: boolean; addressDead: boolean; why: string | null }
  | { is: 'absent' }
  | { is: 'unknown'; why: string };

/** In the order in which they can follow each other; `failed` and `delivered` are ends, and what was delivered stays delivered. */
export const RECEIPTS = ['accepted', 'underway', 'failed', 'delivered'] as const;
export type Receipt = (typeof RECEIPTS)[number];

/** What a provider reports of a message. */
export interface Reported {
  /** Our own name for the message, where the provider repeats it. */
  about: { messageId: string; round: number } | null;
  /** The provider's name for the message. */
  reference: string | null;
  receipt: Receipt;
  /** Of a failure: trying again is useless; the address reaches nobody at all. */
  forGood: boolean;
  addressDead: boolean;
  why: string | null;
}

/** Does a report say more than what is known? It may come late, twice and out of order. */
export function isForward(known: Receipt | null, next: Receipt): boolean {
  return known === null || RECEIPTS.indexOf(next) > RECEIPTS.indexOf(known);
}

const WORDS: Readonly<Record<string, Receipt>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'underway',
  sent: 'underway',
  underway: 'underway',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  rejected: 'failed',
  bounced: 'failed',
  canceled: 'failed',
};

/** A provider's word for where a message is, or null for one that says nothing about it. */
export function receiptOf(status: string): Receipt | null {
  return WORDS[status.toLowerCase()] ?? null;
}

/** Error codes after which a number gets no texts any more: unknown, landline, not reachable by us, asked to stop. */
const DEAD_NUMBER = ['21211', '21214', '21217', '21407', '21614', '30005', '30006'];
const NEVER = [...DEAD_NUMBER, '21408', '21610', '21612', '30004', '30007', '30034'];

export function isForGood(code: string | null): boolean {
  return code !== null && NEVER.includes(code);
}

export function isDeadNumber(code: string | null): boolean {
  return code !== null && DEAD_NUMBER.includes(code);
}

/**
 * Reads the answer to a text that was handed over. 2xx with a name for it = taken. 429 and 4xx = refused, 5xx = nobody knows: a provider may
 * have taken it before it broke.
 */
export function readAnswer(status: number, text: string): Delivery {
  const said = fieldsOf(text);
  const why = `${String(status)} ${said.message ?? text}`.replace(/\s+/g, ' ').trim().slice(0, 300);
  if (status >= 200 && status < 300) {
    if (said.sid === null) return { end: 'unknown', why: `the SMS provider's answer has no name for the message: ${why}` };
    if (said.status !== null && receiptOf(said.status) === 'failed') return refusal(why, said.code);
    return { end: 'sent', reference: said.sid };
  }
  if (status >= 500) return { end: 'unknown', why };
  // The desk's own fault or a full queue: the number may be fine, so it is tried again.
  if ([401, 402, 403, 404, 408, 409, 425, 429].includes(status))
    return { end: 'refused', why, forGood: isForGood(said.code), addressDead: isDeadNumber(said.code) };
  return refusal(why, said.code);
}

function refusal(why: string, code: string | null): Delivery {
  return { end: 'refused', why, forGood: code === null || isForGood(code), addressDead: isDeadNumber(code) };
}

/** Reads the answer to the question what became of a reference. Only a clear "there is none" counts as absent. */
export function readStatus(status: number, text: string): SmsStatus {
  if (status === 404) return { is: 'absent' };
  if (status !== 200) return { is: 'unknown', why: `the SMS provider answered ${String(status)}` };
  const parsed = parse(text);
  const list = isRecord(parsed) && Array.isArray(parsed['messages']) ? parsed['messages'] : null;
  if (list?.length === 0) return { is: 'absent' };
  const one: unknown = list === null ? parsed : list[0];
  const said = fieldsIn(one);
  const receipt = said.status === null ? null : receiptOf(said.status);
  if (said.sid === null || receipt === null) return { is: 'unknown', why: 'the SMS provider’s answer cannot be read' };
  return {
    is: 'found',
    reference: said.sid,
    receipt,
    forGood: isForGood(said.code),
    addressDead: isDeadNumber(said.code),
    why: said.message,
  };
}

interface Said {
  sid: string | null;
  status: string | null;
  code: string | null;
  message: string | null;
}

function fieldsOf(text: string): Said {
  return fieldsIn(parse(text));
}

function fieldsIn(value: unknown): Said {
  const fields = isRecord(value) ? value : {};
  const word = (...names: string[]): string | null => {
    const found = names.map((name) => fields[name]).find((one) => typeof one === 'string' || typeof one === 'number');
    return found === undefined ? null : String(found).slice(0, 300);
  };
  return {
    sid: word('sid', 'MessageSid', 'id'),
    status: word('status', 'MessageStatus'),
    code: word('error_code', 'code', 'ErrorCode'),
    message: word('error_message', 'message', 'ErrorMessage'),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By what name the provider knows a message: the same for each attempt of one round, so that it is never sent twice. */
export function referenceOf(messageId: string, round: number): string {
  return round === 1 ? messageId : `${messageId}.${String(round)}`;
}

const REFERENCE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([1-9]\d{0,3}))?$/i;

/** Which message and round a reference names; null for one that is none of ours. */
export function readReference(reference: string | null): { messageId: string; round: number } | null {
  const found = REFERENCE.exec(reference ?? '');
  return found ? { messageId: (found[1] ?? '').toLowerCase(), round: Number(found[2] ?? 1) } : null;
}
