import { useFormats } from '../../../words/formats';
import { useLocations } from './choices';

export interface Money {
  /** An amount in the smallest unit, as people write it; without a sign where places use several currencies. */
  readonly words: (minor: number) => string;
  readonly digits: number;
  /** The currency of all places, or null where they differ. */
  readonly currency: string | null;
}

/** Limits are numbers that hold in every place, each in its own currency: the sign is shown only where all places have the same one. */
export function useMoney(): Money {
  const formats = useFormats();
  const { data } = useLocations();
  const currencies = new Set((data ?? []).map(({ currency }) => currency));
  const [first] = currencies;
  const currency = currencies.size === 1 && first !== undefined ? first : null;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'EUR' }).resolvedOptions().maximumFractionDigits ?? 2;
  return {
    currency,
    digits,
    words: (minor) => (currency === null ? formats.number(minor / 10 ** digits) : formats.money(minor, currency)),
  };
}
