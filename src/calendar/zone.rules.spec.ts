import { clockChanges, DAY_MS, instantOf, isZone, localDay, pieceAt, zoneClock } from './zone.rules';

const HOUR = 3_600_000;

describe('the clock of a zone', () => {
  test('names of places are zones, offsets and inventions are not', () => {
    expect(['Europe/Paris', 'UTC', 'Etc/GMT+5', 'europe/paris', '+01:00', 'Mars/Base', ''].map(isZone)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(zoneClock('europe/paris')).toBe(zoneClock('Europe/Paris'));
    expect(() => zoneClock('Mars/Base')).toThrow('The time zone "Mars/Base" is not known.');
  });

  test('the offset changes at the very millisecond', () => {
    const paris = zoneClock('Europe/Paris');
    const change = Date.UTC(2026, 9, 25, 1);
    expect(pieceAt(paris, change - 1)).toEqual({ since: Date.UTC(2026, 2, 29, 1), until: change, offsetMs: 2 * HOUR });
    expect(pieceAt(paris, change)).toEqual({ since: change, until: Date.UTC(2027, 0, 1), offsetMs: HOUR });
    expect(() => pieceAt(paris, NaN)).toThrow(RangeError);
  });

  test('a year with four changes, two of them a month apart, is cut four times', () => {
    const casablanca = zoneClock('Africa/Casablanca'); // summer time was suspended for Ramadan
    const ends: string[] = [];
    for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2016, 0, 1); at = pieceAt(casablanca, at).until)
      ends.push(new Date(pieceAt(casablanca, at).until).toISOString());
    expect(ends).toEqual([
      '2015-03-29T02:00:00.000Z',
      '2015-06-14T02:00:00.000Z',
      '2015-07-19T02:00:00.000Z',
      '2015-10-25T02:00:00.000Z',
      '2016-01-01T00:00:00.000Z',
    ]);
  });

  test('summer time that was given up after one week is not overlooked', () => {
    const recife = zoneClock('America/Recife');
    const summer = pieceAt(recife, Date.UTC(2000, 9, 12));
    expect(summer).toEqual({ since: Date.UTC(2000, 9, 8, 3), until: Date.UTC(2000, 9, 15, 2), offsetMs: -2 * HOUR });
    expect(pieceAt(recife, Date.UTC(2000, 9, 7)).offsetMs).toBe(-3 * HOUR);
  });

  test('the turn of the year is no change of the clock', () => {
    const paris = zoneClock('Europe/Paris');
    expect(clockChanges(paris, Date.UTC(2026, 11, 1), Date.UTC(2027, 2, 1))).toBe(false);
    expect(clockChanges(paris, Date.UTC(2026, 9, 20), Date.UTC(2026, 9, 25, 1))).toBe(true);
    expect(clockChanges(paris, Date.UTC(2026, 9, 20), Date.UTC(2026, 9, 25, 1) - 1)).toBe(false);
  });

  test('a date that Samoa skipped moves forward by a day', () => {
    const apia = zoneClock('Pacific/Apia');
    const noon = instantOf(apia, Date.UTC(2011, 11, 30, 12));
    expect(localDay(apia, noon)).toBe(Date.UTC(2011, 11, 31) / DAY_MS);
  });
});
