import fc from 'fast-check';
import { ALWAYS_OPEN, dueAfter, openMs, type CalendarSpec } from './business-time.rules';
import { beginning, dueAcross, type InForce, isTooFewHours, openAcross, readHours } from './calendar-hours.rules';

const HOUR = 3_600_000;
const WEEKDAYS = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [['09:00', '17:00']]])) as CalendarSpec['week'];
const shop: CalendarSpec = { zone: 'America/New_York', week: WEEKDAYS, holidays: [], exceptions: {} };
const at = (text: string) => new Date(text);

describe('reading opening hours', () => {
  test('hours without holidays and exceptions have none', () => {
    const read = readHours({ timeZone: 'America/New_York', week: WEEKDAYS });
    expect(read).toEqual({ spec: shop, problems: [] });
  });

  test.each([
    ['nothing', null],
    ['a list', []],
    ['no zone', { week: {} }],
    ['an unknown zone', { timeZone: 'Mars/Olympus', week: {} }],
    ['no week', { timeZone: 'UTC' }],
    ['a week that is a list', { timeZone: 'UTC', week: [] }],
    ['holidays that are a text', { timeZone: 'UTC', week: {}, holidays: '2026-12-25' }],
    ['a date that does not exist', { timeZone: 'UTC', week: {}, holidays: ['2026-02-30'] }],
    [
      'hours that overlap',
      {
        timeZone: 'UTC',
        week: {
          '1': [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
    ],
    ['an exception without hours', { timeZone: 'UTC', week: {}, exceptions: { '2026-12-24': null } }],
    ['a field nobody knows', { timeZone: 'UTC', week: {}, colour: 'red' }],
    ['more dates than a calendar takes', { timeZone: 'UTC', week: {}, holidays: Array.from({ length: 2001 }, () => '2026-12-25') }],
  ])('%s is refused with a sentence', (_what, given) => {
    const { spec, problems } = readHours(given);
    expect(spec).toBeNull();
    expect(problems[0]).toMatch(/\.$/);
  });

  test('whatever is sent is read or refused, and never breaks', () => {
    const day = fc.oneof(
      fc.anything(),
      fc.array(fc.tuple(fc.constantFrom('09:00', '12:00', '24:00', 'x'), fc.constantFrom('10:00', '24:00', '25:00'))),
    );
    const given = fc.record({
      timeZone: fc.constantFrom('UTC', 'Europe/Paris', 'x'),
      week: fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('1', '7', '8'), day)),
      exceptions: fc.anything(),
    });
    fc.assert(
      fc.property(given, (hours) => {
        const { spec, problems } = readHours(hours);
        expect(spec === null).toBe(problems.length > 0);
        if (spec) expect(dueAfter(spec, at('2026-11-23T15:00:00Z'), HOUR).dueAt).toBeInstanceOf(Date);
      }),
    );
  });
});

describe('when a new version begins', () => {
  const now = at('2026-11-23T16:00:00Z'); // 11:00 in New York

  test('nothing said and today both mean now', () => {
    expect(beginning(undefined, 'America/New_York', now).at).toEqual(now);
    expect(beginning('2026-11-23', 'America/New_York', now).at).toEqual(now);
  });

  test('a date means its midnight where the location is', () => {
    expect(beginning('2026-12-01', 'America/New_York', now).at).toEqual(at('2026-12-01T05:00:00Z'));
    expect(beginning('2026-12-01T09:00:00+01:00', 'America/New_York', now).at).toEqual(at('2026-12-01T08:00:00Z'));
  });

  test.each(['2026-11-22', '2026-11-23T15:59:59Z', '2040-01-01', '2026-02-30', 'soon', '2026-12-01T25:00:00Z', '1.12.2026'])(
    '%s is refused',
    (said) => {
      expect(beginning(said, 'America/New_York', now)).toEqual({ at: null, problem: expect.stringMatching(/\.$/) as string });
    },
  );
});

describe('counting over a calendar that changes on the way', () => {
  test('edge 5: a holiday added at eleven keeps the hours already worked and closes the rest of the day', () => {
    const closed = { ...shop, holidays: ['2026-11-23'] };
    const change = at('2026-11-23T16:00:00Z');
    const versions: InForce[] = [
      { spec: shop, from: at('2026-11-01T00:00:00Z'), to: change },
      { spec: closed, from: change, to: null },
    ];
    // started at 09:00 on Monday with 4 hours: 2 worked until 11:00, 2 left on Tuesday from 09:00
    expect(dueAcross(versions, at('2026-11-23T14:00:00Z'), 4 * HOUR)).toEqual({ dueAt: at('2026-11-24T16:00:00Z'), fallback: false });
    expect(openAcross(versions, at('2026-11-23T14:00:00Z'), at('2026-11-24T16:00:00Z'))).toBe(4 * HOUR);
  });

  test('edge 11: a location that moves to another zone counts its old hours until that date and its new ones after it', () => {
    const moved = { ...shop, zone: 'America/Los_Angeles' };
    const change = at('2026-11-24T08:00:00Z');
    const versions: InForce[] = [
      { spec: shop, from: at('2026-11-01T00:00:00Z'), to: change },
      { spec: moved, from: change, to: null },
    ];
    // Monday 16:00 in New York: one hour on Monday, the other on Tuesday from 09:00 in Los Angeles
    expect(dueAcross(versions, at('2026-11-23T21:00:00Z'), 2 * HOUR).dueAt).toEqual(at('2026-11-24T18:00:00Z'));
  });

  test('a closed calendar that opens again later waits for it instead of falling back to elapsed time', () => {
    const never: CalendarSpec = { ...shop, week: {} };
    const opens = at('2026-11-30T05:00:00Z');
    const versions: InForce[] = [
      { spec: never, from: at('2026-11-01T00:00:00Z'), to: opens },
      { spec: shop, from: opens, to: null },
    ];
    const due = dueAcross(versions, at('2026-11-23T14:00:00Z'), 200 * HOUR);
    expect(due.fallback).toBe(false);
    expect(openAcross(versions, at('2026-11-23T14:00:00Z'), due.dueAt)).toBe(200 * HOUR);
  });

  test('cutting one calendar into versions of the same hours changes nothing', () => {
    const minute = 60_000;
    const start = at('2026-10-20T00:00:00Z').getTime();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 5 }), fc.integer({ min: 0, max: 20_000 }), (cuts, target) => {
        const moments = [...new Set(cuts)].sort((a, b) => a - b).map((cut) => new Date(start + cut * minute));
        const versions = [new Date(start), ...moments].map((from, i): InForce => ({ spec: shop, from, to: moments[i] ?? null }));
        const whole = dueAfter(shop, new Date(start), target * minute);
        expect(dueAcross(versions, new Date(start), target * minute)).toEqual(whole);
        expect(openAcross(versions, new Date(start), whole.dueAt)).toBe(openMs(shop, new Date(start), whole.dueAt));
      }),
    );
  });
});

test('a target that a few minutes a week can never reach is told from one that takes its time', () => {
  const monday: CalendarSpec = { ...shop, week: { '1': [['09:00', '09:01']] } };
  expect(isTooFewHours(monday, 24 * HOUR)).toBe(true);
  expect(isTooFewHours(monday, HOUR)).toBe(false);
  expect(isTooFewHours({ ...shop, week: {} }, 24 * HOUR)).toBe(false);
  expect(isTooFewHours(ALWAYS_OPEN('UTC'), 3660 * 24 * HOUR)).toBe(false);
});
