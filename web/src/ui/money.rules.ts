/** How many decimals amounts of a currency have: 2 for USD, 0 for JPY, 3 for KWD. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩';

/**
 * An amount as people type it (`12`, `12.50`, `1,234.50`, `12,5`, Arabic digits) in the smallest unit of the currency. Null where it cannot be read,
 * is below zero, or has more decimals than the currency.
 */
export function readMoney(typed: string, currency: string): number | null {
  const plain = typed
    .replace(/[٠-٩]/g, (digit) => String(ARABIC_DIGITS.indexOf(digit)))
    .replace(/٫/g, '.')
    .replace(/[\s٬’']/g, '');
  const digits = digitsOf(currency);
  // a comma with three figures behind it groups; with fewer it stands before the decimals
  const even = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replace(/,/g, '') : plain.replace(',', '.');
  const match = /^(\d+)(?:\.(\d*))?$/.exec(even);
  if (!match) return null;
  const decimals = match[2] ?? '';
  if (decimals.length > digits) return null;
  return Number(`${match[1] ?? ''}${decimals.padEnd(digits, '0')}`);
}

/** An amount of the smallest unit as it stands in a box to be changed: `1250` USD is `12.50`. */
export function writeMoney(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  return (minor / 10 ** digits).toFixed(digits);
}
