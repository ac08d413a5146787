import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';
import { DateTime } from 'luxon';
import { zonesOf } from '../customers/address.service';
import { customerZones, openFrom, type WindowAsk } from './window.rules';
import { phoneZones } from './phone-zones.service';

const NEW_YORK = 'America/New_York';
const ask = (over: Partial<WindowAsk> = {}): WindowAsk => ({
  class: 'service',
  channel: 'sms',
  severity: 'S3',
  answeringSince: null,
  zones: [NEW_YORK],
  holidays: () => false,
  now: at('2026-11-18T12:00'),
  ...over,
});
/** Wall time in New York, if no other zone is named. */
function at(local: string, zone = NEW_YORK): Date {
  return DateTime.fromISO(local, { zone }).toJSDate();
}
const shown = (found: Date, zone = NEW_YORK): string => DateTime.fromJSDate(found, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('every cell of the table, on a Saturday and the Sunday after', () => {
  test.each([
    // class, channel, before the weekday's opening, its last open minute, its first closed, Sunday's opening, its last, its first closed
    ['service', 'sms', '07:59', '08:00', '19:59', '12:00', '19:59'],
    ['service', 'call', '07:59', '08:00', '19:59', '12:00', '19:59'],
    ['service', 'email', '06:59', '07:00', '21:59', '07:00', '21:59'],
    ['gesture', 'sms', '08:59', '09:00', '19:59', '12:00', '17:59'],
    ['gesture', 'call', '08:59', '09:00', '19:59', '12:00', '17:59'],
    ['gesture', 'email', '07:59', '08:00', '20:59', '08:00', '20:59'],
    ['survey', 'sms', '08:59', '09:00', '19:59', '12:00', '17:59'],
    ['survey', 'call', '08:59', '09:00', '19:59', '12:00', '17:59'],
    ['survey', 'email', '07:59', '08:00', '20:59', '08:00', '20:59'],
    ['marketing', 'email', '07:59', '08:00', '20:59', '08:00', '20:59'],
  ] as const)('%s by %s', (messageClass, channel, early, opens, last, sunday, sundayLast) => {
    const open = (now: Date): string => shown(openFrom(ask({ class: messageClass, channel, now })));
    expect(open(at(`2026-11-21T${early}`))).toBe(`2026-11-21T${opens}`);
    expect(open(at(`2026-11-21T${last}`))).toBe(`2026-11-21T${last}`);
    expect(open(new Date(at(`2026-11-21T${last}`).getTime() + 60_000))).toBe(`2026-11-22T${sunday}`);
    expect(open(at(`2026-11-22T${sundayLast}`))).toBe(`2026-11-22T${sundayLast}`);
    expect(open(new Date(at(`2026-11-22T${sundayLast}`).getTime() + 60_000))).toBe(`2026-11-23T${opens}`);
  });

  test.each(['sms', 'call'] as const)('advertising by %s rests on Sunday', (channel) => {
    const open = (now: string): string => shown(openFrom(ask({ class: 'marketing', channel, now: at(now) })));
    expect(open('2026-11-20T08:59')).toBe('2026-11-20T09:00');
    expect(open('2026-11-21T19:59')).toBe('2026-11-21T19:59');
    expect(open('2026-11-21T20:00')).toBe('2026-11-23T09:00');
    expect(open('2026-11-22T12:00')).toBe('2026-11-23T09:00');
  });

  test('what is open is open at once, to the second', () => {
    const now = new Date(at('2026-11-18T19:59').getTime() + 59_999);
    expect(openFrom(ask({ now }))).toEqual(now);
    expect(shown(openFrom(ask({ now: new Date(now.getTime() + 1) })))).toBe('2026-11-19T08:00');
  });
});

test('edge 114: a text that is due at 21:30 waits until the morning', () => {
  expect(shown(openFrom(ask({ now: at('2026-11-18T21:30') })))).toBe('2026-11-19T08:00');
  expect(shown(openFrom(ask({ class: 'gesture', channel: 'email', now: at('2026-11-18T21:30') })))).toBe('2026-11-19T08:00');
  expect(shown(openFrom(ask({ class: 'survey', now: at('2026-11-21T21:30') })))).toBe('2026-11-22T12:00');
});

describe('at any time', () => {
  const night = at('2026-11-18T03:00');
  test('danger, and answers within 15 minutes of the customer’s own message', () => {
    expect(openFrom(ask({ severity: 'S1', now: night }))).toEqual(night);
    const asked = (minutes: number): Date => new Date(night.getTime() - minutes * 60_000);
    expect(openFrom(ask({ answeringSince: asked(15), now: night }))).toEqual(night);
    expect(openFrom(ask({ answeringSince: new Date(asked(15).getTime() - 1), now: night }))).toEqual(at('2026-11-18T08:00'));
    expect(openFrom(ask({ answeringSince: new Date(night.getTime() + 1), now: night }))).toEqual(at('2026-11-18T08:00'));
  });

  test('a letter, but no gift, survey or advertisement, whoever wrote and whatever happened', () => {
    expect(openFrom(ask({ channel: 'post', class: 'marketing', zones: [], now: night }))).toEqual(night);
    for (const one of ['gesture', 'survey', 'marketing'] as const) {
      expect(openFrom(ask({ class: one, severity: 'S1', answeringSince: night, now: night }))).toEqual(at('2026-11-18T09:00'));
    }
  });
});

describe('public holidays where the customer is', () => {
  const holidays = (date: string): boolean => date === '2026-11-26' || date === '2026-11-27';
  test('no gift, survey or advertisement; what the complaint is about goes on', () => {
    for (const one of ['gesture', 'survey', 'marketing'] as const) {
      expect(shown(openFrom(ask({ class: one, holidays, now: at('2026-11-25T20:00') })))).toBe('2026-11-28T09:00');
      expect(shown(openFrom(ask({ class: one, channel: 'email', holidays, now: at('2026-11-26T12:00') })))).toBe('2026-11-28T08:00');
    }
    expect(openFrom(ask({ holidays, now: at('2026-11-26T12:00') }))).toEqual(at('2026-11-26T12:00'));
  });

  test('the date is the customer’s own', () => {
    const sydney = ask({ class: 'survey', channel: 'email', zones: ['Australia/Sydney'], holidays, now: new Date('2026-11-25T22:30:00Z') });
    expect(shown(openFrom(sydney), 'Australia/Sydney')).toBe('2026-11-28T08:00');
  });

  test('a year of holidays is refused instead of waited out', () => {
    expect(() => openFrom(ask({ class: 'survey', holidays: () => true }))).toThrow(RangeError);
    expect(() => openFrom(ask({ zones: [] }))).toThrow(RangeError);
    expect(() => openFrom(ask({ zones: ['Mars/Olympus'] }))).toThrow(RangeError);
  });
});

describe('stricter places', () => {
  const strict = { XX: week(10, 13), 'XX-1': week(11, 22) };
  function week(from: number, to: number) {
    const all = { from: from * 60, to: to * 60 };
    return { weekdays: all, saturday: null, sunday: all };
  }
  const open = (now: string, regions: string[], over: Partial<WindowAsk> = {}): string =>
    shown(openFrom(ask({ class: 'marketing', channel: 'call', regions, now: at(now), ...over }), strict));

  test('the stricter of all rules holds, a country’s in its parts too', () => {
    expect(open('2026-11-18T09:30', ['xx'])).toBe('2026-11-18T10:00');
    expect(open('2026-11-18T09:30', ['XX-1'])).toBe('2026-11-18T11:00');
    expect(open('2026-11-20T13:00', ['XX-1'])).toBe('2026-11-23T11:00');
    expect(open('2026-11-18T09:30', ['YY'])).toBe('2026-11-18T09:30');
  });

  test('it is about advertising by phone only', () => {
    expect(open('2026-11-18T09:30', ['XX'], { channel: 'email' })).toBe('2026-11-18T09:30');
    expect(open('2026-11-18T09:30', ['XX'], { class: 'gesture' })).toBe('2026-11-18T09:30');
  });

  test('our own hours lie inside those of every state in the table', () => {
    for (const state of ['US', 'US-CT', 'US-FL', 'US-MD', 'US-MS', 'US-NJ', 'US-OK', 'US-TX']) {
      for (const now of ['2026-11-18T09:00', '2026-11-18T19:59', '2026-11-22T12:30', '2026-11-18T20:00']) {
        const own = openFrom(ask({ class: 'marketing', now: at(now) }));
        expect([state, now, openFrom(ask({ class: 'marketing', now: at(now), regions: [state] }))]).toEqual([state, now, own]);
      }
    }
  });
});

describe('whose time it is', () => {
  const hints = { stated: 'Asia/Tokyo', address: 'Europe/Paris', location: NEW_YORK, phone: ['Europe/London'] };
  test('edge 115: the zone that the customer stated wins until the customer states another', () => {
    expect(customerZones(hints)).toEqual(['Asia/Tokyo']);
    expect(customerZones({ ...hints, stated: 'Europe/Rome' })).toEqual(['Europe/Rome']);
  });

  test('then the address, the place of the purchase, and the country of the phone', () => {
    expect(customerZones({ ...hints, stated: null })).toEqual(['Europe/Paris']);
    expect(customerZones({ ...hints, stated: null, address: null })).toEqual([NEW_YORK]);
    expect(customerZones({ ...hints, stated: null, address: null, location: null })).toEqual(['Europe/London']);
    expect(customerZones({ stated: null, address: null, location: null, phone: [] })).toEqual([]);
  });

  test('the country of a phone number tells its zones, all of them', () => {
    expect(phoneZones('+442079460018')).toEqual(['Europe/London']);
    expect(phoneZones('+12125550143')).toEqual(expect.arrayContaining([NEW_YORK, 'America/Los_Angeles', 'Pacific/Honolulu']));
    expect(phoneZones('+12125550143')).not.toContain('America/Toronto');
    expect(phoneZones('+14165550143')).toContain('America/Toronto');
    expect(phoneZones('+15551234567')).toEqual(expect.arrayContaining([NEW_YORK, 'America/Toronto']));
    expect(phoneZones('+88216123456')).toEqual([]);
    expect(phoneZones('x')).toEqual([]);
  });

  test('a number of a country with several zones: only hours that are open in all of them', () => {
    const zones = phoneZones('+12125550143');
    const morning = openFrom(ask({ zones, now: at('2026-11-18T03:00') }));
    expect(shown(morning, 'America/Adak')).toBe('2026-11-18T08:00');
    expect(shown(openFrom(ask({ zones, now: at('2026-11-18T20:00') })), 'America/Adak')).toBe('2026-11-19T08:00');
  });

  test('in every country of the world some hour of two days suits a text and a mail of the complaint', () => {
    const now = at('2026-11-21T00:00');
    const wrong = getCountries().filter((country) => {
      const zones = zonesOf(country);
      return (
        zones.length > 0 &&
        (['sms', 'email'] as const).some((channel) => openFrom(ask({ zones, channel, now })).getTime() - now.getTime() > 3 * 86_400_000)
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('against an oracle that looks at every minute', () => {
  const TABLE: Readonly<Record<string, readonly [number, number, number, number]>> = {
    'service sms': [8, 20, 12, 20],
    'service email': [7, 22, 7, 22],
    'gesture sms': [9, 20, 12, 18],
    'gesture email': [8, 21, 8, 21],
    'survey sms': [9, 20, 12, 18],
    'survey email': [8, 21, 8, 21],
    'marketing sms': [9, 20, 0, 0],
    'marketing email': [8, 21, 8, 21],
  };
  const ZONES = [
    NEW_YORK,
    'Europe/London',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'America/Santiago',
    'Pacific/Apia',
    'Asia/Gaza',
    'Africa/Casablanca',
    'Antarctica/Troll',
  ];
  const isHoliday = (date: string): boolean => /-(01|15|25)$/.test(date);

  function isOpen({ class: one, channel, zones }: WindowAsk, t: number): boolean {
    const [from, to, sundayFrom, sundayTo] = TABLE[`${one} ${channel === 'call' ? 'sms' : channel}`] ?? [0, 0, 0, 0];
    return zones.every((zone) => {
      const wall = DateTime.fromMillis(t, { zone });
      if (one !== 'service' && isHoliday(wall.toISODate() ?? '')) return false;
      const [begin, end] = wall.weekday === 7 ? [sundayFrom, sundayTo] : [from, to];
      return wall.hour >= begin && wall.hour < end;
    });
  }

  const asks = (instants: fc.Arbitrary<Date>): fc.Arbitrary<WindowAsk> =>
    fc.record({
      class: fc.constantFrom('service', 'gesture', 'survey', 'marketing'),
      channel: fc.constantFrom('sms', 'call', 'email'),
      severity: fc.constantFrom('S2', 'S4'),
      answeringSince: fc.constant(null),
      zones: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...ZONES).map((zone) => [zone]) },
        fc.constantFrom([NEW_YORK, 'Europe/London'], ['Asia/Kolkata', 'Asia/Gaza']),
      ),
      holidays: fc.constant(isHoliday),
      now: instants,
    });

  function check(one: WindowAsk): void {
    const found = openFrom(one).getTime();
    const now = one.now.getTime();
    expect(found).toBeGreaterThanOrEqual(now);
    expect(isOpen(one, found)).toBe(true);
    if (found === now) return;
    expect(found % 60_000).toBe(0);
    expect(isOpen(one, now)).toBe(false);
    for (let minute = Math.floor(now / 60_000) * 60_000 + 60_000; minute < found; minute += 60_000) {
      if (isOpen(one, minute)) throw new Error(`open at ${new Date(minute).toISOString()} already, found ${new Date(found).toISOString()}`);
    }
  }

  test('the answer is not before now, is itself open, and no minute before it is', () => {
    const instants = fc.date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2028-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(asks(instants), check), { numRuns: 40 });
  });

  test('also around the days on which clocks are changed', () => {
    const changes = [
      '2026-03-08T06:00:00Z',
      '2026-11-01T06:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-04-04T15:00:00Z',
      '2026-10-03T15:30:00Z',
      '2026-09-06T04:00:00Z',
    ];
    const instants = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -1500, max: 1500 }))
      .map(([change, minutes]) => new Date(new Date(change).getTime() + minutes * 60_000));
    fc.assert(fc.property(asks(instants), check), { numRuns: 40 });
  });
});
