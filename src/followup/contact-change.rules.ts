/** Changing contact data on the customer's page: first a code to an address that we know, then one to the new address (settled.md 10). */

export const CODE_LIVES_MS = 15 * 60_000;
/** A code dies with the last of these. */
export const MOST_TRIES = 5;
/** So many codes an hour go out for one complaint, however often somebody asks. */
export const MOST_CODES_AN_HOUR = 3;

/** What comes next on the page. */
export type ContactStep = 'ask' | 'prove' | 'confirm';

/** Where a form of it found a mistake, so that the page says so at that field. */
export type ContactField = 'code' | 'contact' | 'form';

const FIELDS: ReadonlyMap<string, ContactField> = new Map([
  ['code_wrong', 'code'],
  ['contact_shape', 'contact'],
  ['no_texts', 'contact'],
]);

/** `guard` as the refusal names it. */
export function fieldOf(guard: string): ContactField {
  return FIELDS.get(guard) ?? 'form';
}

/** The digits that somebody typed, in ASCII: with spaces or dashes, in Arabic or Persian numerals. */
export function typedCode(text: string): string {
  return Array.from(text.normalize('NFKC'))
    .map((sign) => asciiDigit(sign))
    .join('')
    .replace(/[\s-]/gu, '');
}

function asciiDigit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const zero = [0x0660, 0x06f0].find((first) => code >= first && code <= first + 9);
  return zero === undefined ? sign : String(code - zero);
}
