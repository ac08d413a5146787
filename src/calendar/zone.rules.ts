import { IANAZone } from 'luxon';

/** Milliseconds of a day on paper; a real day can be 23, 24.5 or 25 hours long. */
export const DAY_MS = 86_400_000;

/** A stretch of real time (UTC milliseconds, `until` excluded) in which the zone keeps one offset. */
export interface Piece {
  readonly since: number;
  readonly until: number;
  readonly offsetMs: number;
}

/** One zone and what was already learned about it. Made once per zone and process: a zone update comes with a new Node. */
export interface ZoneClock {
  readonly iana: IANAZone;
  readonly years: Map<number, readonly Piece[]>;
  last: Piece;
}

/** No zone since 1970 changed its clock and changed it back in less than six days (Recife 2000: a week), so every third day is enough. */
const STEP_MS = 3 * DAY_MS;
/** No two places are further than this from UTC, so a local time lies within this distance of the same number read as UTC. */
const FARTHEST_MS = 26 * 3_600_000;
const NOWHERE: Piece = { since: 0, until: 0, offsetMs: 0 };

const clocks = new Map<string, ZoneClock>();

/** True for a name of the IANA list such as "Europe/Paris" or "UTC"; false for bare offsets such as "+01:00". */
export function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

/** The clock of a zone. Throws RangeError for a name that this Node does not know. */
export function zoneClock(name: string): ZoneClock {
  const key = name.toLowerCase(); // Intl takes any case; one entry each keeps this map as short as the list of zones
  const known = clocks.get(key);
  if (known) return known;
  if (!isZone(name)) throw new RangeError(`The time zone "${name}" is not known.`);
  const clock: ZoneClock = { iana: IANAZone.create(name), years: new Map(), last: NOWHERE };
  clocks.set(key, clock);
  return clock;
}

/** The stretch of constant offset around an instant (UTC milliseconds), cut at the turn of the UTC year. Throws RangeError for an invalid instant. */
export function pieceAt(clock: ZoneClock, at: number): Piece {
  const { last } = clock;
  if (at >= last.since && at < last.until) return last;
  const piece = piecesOf(clock, new Date(at).getUTCFullYear()).find((one) => at < one.until);
  if (!piece) throw new RangeError('This is not an instant.');
  clock.last = piece;
  return piece;
}

/** The local date of an instant, as the number of days since 1970-01-01. */
export function localDay(clock: ZoneClock, at: number): number {
  return Math.floor((at + pieceAt(clock, at).offsetMs) / DAY_MS);
}

/**
 * The instant at which the zone's clocks show `localMs` (wall time written as if it were UTC).
 * A time that happens twice means the first; one that does not exist moves forward by the length of the gap (02:30 becomes 03:30).
 */
export function instantOf(clock: ZoneClock, localMs: number): number {
  let piece = pieceAt(clock, localMs - FARTHEST_MS);
  for (;;) {
    const at = localMs - piece.offsetMs;
    if (at < piece.until) return at;
    const next = pieceAt(clock, piece.until);
    if (localMs - next.offsetMs < next.since) return at;
    piece = next;
  }
}

/** True where the zone's clocks are changed after `from` and no later than `to` (UTC milliseconds). */
export function clockChanges(clock: ZoneClock, from: number, to: number): boolean {
  const first = pieceAt(clock, from);
  for (let piece = first; piece.until <= to;) {
    piece = pieceAt(clock, piece.until);
    if (piece.offsetMs !== first.offsetMs) return true;
  }
  return false;
}

function piecesOf(clock: ZoneClock, year: number): readonly Piece[] {
  const known = clock.years.get(year);
  if (known) return known;
  const pieces = cutAtChanges(clock, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  if (pieces.length > 0) clock.years.set(year, pieces);
  return pieces;
}

function cutAtChanges(clock: ZoneClock, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let since = from;
  let offsetMs = offsetAt(clock, from);
  for (let seen = from; seen < to;) {
    const probe = Math.min(seen + STEP_MS, to);
    if (offsetAt(clock, probe) === offsetMs) {
      seen = probe;
      continue;
    }
    seen = firstChange(clock, seen, probe, offsetMs);
    if (seen >= to) break;
    pieces.push({ since, until: seen, offsetMs });
    since = seen;
    offsetMs = offsetAt(clock, seen);
  }
  if (since < to) pieces.push({ since, until: to, offsetMs });
  return pieces;
}

/** Bisection: `before` still has the offset, `after` no longer; the answer is the first millisecond without it. */
function firstChange(clock: ZoneClock, before: number, after: number, offsetMs: number): number {
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(clock, middle) === offsetMs) low = middle;
    else high = middle;
  }
  return high;
}

/** Rounded because offsets before standard time had seconds, which luxon gives as a fraction of a minute. */
function offsetAt(clock: ZoneClock, at: number): number {
  return Math.round(clock.iana.offset(at) * 60_000);
}
