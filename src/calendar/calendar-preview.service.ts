import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Invalid, Missing } from '../platform/errors';
import { dueAcross, type InForce, isTooFewHours, openAcross } from './calendar-hours.rules';
import { hoursOf } from './calendar-input.service';
import type { PreviewCalendar, CalendarPreviewView } from './calendar.dto';
import { CalendarService } from './calendar.service';
import { durationProblem, formatDuration, parseDuration } from './duration.rules';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const ALL_TIME = { from: new Date(Date.UTC(FIRST_YEAR)), to: null };

/** "What would the deadline be?" and "how long was it open?", by saved hours or by hours that nobody has saved yet. */
@Injectable()
export class CalendarPreview {
  constructor(
    private readonly db: Database,
    private readonly calendars: CalendarService,
  ) {}

  /** `target` gives `dueAt`, `end` gives `elapsed`. Invalid (400) for anything that cannot be counted; Missing (404) for an unknown key. */
  async preview(wish: PreviewCalendar): Promise<CalendarPreviewView> {
    const { start, end, target } = wish;
    if ((target === undefined) === (end === undefined)) throw new Invalid('Give either a target or an end.');
    for (const at of [start, end ?? start]) {
      const year = at.getUTCFullYear();
      if (year < FIRST_YEAR || year >= LAST_YEAR)
        throw new Invalid(`Give times between the years ${String(FIRST_YEAR)} and ${String(LAST_YEAR)}.`);
    }
    const versions = await this.versions(wish.calendar, start, end ?? new Date(Date.UTC(LAST_YEAR)));
    if (end) return { elapsed: formatDuration(openAcross(versions, start, end)) };
    return due(versions, start, target ?? '');
  }

  private async versions(calendar: unknown, from: Date, to: Date): Promise<readonly InForce[]> {
    if (typeof calendar === 'string') {
      const known = await this.calendars.byKey(this.db, calendar);
      if (!known) throw new Missing('There is no calendar of this key.');
      return this.calendars.versionsBetween(this.db, known.id, from, to);
    }
    return [{ spec: hoursOf(calendar), ...ALL_TIME }];
  }
}

function due(versions: readonly InForce[], start: Date, target: string): CalendarPreviewView {
  const problem = durationProblem(target);
  if (problem !== null) throw new Invalid(problem);
  const targetMs = parseDuration(target);
  if (versions.some(({ spec }) => isTooFewHours(spec, targetMs))) {
    throw new Invalid('With so few opening hours this target would be reached only after more than 20 years.');
  }
  return dueAcross(versions, start, targetMs);
}
