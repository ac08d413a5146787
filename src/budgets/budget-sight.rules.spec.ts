import { approvesIn } from '../authority/reach.rules';
import { budgetsIn, reachOf, seesPeopleOfBudgets, settingProblem } from './budget-sight.rules';

const grant = (role: 'agent' | 'lead' | 'manager' | 'area_manager' | 'analyst', locationIds: string[] | null = null) =>
  ({ role, scopeKind: locationIds ? 'location' : 'org', locationIds: locationIds ?? [], teamId: null, deskId: null }) as const;

test('budgets are seen where a role is held that may, and nowhere else', () => {
  const params: unknown[] = ['before'];
  const sql = budgetsIn(reachOf([grant('agent', ['a']), grant('lead', ['b', 'c'])], 'budget.see'), 'b', params);
  expect(params).toEqual(['before', ['b', 'c'], [], []]);
  expect(sql).toContain('b.location_id = ANY($2::uuid[])');
  expect(sql).toContain('b.desk_id = ANY($4::uuid[])');
  expect(budgetsIn(reachOf([grant('manager')], 'budget.see'), 'b', params)).toBe('true');
  expect(reachOf([grant('agent')], 'budget.see').everywhere).toBe(false);
});

test('a budget is set by an area manager in the own region, by a manager only of everything', () => {
  expect(settingProblem([grant('area_manager', ['a'])], 'a')).toBeNull();
  expect(settingProblem([grant('area_manager', ['a'])], 'b')).toContain('Only an area manager');
  expect(settingProblem([grant('area_manager', ['a'])], null)).toContain('Only an area manager');
  expect(settingProblem([grant('manager', ['a'])], 'a')).toContain('Only an area manager');
  expect(settingProblem([grant('manager')], null)).toBeNull();
  expect(settingProblem([grant('lead')], null)).not.toBeNull();
});

test('an analyst counts; people and gifts are read by those who work with them', () => {
  expect(seesPeopleOfBudgets(['analyst'])).toBe(false);
  expect(seesPeopleOfBudgets(['analyst', 'agent'])).toBe(false);
  expect(seesPeopleOfBudgets(['analyst', 'lead'])).toBe(true);
  expect(seesPeopleOfBudgets(['auditor'])).toBe(true);
});

test('saying yes begins with a lead', () => {
  expect(approvesIn([grant('agent', ['a']), grant('lead', ['b'])]).locationIds).toEqual(['b']);
});
