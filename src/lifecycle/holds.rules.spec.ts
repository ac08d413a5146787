import { actor } from '../../test/support/ticket-facts';
import type { Role } from '../staff/role.rules';
import { ROLES } from '../staff/role.rules';
import type { Blocked, HoldKind } from './holds.rules';
import {
  blockedBy,
  blockingHold,
  blocks,
  canRelease,
  HOLD_KINDS,
  holdEffects,
  holdWords,
  releaseHoldProblem,
  setHoldProblem,
} from './holds.rules';

const nobody = { staffId: null, actorInLine: false };
const holds = (...kinds: HoldKind[]): { kind: HoldKind }[] => kinds.map((kind) => ({ kind }));

function stops(what: Blocked): HoldKind[] {
  return HOLD_KINDS.filter((kind) => blocks(holds(kind), what));
}

function leastToRelease(kind: HoldKind): Role[] {
  return ROLES.filter((role) => canRelease(kind, actor(role), nobody));
}

test('each hold stops what the design says', () => {
  expect(stops('gestures')).toEqual(['safety', 'legal', 'discrimination_harassment', 'data_breach']);
  expect(stops('money_gestures')).toEqual(['safety', 'legal', 'discrimination_harassment', 'data_breach', 'abuse_review']);
  expect(stops('gestures_by_subject')).toEqual(['safety', 'legal', 'discrimination_harassment', 'data_breach', 'staff_subject']);
  expect(stops('automated_messages')).toEqual(['safety']);
  expect(stops('automated_apology')).toEqual(['legal']);
  expect(stops('automated_follow_up')).toEqual(['vulnerable']);
  expect(stops('close')).toEqual(['safety', 'legal', 'discrimination_harassment', 'data_breach', 'press_social']);
  expect(blockedBy('press_social')).toEqual(['close']);
});

test('several holds add up, and the one in the way is named', () => {
  expect(blockingHold(holds('vulnerable', 'legal', 'safety'), 'close')).toBe('legal');
  expect(blockingHold([], 'close')).toBeNull();
  for (const kind of HOLD_KINDS) expect(holdWords(kind)).toMatch(/^(a|extra) /);
});

test('each hold is lifted by the role the design says, and by those above', () => {
  const managers = ['manager', 'area_manager'];
  const leads = ['lead', ...managers];
  expect(leastToRelease('safety')).toEqual(managers);
  expect(leastToRelease('legal')).toEqual(managers);
  expect(leastToRelease('discrimination_harassment')).toEqual(managers);
  expect(leastToRelease('data_breach')).toEqual(['privacy_officer']);
  expect(leastToRelease('press_social')).toEqual(managers);
  expect(leastToRelease('abuse_review')).toEqual(leads);
  expect(leastToRelease('staff_subject')).toEqual(managers);
  expect(leastToRelease('vulnerable')).toEqual(leads);
});

test('a hold about a colleague is lifted neither by that person nor by a manager of the same line', () => {
  expect(canRelease('staff_subject', actor('manager'), { staffId: 'tom', actorInLine: false })).toBe(true);
  expect(canRelease('staff_subject', actor('manager'), { staffId: 'tom', actorInLine: true })).toBe(false);
  expect(canRelease('staff_subject', actor('manager'), { staffId: 'mia', actorInLine: false })).toBe(false);
  expect(releaseHoldProblem('vulnerable', actor('manager'), 'well again', { staffId: 'mia', actorInLine: false })).toContain('cannot lift');
  expect(canRelease('vulnerable', actor('manager'), { staffId: 'tom', actorInLine: true })).toBe(true);
});

test('lifting a hold needs a reason', () => {
  expect(releaseHoldProblem('safety', actor('manager'), ' ', nobody)).toBe('Say why the hold is lifted.');
  expect(releaseHoldProblem('safety', actor('manager'), 'Checked', nobody)).toBeNull();
});

test('anyone who handles tickets may set a hold for safety; legal and colleague holds need an agent, a review needs a lead', () => {
  for (const kind of ['safety', 'discrimination_harassment', 'data_breach', 'press_social', 'vulnerable'] as const) {
    for (const role of ['vendor_agent', 'follow_up', 'agent', 'system'] as const) expect(setHoldProblem(kind, actor(role))).toBeNull();
    expect(setHoldProblem(kind, actor('analyst'))).toBe('This needs an agent, a partner agent or a follow-up worker.');
  }
  for (const kind of ['legal', 'staff_subject'] as const) {
    expect(setHoldProblem(kind, actor('agent'))).toBeNull();
    expect(setHoldProblem(kind, actor('vendor_agent'))).toBe('This needs an agent.');
  }
  expect(setHoldProblem('abuse_review', actor('senior_agent'))).toBe('This needs a lead.');
  expect(setHoldProblem('abuse_review', actor('system'))).toBeNull();
  expect(setHoldProblem('data_breach', actor('privacy_officer'))).toBeNull();
  expect(setHoldProblem('safety', actor('privacy_officer'))).not.toBeNull();
});

test('a safety hold makes it dangerous, a vulnerable customer one step worse, and some holds hide the ticket', () => {
  expect(holdEffects('safety', 'S4')).toEqual({ severity: 'S1', restricted: false });
  expect(holdEffects('vulnerable', 'S3')).toEqual({ severity: 'S2', restricted: false });
  expect(holdEffects('vulnerable', 'S1').severity).toBe('S1');
  expect(HOLD_KINDS.filter((kind) => holdEffects(kind, 'S3').restricted)).toEqual(['legal', 'discrimination_harassment', 'staff_subject']);
  expect(holdEffects('press_social', 'S3')).toEqual({ severity: 'S3', restricted: false });
});
