import { greeting } from './greeting.rules';
import { readable } from './variable-values.rules';

describe('what people read', () => {
  const at = '2026-11-24T15:00:00Z';

  test('a time is a weekday, a date, a time and a zone, in the wall time of the reader', () => {
    expect(readable('date', at, 'America/New_York', 'en')).toBe('Tuesday 24 November 2026, 10:00 (Eastern Standard Time)');
    expect(readable('date', at, 'Europe/Zurich', 'en')).toBe('Tuesday 24 November 2026, 16:00 (Central European Standard Time)');
    expect(readable('date', at, 'Europe/Zurich', 'de')).toBe('Dienstag, 24. November 2026, 16:00 (Mitteleuropäische Normalzeit)');
    expect(readable('date', at, 'Asia/Kathmandu', 'en')).toMatch(/20:45 \(Nepal Time\)$/);
    expect(readable('date', new Date(at), 'America/New_York', 'en-US')).toBe('Tuesday 24 November 2026, 10:00 (Eastern Standard Time)');
  });

  test('edge 2: the hour that happens twice says which one it is', () => {
    expect(readable('date', '2026-11-01T05:30:00Z', 'America/New_York', 'en')).toContain('01:30 (Eastern Daylight Time)');
    expect(readable('date', '2026-11-01T06:30:00Z', 'America/New_York', 'en')).toContain('01:30 (Eastern Standard Time)');
  });

  test('a text message has a short date, in letters that SMS knows', () => {
    expect(readable('date', at, 'America/New_York', 'en', 'short')).toBe('Tue, Nov 24, 10:00 EST');
    expect(readable('date', at, 'Europe/Zurich', 'de', 'short')).toBe('Di., 24. Nov., 16:00 MEZ');
    expect(readable('date', '2026-11-24', 'Pacific/Apia', 'en', 'short')).toBe('Nov 24, 2026');
    expect(readable('money', '125000 EUR', 'UTC', 'fr', 'short')).toBe('1 250,00 €');
  });

  test('a date alone stays that date everywhere', () => {
    expect(readable('date', '2026-11-24', 'Pacific/Apia', 'en')).toBe('Tuesday 24 November 2026');
  });

  test('an unknown zone or language does not stop the message', () => {
    expect(readable('date', at, 'Mars/Olympus', 'not a language')).toBe('Tuesday 24 November 2026, 15:00 (Coordinated Universal Time)');
  });

  test('money stands in its own currency, with its own number of digits', () => {
    expect(readable('money', '1250 USD', 'UTC', 'en-US')).toBe('$12.50');
    expect(readable('money', '1250 JPY', 'UTC', 'en-US')).toBe('¥1,250');
    expect(readable('money', '1250 KWD', 'UTC', 'en-US')).toMatch(/^KWD.1\.250$/);
  });

  test('what is not of its kind is no value', () => {
    expect([
      readable('date', 'soon', 'UTC', 'en'),
      readable('money', '12.50', 'UTC', 'en'),
      readable('int', 'x', 'UTC', 'en'),
      readable('text', ' \u0000\n ', 'UTC', 'en'),
    ]).toEqual([null, null, null, null]);
  });

  test('edge 118: a greeting has a name only where there is one', () => {
    expect(greeting('Maria Lopez', 'en')).toBe('Hello Maria Lopez,');
    expect(greeting('Maria Lopez', 'de-CH')).toBe('Guten Tag Maria Lopez,');
    expect([greeting('ليلى', 'ar-EG'), greeting('N/A', 'ar'), greeting(null, 'fr')]).toEqual(['مرحبًا ليلى،', 'مرحبًا،', 'Bonjour,']);
    expect(
      [null, '', 'N/A', 'unknown', 'x@y.test', 'Visit www.evil.test', 'you idiot', '12345'].map((name) => greeting(name, 'en')),
    ).toEqual(Array.from({ length: 8 }, () => 'Hello,'));
  });
});
