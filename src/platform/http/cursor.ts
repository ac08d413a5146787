import { Invalid } from '../errors';

/** An opaque place in a list. */
export function encodeCursor(values: readonly (string | number | boolean | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Reads a cursor of `length` values, or 400. */
export function decodeCursor(cursor: string, length: number): (string | number | boolean | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((v) => v === null || ['string', 'number', 'boolean'].includes(typeof v))
    ) {
      return values as (string | number | boolean | null)[];
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Invalid('The cursor is not one of ours. Start the list from the beginning.');
}
