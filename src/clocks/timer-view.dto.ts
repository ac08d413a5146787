import { Choice, Duration, Flag, Instant, ListOf, LocalDate, Text, Texts, Uuid } from '../platform/http/fields';
import { SaidView } from '../platform/http/said.dto';
import { type ClockKind, CLOCKS, type ClockName, TIMER_STATES, type TimerState } from './clock.rules';

/** How one clock of a ticket stands. */
export class TimerView {
  @Choice(CLOCKS)
  clock!: ClockName;

  @Choice(TIMER_STATES)
  state!: TimerState;

  @Instant({ nullable: true, note: 'while paused: when it would be due if it went on now' })
  dueAt!: Date | null;

  @Instant()
  startedAt!: Date;

  @Duration({ nullable: true, note: 'null = an alarm, which has an end but no target' })
  target!: string | null;

  @Duration({ note: 'counted so far; of a business clock only opening hours' })
  elapsed!: string;

  @Choice(['business', 'elapsed'])
  kind!: ClockKind;

  @Instant({ nullable: true })
  pausedSince!: Date | null;

  @Instant({ nullable: true, note: 'since when the promise is broken; stays for ever' })
  breachedAt!: Date | null;

  @Flag({ note: 'some time was granted because the severity changed when hardly any was left' })
  grace!: boolean;

  @Flag({ note: 'the calendar has no opening hours, so every hour counts' })
  noCalendar!: boolean;

  @Uuid({ nullable: true, note: 'the gesture this clock belongs to' })
  gestureId!: string | null;
}

export class CountedStretch {
  @Instant()
  startedAt!: Date;

  @Instant({ nullable: true, note: 'null = still counting' })
  endedAt!: Date | null;

  @Duration()
  elapsed!: string;
}

export class CountedDay {
  @LocalDate()
  date!: string;

  @Duration()
  counted!: string;

  @Texts({ note: 'the counted hours in local time, such as 09:00–12:30' })
  hours!: string[];
}

export class SkippedDay {
  @LocalDate()
  date!: string;

  @Choice(['holiday', 'closed', 'exception'])
  why!: 'holiday' | 'closed' | 'exception';
}

/** "Why this time?": everything that made the due instant. Dates are those of the location's calendar. */
export class ClockExplanation extends TimerView {
  @Text({ max: 4000, note: 'the whole answer for a person' })
  sentence!: string;

  @ListOf(() => SaidView, { note: 'the same for other languages' })
  said!: SaidView[];

  @Text({ max: 64, note: 'time zone of the dates, IANA name' })
  zone!: string;

  @ListOf(() => CountedStretch, { note: 'between two of them the clock was paused' })
  segments!: CountedStretch[];

  @ListOf(() => CountedDay, { note: 'up to the due instant; empty for clocks that count day and night' })
  days!: CountedDay[];

  @ListOf(() => SkippedDay)
  skipped!: SkippedDay[];
}
