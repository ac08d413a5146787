const LONGEST = 40;

/** A short name for links and programs out of a name for people: `Café Zürich` is `cafe_zurich`. Empty where no Latin letter or digit is in it. */
export function keyOf(name: string): string {
  return name
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST)
    .replace(/_+$/, '');
}

/** The day of an instant as a date box writes it, YYYY-MM-DD, in the zone of this computer. */
export function dayOf(iso: string): string {
  const at = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last second of that day in the zone of this computer; null for an empty or half-typed date. */
export function endOfDay(day: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = new Date(`${day}T23:59:59`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** The day that is so many days later. */
export function dayIn(days: number, now: number): string {
  return dayOf(new Date(now + days * 86_400_000).toISOString());
}
