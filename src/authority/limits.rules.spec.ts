import { actor } from '../../test/support/ticket-facts';
import { approverFor, approverProblem, dayLimitMinor, daySentence, limitMinor, limitProblem, settingProblem } from './limits.rules';

test('each role may give so much by itself, and several grants count as the largest', () => {
  const limits = (['vendor_agent', 'agent', 'senior_agent', 'lead', 'manager', 'area_manager'] as const).map((role) => limitMinor([role]));
  expect(limits).toEqual([1000, 2500, 5000, 10_000, 50_000, 200_000]);
  expect(limitMinor(['vendor_agent', 'senior_agent'])).toBe(5000);
});

test('a follow-up worker and an administrator give nothing; the desk only suggests and has no limit', () => {
  expect(limitMinor(['follow_up', 'admin'])).toBeNull();
  expect(limitProblem(0, ['follow_up'])).toMatchObject({ needs: 'agent' });
  expect(limitProblem(1_000_000, ['system'])).toBeNull();
});

test('what is above the limit says whom it needs', () => {
  expect(limitProblem(2500, ['agent'])).toBeNull();
  expect(limitProblem(2501, ['agent'])).toEqual({ why: 'It costs about 25.01 and needs a lead (limit 25).', needs: 'lead' });
  expect(limitProblem(20_000, ['lead'])?.needs).toBe('manager');
  expect(limitProblem(60_000, ['manager'])?.needs).toBe('area_manager');
  expect(approverFor(1_000_000)).toBe('area_manager');
});

test('edge 94: nobody approves their own, the subject of the complaint nothing, and nobody for their boss', () => {
  const facts = { requestedBy: 'tom', subjectStaffId: null, reportsToRequester: false };
  expect(approverProblem(facts, actor('lead'))).toBeNull();
  expect(approverProblem({ ...facts, requestedBy: 'mia' }, actor('manager'))).toContain('yourself');
  expect(approverProblem({ ...facts, subjectStaffId: 'mia' }, actor('manager'))).not.toBeNull();
  expect(approverProblem({ ...facts, reportsToRequester: true }, actor('lead'))).not.toBeNull();
  expect(approverProblem(facts, actor('senior_agent'))).toBe('This needs a lead.');
  expect(approverProblem(facts, actor('system'))).toBe('This needs a lead.');
});

test('limits that the desk changed count instead of those it began with', () => {
  const limits = { agent: { perGestureMinor: 800, perDayMinor: 2000 }, lead: { perGestureMinor: 900, perDayMinor: null } };
  expect(limitMinor(['agent'], limits)).toBe(800);
  expect(limitMinor(['senior_agent'], limits)).toBeNull();
  expect(limitProblem(850, ['agent'], limits)).toEqual({ why: 'It costs about 8.50 and needs a lead (limit 8).', needs: 'lead' });
  expect(approverFor(850, limits)).toBe('lead');
  expect(approverFor(1000, limits)).toBe('area_manager');
});

test('the day: the largest of one’s roles counts, and one role without a limit for the day is enough', () => {
  expect(dayLimitMinor(['agent', 'senior_agent'])).toBe(30_000);
  expect(dayLimitMinor(['agent', 'manager'])).toBeNull();
  expect(dayLimitMinor(['system'])).toBeNull();
  expect(dayLimitMinor(['analyst'])).toBe(0);
  expect(daySentence(2500, 0, 2000)).toBe('Your limit for a day is 20; this costs about 25. Ask somebody with a higher limit to give it.');
});

test('limits are set by whoever has a say everywhere, and nobody sets their own', () => {
  const [everywhere, here] = ['org' as const, 'location' as const];
  expect(settingProblem('agent', [{ role: 'area_manager', scopeKind: everywhere }])).toBeNull();
  expect(settingProblem('agent', [{ role: 'area_manager', scopeKind: here }])?.guard).toBe('place');
  expect(settingProblem('agent', [{ role: 'manager', scopeKind: everywhere }])?.guard).toBe('place');
  expect(settingProblem('area_manager', [{ role: 'area_manager', scopeKind: everywhere }])?.guard).toBe('own_limit');
  const both = [
    { role: 'admin' as const, scopeKind: everywhere },
    { role: 'lead' as const, scopeKind: here },
  ];
  expect(settingProblem('lead', both)).toBeNull();
});
