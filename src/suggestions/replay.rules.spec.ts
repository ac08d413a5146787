import { oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { NOW } from '../../test/support/ticket-facts';
import { MODEL, NOTHING_LEARNED } from '../learning/score.rules';
import { modelWith, nothingYet, type PastTicket, replay, shareOf } from './replay.rules';

function past(over: Partial<PastTicket> = {}): PastTicket {
  return {
    facts: oneUpFacts(),
    zone: 'UTC',
    madeAt: NOW,
    catalogue: STARTERS,
    learned: NOTHING_LEARNED,
    first: 'extra_cover_6m',
    outcome: null,
    ...over,
  };
}

test('under the same rules the same gift is first, and nothing costs more or less', () => {
  const found = replay([past(), past({ outcome: 'recovered' }), past({ outcome: 'not_recovered' })], {});
  expect(found).toEqual({ ...nothingYet(), tickets: 3, costMinor: new Map([['USD', 0]]), again: { known: 2, recovered: 1 } });
});

test('another match table makes another gift first, which costs more, and its cases are counted apart', () => {
  const changes = { matchTable: [{ failureClass: 'failed_service', gestureClass: 'money_now', points: 20 } as const] };
  const found = replay(
    [past({ outcome: 'recovered' }), past({ facts: oneUpFacts({ failureClass: 'time_lost' }), first: 'priority_slot' })],
    changes,
  );
  expect(found).toMatchObject({ tickets: 2, differing: 1, otherwise: { known: 1, recovered: 1 }, again: { known: 0, recovered: 0 } });
  expect(found.costMinor.get('USD')).toBe(1000 - 400);
});

test('a smaller prior believes the cases sooner, and another figure for a customer won back moves what fits before what is cheap', () => {
  const learned = { ...NOTHING_LEARNED, types: [{ code: 'manager_call', class: 'attention' as const, s: 12, n: 12, rawS: 12, rawN: 12 }] };
  const first = (k0: number): number => replay([past({ learned })], { k0 }).differing;
  expect([first(90), first(5)]).toEqual([0, 1]);
  const lost = past({ facts: oneUpFacts({ failureClass: 'money_lost' }), first: 'credit_10' });
  expect([replay([lost], { recoveredValue: 2 }).differing, replay([lost], { recoveredValue: 500 }).differing]).toEqual([1, 0]);
});

test('trying other numbers leaves those of the desk alone', () => {
  const model = modelWith({ matchTable: [{ failureClass: 'money_lost', gestureClass: 'time', points: -7 }], k0: 3 });
  expect([model.match.money_lost.time, model.priorCases]).toEqual([-0.07, 3]);
  expect([MODEL.match.money_lost.time, MODEL.priorCases]).toEqual([0, 90]);
});

test('a share has an interval that few cases make wide', () => {
  expect(shareOf({ known: 0, recovered: 0 })).toBeNull();
  const [few, many] = [shareOf({ known: 4, recovered: 4 }), shareOf({ known: 400, recovered: 300 })];
  expect(few?.share).toBe(1);
  expect(few?.low).toBeCloseTo(0.5965, 3);
  expect(few?.high).toBeCloseTo(1, 9);
  expect(many?.low).toBeCloseTo(0.7127, 3);
  expect(many?.high).toBeCloseTo(0.7839, 3);
});
