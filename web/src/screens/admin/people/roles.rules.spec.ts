import { canTakeOver, grantOf, NO_ROLE, roleMissing, withRole } from './roles.rules';

test('people of a partner get their role at a desk and nowhere else', () => {
  const wish = withRole({ role: 'lead', scope: 'location', place: 'riverside' }, 'vendor_agent');
  expect(wish).toEqual({ role: 'vendor_agent', scope: 'desk', place: '' });
  expect(roleMissing(wish)).toBe('place');
  expect(grantOf(wish)).toBeNull();
  expect(grantOf({ ...wish, place: 'bolt' })).toEqual({ role: 'vendor_agent', desk: 'bolt' });
});

test('a role holds in the whole organisation, or at the one place that was chosen', () => {
  expect(roleMissing(NO_ROLE)).toBe('role');
  expect(grantOf(withRole(NO_ROLE, 'agent'))).toEqual({ role: 'agent' });
  expect(grantOf({ role: 'lead', scope: 'team', place: 'counter' })).toEqual({ role: 'lead', team: 'counter' });
});

test('open tickets go only to somebody who is here and works on tickets now', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  const grant = (role: 'agent' | 'analyst', validFrom: string) => ({
    id: 'g',
    role,
    scopeKind: 'org' as const,
    location: null,
    team: null,
    desk: null,
    validFrom,
    validTo: null,
  });
  const agent = grant('agent', '2026-01-01T00:00:00Z');
  expect(canTakeOver({ status: 'active', grants: [agent] }, now)).toBe(true);
  expect(canTakeOver({ status: 'absent', grants: [agent] }, now)).toBe(false);
  expect(canTakeOver({ status: 'active', grants: [grant('analyst', '2026-01-01T00:00:00Z')] }, now)).toBe(false);
  expect(canTakeOver({ status: 'active', grants: [grant('agent', '2026-12-01T00:00:00Z')] }, now)).toBe(false);
});
