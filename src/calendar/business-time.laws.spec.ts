import fc from 'fast-check';
import { countedDays, openDaysBetween, sameTimeOnOpenDay } from './business-days.rules';
import {
  ALWAYS_OPEN,
  calendarProblems,
  dueAfter,
  dueAfterEach,
  isOpen,
  nextOpening,
  openMs,
  type CalendarSpec,
} from './business-time.rules';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

/**
 * The oracle: asks Intl for the wall time and knows nothing of offsets, days' lengths or intervals in UTC. Where the wall clock goes a quarter of an hour on
 * in a quarter of an hour, so does each of its minutes; everywhere else Intl is asked for every single one.
 */
class Oracle {
  readonly dates: string[] = [];
  readonly open: boolean[] = [];
  private day: { at: number; date: string; hours: [number, number][] } = { at: NaN, date: '', hours: [] };

  constructor(
    readonly spec: CalendarSpec,
    readonly since: number,
    readonly until: number,
  ) {
    const wall = wallClock(spec.zone);
    let here = wall(since);
    for (let at = since; at < until; at += QUARTER) {
      const next = wall(at + QUARTER);
      for (let on = 0; on < QUARTER; on += MINUTE) this.add(next - here === QUARTER ? here + on : wall(at + on));
      here = next;
    }
  }

  private add(wallMs: number): void {
    const day = Math.floor(wallMs / DAY) * DAY;
    if (day !== this.day.at) this.day = { at: day, ...this.dayOf(new Date(day)) };
    const { date, hours } = this.day;
    this.dates.push(date);
    this.open.push(hours.some(([from, to]) => from <= wallMs - day && wallMs - day < to));
  }

  private dayOf(day: Date): { date: string; hours: [number, number][] } {
    const { spec } = this;
    const date = day.toISOString().slice(0, 10);
    const weekday = ((day.getUTCDay() + 6) % 7) + 1;
    const hours = spec.exceptions[date] ?? (spec.holidays.includes(date) ? [] : (spec.week[weekday] ?? []));
    const ms = (time: string): number => Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * MINUTE;
    return { date, hours: hours.map(([from, to]) => [ms(from), ms(to)]) };
  }

  /** Open milliseconds, minute by minute. */
  openMs(from: number, to: number, date?: string): number {
    return this.open.reduce((sum, open, i) => {
      const at = this.since + i * MINUTE;
      const part = Math.min(to, at + MINUTE) - Math.max(from, at);
      return open && part > 0 && (date === undefined || this.dates[i] === date) ? sum + part : sum;
    }, 0);
  }

  /** The earliest instant at which the target is reached; undefined where that is not before the end of the table. */
  due(start: number, targetMs: number): number | undefined {
    let left = targetMs;
    for (let i = Math.floor((start - this.since) / MINUTE); i < this.open.length; i++) {
      const from = Math.max(start, this.since + i * MINUTE);
      const to = this.since + (i + 1) * MINUTE;
      if (!this.open[i]) continue;
      if (to - from >= left) return from + left;
      left -= to - from;
    }
    return undefined;
  }
}

const clocks = new Map<string, (at: number) => number>();

/** What the clock on the wall shows, as the UTC instant at which a clock there shows the same. */
function wallClock(timeZone: string): (at: number) => number {
  const known = clocks.get(timeZone);
  if (known) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, ...parts }); // "11/23/2026, 09:05"
  const wall = (at: number): number => {
    const text = format.format(at);
    const [month, day, year, hour, minute] = [
      text.slice(0, 2),
      text.slice(3, 5),
      text.slice(6, 10),
      text.slice(12, 14),
      text.slice(15, 17),
    ];
    return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  };
  clocks.set(timeZone, wall);
  return wall;
}

