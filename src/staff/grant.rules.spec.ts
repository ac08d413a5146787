import { grantProblem, scopeKindOf, selfGrantProblem } from './grant.rules';

test('a role without a place holds in the whole organisation', () => {
  expect(scopeKindOf({})).toBe('org');
  expect(scopeKindOf({ location: null, team: null })).toBe('org');
});

test('a role holds in one place only, two are refused', () => {
  expect(scopeKindOf({ team: 'front' })).toBe('team');
  expect(scopeKindOf({ team: 'front', location: 'main' })).toBeNull();
  expect(grantProblem('agent', null)).toMatch(/^Name one of/);
});

test('a partner’s people are given one desk, never a place of ours', () => {
  expect(grantProblem('vendor_agent', 'org')).toMatch(/desk/);
  expect(grantProblem('vendor_lead', 'location')).toMatch(/desk/);
  expect(grantProblem('vendor_agent', 'desk')).toBeNull();
});

test('an administrator gives rights to others, never to herself', () => {
  expect(selfGrantProblem('anna', 'anna')).toMatch(/yourself/);
  expect(selfGrantProblem('anna', 'ben')).toBeNull();
  expect(selfGrantProblem(null, 'ben')).toBeNull();
});
