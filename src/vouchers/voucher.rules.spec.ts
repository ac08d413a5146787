import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { InForce } from '../calendar/calendar-hours.rules';
import {
  endOnOpenDay,
  farthestEnd,
  graceEnd,
  lastMoment,
  remindFrom,
  revivedUntil,
  runOutSentence,
  timeProblem,
  tooOldProblem,
  undoProblem,
  usedAt,
  usedSentence,
} from './voucher.rules';

const ZONE = 'Europe/Paris';
const WEEK = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']] as [string, string][]]));
const at = (iso: string) => new Date(iso);
const local = (date: Date, zone = ZONE) => DateTime.fromJSDate(date, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');

function open(holidays: string[] = [], week: InForce['spec']['week'] = WEEK): InForce[] {
  return [{ spec: { zone: ZONE, week, holidays, exceptions: {} }, from: at('2000-01-01T00:00:00Z'), to: null }];
}

describe('the last day', () => {
  test('edge 105: Thursday, or for a Saturday the Monday after, or the day after the holidays', () => {
    expect(local(lastMoment(at('2030-03-01T10:00:00Z'), 90, ZONE, open()))).toBe('2030-05-30 23:59:59');
    expect(local(lastMoment(at('2030-03-01T10:00:00Z'), 92, ZONE, open()))).toBe('2030-06-03 23:59:59');
    expect(local(lastMoment(at('2030-09-26T10:00:00Z'), 90, ZONE, open(['2030-12-25', '2030-12-26', '2030-12-27'])))).toBe(
      '2030-12-30 23:59:59',
    );
  });

  test('edge 105: a new version of the hours counts from the day on which it holds', () => {
    const [old] = open();
    const [closed] = open([], {});
    const versions = [
      { ...(old as InForce), to: at('2030-05-29T22:00:00Z') },
      { ...(closed as InForce), from: at('2030-05-29T22:00:00Z'), to: at('2030-06-04T22:00:00Z') },
      { ...(old as InForce), from: at('2030-06-04T22:00:00Z') },
    ];
    expect(local(lastMoment(at('2030-03-01T10:00:00Z'), 90, ZONE, versions))).toBe('2030-06-05 23:59:59');
  });

  test('a place that stays closed gives no reason to wait', () => {
    expect(local(endOnOpenDay(at('2030-05-30T10:00:00Z'), ZONE, open([], {})))).toBe('2030-05-30 23:59:59');
  });

  test('is never before the promised day, always ends with a day, and looking again changes nothing', () => {
    const date = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 90, max: 400 }),
        fc.constantFrom('Europe/Paris', 'America/New_York', 'Pacific/Apia'),
        (from, days, zone) => {
          const versions = open();
          const end = lastMoment(from, days, zone, versions);
          expect(end.getTime()).toBeGreaterThanOrEqual(DateTime.fromJSDate(from, { zone }).plus({ days }).toMillis());
          expect(local(end, zone)).toMatch(/23:59:59$/);
          expect(endOnOpenDay(end, zone, versions)).toEqual(end);
          expect(end.getTime()).toBeLessThan(farthestEnd(new Date(from.getTime() + days * 86_400_000)).getTime());
        },
      ),
    );
  });

  test('staff may take it for seven days more, also over a change of clocks', () => {
    expect(local(graceEnd(at('2030-03-28T22:59:59Z'), ZONE))).toBe('2030-04-04 23:59:59');
  });

  test('edge 106: what is given again lasts thirty days at least, and never shorter than before', () => {
    const now = at('2030-03-01T10:00:00Z');
    expect(local(revivedUntil(at('2030-03-02T22:59:59Z'), now, ZONE, open()))).toBe('2030-04-01 23:59:59');
    expect(revivedUntil(at('2030-08-01T21:59:59Z'), now, ZONE, open())).toEqual(at('2030-08-01T21:59:59Z'));
  });

  test('the reminder is due two weeks before', () => {
    expect(remindFrom(at('2030-05-30T22:00:00Z'))).toEqual(at('2030-05-16T22:00:00Z'));
  });
});

describe('at the till', () => {
  const voucher = { issuedAt: at('2030-03-01T10:00:00Z'), expiresAt: at('2030-05-30T22:00:00Z'), graceUntil: at('2030-06-06T22:00:00Z') };

  test('it is good until its last moment, for staff who are kind a week longer', () => {
    expect(timeProblem(voucher, at('2030-05-30T21:59:59Z'), false)).toBeNull();
    expect(timeProblem(voucher, at('2030-05-30T22:00:00Z'), false)).toBe('run_out');
    expect(timeProblem(voucher, at('2030-05-30T22:00:00Z'), true)).toBeNull();
    expect(timeProblem(voucher, at('2030-06-06T22:00:00Z'), true)).toBe('run_out');
  });

  test('edge 104: paper counts at its own time, but not before there was a voucher', () => {
    const now = at('2030-04-01T10:00:00Z');
    expect(usedAt(undefined, now)).toEqual(now);
    expect(usedAt(at('2030-03-30T10:00:00Z'), now)).toEqual(at('2030-03-30T10:00:00Z'));
    expect(usedAt(at('2030-04-01T10:05:00Z'), now)).toEqual(now);
    expect(usedAt(at('2030-04-01T11:00:00Z'), now)).toBeNull();
    expect(timeProblem(voucher, at('2030-03-01T09:55:00Z'), false)).toBeNull();
    expect(timeProblem(voucher, at('2030-02-28T10:00:00Z'), false)).toBe('too_early');
  });

  test('edge 104: a till may look back seven days and a person thirty', () => {
    const now = at('2030-05-01T10:00:00Z');
    expect(tooOldProblem(at('2030-04-24T10:00:00Z'), 'till', now)).toBeNull();
    expect(tooOldProblem(at('2030-04-24T09:59:59Z'), 'till', now)).toContain('at most 7 days');
    expect(tooOldProblem(at('2030-04-01T10:00:00Z'), 'person', now)).toBeNull();
    expect(tooOldProblem(at('2030-04-01T09:59:59Z'), 'person', now)).toContain('at most 30 days');
  });

  test('says when and where in plain words', () => {
    expect(usedSentence(at('2030-05-01T10:00:00Z'), 'Main Street', ZONE)).toBe(
      'This voucher was already used on 1 May 2030 at Main Street.',
    );
    expect(runOutSentence(voucher, ZONE, at('2030-06-01T10:00:00Z'))).toBe(
      'This voucher ran out on 31 May 2030. Staff may still take it until 7 June 2030.',
    );
    expect(runOutSentence(voucher, ZONE, at('2030-07-01T10:00:00Z'))).toBe('This voucher ran out on 31 May 2030.');
  });
});

test('a lead takes a use back within a day, a manager at any time, nobody else', () => {
  const recorded = at('2030-03-01T10:00:00Z');
  expect(undoProblem(recorded, ['lead'], at('2030-03-02T10:00:00Z'))).toBeNull();
  expect(undoProblem(recorded, ['lead'], at('2030-03-02T10:00:01Z'))).toContain('a manager');
  expect(undoProblem(recorded, ['manager'], at('2031-03-02T10:00:01Z'))).toBeNull();
  expect(undoProblem(recorded, ['senior_agent'], recorded)).toBe('This needs a lead.');
});
