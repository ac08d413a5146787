import { readDates, readSpans, shareOf, spansText } from './hours-text.rules';

test.each([
  ['9-17', '09:00–17:00'],
  ['9:00 – 12:30, 13.30-18', '09:00–12:30, 13:30–18:00'],
  ['9am-5pm', '09:00–17:00'],
  ['0-24', '00:00–24:00'],
  ['', ''],
])('"%s" is read as %s', (text, read) => {
  expect(spansText(readSpans(text) ?? [['?', '?']])).toBe(read);
});

test.each(['17-9', '9-12, 11-15', '9', 'closed', '9-25', '13pm-2'])('"%s" are no opening hours', (text) => {
  expect(readSpans(text)).toBeNull();
});

test('what is written reads back', () => {
  expect(readSpans('08:00–12:00, 13:00–17:30')).toEqual([
    ['08:00', '12:00'],
    ['13:00', '17:30'],
  ]);
});

test('a span is drawn as a share of the day', () => {
  expect(shareOf(['06:00', '12:00'])).toEqual({ start: 0.25, length: 0.25 });
});

test('a pasted list of holidays is read line by line, each date once, and what is no date is named', () => {
  expect(readDates('2026-12-25 Christmas\n26.12.2026\n2026-12-25\nsome day\n31.02.2026')).toEqual({
    dates: ['2026-12-25', '2026-12-26'],
    unread: ['some day', '31.02.2026'],
  });
});

test('a calendar file gives each of its days; what comes back every year is named instead', () => {
  const file = `BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
SUMMARY:Christmas
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260501
RRULE:FREQ=YEARLY
SUMMARY:May Day
END:VEVENT
END:VCALENDAR`.replaceAll('\n', '\r\n');
  expect(readDates(file)).toEqual({ dates: ['2026-12-24', '2026-12-25', '2026-12-26'], unread: ['May Day'] });
});
