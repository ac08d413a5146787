/** How large a mail may be before nobody looks into it (security.md R4). */

export const MOST_BYTES = 25 * 1024 * 1024;
export const MOST_PARTS = 200;
export const DEEPEST = 10;
export const MOST_MS = 10_000;
export const MOST_HEAD_BYTES = 256 * 1024;
/** Of HTML, in characters; behind it there is nothing a person wrote. */
export const MOST_HTML = 200_000;

const MOST_BOUNDARIES = 1000;

/**
 * How many parts the mail has: lines that are a boundary somebody declared in it. Counted before anything is parsed, on the bytes read as
 * Latin-1. A mail that hides its boundaries (RFC 2231) is counted too low here; the time limit and the count of its files stop it then.
 */
export function partsOf(raw: string): number {
  const declared = new Set<string>();
  for (const found of raw.matchAll(/boundary\s{0,10}=\s{0,10}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)) {
    declared.add((found[1] ?? found[2] ?? '').trimEnd());
    if (declared.size > MOST_BOUNDARIES) return MOST_BOUNDARIES;
  }
  if (declared.size === 0) return 1;
  let parts = 0;
  for (const [, line = ''] of raw.matchAll(/^--([^\r\n]{1,202})/gm)) {
    if (declared.has(line.trimEnd())) parts += 1;
  }
  return Math.max(parts, 1);
}

export const TOO_MANY_PARTS = `The mail has more than ${String(MOST_PARTS)} parts.`;
export const TOO_DEEP = `The mail is nested more than ${String(DEEPEST)} levels deep.`;
export const HEAD_TOO_LARGE = `The head of the mail is larger than ${String(MOST_HEAD_BYTES / 1024)} KB.`;
export const TOO_SLOW = `Reading the mail took longer than ${String(MOST_MS / 1000)} seconds.`;
export const UNREADABLE = 'The mail is broken and could not be read.';
