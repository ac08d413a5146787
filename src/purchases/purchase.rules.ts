import { DateTime } from 'luxon';

/** One sale or return as it comes in, every value as text; from a file or from a call. */
export type RawPurchase = Readonly<Record<string, string | undefined>>;

/** A purchase that can be kept once its customer is found. Money in the smallest unit; a return is negative. */
export interface Purchase {
  source: string;
  /** The other system's own name of it: the same one twice is one purchase. */
  sourceId: string;
  at: Date;
  amountMinor: number;
  /** Null where the other system does not know what it earned. */
  marginMinor: number | null;
  currency: string;
  externalId: string | null;
  email: string | null;
  phone: string | null;
}

export const PURCHASE_COLUMNS = [
  'source_id',
  'at',
  'amount_minor',
  'margin_minor',
  'currency',
  'external_id',
  'email',
  'phone',
  'source',
] as const;
export const REQUIRED_COLUMNS = ['source_id', 'at', 'amount_minor', 'currency'] as const;
const WHO = ['external_id', 'email', 'phone'] as const;

const LONGEST = 200;
/** Clocks of tills go wrong; a sale of next week is a mistake. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/** The columns of a file that are missing or that nobody knows, in a sentence; null where all is well. */
export function headerProblem(columns: readonly string[]): string | null {
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) return `The column ${missing.join(', ')} is missing. A file has the columns ${PURCHASE_COLUMNS.join(', ')}.`;
  if (!WHO.some((column) => columns.includes(column))) return `Who bought is missing: give one of the columns ${WHO.join(', ')}.`;
  const strange = columns.filter((column) => !(PURCHASE_COLUMNS as readonly string[]).includes(column));
  if (strange.length > 0) return `Nobody knows the column ${strange.join(', ')}. A file has the columns ${PURCHASE_COLUMNS.join(', ')}.`;
  return columns.length === new Set(columns).size ? null : 'A column stands in the file twice.';
}

/** The purchase, or what is wrong with it: every problem at once, each a sentence. */
export function readPurchase(raw: RawPurchase, now: Date, defaultSource: string): { purchase: Purchase } | { problems: string[] } {
  const problems: string[] = [];
  const text = (name: string): string | null => {
    const value = raw[name]?.trim() ?? '';
    if (value.length > LONGEST) problems.push(`${name} is longer than ${String(LONGEST)} characters.`);
    return value === '' ? null : value;
  };
  const sourceId = text('source_id');
  if (sourceId === null) problems.push('source_id is missing: the till’s own number of this sale.');
  const at = readInstant(text('at'), now, problems);
  const amountMinor = readMinor('amount_minor', text('amount_minor'), problems);
  const margin = text('margin_minor');
  const marginMinor = margin === null ? null : readMinor('margin_minor', margin, problems);
  const currency = text('currency')?.toUpperCase() ?? '';
  if (!/^[A-Z]{3}$/.test(currency)) problems.push('currency must have three letters, such as USD.');
  const who = { externalId: text('external_id'), email: text('email'), phone: text('phone') };
  if (Object.values(who).every((value) => value === null)) problems.push(`Nobody is named: fill one of ${WHO.join(', ')}.`);
  const source = text('source') ?? defaultSource;
  if (problems.length > 0 || sourceId === null || at === null || amountMinor === null) return { problems };
  return { purchase: { source, sourceId, at, amountMinor, marginMinor, currency, ...who } };
}

function readInstant(value: string | null, now: Date, problems: string[]): Date | null {
  const at = value === null ? null : DateTime.fromISO(value, { setZone: true });
  const hasZone = value !== null && /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) && value.includes('T');
  if (!at?.isValid || !hasZone) {
    problems.push('at must be an instant with its offset, such as 2026-11-16T15:00:00Z.');
    return null;
  }
  if (at.toMillis() > now.getTime() + AHEAD_MS) problems.push('at lies in the future.');
  if (at.year < 1990) problems.push('at lies before 1990.');
  return at.toJSDate();
}

function readMinor(name: string, value: string | null, problems: string[]): number | null {
  if (value !== null && /^-?\d{1,12}$/.test(value)) return Number(value);
  problems.push(`${name} must be a whole number in the smallest unit, such as 1250 for 12.50.`);
  return null;
}
