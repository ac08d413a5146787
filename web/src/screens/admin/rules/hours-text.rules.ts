/** Opening hours and dates as people type them: `9-12:30, 13:30-18`, `25.12.2026`, or a whole .ics file. */

export type Span = readonly [from: string, to: string];

const SPAN = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(?:-|–|—|bis|to|a|à|إلى)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/u;
const DAY_MINUTES = 24 * 60;

function minutesOf(hours: string, minutes: string | undefined, half: string | undefined): number | null {
  const given = Number(hours);
  if (half !== undefined && (given < 1 || given > 12)) return null;
  const hour = half === undefined ? given : (given % 12) + (half === 'pm' ? 12 : 0);
  const minute = Number(minutes ?? 0);
  return minute > 59 || hour * 60 + minute > DAY_MINUTES ? null : hour * 60 + minute;
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The spans in order, `[]` for nothing typed (closed); null where it cannot be read, spans overlap or end before they begin. */
export function readSpans(text: string): Span[] | null {
  const parts = text
    .toLocaleLowerCase()
    .split(/[,;،]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  let last = -1;
  const spans: Span[] = [];
  for (const part of parts) {
    const [, h1 = '', m1, half1, h2 = '', m2, half2] = SPAN.exec(part) ?? [];
    if (h1 === '') return null;
    const [from, to] = [minutesOf(h1, m1, half1), minutesOf(h2, m2, half2)];
    if (from === null || to === null || from <= last || to <= from) return null;
    last = to;
    spans.push([clockOf(from), clockOf(to)]);
  }
  return spans;
}

export function spansText(spans: readonly (readonly string[])[]): string {
  return spans.map(([from = '', to = '']) => `${from}–${to}`).join(', ');
}

/** Start and length of a span as shares of the day, for drawing. */
export function shareOf([from, to]: Span): { start: number; length: number } {
  const [a, b] = [from, to].map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
  const [start = 0, end = 0] = [a, b];
  return { start: start / DAY_MINUTES, length: (end - start) / DAY_MINUTES };
}

function dateOf(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
}

export function readDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dateOf(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const dots = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  return dots ? dateOf(dots[3] ?? '', dots[2] ?? '', dots[1] ?? '') : null;
}

/** Dates in a list (one in each line, words behind it do not matter) or in an .ics file (whole days; several days in a row count each), with what could not be read. */
export function readDates(text: string): { dates: string[]; unread: string[] } {
  const found = text.includes('BEGIN:VEVENT') ? datesOfCalendarFile(text) : datesOfLines(text);
  return { dates: [...new Set(found.dates)].sort(), unread: found.unread };
}

function datesOfLines(text: string): { dates: string[]; unread: string[] } {
  const dates: string[] = [];
  const unread: string[] = [];
  for (const line of text.split(/[\r\n;]+/u).map((one) => one.trim())) {
    if (line === '') continue;
    const word = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}/.exec(line)?.[0];
    const date = word === undefined ? null : readDate(word);
    if (date === null) unread.push(line);
    else dates.push(date);
  }
  return { dates, unread };
}

const MOST_DAYS = 60;

function datesOfCalendarFile(text: string): { dates: string[]; unread: string[] } {
  const dates: string[] = [];
  const unread: string[] = [];
  for (const event of text.split('BEGIN:VEVENT').slice(1)) {
    const [, year = '', month = '', day = ''] = /^DTSTART[^:\r\n]*:(\d{4})(\d{2})(\d{2})/mu.exec(event) ?? [];
    const first = dateOf(year, month, day);
    const name = /^SUMMARY[^:\r\n]*:(.*)$/mu.exec(event)?.[1]?.trim() ?? '';
    // what comes back every year is written there only once
    if (first === null || /^RRULE/mu.test(event)) {
      unread.push(name);
      continue;
    }
    const end = /^DTEND[^:\r\n]*:(\d{4})(\d{2})(\d{2})/mu.exec(event);
    const after = end ? dateOf(end[1] ?? '', end[2] ?? '', end[3] ?? '') : null;
    let at = first;
    for (let count = 0; count < MOST_DAYS && (count === 0 || (after !== null && at < after)); count += 1) {
      dates.push(at);
      at = new Date(Date.parse(`${at}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    }
  }
  return { dates, unread };
}
