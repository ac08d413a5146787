/**
 * How many parts a text message is cut into and so what it costs. GSM 03.38 (3GPP TS 23.038) holds 160 characters of seven bits, or 153 in each of several
 * parts; a single character that it does not have makes the whole text UCS-2: 70 code units, or 67 in each of several parts. No part cuts a character in
 * two: neither an escape and its sign nor the halves of a surrogate pair.
 */

const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each costs two: an escape goes before it. */
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

const ONE = { 'GSM-7': 160, 'UCS-2': 70 } as const;
const EACH = { 'GSM-7': 153, 'UCS-2': 67 } as const;

export type SmsEncoding = 'GSM-7' | 'UCS-2';

export interface SmsSize {
  encoding: SmsEncoding;
  /** In seven-bit characters or in UCS-2 code units. */
  units: number;
  segments: number;
  /** How many more units fit before there is one more segment. */
  left: number;
  /** The characters that make it UCS-2, each once. */
  strangers: string[];
}

/** The size of a text as one message by SMS. An empty text is no message: 0 segments. */
export function smsSize(text: string): SmsSize {
  const chars = [...text];
  const strangers = [...new Set(chars.filter((char) => !GSM_BASIC.has(char) && !GSM_EXTENDED.has(char)))];
  const encoding: SmsEncoding = strangers.length === 0 ? 'GSM-7' : 'UCS-2';
  const costs = chars.map((char) => (encoding === 'UCS-2' ? char.length : GSM_EXTENDED.has(char) ? 2 : 1));
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  if (units <= ONE[encoding]) return { encoding, units, segments: units === 0 ? 0 : 1, left: ONE[encoding] - units, strangers };
  const { parts, used } = cut(costs, EACH[encoding]);
  return { encoding, units, segments: parts, left: EACH[encoding] - used, strangers };
}

/** Fills part after part; what does not fit whole begins the next one. */
function cut(costs: readonly number[], room: number): { parts: number; used: number } {
  let [parts, used] = [1, 0];
  for (const cost of costs) {
    if (used + cost > room) [parts, used] = [parts + 1, 0];
    used += cost;
  }
  return { parts, used };
}
