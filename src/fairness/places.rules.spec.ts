import fc from 'fast-check';
import type { ViewerGrant } from '../tickets/visibility.rules';
import { grantsOf, grantsWith, placeCondition } from './places.rules';

function grant(over: Partial<ViewerGrant>): ViewerGrant {
  return { role: 'manager', scopeKind: 'org', locationIds: [], teamId: null, deskId: null, ...over };
}

const COLUMNS = { location: 't.location_id', team: 't.team_id' };
const north = grant({ scopeKind: 'location', locationIds: ['n1', 'n2'] });

test('the whole organisation, one’s own places, or nowhere', () => {
  const params: unknown[] = ['first'];
  expect(placeCondition([north, grant({})], COLUMNS, params)).toBe('true');
  expect(placeCondition([], COLUMNS, params)).toBe('false');
  expect(params).toEqual(['first']);
  expect(placeCondition([north, grant({ scopeKind: 'team', teamId: 'front' })], COLUMNS, params)).toBe(
    '(t.location_id = ANY($2::uuid[]) OR t.team_id = ANY($3::uuid[]))',
  );
  expect(params).toEqual(['first', ['n1', 'n2'], ['front']]);
});

test('a right over a desk is none over what belongs to a place', () => {
  expect(placeCondition([grant({ scopeKind: 'desk', deskId: 'd' })], { location: 'i.location_id' }, [])).toBe('false');
});

test('only the roles that carry the right count', () => {
  const grants = [grant({ role: 'agent' }), grant({ role: 'lead' }), grant({ role: 'auditor' }), grant({ role: 'analyst' })];
  expect(grantsWith(grants, 'report.see').map(({ role }) => role)).toEqual(['lead', 'auditor', 'analyst']);
  expect(grantsWith(grants, 'review.see').map(({ role }) => role)).toEqual(['auditor']);
  expect(grantsOf([...grants, north], 'manager')).toEqual([north]);
});

test('no more is seen with fewer rights', () => {
  const anyGrant = fc.constantFrom(north, grant({ scopeKind: 'team', teamId: 'x' }), grant({ scopeKind: 'location', locationIds: ['s'] }));
  fc.assert(
    fc.property(fc.array(anyGrant, { minLength: 1, maxLength: 4 }), (grants) => {
      const [all, fewer]: [unknown[], unknown[]] = [[], []];
      placeCondition(grants, COLUMNS, all);
      placeCondition(grants.slice(1), COLUMNS, fewer);
      expect(new Set(all.flat())).toEqual(new Set([...all.flat(), ...fewer.flat()]));
    }),
  );
});
