/** The clocks of domain.md 4.1 and the words every timer is described with. */

export const CLOCKS = [
  'contact',
  'update',
  'fix',
  'one_up',
  'follow_up',
  'fulfil',
  'approval',
  'vendor_ola',
  'statutory',
  'promise',
  'chase',
  'survey_window',
  'offer_expiry',
  'voucher_expiry',
  'reopen_window',
  'hold_review',
  'snooze',
] as const;
export type ClockName = (typeof CLOCKS)[number];

export const TIMER_STATES = ['running', 'paused', 'met', 'breached_met', 'fired', 'cancelled', 'quarantined'] as const;
export type TimerState = (typeof TIMER_STATES)[number];

/** `business` counts open time of the governing calendar, `elapsed` counts every millisecond. */
export type ClockKind = 'business' | 'elapsed';

export const SEVERITIES = ['S1', 'S2', 'S3', 'S4'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a transition does to a clock; the meaning of each verb is in settled.md 18. */
export type Verb = 'arm' | 'met' | 'stop' | 'clear' | 'pause' | 'resume' | 'rearm';

/** Clocks that stand for something the customer was promised: the board, the work list and severity rules look only at these. */
const PROMISE_CLOCKS: readonly ClockName[] = ['contact', 'update', 'fix', 'one_up', 'follow_up', 'fulfil', 'promise'];

/** They have an end but no target: one point, then `fired`. */
const ALARM_CLOCKS: readonly ClockName[] = [
  'chase',
  'survey_window',
  'offer_expiry',
  'voucher_expiry',
  'reopen_window',
  'hold_review',
  'snooze',
];

/** They belong to a gesture and run on after the ticket is closed, so that a gift once promised is still watched (settled.md 18). */
const GESTURE_CLOCKS: readonly ClockName[] = ['fulfil', 'approval', 'offer_expiry', 'voucher_expiry'];

/** Does this clock count as a promise to the customer? */
export function isPromiseClock(clock: ClockName): boolean {
  return PROMISE_CLOCKS.includes(clock);
}

/** Has this clock an end but no target? */
export function isAlarmClock(clock: ClockName): boolean {
  return ALARM_CLOCKS.includes(clock);
}

/** The clocks that `*` of the ticket machine stands for: those of the ticket, not those of its gestures. */
export const TICKET_CLOCKS: readonly ClockName[] = CLOCKS.filter((clock) => !GESTURE_CLOCKS.includes(clock));

/** A timer in one of these states can still be stopped, cleared or paused. */
export function isLive(state: TimerState): boolean {
  return state === 'running' || state === 'paused';
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Lengths of the alarms that do not depend on a policy (settled.md 18, domain.md 3.2). All are elapsed time. */
export const SURVEY_WINDOW_MS = 7 * DAY_MS;
export const REOPEN_WINDOW_MS = 30 * DAY_MS;
export const UNMERGE_WINDOW_MS = 7 * DAY_MS;
export const UNVOID_WINDOW_MS = 30 * DAY_MS;
