/** The value of a `datetime-local` box, in the time of this computer, for an instant in milliseconds. */
export function toBox(ms: number): string {
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of such a box, or undefined where nothing (or nothing whole) was typed. */
export function fromBox(box: string): string | undefined {
  const ms = Date.parse(box);
  return box === '' || Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The next full hour that is at least `hours` away. */
export function hoursFrom(now: number, hours: number): number {
  const HOUR = 3_600_000;
  return Math.ceil((now + hours * HOUR) / HOUR) * HOUR;
}
