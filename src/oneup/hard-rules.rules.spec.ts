import { gestureType, oneUpFacts } from '../../test/support/one-up-facts';
import { actor, daysAgo, NOW } from '../../test/support/ticket-facts';
import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import type { HardRuleId } from './hard-rules.rules';
import { HARD_RULE_IDS, hardRefusals, hardRule } from './hard-rules.rules';

function ask(rule: HardRuleId, facts: Partial<OneUpFacts>, type: Partial<GestureTypeFacts> = {}): string | null {
  return hardRule(rule, gestureType(type), oneUpFacts(facts), NOW);
}

const credit = { class: 'money_now' as const, kind: 'credit', fulfilment: 'credit' as const, costMinor: 1000, faceMinor: 1000 };

test('an ordinary gift on an ordinary fixed ticket breaks no rule', () => {
  for (const rule of HARD_RULE_IDS) expect(ask(rule, {})).toBeNull();
});

test('R1, edge 96: no offer before the fix of this cycle is delivered', () => {
  expect(ask('R1', { fixDelivered: false })).toBe('Deliver the fix first; only then can a gift be offered.');
  expect(ask('R1', { state: 'open', fixDelivered: true })).not.toBeNull();
  expect(ask('R1', { state: 'closed' })).not.toBeNull();
  expect(ask('R1', { state: 'following_up' })).toBeNull();
});

test('R2, edge 97: a gift is never the only remedy for lost money', () => {
  for (const decision of ['upheld', 'partly'] as const)
    expect(ask('R2', { decision, lossMinor: 3000 })).toBe('The customer lost money: record the refund first.');
  expect(ask('R2', { lossMinor: 3000, redressState: 'scheduled' })).toBeNull();
  expect(ask('R2', { lossMinor: 3000, redressState: 'paid' })).toBeNull();
  expect(ask('R2', { lossMinor: 3000, decision: 'not_upheld' })).toBeNull();
  expect(ask('R2', { lossMinor: 0 })).toBeNull();
});

test('R3: what is owed is never a gift', () => {
  for (const kind of ['refund', 'statutory', 'statutory_payment', 'compensation']) expect(ask('R3', {}, { kind })).not.toBeNull();
  expect(ask('R3', {}, { kind: 'credit' })).toBeNull();
});

test('R4: sorry and the explanation come first, or the reason why not', () => {
  expect(ask('R4', { apologyRecorded: false })).not.toBeNull();
});

test('R5: no gift asks for anything in return', () => {
  expect(ask('R5', {}, { customerText: 'Yours in full and final settlement.' })).toContain('full and final settlement');
});

test('R6 is asked here too', () => {
  expect(ask('R6', { severity: 'S4' }, { costMinor: 1001 })).not.toBeNull();
});

test('R7: not the same to the same customer within a year, unless nothing else is left', () => {
  const had = (days: number): Partial<OneUpFacts> => ({ previousTypes: [{ code: 'car_wash', at: daysAgo(days), thisTicket: false }] });
  expect(ask('R7', had(364))).toBe('This customer had the same less than a year ago.');
  expect(ask('R7', had(365))).toBeNull();
  expect(ask('R7', { ...had(10), nothingElseLeft: true })).toBeNull();
  expect(ask('R7', had(10), { code: 'oil_change' })).toBeNull();
});

describe('R8: holds and fault', () => {
  test('a hold that blocks gifts is named', () => {
    for (const kind of ['safety', 'legal', 'discrimination_harassment', 'data_breach'] as const)
      expect(ask('R8', { holds: [{ kind }], actor: actor('manager') })).toContain('No gifts');
    for (const kind of ['press_social', 'vulnerable'] as const) expect(ask('R8', { holds: [{ kind }] })).toBeNull();
  });

  test('under review money needs a lead, and nobody reads why', () => {
    expect(ask('R8', { holds: [{ kind: 'abuse_review' }] }, credit)).toBe('This needs a lead.');
    expect(ask('R8', { holds: [{ kind: 'abuse_review' }], actor: actor('lead') }, credit)).toBeNull();
    expect(ask('R8', { holds: [{ kind: 'abuse_review' }] })).toBeNull();
  });

  test('the person a complaint is about gives nothing on it', () => {
    expect(ask('R8', { subjectStaffId: 'mia' })).not.toBeNull();
    expect(ask('R8', { subjectStaffId: 'tom' })).toBeNull();
  });

  test('edge 66: where it was not our fault money needs a lead, attention does not', () => {
    expect(ask('R8', { fault: 'not_ours' }, credit)).toContain('needs a lead');
    expect(ask('R8', { fault: 'not_ours', actor: actor('lead') }, credit)).toBeNull();
    expect(ask('R8', { fault: 'not_ours' })).toBeNull();
    expect(ask('R8', { fault: 'partly' }, credit)).toBeNull();
  });
});

