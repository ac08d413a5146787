/**
 * Codes that people read out and type: 12 characters of Crockford's base 32 in three groups, `XXXX-XXXX-XXXX`. Ten carry 50 bits, two check them.
 *
 * The check is a Reed–Solomon code [12, 10] over the field of 32 elements (x⁵ + x² + 1, α = x): the sum of all characters is 0, and so is the sum
 * of α^i times the i-th. Two codes differ in at least three places, so one or two wrong characters are always found, and with them every two that
 * changed places, neighbours or not.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA = 10;
const LENGTH = 12;
/** Bits that a code carries. */
export const CODE_BITS = 50;
const FIELD = 32;
const POLYNOMIAL = 0b100101;

const POWERS: readonly number[] = powers();
const LOGS: readonly number[] = Array.from({ length: FIELD }, (_, value) => POWERS.indexOf(value));

function powers(): number[] {
  const list: number[] = [];
  for (let value = 1; list.length < FIELD - 1; value = value & 16 ? (value << 1) ^ POLYNOMIAL : value << 1) list.push(value);
  return list;
}

function power(exponent: number): number {
  return POWERS[exponent % (FIELD - 1)] ?? 0;
}

/** The product with α^exponent. */
function shifted(value: number, exponent: number): number {
  return value === 0 ? 0 : power((LOGS[value] ?? 0) + exponent);
}

/** The two sums that must be zero. */
function sums(values: readonly number[]): [number, number] {
  return [values.reduce((sum, value) => sum ^ value, 0), values.reduce((sum, value, index) => sum ^ shifted(value, index), 0)];
}

/** The code of a number of 50 bits, without its dashes. Throws RangeError for a larger one. */
export function codeOf(bits: bigint): string {
  if (bits < 0n || bits >> BigInt(CODE_BITS) !== 0n) throw new RangeError('A code carries 50 bits.');
  const data = Array.from({ length: DATA }, (_, index) => Number((bits >> BigInt(5 * (DATA - 1 - index))) & 31n));
  const [plain, weighted] = sums(data);
  // a + b = plain and α^10 a + α^11 b = weighted, where minus is plus
  const divisor = LOGS[power(DATA) ^ power(DATA + 1)] ?? 0;
  const last = shifted(weighted ^ shifted(plain, DATA), FIELD - 1 - divisor);
  return [...data, plain ^ last, last].map((value) => ALPHABET.charAt(value)).join('');
}

/** As it is shown: `XXXX-XXXX-XXXX`. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * What was typed, scanned or heard as the code it means, without dashes; null where it is none. Small letters, spaces and dashes do not matter; O is
 * read as 0, I and L as 1.
 */
export function readCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}_.]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = [...code].map((char) => ALPHABET.indexOf(char));
  if (values.length !== LENGTH || values.includes(-1)) return null;
  const [plain, weighted] = sums(values);
  return plain === 0 && weighted === 0 ? code : null;
}
