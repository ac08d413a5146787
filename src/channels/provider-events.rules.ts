import { isDeadNumber, isForGood, readReference, receiptOf, type Reported } from '../messages/sms.rules';

/** Reads what providers call in with: a text that somebody wrote, or a report of what became of a message of ours. */

export interface TextEvent {
  is: 'text';
  /** The provider's name for it. */
  id: string;
  from: string;
  to: string | null;
  text: string;
}

export interface ReportEvent extends Reported {
  is: 'report';
  /** Null where the provider gives it none: then what it says is its name. */
  id: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 5000;

/** Null for what is neither, and for a report that names no message. */
export function readEvent(body: unknown): TextEvent | ReportEvent | null {
  if (!isFields(body)) return null;
  const data = isFields(body['data']) ? body['data'] : body;
  return readText(data) ?? readReport(body, data);
}

function readText(data: Fields): TextEvent | null {
  const status = word(data, 'MessageStatus', 'SmsStatus', 'status')?.toLowerCase() ?? 'received';
  const [id, from, text] = [
    word(data, 'MessageSid', 'SmsSid', 'sid', 'id'),
    word(data, 'From', 'from'),
    word(data, 'Body', 'body', 'text'),
  ];
  if (status !== 'received' || id === null || from === null || text === null) return null;
  return { is: 'text', id, from, to: word(data, 'To', 'to'), text: text.slice(0, LONGEST_TEXT) };
}

function readReport(body: Fields, data: Fields): ReportEvent | null {
  const status = word(data, 'MessageStatus', 'SmsStatus', 'status') ?? word(body, 'type')?.split('.').at(-1) ?? '';
  const receipt = receiptOf(status);
  const about = readReference(word(data, 'Reference', 'reference'));
  const reference = word(data, 'MessageSid', 'SmsSid', 'sid', 'id');
  if (receipt === null || (about === null && reference === null)) return null;
  const code = word(data, 'ErrorCode', 'error_code', 'code');
  const says = data['permanent'] === true || data['permanent'] === 'true';
  return {
    is: 'report',
    id: word(data, 'EventId', 'event_id', 'eventId'),
    about,
    reference,
    receipt,
    forGood: says || isForGood(code),
    addressDead: isDeadNumber(code) || data['addressDead'] === true,
    why: receipt === 'failed' ? [code, word(data, 'ErrorMessage', 'error_message', 'reason')].filter(Boolean).join(' ') || null : null,
  };
}

function word(fields: Fields, ...names: string[]): string | null {
  const found = names.map((name) => fields[name]).find((one) => typeof one === 'string' || typeof one === 'number');
  return found === undefined || found === '' ? null : String(found).slice(0, LONGEST_TEXT);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
