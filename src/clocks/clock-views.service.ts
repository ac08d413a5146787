import { Injectable } from '@nestjs/common';
import { ALWAYS_OPEN, type CalendarSpec } from '../calendar/business-time.rules';
import { CalendarService } from '../calendar/calendar.service';
import { formatDuration } from '../calendar/duration.rules';
import type { Reader } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { spelled } from '../platform/said.rules';
import { CLOCKS, type ClockName, isAlarmClock, isLive } from './clock.rules';
import { counted, explained } from './explain.rules';
import { type FoundTimer, latestTimers } from './timer-reading.service';
import type { ClockExplanation, TimerView } from './timer-view.dto';
import { breachOf, dueOf, elapsedMs, fractionUsed } from './timer.rules';

type SpecOf = (calendarVersionId: string | null) => CalendarSpec;

/** How the clocks of tickets stand, for people. Whoever asks has checked that they may see the ticket. */
@Injectable()
export class ClockViews {
  constructor(private readonly calendars: CalendarService) {}

  /** The clocks of a ticket, in the order of domain.md 4.1: of each clock (and gesture) the one that runs, else the newest. */
  async timersOf(reader: Reader, ticketId: string): Promise<TimerView[]> {
    const { timers, now } = await latestTimers(reader, ticketId);
    if (now === null) return [];
    const spec = await this.specs(reader, timers);
    return timers.map((found) => viewOf(found, spec, now)).sort((a, b) => CLOCKS.indexOf(a.clock) - CLOCKS.indexOf(b.clock));
  }

  /** How far the running clocks of a ticket are: the share of the target used, and whether the promise is broken. */
  async progressOf(reader: Reader, ticketId: string, now: Date): Promise<{ clock: ClockName; fractionUsed: number; breached: boolean }[]> {
    const { timers } = await latestTimers(reader, ticketId);
    const running = timers.filter(({ row }) => row.state === 'running' && !isAlarmClock(row.clock));
    const spec = await this.specs(reader, running);
    return running.map((found) => ({
      clock: found.row.clock,
      fractionUsed: fractionUsed(found.row, specOf(found, spec), now),
      breached: breachOf(found.row, specOf(found, spec), now) !== null,
    }));
  }

  /** "Why this time?" of one clock. Missing (404) where the ticket never had it. */
  async explain(reader: Reader, ticketId: string, clock: ClockName): Promise<ClockExplanation> {
    const { timers, now } = await latestTimers(reader, ticketId);
    const found = timers.find(({ row }) => row.clock === clock);
    if (!found || now === null) throw new Missing('This ticket has no such clock.');
    const spec = await this.specs(reader, [found]);
    const { zone } = specOf(found, spec);
    const { segments, days, skipped } = counted(found.row, spec, now);
    const elapsed = elapsedOf(found, spec, now);
    const dueAt = dueAtOf(found, spec, now);
    const { text, said } = spelled(...explained(found.row, { segments, days, skipped, elapsedMs: elapsed, dueAt }, zone, now));
    return {
      ...viewOf(found, spec, now),
      sentence: text,
      said,
      zone,
      segments: segments.map((segment) => ({
        startedAt: segment.startedAt,
        endedAt: segment.endedAt,
        elapsed: formatDuration(segment.elapsedMs),
      })),
      days: days.map((day) => ({
        date: day.date,
        counted: formatDuration(day.openMs),
        hours: day.intervals.map(([from, to]) => `${from}–${to}`),
      })),
      skipped,
    };
  }

  private async specs(reader: Reader, timers: readonly FoundTimer[]): Promise<SpecOf> {
    const ids = timers.flatMap(({ row, calendarVersionId }) => [
      calendarVersionId,
      ...row.segments.map((segment) => segment.calendarVersionId),
    ]);
    const specs = new Map<string, CalendarSpec>();
    for (const id of new Set(ids.filter((id) => id !== null))) specs.set(id, (await this.calendars.version(reader, id)).spec);
    return (id) => specs.get(id ?? '') ?? ALWAYS_OPEN('UTC');
  }
}

/** The hours a clock is counted by now; a clock that counts day and night still has a calendar, whose zone its times are said in. */
function specOf({ row, calendarVersionId }: FoundTimer, spec: SpecOf): CalendarSpec {
  const open = row.segments.find((segment) => segment.endedAt === null);
  return spec(open?.calendarVersionId ?? calendarVersionId);
}

function elapsedOf(found: FoundTimer, spec: SpecOf, now: Date): number {
  const { row } = found;
  if (isAlarmClock(row.clock)) return Math.max(0, (row.stoppedAt ?? now).getTime() - row.startedAt.getTime());
  return elapsedMs(row, specOf(found, spec), now);
}

function dueAtOf(found: FoundTimer, spec: SpecOf, now: Date): Date | null {
  return found.row.state === 'paused' ? dueOf(found.row, specOf(found, spec), now) : found.row.dueAt;
}

function viewOf(found: FoundTimer, spec: SpecOf, now: Date): TimerView {
  const { row } = found;
  return {
    clock: row.clock,
    state: row.state,
    dueAt: dueAtOf(found, spec, now),
    startedAt: row.startedAt,
    target: isAlarmClock(row.clock) ? null : formatDuration(row.targetMs),
    elapsed: formatDuration(elapsedOf(found, spec, now)),
    kind: row.kind,
    pausedSince: row.pausedAt,
    breachedAt: row.breachedAt,
    grace: row.grace,
    noCalendar: row.noCalendar && isLive(row.state),
    gestureId: row.gestureId,
  };
}
