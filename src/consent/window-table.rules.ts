/** When customers may be reached, in their own time: the table of domain.md 6.4, and stricter places. Data, so that it can be read beside the law. */

/** Minutes since midnight, `to` excluded. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Hours of Monday to Saturday and of Sunday; null: closed. */
export interface Week {
  readonly weekdays: Hours | null;
  readonly saturday: Hours | null;
  readonly sunday: Hours | null;
}

const hours = (from: number, to: number): Hours => ({ from: from * 60, to: to * 60 });
const daily = (from: number, to: number): Week => ({ weekdays: hours(from, to), saturday: hours(from, to), sunday: hours(from, to) });
const exceptSunday = (from: number, to: number, sunday: Hours | null): Week => ({ ...daily(from, to), sunday });

export type TimedClass = 'service' | 'gesture' | 'survey' | 'marketing';
/** By phone: texts and calls ring; by mail: lies in a mailbox, and may still ring. A letter has no hour. */
export type TimedWay = 'phone' | 'email';

export const WINDOWS: Readonly<Record<TimedClass, Readonly<Record<TimedWay, Week>>>> = {
  service: { phone: exceptSunday(8, 20, hours(12, 20)), email: daily(7, 22) },
  gesture: { phone: exceptSunday(9, 20, hours(12, 18)), email: daily(8, 21) },
  survey: { phone: exceptSunday(9, 20, hours(12, 18)), email: daily(8, 21) },
  marketing: { phone: exceptSunday(9, 20, null), email: daily(8, 21) },
};

/**
 * Hours for advertising by phone in places with a law of their own (domain.md 2.2, E36: vendors' pages, to be checked by whoever advertises there). Where
 * this table and the one above differ, the stricter holds. Keys: ISO 3166-1, or 3166-2 for a part of a country, to which the country's rule applies too.
 */
export const MARKETING_REGIONS: Readonly<Record<string, Week>> = {
  US: daily(8, 21),
  'US-CT': daily(9, 20),
  'US-FL': daily(8, 20),
  'US-MD': daily(8, 20),
  'US-MS': daily(8, 20),
  'US-NJ': daily(8, 20),
  'US-OK': daily(8, 20),
  'US-TX': exceptSunday(9, 21, hours(12, 21)),
};
