import { type Role, ROLES, roleAtLeast } from './role.rules';

/** Somebody who holds `role`. `covers` = over the place asked for; `distance` 0 = the team itself, then location by location upwards. */
export interface Holder {
  staffId: string;
  name: string;
  role: Role;
  covers: boolean;
  distance: number;
}

export interface Person {
  staffId: string;
  name: string;
}

/** The role and those above it on its ladder, from the bottom up. */
export function rungsFrom(role: Role): Role[] {
  const rungs = ROLES.filter((each) => roleAtLeast([each], role));
  return rungs.length > 0 ? rungs : [role];
}

/**
 * Whom to tell (settled.md 15): all who hold the role over that place, nearest first; where that rung is empty the next one up; where
 * the whole ladder is empty every manager, wherever.
 */
export function whomToTell(role: Role, holders: readonly Holder[]): Person[] {
  for (const rung of rungsFrom(role)) {
    const here = holders.filter((one) => one.covers && one.role === rung);
    if (here.length > 0) return once(here);
  }
  return once(holders.filter((one) => roleAtLeast([one.role], 'manager')));
}

/** Each person once, nearest first. */
function once(holders: readonly Holder[]): Person[] {
  const sorted = [...holders].sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name) || a.staffId.localeCompare(b.staffId));
  const people = new Map(sorted.map(({ staffId, name }) => [staffId, { staffId, name }]));
  return [...people.values()];
}
