import { DateTime } from 'luxon';

/** Months and quarters as they begin and end where a budget is. */

export const PERIODS = ['month', 'quarter'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** A stretch of real time; `endsAt` is the first instant after it, which is when the next one begins. */
export interface Period {
  startsAt: Date;
  endsAt: Date;
}

/** The month or quarter in which an instant lies, from local midnight to local midnight (where a zone has none, from the day's first instant). */
export function periodAt(kind: PeriodKind, at: Date, zone: string): Period {
  const start = DateTime.fromJSDate(at, { zone }).startOf(kind);
  return {
    startsAt: start.toJSDate(),
    endsAt: start
      .plus({ [`${kind}s`]: 1 })
      .startOf(kind)
      .toJSDate(),
  };
}

/** The one before: it ended in the instant in which this one began. */
export function periodBefore(kind: PeriodKind, period: Period, zone: string): Period {
  return periodAt(kind, new Date(period.startsAt.getTime() - 1), zone);
}
