import { type Role, roleAmong } from '../staff/role.rules';

/** May these roles read addresses and full names (domain.md 10.2)? Partner desks may not: they call and write through the desk. */
export function seesContactData(roles: readonly Role[]): boolean {
  return roleAmong(roles, ['agent', 'follow_up', 'privacy_officer', 'auditor', 'system']);
}

/** An address of which only its owner can tell that it is theirs: "a•••@e•••.com", "+1 ••• 43", for a postal one "•••". */
export function maskedContact(kind: string, value: string): string {
  if (kind === 'email') return maskedEmail(value);
  if (kind === 'phone') return `${value.slice(0, 2)} ••• ${value.slice(-2)}`;
  return '•••';
}

function maskedEmail(value: string): string {
  const at = value.lastIndexOf('@');
  const domain = value.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const end = dot > 0 ? domain.slice(dot) : '';
  return `${initial(value)}•••@${initial(domain)}•••${end}`;
}

/** The first character, whole even where it is two units long. */
function initial(text: string): string {
  return Array.from(text)[0] ?? '';
}

/** The first name, which is all that a partner desk sees; null where there is no name. "Brown, Ann" is Ann. */
export function firstName(name: string | null): string | null {
  const [family = '', given] = (name ?? '').split(',');
  const first = (given ?? family).trim().split(/\s+/u)[0];
  return first ? first : null;
}
