import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { Duration, Flag, Free, Instant, Int, Key, ListOf, Text, Texts } from '../platform/http/fields';

type Week = Record<string, [string, string][]>;

const WEEK = {
  note: 'weekday "1" (Monday) to "7" (Sunday) → opening hours; a missing day is closed',
  example: { '1': [['09:00', '17:00']] },
};
const EXCEPTIONS = {
  note: 'date → opening hours that replace the weekday and win over a holiday; [] means closed',
  example: { '2026-12-24': [['09:00', '12:00']] },
};
const HOLIDAYS = { note: 'local dates on which it is closed', example: ['2026-12-25'] };

/** Opening hours as they hold from a date on. A key that exists gets its next version. */
export class PublishCalendar {
  @Key({ example: 'main' })
  key!: string;

  @Text({ optional: true })
  name?: string;

  @Text({ max: 100, example: 'America/New_York' })
  timeZone!: string;

  @Free(WEEK)
  week!: Week;

  @Texts({ ...HOLIDAYS, optional: true, most: 2000 })
  holidays?: string[];

  @Free({ ...EXCEPTIONS, optional: true })
  exceptions?: Week;

  @Text({
    optional: true,
    max: 40,
    note: 'a date (its midnight in timeZone) or a time, not in the past; default now',
    example: '2026-12-01',
  })
  effectiveFrom?: string;

  @Int({ optional: true, note: 'the newest version you have seen; an older one is refused' })
  version?: number;
}

/** By key. */
export class CalendarRef {
  @Key()
  key!: string;
}

/** What would a deadline be, or how long was it open? */
export class PreviewCalendar {
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }],
    description: 'a key, or hours as in POST /calendars',
  })
  @ValidateBy({
    name: 'calendarOrKey',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' ? /^[a-z0-9][a-z0-9_-]{0,62}$/.test(value) : typeof value === 'object' && value !== null,
      defaultMessage: () => 'calendar must be the key of a calendar or an object with timeZone and week.',
    },
  })
  calendar!: unknown;

  @Instant()
  start!: Date;

  @Duration({ optional: true, note: 'open time to count from start' })
  target?: string;

  @Instant({ optional: true })
  end?: Date;
}

export class CalendarPreviewView {
  @Instant({ optional: true, note: 'when the target is reached' })
  dueAt?: Date;

  @Flag({ optional: true, note: 'true where no opening came within 60 days and the rest ran as elapsed time' })
  fallback?: boolean;

  @Duration({ optional: true, note: 'open time between start and end' })
  elapsed?: string;
}

export class CalendarVersionView {
  @Int()
  version!: number;

  @Instant()
  effectiveFrom!: Date;

  @Text()
  timeZone!: string;

  @Free(WEEK)
  week!: Week;

  @Texts(HOLIDAYS)
  holidays!: string[];

  @Free(EXCEPTIONS)
  exceptions!: Week;
}

/** The hours in force now. `version` is the newest one, which may be planned for later. */
export class CalendarView {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Int({ note: 'send it back when you change the calendar' })
  version!: number;

  @Text()
  timeZone!: string;

  @Free(WEEK)
  week!: Week;

  @Texts(HOLIDAYS)
  holidays!: string[];

  @Free(EXCEPTIONS)
  exceptions!: Week;

  @Instant()
  effectiveFrom!: Date;

  @Flag({ note: 'part of the program; cannot be changed' })
  builtIn!: boolean;

  @Text({ nullable: true, note: 'set where the hours in force hold no opening within 60 days: promises then run as elapsed time' })
  warning!: string | null;

  @ListOf(() => CalendarVersionView, { optional: true, note: 'newest first; only for one calendar' })
  versions?: CalendarVersionView[];
}

export class CalendarsView {
  @ListOf(() => CalendarView)
  items!: CalendarView[];

  @Text({ nullable: true, max: 1000, note: 'null at the end of the list' })
  nextCursor!: string | null;
}
