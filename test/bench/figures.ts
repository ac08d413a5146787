/** The value below which a share (0 to 1) of the numbers lies. NaN for none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export function sum(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
}

/** One line of the table. */
export interface Line {
  what: string;
  desk: string;
  floor: string;
  /** Desk against floor, or one size against another. */
  share: string;
  aim: string;
  /** Null where the line has no aim of its own. */
  kept: boolean | null;
}

/** Three figures that count, no more: 0.123, 4.56, 78.9, 1,234. */
export function short(number: number): string {
  if (!Number.isFinite(number)) return '–';
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en-US');
  return number.toPrecision(3);
}

export function ms(number: number): string {
  return `${short(number)} ms`;
}
