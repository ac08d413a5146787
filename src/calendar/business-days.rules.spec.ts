import { countedDays, openDaysBetween, sameTimeOnOpenDay } from './business-days.rules';
import { ALWAYS_OPEN, type CalendarSpec } from './business-time.rules';

const HOUR = 3_600_000;
const office: [string, string][] = [['09:00', '17:00']];
const shop: CalendarSpec = {
  zone: 'America/New_York',
  week: { 1: office, 2: office, 3: office, 4: office, 5: office },
  holidays: ['2026-11-26'],
  exceptions: { '2026-12-24': [['09:00', '12:00']], '2026-12-28': [] },
};

function later(spec: CalendarSpec, at: string, n: number): string {
  return sameTimeOnOpenDay(spec, new Date(at), n).toISOString();
}

function passed(spec: CalendarSpec, from: string, to: string): number {
  return openDaysBetween(spec, new Date(from), new Date(to));
}

describe('the same time on a later day with opening hours', () => {
  test('chases after a question on Tuesday go out on Wednesday and, past Thanksgiving and the weekend, on Monday', () => {
    expect(later(shop, '2026-11-24T19:15:30Z', 1)).toBe('2026-11-25T19:15:30.000Z');
    expect(later(shop, '2026-11-24T19:15:30Z', 3)).toBe('2026-11-30T19:15:30.000Z');
  });

  test('the wall time stays the same across a change of the clock', () => {
    expect(later(shop, '2026-10-30T14:00:00Z', 1)).toBe('2026-11-02T15:00:00.000Z');
  });

  test('a question asked on Sunday evening is chased on Monday evening, open or not at that hour', () => {
    expect(later(shop, '2026-11-23T00:30:00Z', 1)).toBe('2026-11-24T00:30:00.000Z');
  });

  test('a wall time that does not exist moves forward, and of one that happens twice the first is taken', () => {
    const always = ALWAYS_OPEN('America/New_York');
    expect(later(always, '2027-03-13T07:30:00Z', 1)).toBe('2027-03-14T07:30:00.000Z'); // 02:30 becomes 03:30
    expect(later(always, '2026-10-31T05:30:00Z', 1)).toBe('2026-11-01T05:30:00.000Z'); // 01:30 EDT
    const halfHour = ALWAYS_OPEN('Australia/Lord_Howe');
    expect(later(halfHour, '2026-10-02T15:40:00Z', 1)).toBe('2026-10-03T15:40:00.000Z'); // 02:10 becomes 02:40
  });

  test('a date that a zone skipped is no open day', () => {
    expect(later({ ...shop, zone: 'Pacific/Apia' }, '2011-12-29T20:00:00Z', 1)).toBe('2012-01-01T20:00:00.000Z'); // Thursday 10:00 → Monday 10:00
    expect(passed(ALWAYS_OPEN('Pacific/Apia'), '2011-12-29T20:00:00Z', '2011-12-31T12:00:00Z')).toBe(2);
  });

  test('hours that fall wholly into the missing hour make no open day', () => {
    const oddHours: CalendarSpec = { ...shop, week: { 1: office, 7: [['02:00', '03:00']] } };
    expect(later(oddHours, '2027-03-13T17:00:00Z', 1)).toBe('2027-03-15T16:00:00.000Z');
    expect(later(oddHours, '2027-03-20T16:00:00Z', 1)).toBe('2027-03-21T16:00:00.000Z');
  });

  test('edge 10: without an open day in 60 days the days run as calendar days', () => {
    expect(later({ ...shop, week: {} }, '2027-01-05T15:00:00Z', 3)).toBe('2027-01-08T15:00:00.000Z');
    expect(later({ ...shop, week: {}, exceptions: { '2027-01-07': office } }, '2027-01-05T15:00:00Z', 3)).toBe('2027-01-09T15:00:00.000Z');
  });

  test('no day later is the same moment', () => {
    expect(later(shop, '2026-11-22T15:00:00Z', 0)).toBe('2026-11-22T15:00:00.000Z');
  });
});

