/** How many digits stand behind the point in this currency (0 for yen, 3 for dinars). */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** A typed amount in the smallest unit, or undefined where nothing usable was typed. */
export function minorOf(typed: string | undefined, currency: string): number | undefined {
  const text = (typed ?? '').trim().replace(',', '.');
  const value = Number(text);
  if (text === '' || !Number.isFinite(value) || value < 0) return undefined;
  return Math.round(value * 10 ** digitsOf(currency));
}
