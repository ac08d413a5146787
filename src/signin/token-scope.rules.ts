import { type Permission, PERMISSIONS } from '../staff/permission.rules';

/** A till's right to redeem vouchers: it rests on the token alone, so that it outlives the person who set up the till. */
export const REDEEM = 'voucher.redeem';

// A token that makes tokens would outlive its own end.
export const TOKEN_SCOPES: readonly string[] = PERMISSIONS.filter((one) => one !== 'token.create');

/** Why a token cannot have these scopes, in a sentence; null where it can. A token never can more than whoever makes it. */
export function scopesProblem(scopes: readonly string[], creator: (permission: Permission) => boolean): string | null {
  if (scopes.length === 0) return 'Say what the token is for: name at least one scope.';
  const unknown = scopes.find((scope) => !TOKEN_SCOPES.includes(scope));
  if (unknown !== undefined) return `"${unknown}" is not a scope.`;
  const beyond = PERMISSIONS.filter((one) => one !== REDEEM && scopes.includes(one)).find((one) => !creator(one));
  return beyond === undefined ? null : `You cannot give a token "${beyond}", because you do not have it yourself.`;
}

/** May a request with this token do it? Both its scopes and its creator's rights of today must say yes. */
export function tokenCan(permission: string, scopes: readonly string[], creators: ReadonlySet<string>): boolean {
  if (permission === REDEEM) return scopes.includes(REDEEM);
  return scopes.includes(permission) && creators.has(permission);
}
