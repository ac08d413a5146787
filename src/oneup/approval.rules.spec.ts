import { DEFAULT_LIMITS } from '../authority/limits.rules';
import { answererOf, answerProblem, approvalNeeded, ownGiftProblem } from './approval.rules';
import type { GestureAsked } from './gesture-asked.rules';
import { gestureFacts, gestureType, oneUpFacts } from '../../test/support/one-up-facts';
import { actor, NOW } from '../../test/support/ticket-facts';
import type { Role } from '../staff/role.rules';

function need(roles: Role[], costMinor: number, input: GestureAsked['input'] = {}) {
  const facts = oneUpFacts({ actor: actor(...roles), limits: DEFAULT_LIMITS });
  return approvalNeeded({ gesture: gestureFacts({ costMinor, type: gestureType({ costMinor }) }), facts, input, now: NOW });
}

test('a lead answers agents and partners, a manager leads and seniors, an area manager managers', () => {
  const asked = (['vendor_agent', 'agent', 'senior_agent', 'lead', 'manager', 'area_manager'] as const).map((role) => answererOf([role]));
  expect(asked).toEqual(['lead', 'lead', 'manager', 'manager', 'area_manager', 'area_manager']);
  expect(answererOf(['agent', 'manager'])).toBe('area_manager');
});

test('the day’s sum of a senior is lifted by a manager, that of an agent by a lead', () => {
  const input = { dayProblem: 'You have given enough today.' };
  expect(need(['agent'], 500, input)).toEqual({ needs: 'lead', why: 'You have given enough today.' });
  expect(need(['senior_agent'], 500, input)).toEqual({ needs: 'manager', why: 'You have given enough today.' });
  expect(need(['senior_agent'], 500)).toBeNull();
});

test('a manager’s own gift above 100 needs an area manager, and nobody else’s does', () => {
  expect(ownGiftProblem(10_000, ['manager'])).toBeNull();
  expect(ownGiftProblem(10_001, ['manager'])).toMatchObject({ needs: 'area_manager' });
  expect(ownGiftProblem(10_001, ['agent', 'manager'])).toMatchObject({ needs: 'area_manager' });
  expect(ownGiftProblem(10_001, ['area_manager', 'manager'])).toBeNull();
  expect(ownGiftProblem(10_001, ['lead'])).toBeNull();
  expect(ownGiftProblem(10_001, ['system'])).toBeNull();
});

test('edge 94: yes and no are refused alike, by who asks first and by the role then', () => {
  const asked = { requestedBy: 'tom', subjectStaffId: null, reportsToRequester: false, needs: 'manager' as const };
  expect(answerProblem(asked, actor('manager'))).toBeNull();
  expect(answerProblem(asked, actor('area_manager'))).toBeNull();
  expect(answerProblem(asked, actor('lead'))).toEqual({ guard: 'who', why: 'This needs a manager.' });
  expect(answerProblem({ ...asked, requestedBy: 'mia' }, actor('area_manager'))?.guard).toBe('not_requester');
  expect(answerProblem({ ...asked, subjectStaffId: 'mia' }, actor('area_manager'))?.guard).toBe('not_requester');
  expect(answerProblem({ ...asked, reportsToRequester: true }, actor('area_manager'))?.guard).toBe('not_requester');
});