/** The minutes of a year at which the wall clock jumps, found by looking at every fifth day and then by halving. */
function jumps(zone: string, year: number): number[] {
  const wall = wallClock(zone);
  const offset = (at: number) => wall(at) - at;
  const found: number[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 5 * DAY) {
    let low = at;
    let high = at + 5 * DAY;
    if (offset(low) === offset(high)) continue;
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

function hhmm(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const hours: fc.Arbitrary<[string, string][]> = fc.oneof(
  fc
    .uniqueArray(
      fc.oneof(
        fc.integer({ min: 0, max: 1440 }),
        fc.integer({ min: 0, max: 16 }).map((n) => n * 15),
      ),
      { maxLength: 6 },
    )
    .map((cuts) => cuts.sort((a, b) => a - b).map(hhmm))
    .map((cuts) => cuts.slice(1).flatMap((to, i): [string, string][] => (i % 2 === 0 ? [[cuts[i] ?? '', to]] : []))),
  fc.constantFrom<[string, string][]>(
    [],
    [['00:00', '24:00']],
    [['09:00', '17:00']],
    [
      ['00:00', '02:00'],
      ['22:00', '24:00'],
    ],
    [['01:30', '05:00']],
    [['02:15', '02:45']],
    [
      ['00:00', '01:30'],
      ['01:30', '12:00'],
      ['23:00', '24:00'],
    ],
  ),
);

interface Case {
  spec: CalendarSpec;
  since: number;
  until: number;
  /** Instants inside the table, to the millisecond. */
  from: number;
  to: number;
  targetMs: number;
}

/** A random calendar and a table of `length`, three times out of four around a jump of the zone's clock in a year from 1973 to 2045. */
function cases(zone: string, length: number): fc.Arbitrary<Case> {
  const rolls = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  return fc
    .record({
      year: fc.integer({ min: 1973, max: 2045 }),
      rolls: fc.tuple(rolls, rolls, rolls, rolls),
      atJump: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
      week: fc.tuple(...Array.from({ length: 7 }, () => hours)),
      holidays: fc.uniqueArray(fc.integer({ min: -1, max: 3 }), { maxLength: 1 }),
      exceptions: fc.dictionary(fc.integer({ min: -1, max: 3 }).map(String), hours, { maxKeys: 2 }),
      targetMs: fc.oneof(
        fc.integer({ min: 1, max: 8 * 60 }).map((n) => n * MINUTE),
        fc.integer({ min: 1, max: length }),
      ),
    })
    .map(({ year, rolls: [a, b, c, d], atJump, week, holidays, exceptions, targetMs }) => {
      const found = atJump ? jumps(zone, year) : [];
      const jump = found[Math.floor(a * found.length)];
      const since = Math.floor((jump === undefined ? Date.UTC(year, 0, 1) + a * 365 * DAY : jump - b * 0.7 * length) / MINUTE) * MINUTE;
      const date = (n: number) => new Date(since + n * DAY).toISOString().slice(0, 10);
      const spec: CalendarSpec = {
        zone,
        week: Object.fromEntries(week.map((one, i) => [String(i + 1), one])),
        holidays: holidays.map(date),
        exceptions: Object.fromEntries(Object.entries(exceptions).map(([n, one]) => [date(Number(n)), one])),
      };
      const from = since + Math.floor(c * 0.8 * length);
      return { spec, since, until: since + length, from, to: from + Math.floor(d * (since + length - from)), targetMs };
    });
}

function agreesWithOracle({ spec, since, until, from, to, targetMs }: Case): void {
  const oracle = new Oracle(spec, since, until);
  expect(calendarProblems(spec)).toEqual([]);
  expect(openMs(spec, new Date(from), new Date(to))).toBe(oracle.openMs(from, to));
  expect(isOpen(spec, new Date(from))).toBe(oracle.open[Math.floor((from - since) / MINUTE)]);

  const due = oracle.due(from, targetMs);
  const found = dueAfter(spec, new Date(from), targetMs);
  if (due === undefined) expect(found.fallback || found.dueAt.getTime() > until).toBe(true);
  else expect(found).toEqual({ dueAt: new Date(due), fallback: false });

  const firstMs = oracle.due(from, 1);
  const opens = nextOpening(spec, new Date(from))?.getTime() ?? Infinity;
  if (firstMs === undefined) expect(opens).toBeGreaterThanOrEqual(until);
  else expect(opens).toBe(firstMs - 1);
}

function daysAgreeWithOracle({ spec, since, until, from, to }: Case): void {
  const oracle = new Oracle(spec, since, until);
  const touched = (minute: number) => Math.min(to, minute + MINUTE) > Math.max(from, minute);
  const seen = [...new Set(oracle.dates.filter((_, i) => touched(since + i * MINUTE)))].sort();
  const worked = seen.map((date) => ({ date, openMs: oracle.openMs(from, to, date) })).filter((day) => day.openMs > 0);
  const { days, skipped } = countedDays(spec, new Date(from), new Date(to));
  expect(days.map(({ date, openMs: ms }) => ({ date, openMs: ms }))).toEqual(worked);
  const closed = (date: string) => (spec.exceptions[date] ?? (spec.holidays.includes(date) ? [] : weekdayHours(spec, date))).length === 0;
  expect(skipped.map(({ date }) => date)).toEqual(seen.filter(closed));
}

function weekdayHours(spec: CalendarSpec, date: string): [string, string][] {
  return spec.week[((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1] ?? [];
}

/** The law of one case for every zone there is; `runs` cases each. The seed is fixed, so that a red test is red again. */
function inEveryZone(length: number, runs: number, law: (one: Case) => void, zones: readonly string[] = ZONES): void {
  zones.forEach((zone, seed) => {
    fc.assert(fc.property(cases(zone, length), law), { numRuns: runs, seed });
  });
}

describe('business time is what a minute-by-minute count says, in every zone there is', () => {
  test('open time, due times and openings agree with the count in more than 2,000 random calendars', () => {
    expect(ZONES.length * 5).toBeGreaterThan(2000);
    inEveryZone(26 * HOUR, 5, agreesWithOracle);
  }, 120_000);

  test('they agree over ten days', () => {
    inEveryZone(
      10 * DAY,
      1,
      agreesWithOracle,
      ZONES.filter((_, i) => i % 8 === 0),
    );
  }, 120_000);

  test('the days shown under "why this time?" agree with the count', () => {
    inEveryZone(
      60 * HOUR,
      1,
      daysAgreeWithOracle,
      ZONES.filter((_, i) => i % 2 === 0),
    );
  }, 120_000);
});

describe('laws of business time', () => {
  test('adding open time and measuring it again gives the same time back, and no earlier instant would do', () => {
    inEveryZone(30 * HOUR, 2, ({ spec, from, targetMs }) => {
      const { dueAt, fallback } = dueAfter(spec, new Date(from), targetMs);
      if (fallback) return;
      expect(openMs(spec, new Date(from), dueAt)).toBe(targetMs);
      expect(openMs(spec, new Date(from), new Date(dueAt.getTime() - 1))).toBe(targetMs - 1);
    });
  }, 120_000);

  test('a larger target is never due earlier, and a later start is never due earlier', () => {
    inEveryZone(30 * HOUR, 2, ({ spec, from, to, targetMs }) => {
      const due = dueAfter(spec, new Date(from), targetMs).dueAt.getTime();
      expect(dueAfter(spec, new Date(from), targetMs + 7 * MINUTE).dueAt.getTime()).toBeGreaterThan(due);
      expect(dueAfter(spec, new Date(to), targetMs).dueAt.getTime()).toBeGreaterThanOrEqual(due);
      expect(due).toBeGreaterThanOrEqual(from + targetMs);
    });
  }, 120_000);

  test('many targets counted in one walk are due when each is counted by itself', () => {
    inEveryZone(30 * HOUR, 2, ({ spec, from, targetMs }) => {
      const targets = [0, targetMs / 3, targetMs, targetMs, targetMs * 2, targetMs + 90 * DAY].sort((a, b) => a - b);
      expect(dueAfterEach(spec, new Date(from), targets)).toEqual(targets.map((target) => dueAfter(spec, new Date(from), target).dueAt));
    });
  }, 120_000);

  test('open time adds up wherever it is cut', () => {
    inEveryZone(30 * HOUR, 2, ({ spec, since, from, to }) => {
      const [a, b, c] = [new Date(since), new Date(from), new Date(to)];
      expect(openMs(spec, a, b) + openMs(spec, b, c)).toBe(openMs(spec, a, c));
    });
  }, 120_000);

  test('a desk that never closes counts elapsed time', () => {
    inEveryZone(30 * HOUR, 1, ({ spec, from, targetMs }) => {
      expect(dueAfter(ALWAYS_OPEN(spec.zone), new Date(from), targetMs).dueAt.getTime()).toBe(from + targetMs);
    });
  }, 120_000);

  test('the n-th open day is n open days away', () => {
    inEveryZone(30 * HOUR, 1, ({ spec, from }) => {
      fc.pre(Object.values(spec.week).some(([first]) => first?.[0] === '09:00'));
      for (const n of [1, 3, 10]) expect(openDaysBetween(spec, new Date(from), sameTimeOnOpenDay(spec, new Date(from), n))).toBe(n);
    });
  }, 120_000);
});
