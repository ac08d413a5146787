import type { CalendarSpec } from '../calendar/business-time.rules';
import { type ClockKind, MINUTE_MS } from '../clocks/clock.rules';
import { timeAfter } from '../clocks/timer.rules';

/** What the customer is promised once a promise is broken (domain.md 4.5, 6.1). */

/** Half of the first target more: that is the 150 % point, at which the area manager hears of it. */
const SHARE = 0.5;
/** A new time that is as good as now is none: the mail must be read first. */
const LEAST_MS = 15 * MINUTE_MS;

export interface BrokenPromise {
  kind: ClockKind;
  /** What was promised. */
  dueAt: Date;
  /** 0 where the time was simply named. */
  targetMs: number;
}

/** The new time: half of the target later than promised, in the clock's own time; from now on where that is over or nearly so (after an outage). */
export function newTime({ kind, dueAt, targetMs }: BrokenPromise, spec: CalendarSpec, now: Date): Date {
  const more = Math.max(LEAST_MS, targetMs * SHARE);
  const planned = timeAfter(kind, spec, dueAt, more);
  return planned.getTime() - now.getTime() >= LEAST_MS ? planned : timeAfter(kind, spec, now, more);
}
