import { permissionsOf } from '../staff/permission.rules';
import { scopesProblem, TOKEN_SCOPES, tokenCan } from './token-scope.rules';

const manager = permissionsOf(['manager']);
const admin = permissionsOf(['admin']);

test('a token never can more than whoever makes it', () => {
  expect(scopesProblem(['ticket.see', 'complaint.log'], (one) => manager.has(one))).toBeNull();
  expect(scopesProblem(['ticket.see'], (one) => admin.has(one))).toMatch(/you do not have it yourself/);
});

test('a token loses what its creator loses', () => {
  expect(tokenCan('gesture.manage', ['gesture.manage'], manager)).toBe(true);
  expect(tokenCan('gesture.manage', ['gesture.manage'], permissionsOf(['agent']))).toBe(false);
});

test('a token can nothing that it was not made for', () => {
  const refused = [...manager].filter((one) => one !== 'ticket.see' && tokenCan(one, ['ticket.see'], manager));
  expect(refused).toEqual([]);
});

test('a till redeems vouchers and does nothing else', () => {
  expect(scopesProblem(['voucher.redeem'], (one) => admin.has(one))).toBeNull();
  expect(tokenCan('voucher.redeem', ['voucher.redeem'], admin)).toBe(true);
  expect(TOKEN_SCOPES.filter((one) => one !== 'voucher.redeem' && tokenCan(one, ['voucher.redeem'], admin))).toEqual([]);
});

test('a token cannot make tokens, and unknown scopes are refused', () => {
  expect(scopesProblem(['token.create'], () => true)).toMatch(/not a scope/);
  expect(scopesProblem(['everything'], () => true)).toMatch(/not a scope/);
  expect(scopesProblem([], () => true)).toMatch(/at least one/);
});
