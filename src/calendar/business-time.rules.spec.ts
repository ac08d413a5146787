import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALWAYS_OPEN, calendarProblems, dueAfter, isOpen, nextOpening, openMs, type CalendarSpec } from './business-time.rules';

interface Vectors {
  calendars: Record<string, Omit<CalendarSpec, 'zone'> & { tz: string }>;
  vectors: ({ calendar: string; why: string } & (
    { start: string; target_minutes: number; due: string | null } | { between: [string, string]; minutes: number }
  ))[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const file = join(__dirname, '../../test/support/vectors/calendar_vectors.json');
const { calendars, vectors } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const specs = new Map(Object.entries(calendars).map(([key, { tz, ...rest }]): [string, CalendarSpec] => [key, { zone: tz, ...rest }]));

function calendar(key: string): CalendarSpec {
  const spec = specs.get(key);
  if (!spec) throw new Error(`no calendar ${key}`);
  return spec;
}

function week(days: number[], ...hours: [string, string][]): CalendarSpec['week'] {
  return Object.fromEntries(days.map((day) => [String(day), hours]));
}

function due(spec: CalendarSpec, start: string, targetMs: number): string {
  return dueAfter(spec, new Date(start), targetMs).dueAt.toISOString();
}

function open(spec: CalendarSpec, from: string, to: string): number {
  return openMs(spec, new Date(from), new Date(to));
}

const shop: CalendarSpec = { zone: 'America/New_York', week: week([1, 2, 3, 4, 5], ['09:00', '17:00']), holidays: [], exceptions: {} };
const night = calendar('ny_night');

describe('the vectors agreed for every calendar', () => {
  test.each(vectors.map((one) => [`${one.calendar}: ${one.why}`, one] as const))('%s', (_title, one) => {
    const spec = calendar(one.calendar);
    expect(calendarProblems(spec)).toEqual([]);
    if ('between' in one) {
      expect(open(spec, ...one.between)).toBe(one.minutes * MINUTE);
      return;
    }
    const start = new Date(one.start);
    const found = dueAfter(spec, start, one.target_minutes * MINUTE);
    const elapsed = new Date(start.getTime() + one.target_minutes * MINUTE);
    expect(found).toEqual({ dueAt: one.due === null ? elapsed : new Date(one.due), fallback: one.due === null });
  });
});

describe('what people expect of opening hours', () => {
  test('edge 1: when clocks go forward in a night shift, the hour that does not exist does not count', () => {
    // 2027-03-14 in New York: 02:00 becomes 03:00, so the shift that ends at 02:00 is whole and one that ends at 04:00 is an hour short.
    const late: CalendarSpec = { ...shop, week: week([7], ['00:00', '04:00']) };
    expect(open(late, '2027-03-14T05:00:00Z', '2027-03-14T12:00:00Z')).toBe(3 * HOUR);
    expect(due(late, '2027-03-14T05:00:00Z', 3 * HOUR)).toBe('2027-03-14T08:00:00.000Z');
    expect(open(night, '2027-03-14T03:00:00Z', '2027-03-14T12:00:00Z')).toBe(4 * HOUR);
  });

  test('edge 2: when clocks go back in a night shift, the repeated hour counts twice', () => {
    expect(open(night, '2026-11-01T02:00:00Z', '2026-11-01T12:00:00Z')).toBe(5 * HOUR);
    expect(due(night, '2026-11-01T02:00:00Z', 4 * HOUR)).toBe('2026-11-01T06:00:00.000Z'); // the second 01:00
    expect(due(night, '2026-11-01T02:00:00Z', 5 * HOUR)).toBe('2026-11-01T07:00:00.000Z');
  });

  test('edge 3: clock changes of half an hour and zones of 45 minutes follow the same rule', () => {
    const lordHowe = calendar('lordhowe_n');
    expect(open(lordHowe, '2026-10-03T11:00:00Z', '2026-10-04T02:00:00Z')).toBe(4 * HOUR); // 22:00-02:00, 02:00 becomes 02:30
    expect(open(lordHowe, '2026-04-04T11:00:00Z', '2026-04-05T02:00:00Z')).toBe(4.5 * HOUR); // 01:30-02:00 happens twice
    expect(due(calendar('kathmandu'), '2026-11-20T11:00:00Z', HOUR)).toBe('2026-11-22T05:00:00.000Z');
    const chatham: CalendarSpec = { ...ALWAYS_OPEN('Pacific/Chatham'), week: week([1, 2, 3, 4, 5], ['09:00', '17:00']) };
    expect(due(chatham, '2026-11-22T12:00:00Z', HOUR)).toBe('2026-11-22T20:15:00.000Z'); // Monday 10:00 at +13:45
  });

  test('edge 4: a holiday on the due date moves the due time to the same count of open time after it', () => {
    expect(due(shop, '2026-11-25T20:00:00Z', 4 * HOUR)).toBe('2026-11-26T16:00:00.000Z');
    expect(due({ ...shop, holidays: ['2026-11-26'] }, '2026-11-25T20:00:00Z', 4 * HOUR)).toBe('2026-11-27T16:00:00.000Z');
  });

  test('edge 5: a holiday declared at 11:00 keeps the minutes worked until then and closes the rest of the day', () => {
    const declared = '2026-11-24T16:00:00Z';
    const worked = open(shop, '2026-11-24T14:30:00Z', declared);
    expect(worked).toBe(1.5 * HOUR);
    const closedToday = { ...shop, holidays: ['2026-11-24'] };
    expect(due(closedToday, declared, 4 * HOUR - worked)).toBe('2026-11-25T16:30:00.000Z');
  });

  test('edge 6: a half day wins over the weekday and over a holiday on the same date', () => {
    const half: CalendarSpec = { ...shop, holidays: ['2026-12-24', '2026-12-25'], exceptions: { '2026-12-24': [['09:00', '12:00']] } };
    expect(open(half, '2026-12-24T05:00:00Z', '2026-12-25T05:00:00Z')).toBe(3 * HOUR);
    expect(due(half, '2026-12-24T16:00:00Z', 90 * MINUTE)).toBe('2026-12-28T14:30:00.000Z');
    const closed: CalendarSpec = { ...shop, exceptions: { '2026-12-24': [] } };
    expect(open(closed, '2026-12-24T05:00:00Z', '2026-12-25T05:00:00Z')).toBe(0);
  });

  test('edge 7: a complaint in the lunch gap counts from the end of lunch', () => {
    const paris = calendar('paris');
    expect(due(paris, '2026-11-23T11:45:00Z', 30 * MINUTE)).toBe('2026-11-23T13:00:00.000Z');
    expect(open(paris, '2026-11-23T11:30:00Z', '2026-11-23T12:30:00Z')).toBe(0);
    expect(nextOpening(paris, new Date('2026-11-23T11:45:00Z'))).toEqual(new Date('2026-11-23T12:30:00Z'));
  });

  test('edge 8: a target that ends exactly at closing is due at closing, not next morning', () => {
    expect(due(shop, '2026-11-23T14:00:00Z', 8 * HOUR)).toBe('2026-11-23T22:00:00.000Z');
    expect(due(shop, '2026-11-23T14:00:00Z', 8 * HOUR + 1)).toBe('2026-11-24T14:00:00.001Z');
    expect(due(shop, '2026-11-23T14:00:00Z', 16 * HOUR)).toBe('2026-11-24T22:00:00.000Z');
  });

  test('edge 9: a complaint at 17:01 on Friday counts from Monday morning', () => {
    expect(due(shop, '2026-11-20T22:01:00Z', 4 * HOUR)).toBe('2026-11-23T18:00:00.000Z');
    expect(due(shop, '2026-11-20T22:00:00Z', 4 * HOUR)).toBe('2026-11-23T18:00:00.000Z');
    expect(due(shop, '2026-11-20T21:59:00Z', 4 * HOUR)).toBe('2026-11-23T17:59:00.000Z');
  });

  test('edge 10: a calendar without an open minute in 60 days falls back to elapsed time and says so', () => {
    const start = new Date('2026-11-23T15:00:00Z');
    const elapsed = { dueAt: new Date('2026-11-23T19:00:00Z'), fallback: true };
    expect(dueAfter({ ...shop, week: {} }, start, 4 * HOUR)).toEqual(elapsed);
    // The only opening is 60 days away, to the millisecond: too late by one.
    const once = (date: string): CalendarSpec => ({ ...shop, week: {}, exceptions: { [date]: [['10:00', '11:00']] } });
    expect(dueAfter(once('2027-01-22'), start, HOUR)).toEqual({ dueAt: new Date('2026-11-23T16:00:00Z'), fallback: true });
    const second = dueAfter(once('2027-01-22'), new Date(start.getTime() + 1), HOUR);
    expect(second).toEqual({ dueAt: new Date('2027-01-22T16:00:00Z'), fallback: false });
    // Hours that end for good: what was worked counts, the rest runs as elapsed time.
    expect(dueAfter(once('2026-11-24'), start, 3 * HOUR)).toEqual({ dueAt: new Date('2026-11-24T18:00:00Z'), fallback: true });
    expect(nextOpening({ ...shop, week: {} }, start)).toBeNull();
  });

  test('edge 11: after a move to another zone the open time of both calendars adds up', () => {
    const moved = '2026-11-24T17:00:00Z';
    const inNewYork = open(shop, '2026-11-24T14:00:00Z', moved);
    expect(inNewYork).toBe(3 * HOUR);
    expect(due({ ...shop, zone: 'America/Los_Angeles' }, moved, 8 * HOUR - inNewYork)).toBe('2026-11-24T22:00:00.000Z');
  });

  test('edge 26: what resumes on a Sunday resumes at the opening on Monday', () => {
    expect(nextOpening(shop, new Date('2026-11-22T15:00:00Z'))).toEqual(new Date('2026-11-23T14:00:00Z'));
  });

  test('every millisecond counts, not only whole minutes', () => {
    expect(open(shop, '2026-11-23T13:59:59.999Z', '2026-11-23T14:00:00.001Z')).toBe(1);
    expect(due(shop, '2026-11-23T21:59:59.500Z', 1000)).toBe('2026-11-24T14:00:00.500Z');
  });

  test('a shop is open at the second it opens and closed at the second it closes', () => {
    expect(['13:59:59.999', '14:00:00', '21:59:59.999', '22:00:00'].map((time) => isOpen(shop, new Date(`2026-11-23T${time}Z`)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(nextOpening(shop, new Date('2026-11-23T15:00:00.123Z'))).toEqual(new Date('2026-11-23T15:00:00.123Z'));
  });

  test('a target of nothing is due now, even when the shop is closed', () => {
    expect(dueAfter(shop, new Date('2026-11-22T15:00:00Z'), 0)).toEqual({ dueAt: new Date('2026-11-22T15:00:00Z'), fallback: false });
  });

  test('a desk that never closes counts elapsed time on days of 23 and 25 hours', () => {
    for (const zone of ['America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC']) {
      expect(due(ALWAYS_OPEN(zone), '2026-01-01T00:00:00Z', 365 * 24 * HOUR)).toBe('2027-01-01T00:00:00.000Z');
    }
    expect(ALWAYS_OPEN('UTC')).toBe(ALWAYS_OPEN('UTC'));
  });

  test('a date that a zone skipped has no open time, whatever its weekday says', () => {
    // Samoa went from Thursday 2011-12-29 straight to Saturday 2011-12-31.
    const apia: CalendarSpec = { ...shop, zone: 'Pacific/Apia' };
    expect(open(apia, '2011-12-29T18:00:00Z', '2012-01-01T12:00:00Z')).toBe(8 * HOUR);
    expect(due(apia, '2011-12-29T18:00:00Z', 9 * HOUR)).toBe('2012-01-01T20:00:00.000Z');
  });

  test('time before the start is never counted', () => {
    expect(open(shop, '2026-11-24T15:00:00Z', '2026-11-23T15:00:00Z')).toBe(0);
  });
});

describe('a calendar that cannot be right is refused in plain sentences', () => {
  const hours = (...intervals: unknown[]): CalendarSpec => ({ ...shop, week: { 1: intervals as [string, string][] } });

  test.each<[string, CalendarSpec, string[]]>([
    ['an unknown zone', { ...shop, zone: 'Mars/Base' }, ['The time zone "Mars/Base" is not known. Use a name such as "Europe/Paris".']],
    ['a bare offset', { ...shop, zone: '+01:00' }, ['The time zone "+01:00" is not known. Use a name such as "Europe/Paris".']],
    ['an eighth weekday', { ...shop, week: { 8: [] } }, ['"8" is not a weekday. Use "1" (Monday) to "7" (Sunday).']],
    ['a short time', hours(['9:00', '17:00']), ['Monday: "9:00" is not a time. Use "00:00" to "24:00", such as "09:00".']],
    ['a time past midnight', hours(['09:00', '24:30']), ['Monday: "24:30" is not a time. Use "00:00" to "24:00", such as "09:00".']],
    [
      'a night shift in one piece',
      hours(['22:00', '02:00']),
      ['Monday: 22:00 to 02:00 does not end after it starts. Split a night shift at midnight.'],
    ],
    [
      'an empty interval',
      hours(['09:00', '09:00']),
      ['Monday: 09:00 to 09:00 does not end after it starts. Split a night shift at midnight.'],
    ],
    ['overlapping hours', hours(['11:00', '13:00'], ['09:00', '12:00']), ['Monday: 09:00 to 12:00 and 11:00 to 13:00 overlap.']],
    ['half an interval', hours(['09:00']), ['Monday: each opening needs a start and an end, such as ["09:00", "17:00"].']],
    [
      'hours that are no list',
      { ...shop, week: JSON.parse('{"2": null}') as CalendarSpec['week'] },
      ['Tuesday needs a list of opening hours; an empty list means closed.'],
    ],
    [
      'a holiday that does not exist',
      { ...shop, holidays: ['2026-02-30'] },
      ['The holiday "2026-02-30" is not a date. Write it as "2026-12-25".'],
    ],
    ['a holiday listed twice', { ...shop, holidays: ['2026-12-25', '2026-12-25'] }, ['The holiday 2026-12-25 is listed twice.']],
    [
      'an exception without a date',
      { ...shop, exceptions: { 'xmas eve': [] } },
      ['The exception "xmas eve" is not a date. Write it as "2026-12-24".'],
    ],
    [
      'an exception with bad hours',
      { ...shop, exceptions: { '2026-12-24': [['12:00', '09:00']] } },
      ['2026-12-24: 12:00 to 09:00 does not end after it starts. Split a night shift at midnight.'],
    ],
  ])('%s', (_title, spec, problems) => {
    expect(calendarProblems(spec)).toEqual(problems);
  });

  test('hours that touch, a leap day and a night split at midnight are fine', () => {
    const fine = {
      ...shop,
      week: {
        6: [
          ['08:00', '12:00'],
          ['12:00', '16:00'],
          ['22:00', '24:00'],
        ] as [string, string][],
      },
      holidays: ['2028-02-29'],
    };
    expect(calendarProblems(fine)).toEqual([]);
    expect(open(fine, '2026-11-21T05:00:00Z', '2026-11-22T05:00:00Z')).toBe(10 * HOUR);
  });

  test('nothing is counted with a broken calendar, instant or target', () => {
    const now = new Date('2026-11-23T15:00:00Z');
    expect(() => dueAfter({ ...shop, zone: 'Mars/Base' }, now, HOUR)).toThrow(RangeError);
    expect(() => dueAfter(hours(['9', '17:00']), now, HOUR)).toThrow(RangeError);
    expect(() => dueAfter({ ...shop, holidays: ['soon'] }, now, HOUR)).toThrow(RangeError);
    expect(() => dueAfter(shop, new Date(NaN), HOUR)).toThrow(RangeError);
    expect(() => dueAfter(shop, now, Infinity)).toThrow(RangeError);
    expect(() => openMs(shop, now, new Date(NaN))).toThrow(RangeError);
  });
});
