import type { CalendarSpec } from '../calendar/business-time.rules';
import { isOpen, nextOpening } from '../calendar/business-time.rules';
import { formatPromise } from '../calendar/local-time.rules';
import { type Sentence, sentence } from '../platform/said.rules';
import type { ClockKind, ClockName, Severity, TimerState } from '../clocks/clock.rules';

/** Who hears of a passed point, and when (domain.md 4.5). */

export interface PointFacts {
  percent: number;
  clock: ClockName;
  kind: ClockKind;
  state: TimerState;
  severity: Severity;
  /** A higher point of the same clock was told, or is about to be. */
  outdone: boolean;
  /** A manager has said "I have it" and wants no further level before then. */
  acknowledgedUntil: Date | null;
}

/** `quiet`: nobody needs to hear of it any more. An instant: not before then. */
export type WhenToTell = 'now' | 'quiet' | Date;

const OVER: readonly TimerState[] = ['met', 'breached_met', 'fired', 'cancelled'];

/**
 * A clock that has stopped escalates no further, and only the highest point is told. Clocks that count day and night wait for opening, except
 * where somebody may be in danger; those of opening hours never pass a point while we are closed, but for the minute we close (edge 8).
 */
export function whenToTell(point: PointFacts, spec: CalendarSpec, now: Date): WhenToTell {
  if (OVER.includes(point.state) || point.outdone) return 'quiet';
  if (point.acknowledgedUntil && point.acknowledgedUntil.getTime() > now.getTime()) return point.acknowledgedUntil;
  if (point.kind === 'business' || point.severity === 'S1' || isOpen(spec, now)) return 'now';
  return nextOpening(spec, now) ?? 'now';
}

const WORDS: Readonly<Partial<Record<ClockName, string>>> = {
  contact: 'the first answer',
  update: 'the next news',
  promise: 'the promised news',
  fix: 'the fix',
  one_up: 'the one-up',
  follow_up: 'the follow-up',
  fulfil: 'the promised one-up',
  approval: 'the decision on a one-up',
  vendor_ola: "the partner's part",
  statutory: 'the final answer required by law',
};

/** One sentence for the person who is told; nothing of the customer's, because it also goes out by mail. */
export function pointSentence(
  point: { number: number; clock: ClockName; percent: number; dueAt: Date },
  now: Date,
  zone: string,
): Sentence {
  const ticket = `R-${String(point.number)}`;
  const what = WORDS[point.clock] ?? point.clock;
  const due = formatPromise(point.dueAt, now, zone);
  const percent = String(point.percent);
  const values = { ticket, clock: point.clock, dueAt: point.dueAt.toISOString(), zone, percent };
  if (point.percent < 1) return sentence('news.danger', `${ticket} is dangerous. Please look at it now; ${what} is due ${due}.`, values);
  if (point.percent < 100) return sentence('news.due', `${ticket}: ${what} is due ${due}; ${percent} % of the time is used.`, values);
  if (point.percent === 100) return sentence('news.late', `${ticket} is late: ${what} was due ${due}.`, values);
  return sentence('news.stillLate', `${ticket} is still late: ${what} was due ${due}; ${percent} % of the time is used.`, values);
}
