/** Roles and who may stand in for whom (settled.md 15). */

export const ROLES = [
  'agent',
  'senior_agent',
  'lead',
  'manager',
  'area_manager',
  'follow_up',
  'vendor_agent',
  'vendor_lead',
  'analyst',
  'admin',
  'privacy_officer',
  'auditor',
] as const;
/** `system` is the desk itself, `customer` acts by a link, `pos` is a till's API token; none of the three is ever granted to a person. */
export type Role = (typeof ROLES)[number] | 'system' | 'customer' | 'pos';

/** Who does something. `staffId` is null for the system, a customer's link and a token. */
export interface Actor {
  staffId: string | null;
  roles: readonly Role[];
}

/** Each ladder from the smallest role up; a higher rung may do what a lower one may. */
const LADDERS: readonly (readonly Role[])[] = [
  ['agent', 'senior_agent', 'lead', 'manager', 'area_manager'],
  ['vendor_agent', 'vendor_lead'],
];

const WORDS: Readonly<Record<Role, string>> = {
  agent: 'an agent',
  senior_agent: 'a senior agent',
  lead: 'a lead',
  manager: 'a manager',
  area_manager: 'an area manager',
  follow_up: 'a follow-up worker',
  vendor_agent: 'a partner agent',
  vendor_lead: 'a partner lead',
  analyst: 'an analyst',
  admin: 'an administrator',
  privacy_officer: 'the privacy officer',
  auditor: 'an auditor',
  system: 'the desk itself',
  customer: 'the customer',
  pos: 'a till',
};

/** The role with its article, for sentences: "a lead". */
export function roleWords(role: Role): string {
  return WORDS[role];
}

/** Does one of these roles reach `need`? Roles outside the two ladders count only as themselves. */
export function roleAtLeast(have: readonly Role[], need: Role): boolean {
  const ladder = LADDERS.find((rungs) => rungs.includes(need));
  if (!ladder) return have.includes(need);
  const rungs = ladder.slice(ladder.indexOf(need));
  return have.some((role) => rungs.includes(role));
}

/** Does one of these roles reach any of the wanted ones? */
export function roleAmong(have: readonly Role[], wanted: readonly Role[]): boolean {
  return wanted.some((need) => roleAtLeast(have, need));
}

/** Everyone who works on tickets at all; "anyone" in domain.md 3.6 and 3.7 means these. */
export function handlesTickets(have: readonly Role[]): boolean {
  return roleAmong(have, ['agent', 'vendor_agent', 'follow_up', 'system']);
}

/** "This needs a lead." or "This needs an agent or a partner agent.", from the least roles only. */
export function needsSentence(wanted: readonly Role[]): string {
  const people = wanted.filter((role) => role !== 'system');
  if (people.length === 0) return 'The desk does this by itself.';
  const least = people.filter((role) => !people.some((other) => other !== role && roleAtLeast([role], other)));
  const words = least.map(roleWords);
  const last = words.pop() ?? '';
  return words.length === 0 ? `This needs ${last}.` : `This needs ${words.join(', ')} or ${last}.`;
}
