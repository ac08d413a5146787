import { type CountedDays, countedDays } from '../calendar/business-days.rules';
import type { CalendarSpec } from '../calendar/business-time.rules';
import { formatLocal, formatPromise } from '../calendar/local-time.rules';
import { type SaidValues, type Sentence, sentence } from '../platform/said.rules';
import { HOUR_MS, isAlarmClock, isLive, MINUTE_MS } from './clock.rules';
import type { TimerRow } from './timer-row.rules';
import { elapsedMs } from './timer.rules';

/** "Why this time?" (domain.md 4.7): the days that made a due instant, and the answer in words. */

export interface CountedStretches extends CountedDays {
  segments: { startedAt: Date; endedAt: Date | null; elapsedMs: number }[];
}

/** Most dates that are named in the sentence. */
const NAMED = 6;

/** What was counted, and for a running clock what will have been when it falls due. `spec` gives the hours each segment is counted by. */
export function counted(row: TimerRow, spec: (calendarVersionId: string | null) => CalendarSpec, now: Date): CountedStretches {
  const segments = row.segments.map((segment) => {
    const own = { ...row, carriedMs: 0, segments: [segment] };
    return {
      startedAt: segment.startedAt,
      endedAt: segment.endedAt,
      elapsedMs: segment.elapsedMs ?? elapsedMs(own, spec(segment.calendarVersionId), now),
    };
  });
  if (row.kind === 'elapsed' || row.noCalendar) return { segments, days: [], skipped: [] };
  const parts = row.segments.map((segment) =>
    countedDays(
      spec(segment.calendarVersionId),
      segment.startedAt,
      segment.endedAt ?? later(row.dueAt ?? now, now, row.breachedAt !== null),
    ),
  );
  return { segments, ...joined(parts) };
}

/** A running promise is explained up to its due instant; a broken one up to now. */
function later(dueAt: Date, now: Date, isBroken: boolean): Date {
  return isBroken && now.getTime() > dueAt.getTime() ? now : dueAt;
}

/** A day on which the clock was paused, or its hours were changed, comes in several parts. */
function joined(parts: readonly CountedDays[]): CountedDays {
  const days = new Map<string, CountedDays['days'][number]>();
  for (const day of parts.flatMap((part) => part.days)) {
    const before = days.get(day.date);
    days.set(day.date, before ? { ...day, openMs: before.openMs + day.openMs, intervals: [...before.intervals, ...day.intervals] } : day);
  }
  const skipped = new Map(parts.flatMap((part) => part.skipped).map((day) => [day.date, day]));
  return { days: [...days.values()], skipped: [...skipped.values()].filter((day) => !days.has(day.date)) };
}

/** "1 h 40 min"; below a minute in seconds. */
export function lengthWords(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (hours + minutes === 0) return `${String(Math.round(ms / 1000))} s`;
  return [hours ? `${String(hours)} h` : '', minutes ? `${String(minutes)} min` : ''].filter(Boolean).join(' ');
}

/** The whole answer in plain words. `zone` is the one the times are said in. */
export function explained(
  row: TimerRow,
  what: CountedStretches & { elapsedMs: number; dueAt: Date | null },
  zone: string,
  now: Date,
): Sentence[] {
  const start = formatLocal(row.startedAt, zone);
  const startAt = row.startedAt.toISOString();
  if (isAlarmClock(row.clock)) return [alarmSentence(row, start, zone, now)];
  const { targetMs, carriedMs } = row;
  const promise = `The promise is ${lengthWords(targetMs)}`;
  return [
    row.kind === 'business' && !row.noCalendar
      ? sentence('clock.business', `${promise} of opening hours, from ${start}.`, { targetMs, startAt, zone })
      : sentence('clock.elapsed', `${promise} counted day and night, from ${start}.`, { targetMs, startAt, zone }),
    row.noCalendar && sentence('clock.noCalendar', 'The calendar has no opening hours within 60 days, so every hour counts.'),
    carriedMs > 0 && sentence('clock.carried', `${lengthWords(carriedMs)} were used before it went on.`, { carriedMs }),
    pauseSentence(what.segments, now, row.state === 'paused'),
    row.grace && sentence('clock.grace', 'The severity changed when hardly any time was left, so some more was granted.'),
    skippedSentence(what.skipped, zone),
    standing(row, what, zone, now),
  ].filter((one) => one !== false);
}

function alarmSentence({ dueAt, startedAt }: TimerRow, start: string, zone: string, now: Date): Sentence {
  const startAt = startedAt.toISOString();
  if (dueAt === null) return sentence('clock.endsByItself', `It began ${start} and ends by itself.`, { startAt, zone });
  const text = `It began ${start} and ends ${formatPromise(dueAt, now, zone)}.`;
  return sentence('clock.endsAt', text, { startAt, dueAt: dueAt.toISOString(), zone });
}

function pauseSentence(segments: CountedStretches['segments'], now: Date, isPaused: boolean): Sentence | false {
  const gaps = segments.map((segment, index) => {
    const next = segments[index + 1]?.startedAt ?? (isPaused ? now : segment.endedAt);
    return segment.endedAt && next ? next.getTime() - segment.endedAt.getTime() : 0;
  });
  const pausedMs = gaps.reduce((sum, gap) => sum + gap, 0);
  return pausedMs > 0 && sentence('clock.paused', `It was paused for ${lengthWords(pausedMs)}; that does not count.`, { pausedMs });
}

/** English names the days; the code only counts them, as they stand beside it in the view. */
function skippedSentence(skipped: CountedDays['skipped'], zone: string): Sentence | false {
  if (skipped.length === 0) return false;
  const names = skipped.slice(0, NAMED).map(({ date, why }) => {
    const day = formatLocal(new Date(`${date}T12:00:00Z`), 'UTC').replace(/,.*$/, '');
    return why === 'holiday' ? `${day} (holiday)` : day;
  });
  const more = skipped.length > NAMED ? ` and ${String(skipped.length - NAMED)} more days` : '';
  return sentence('clock.skipped', `Closed, so not counted: ${names.join(', ')}${more} (${zone}).`, { count: skipped.length });
}

function standing(
  row: TimerRow,
  { elapsedMs: usedMs, dueAt }: { elapsedMs: number; dueAt: Date | null },
  zone: string,
  now: Date,
): Sentence {
  const used = lengthWords(usedMs);
  const due = dueAt && formatPromise(dueAt, now, zone);
  const values: SaidValues = dueAt ? { usedMs, dueAt: dueAt.toISOString(), zone } : { usedMs };
  const says = (code: string, text: string): Sentence => sentence(`clock.${code}${dueAt ? '' : 'Now'}`, text, values);
  if (row.state === 'paused')
    return says('pausedDue', `${used} are used. It is paused; if it went on now, it would be due ${due ?? 'at once'}.`);
  if (isLive(row.state))
    return row.breachedAt
      ? says('late', `It was due ${due ?? 'earlier'} and is late; ${used} are used.`)
      : says('due', `${used} are used. It is due ${due ?? 'at once'}.`);
  if (row.state === 'cancelled') return sentence('clock.takenAway', `It was taken away after ${used}.`, { usedMs });
  return row.breachedAt
    ? sentence('clock.keptLate', `It was kept late, after ${used}.`, { usedMs })
    : sentence('clock.kept', `It was kept after ${used}.`, { usedMs });
}
