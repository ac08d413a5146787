import type { Difference } from '../frame/version-conflict';

/** What differs between my form and what somebody else saved. `names` says which fields are shown and how they are called; `theirs` is the desk's own view. */
export function differences<T extends object>(
  mine: T,
  theirs: unknown,
  names: Partial<Record<keyof T & string, string>>,
  shown: (field: keyof T & string, value: string) => string = (_, value) => value,
): readonly Difference[] {
  const other = new Map(typeof theirs === 'object' && theirs !== null ? Object.entries(theirs) : []);
  const own = new Map(Object.entries(mine));
  return Object.entries(names).flatMap(([field, name]) => {
    const [a, b] = [wordOf(own.get(field)), wordOf(other.get(field))];
    return typeof name !== 'string' || a === b || !isFieldOf(mine, field)
      ? []
      : [{ name, mine: shown(field, a) || '–', theirs: shown(field, b) || '–' }];
  });
}

function isFieldOf<T extends object>(form: T, field: string): field is keyof T & string {
  return field in form;
}

/** A switch that is on is ticked, in every language. */
function wordOf(value: unknown): string {
  if (value === null || value === undefined || value === false) return '';
  if (value === true) return '✓';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