describe('counting open days', () => {
  test('a pause of two weeks over Thanksgiving is nine business days old', () => {
    expect(passed(shop, '2026-11-20T20:00:00Z', '2026-12-04T14:00:00Z')).toBe(9);
  });

  test('an open day counts from its first moment, and the day it began on does not', () => {
    expect(passed(shop, '2026-11-23T14:00:00Z', '2026-11-24T04:59:59.999Z')).toBe(0);
    expect(passed(shop, '2026-11-23T14:00:00Z', '2026-11-24T05:00:00Z')).toBe(1);
    expect(passed(shop, '2026-11-24T14:00:00Z', '2026-11-23T14:00:00Z')).toBe(0);
  });
});

describe('why this time?', () => {
  test('the days that counted are listed with their hours, and the days that did not with the reason', () => {
    expect(countedDays(shop, new Date('2026-11-25T20:30:00Z'), new Date('2026-11-30T15:00:00Z'))).toEqual({
      days: [
        { date: '2026-11-25', openMs: 1.5 * HOUR, intervals: [['15:30', '17:00']] },
        { date: '2026-11-27', openMs: 8 * HOUR, intervals: [['09:00', '17:00']] },
        { date: '2026-11-30', openMs: HOUR, intervals: [['09:00', '10:00']] },
      ],
      skipped: [
        { date: '2026-11-26', why: 'holiday' },
        { date: '2026-11-28', why: 'closed' },
        { date: '2026-11-29', why: 'closed' },
      ],
    });
  });

  test('edge 6: a half day shows its short hours and a closed exception says so', () => {
    const { days, skipped } = countedDays(shop, new Date('2026-12-24T05:00:00Z'), new Date('2026-12-29T05:00:00Z'));
    expect(days).toEqual([
      { date: '2026-12-24', openMs: 3 * HOUR, intervals: [['09:00', '12:00']] },
      { date: '2026-12-25', openMs: 8 * HOUR, intervals: [['09:00', '17:00']] },
    ]);
    expect(skipped).toContainEqual({ date: '2026-12-28', why: 'exception' });
  });

  test('edge 2: a night with a repeated hour is one stretch of one hour more, and a hole in it is shown', () => {
    const range = [new Date('2026-11-01T04:00:00Z'), new Date('2026-11-01T17:00:00Z')] as const;
    const night: CalendarSpec = { ...shop, week: { 7: [['00:00', '05:00']] } };
    expect(countedDays(night, ...range).days).toEqual([{ date: '2026-11-01', openMs: 6 * HOUR, intervals: [['00:00', '05:00']] }]);
    const hole: CalendarSpec = { ...shop, week: { 7: [['01:30', '05:00']] } };
    const intervals = [
      ['01:30', '02:00'],
      ['01:30', '05:00'],
    ];
    expect(countedDays(hole, ...range).days).toEqual([{ date: '2026-11-01', openMs: 4 * HOUR, intervals }]);
  });

  test('a whole day ends at 24:00, also at the turn of the year', () => {
    const { days } = countedDays(ALWAYS_OPEN('Asia/Kolkata'), new Date('2026-12-31T18:30:00Z'), new Date('2027-01-01T18:30:00Z'));
    expect(days).toEqual([{ date: '2027-01-01', openMs: 24 * HOUR, intervals: [['00:00', '24:00']] }]);
    expect(countedDays(ALWAYS_OPEN('America/New_York'), new Date('2026-12-31T05:00:00Z'), new Date('2027-01-01T05:00:00Z')).days).toEqual([
      { date: '2026-12-31', openMs: 24 * HOUR, intervals: [['00:00', '24:00']] },
    ]);
  });

  test('no answer is longer than 400 days, and no time has no days', () => {
    const { days, skipped } = countedDays(shop, new Date('2026-01-01T15:00:00Z'), new Date('2036-01-01T15:00:00Z'));
    expect(days.length + skipped.length).toBe(400);
    expect(countedDays(shop, new Date('2026-11-25T15:00:00Z'), new Date('2026-11-25T15:00:00Z'))).toEqual({ days: [], skipped: [] });
  });
});
