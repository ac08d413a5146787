import { covers, delegatedRoles, ownRoles, type PlacedGrant } from './reach.rules';

const place = { locationId: 'bay', teamId: 'morning', deskId: 'partner' };
const grant = (over: Partial<PlacedGrant>): PlacedGrant => ({
  role: 'manager',
  scopeKind: 'org',
  locationIds: [],
  teamId: null,
  deskId: null,
  ...over,
});
const south = grant({ scopeKind: 'location', locationIds: ['south'] });

test('a right holds in its location with all below it, its team, its desk, or everywhere', () => {
  expect(covers(grant({}), place)).toBe(true);
  expect(covers(grant({ scopeKind: 'location', locationIds: ['main', 'bay'] }), place)).toBe(true);
  expect(covers(south, place)).toBe(false);
  expect(covers(grant({ scopeKind: 'team', teamId: 'morning' }), place)).toBe(true);
  expect(covers(grant({ scopeKind: 'team', teamId: 'night' }), place)).toBe(false);
  expect(covers(grant({ scopeKind: 'desk', deskId: 'partner' }), place)).toBe(true);
  expect(covers(grant({ scopeKind: 'team', teamId: 'night' }), { ...place, teamId: null })).toBe(false);
});

test('a partner works in the queue of their desk only, whatever else they were given', () => {
  expect(covers(grant({ role: 'vendor_agent' }), place)).toBe(false);
  expect(covers(grant({ role: 'vendor_agent', scopeKind: 'desk', deskId: 'partner' }), place)).toBe(true);
});

test('whoever owns the ticket keeps what is below a lead from elsewhere', () => {
  const mine = [south, { ...south, role: 'senior_agent' as const }];
  expect(ownRoles(mine, place, false)).toEqual([]);
  expect(ownRoles(mine, place, true)).toEqual(['senior_agent']);
});

test('what others handed on counts where it holds for them, and not from those who have a stake', () => {
  const handed = [
    { ...grant({}), from: 'tom' },
    { ...south, role: 'lead' as const, from: 'eva' },
  ];
  expect(delegatedRoles(handed, {})).toEqual(['manager', 'lead']);
  expect(delegatedRoles(handed, { place })).toEqual(['manager']);
  expect(delegatedRoles(handed, { place, except: ['tom'] })).toEqual([]);
});
