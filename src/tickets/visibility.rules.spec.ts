import type { Role } from '../staff/role.rules';
import { ROLES } from '../staff/role.rules';
import { numberIn, refCondition, type Viewer, type ViewerGrant, visibleTo } from './visibility.rules';

const ME = '0190c0de-0000-7000-8000-000000000001';
const NOT_ABOUT_ME = 't.subject_staff_id IS DISTINCT FROM $1::uuid';

function grant(role: Role, over: Partial<ViewerGrant> = {}): ViewerGrant {
  return { role, scopeKind: 'org', locationIds: [], teamId: null, deskId: null, ...over };
}

function person(...grants: ViewerGrant[]): Viewer {
  return { kind: 'staff', key: `staff:${ME}`, staffId: ME, grants };
}

function asked(viewer: Viewer): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  return { sql: visibleTo(viewer, 't', params), params };
}

const shop = { scopeKind: 'location', locationIds: ['shop', 'kiosk'] } as const;
const front = { scopeKind: 'team', teamId: 'front' } as const;
const partner = { scopeKind: 'desk', deskId: 'partner' } as const;

test('a manager of the whole organisation is asked one thing only, so that index order stays usable', () => {
  for (const role of ['manager', 'area_manager', 'auditor', 'privacy_officer'] as const) {
    expect(asked(person(grant(role)))).toEqual({ sql: NOT_ABOUT_ME, params: [ME] });
  }
});

test.each([
  ['agent', grant('agent'), 'NOT t.restricted'],
  ['lead', grant('lead'), 'NOT t.restricted'],
  ['agent of a location', grant('agent', shop), '(NOT t.restricted AND (t.location_id = ANY($2::uuid[])))'],
  ['agent of a team', grant('senior_agent', front), '(NOT t.restricted AND (t.team_id = ANY($2::uuid[])))'],
  ['manager of a location', grant('manager', shop), 't.location_id = ANY($2::uuid[])'],
  ['partner agent of a desk', grant('vendor_agent', partner), '(NOT t.restricted AND (t.desk_id = ANY($2::uuid[])))'],
])('an owner sees the own ticket, and %s sees the scope', (_, one, scope) => {
  expect(asked(person(one)).sql).toBe(`(${NOT_ABOUT_ME} AND (t.owner_id = $1::uuid OR ${scope}))`);
});

test('partner desks see only what was handed to a desk, whatever scope they were given', () => {
  for (const scope of [{}, shop, front]) {
    expect(asked(person(grant('vendor_lead', scope))).sql).toBe(`(${NOT_ABOUT_ME} AND (t.owner_id = $1::uuid))`);
  }
});

test('follow-up workers see what was assigned to them, even with the whole organisation as scope', () => {
  expect(asked(person(grant('follow_up'))).sql).toBe(`(${NOT_ABOUT_ME} AND (t.owner_id = $1::uuid))`);
});

test('analysts, administrators and people without a role see no ticket', () => {
  expect(asked(person())).toEqual({ sql: 'false', params: [] });
  const blind = ROLES.filter((role) => asked(person(grant(role))).sql === 'false');
  expect(blind).toEqual(['analyst', 'admin']);
});

test('grants add up: a manager of one place who helps out in another sees restricted tickets only in the first', () => {
  const both = asked(person(grant('manager', shop), grant('agent', { scopeKind: 'location', locationIds: ['depot'] })));
  expect(both.sql).toBe(
    `(${NOT_ABOUT_ME} AND (t.owner_id = $1::uuid OR t.location_id = ANY($2::uuid[]) OR (NOT t.restricted AND (t.location_id = ANY($3::uuid[])))))`,
  );
  expect(both.params).toEqual([ME, ['shop', 'kiosk'], ['depot']]);
});

test('the desk itself sees everything, a customer by link the one ticket, an API token what its owner may', () => {
  expect(asked({ kind: 'system', key: 'system', staffId: null, grants: [] }).sql).toBe('true');
  expect(asked({ kind: 'customer', key: 'customer:t-1', staffId: null, grants: [] })).toEqual({ sql: 't.id::text = $1', params: ['t-1'] });
  expect(asked({ kind: 'api_token', key: 'token:x', staffId: ME, grants: [grant('manager')] }).sql).toBe(NOT_ABOUT_ME);
});

test('values are numbered after those that are there already', () => {
  const params: unknown[] = ['earlier'];
  expect(visibleTo(person(grant('manager')), 't', params)).toBe('t.subject_staff_id IS DISTINCT FROM $2::uuid');
});

test('a ticket is named by its id, 1001 or R-1001; anything else names none', () => {
  const params: unknown[] = [];
  expect(refCondition('R-1001', 't', params)).toBe('t.number = $1');
  expect(refCondition('1002', 't', params)).toBe('t.number = $2');
  expect(refCondition(ME, 't', params)).toBe('t.id = $3::uuid');
  expect(refCondition("1' OR true", 't', params)).toBe('false');
  expect(refCondition('R1001x', 't', params)).toBe('false');
  expect(params).toEqual([1001, 1002, ME]);
  expect(numberIn('12345678901234567890')).toBeNull();
});