test('R9: after a failed fix it says what is different now, and it is never the same gift again', () => {
  expect(ask('R9', { cycle: 2 })).toContain('what is different');
  expect(ask('R9', { cycle: 2, whatChangedTold: true })).toBeNull();
  const before = { cycle: 2, whatChangedTold: true, previousTypes: [{ code: 'car_wash', at: daysAgo(500), thisTicket: true }] };
  expect(ask('R9', before)).toBe('It was offered before the fix failed; choose something else.');
  expect(ask('R9', before, { code: 'oil_change' })).toBeNull();
});

describe('R10: one gift for one fix', () => {
  const other = { code: 'card', combinable: true, costMinor: 200, faceMinor: 0 };

  test('edge 95: a second one only if both can go together, a third never', () => {
    expect(ask('R10', { activeGestures: [other] })).toBe('There is a gift for this fix already.');
    expect(ask('R10', { activeGestures: [{ ...other, combinable: false }] }, { combinable: true })).not.toBeNull();
    expect(ask('R10', { activeGestures: [other] }, { combinable: true })).toBeNull();
    expect(ask('R10', { activeGestures: [other, other] }, { combinable: true })).toBe('Two gifts for one fix are enough.');
  });

  test('edge 99: after the customer declined a lead may make one more offer', () => {
    expect(ask('R10', { declinedOffers: 1 })).toContain('only a lead');
    expect(ask('R10', { declinedOffers: 1, actor: actor('lead') })).toBeNull();
    expect(ask('R10', { declinedOffers: 2, actor: actor('lead') })).toBe('The customer declined twice; leave it at that.');
  });
});

test('R11: it can reach the customer, or is handed over on the spot', () => {
  const nowhere = { reachable: { email: false, phone: false, post: false } };
  expect(ask('R11', nowhere, { needsAddress: true })).toContain('postal address');
  expect(ask('R11', nowhere, { needsContact: true })).toContain('phone number');
  expect(ask('R11', { reachable: { email: false, phone: true, post: false } }, { needsContact: true })).toBeNull();
  expect(ask('R11', { canVisit: false }, { needsVisit: true })).toBe('It needs a visit, and this customer cannot come by.');
  expect(ask('R11', { ...nowhere, canVisit: false, present: true }, { needsVisit: true, needsContact: true })).toBeNull();
  expect(ask('R11', { ...nowhere, present: true }, { needsAddress: true, fulfilment: 'post' })).not.toBeNull();
});

test('R12, edge 61: a customer we do not know gets what can be handed over here', () => {
  expect(ask('R12', { customerKnown: false })).not.toBeNull();
  expect(ask('R12', { customerKnown: false, present: true })).toBeNull();
  expect(ask('R12', { customerKnown: false, present: true }, { fulfilment: 'code' })).not.toBeNull();
});

test('a suggestion looks ahead: the fix, the apology and what changed are asked only at the offer', () => {
  const early = oneUpFacts({ state: 'open', fixDelivered: false, apologyRecorded: false, cycle: 2 });
  expect(hardRefusals(gestureType(), early, NOW, 'suggest')).toEqual([]);
  expect(hardRefusals(gestureType(), early, NOW, 'offer').map(({ rule }) => rule)).toEqual(['R1', 'R4', 'R9']);
});

test('a refusal that somebody can lift says who', () => {
  const [refusal] = hardRefusals(gestureType(credit), oneUpFacts({ fault: 'not_ours' }), NOW, 'take');
  expect(refusal).toMatchObject({ rule: 'R8', needs: 'lead' });
  expect(hardRefusals(gestureType(), oneUpFacts({ lossMinor: 100 }), NOW, 'take')[0]).toMatchObject({ rule: 'R2', needs: null });
});
