import fc from 'fast-check';
import { periodAt, periodBefore, PERIODS } from './periods.rules';
import { localDate } from '../calendar/local-time.rules';

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
  'Pacific/Apia',
];
const at = (text: string): Date => new Date(text);

test('a month goes from local midnight to local midnight, an hour shorter or longer where the clock changes', () => {
  const hours = (text: string): number => {
    const { startsAt, endsAt } = periodAt('month', at(text), 'Europe/Berlin');
    return (endsAt.getTime() - startsAt.getTime()) / 3_600_000;
  };
  expect(periodAt('month', at('2026-05-11T10:00:00Z'), 'Europe/Berlin')).toEqual({
    startsAt: at('2026-04-30T22:00:00Z'),
    endsAt: at('2026-05-31T22:00:00Z'),
  });
  expect([hours('2026-05-11T10:00:00Z'), hours('2026-03-11T10:00:00Z'), hours('2026-10-11T10:00:00Z')]).toEqual([744, 743, 745]);
});

test('the last instant of a month belongs to it, the next one to the next', () => {
  expect(periodAt('month', at('2026-05-01T03:59:59.999Z'), 'America/New_York').endsAt).toEqual(at('2026-05-01T04:00:00Z'));
  expect(periodAt('month', at('2026-05-01T04:00:00Z'), 'America/New_York').startsAt).toEqual(at('2026-05-01T04:00:00Z'));
});

test('quarters begin in January, April, July and October', () => {
  expect(periodAt('quarter', at('2026-06-30T12:00:00Z'), 'UTC')).toEqual({
    startsAt: at('2026-04-01T00:00:00Z'),
    endsAt: at('2026-07-01T00:00:00Z'),
  });
  expect(periodAt('quarter', at('2026-12-31T23:30:00Z'), 'Asia/Kolkata').startsAt).toEqual(at('2026-12-31T18:30:00Z'));
});

test('a month whose first midnight the clocks skip begins with its first instant', () => {
  // Cairo 2011 changed at midnight; Samoa left out 30 December 2011, and its December is a day shorter
  const { startsAt, endsAt } = periodAt('month', at('2011-12-15T00:00:00Z'), 'Pacific/Apia');
  expect((endsAt.getTime() - startsAt.getTime()) / 3_600_000).toBe(30 * 24);
});

test('law: every instant lies in its period, and periods follow each other without gap or overlap', () => {
  fc.assert(
    fc.property(
      fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z'), noInvalidDate: true }),
      fc.constantFrom(...ZONES),
      fc.constantFrom(...PERIODS),
      (now, zone, kind) => {
        const period = periodAt(kind, now, zone);
        expect(period.startsAt <= now && now < period.endsAt).toBe(true);
        expect(periodAt(kind, period.startsAt, zone)).toEqual(period);
        expect(periodAt(kind, new Date(period.endsAt.getTime() - 1), zone)).toEqual(period);
        expect(periodAt(kind, period.endsAt, zone).startsAt).toEqual(period.endsAt);
        expect(periodBefore(kind, period, zone).endsAt).toEqual(period.startsAt);
        expect(localDate(period.startsAt, zone)).toMatch(kind === 'month' ? /-01$/ : /-(01|04|07|10)-01$/);
      },
    ),
    { numRuns: 500 },
  );
});
