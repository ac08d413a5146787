import { dueAfter, type CalendarSpec } from './business-time.rules';
import { dayWords, formatLocal, formatPromise } from './local-time.rules';

const NEW_YORK = 'America/New_York';
const office: [string, string][] = [['09:00', '17:00']];
const shop: CalendarSpec = {
  zone: NEW_YORK,
  week: { 1: office, 2: office, 3: office, 4: office, 5: office },
  holidays: [],
  exceptions: {},
};

describe('times people read', () => {
  test('a time is shown with weekday, date and wall time of its zone', () => {
    expect(formatLocal(new Date('2026-11-24T15:00:00Z'), NEW_YORK)).toBe('Tue 24 Nov, 10:00');
    expect(formatLocal(new Date('2026-11-24T15:00:59.999Z'), 'Asia/Kathmandu')).toBe('Tue 24 Nov, 20:45');
    expect(formatLocal(new Date('2026-09-01T04:05:00Z'), NEW_YORK, 'en-GB')).toBe('Tue 1 Sep, 00:05');
  });

  test('another language gets its own words', () => {
    expect(formatLocal(new Date('2026-11-24T15:00:00Z'), 'Europe/Berlin', 'de')).toBe('Di., 24. Nov., 16:00');
  });

  test('edge 2: a week around a change of the clock the time carries the abbreviation of the zone', () => {
    const shown = (at: string, zone = NEW_YORK) => formatLocal(new Date(at), zone);
    expect(shown('2026-11-01T05:30:00Z')).toBe('Sun 1 Nov, 01:30 EDT');
    expect(shown('2026-11-01T06:30:00Z')).toBe('Sun 1 Nov, 01:30 EST');
    expect(shown('2026-10-25T05:59:59.999Z')).toBe('Sun 25 Oct, 01:59');
    expect(shown('2026-10-25T06:00:00Z')).toBe('Sun 25 Oct, 02:00 EDT');
    expect(shown('2026-11-08T05:59:00Z')).toBe('Sun 8 Nov, 00:59 EST');
    expect(shown('2026-11-08T06:00:00Z')).toBe('Sun 8 Nov, 01:00');
    expect(shown('2026-10-25T00:30:00Z', 'Europe/Paris')).toBe('Sun 25 Oct, 02:30 CEST');
    expect(shown('2026-10-25T01:30:00Z', 'Europe/Paris')).toBe('Sun 25 Oct, 02:30 CET');
    expect(shown('2026-10-04T01:00:00Z', 'Australia/Lord_Howe')).toBe('Sun 4 Oct, 12:00 LHDT');
    expect(shown('2026-10-25T01:30:00Z', 'Asia/Kolkata')).toBe('Sun 25 Oct, 07:00');
  });

  test('edge 12: what is due by the calendar of the shop is shown in the zone of the customer', () => {
    const { dueAt } = dueAfter(shop, new Date('2026-11-20T22:01:00Z'), 4 * 3_600_000);
    expect(formatLocal(dueAt, NEW_YORK)).toBe('Mon 23 Nov, 13:00');
    expect(formatLocal(dueAt, 'Asia/Tokyo')).toBe('Tue 24 Nov, 03:00');
  });

  test('an unknown zone or no time at all is an error, not a guess', () => {
    expect(() => formatLocal(new Date('2026-11-24T15:00:00Z'), 'Mars/Base')).toThrow(RangeError);
    expect(() => formatLocal(new Date(NaN), NEW_YORK)).toThrow(RangeError);
  });
});

describe('promises read aloud', () => {
  const promise = (at: string, now: string, zone = NEW_YORK) => formatPromise(new Date(at), new Date(now), zone);

  test('a promise for the same local date says today', () => {
    expect(promise('2026-11-23T19:30:00Z', '2026-11-23T14:00:00Z')).toBe('by 14:30 today');
    expect(promise('2026-11-24T01:30:00Z', '2026-11-23T14:00:00Z')).toBe('by 20:30 today'); // another date in UTC
  });

  test('a promise for another date names weekday and date', () => {
    expect(promise('2026-11-24T15:00:00Z', '2026-11-23T14:00:00Z')).toBe('by 10:00 on Tue 24 Nov');
    expect(promise('2027-01-04T15:00:00Z', '2026-12-23T14:00:00Z')).toBe('by 10:00 on Mon 4 Jan');
    expect(promise('2027-11-23T15:00:00Z', '2026-11-23T14:00:00Z')).toBe('by 10:00 on Tue 23 Nov 2027');
  });

  test('edge 9: a complaint at 17:01 on Friday is promised for Monday, with its date', () => {
    const received = new Date('2026-11-20T22:01:00Z');
    expect(formatPromise(dueAfter(shop, received, 4 * 3_600_000).dueAt, received, NEW_YORK)).toBe('by 13:00 on Mon 23 Nov');
  });

  test('midnight is said as the end of the day before it', () => {
    expect(promise('2026-11-24T05:00:00Z', '2026-11-23T14:00:00Z')).toBe('by the end of today');
    expect(promise('2026-11-25T05:00:00Z', '2026-11-23T14:00:00Z')).toBe('by the end of Tue 24 Nov');
  });

  test('edge 2: near a change of the clock a promise says which of the two times it means', () => {
    expect(promise('2026-11-01T05:30:00Z', '2026-11-01T04:00:00Z')).toBe('by 01:30 EDT today');
    expect(promise('2026-11-01T06:30:00Z', '2026-10-31T14:00:00Z')).toBe('by 01:30 EST on Sun 1 Nov');
  });
});

describe('a day', () => {
  const now = new Date('2026-12-29T15:00:00Z');

  test('is the local one, with its year', () => {
    expect(dayWords(new Date('2030-05-30T22:30:00Z'), 'Europe/Berlin')).toBe('31 May 2030');
    expect(dayWords(new Date('2030-05-30T22:30:00Z'), 'Europe/Berlin', { language: 'de' })).toBe('31 Mai 2030');
  });

  test('is said without its year where that is the present one', () => {
    expect(dayWords(new Date('2026-12-31T17:00:00Z'), NEW_YORK, { now })).toBe('31 December');
    expect(dayWords(new Date('2027-01-01T04:59:59Z'), NEW_YORK, { now })).toBe('31 December');
    expect(dayWords(new Date('2027-01-01T05:00:00Z'), NEW_YORK, { now })).toBe('1 January 2027');
  });
});
