import { gestureType } from '../../test/support/one-up-facts';
import type { LearnedType } from './score.rules';
import { plainChances, toTakeOut } from './taken-out.rules';

const [wash, cover, slot] = ['wash', 'cover', 'slot'].map((code) => gestureType({ code, class: 'service' })) as [
  ReturnType<typeof gestureType>,
  ReturnType<typeof gestureType>,
  ReturnType<typeof gestureType>,
];

function cases(code: string, rawS: number, rawN: number): LearnedType {
  return { code, class: 'service', s: rawS, n: rawN, rawS, rawN };
}

function out(learned: LearnedType[], already: string[] = [], putBack: [string, number][] = []): string[] {
  const chances = plainChances('failed_service', [wash, cover, slot], learned);
  return toTakeOut(chances, learned, already, new Map(putBack)).map(({ code }) => code);
}

test('the gift that clearly helps less than the best is taken out, the others stay', () => {
  expect(out([cases('wash', 60, 300), cases('cover', 240, 300)])).toEqual(['wash']);
});

test('a gift of which little is known stays, however badly it began', () => {
  expect(out([cases('wash', 0, 29), cases('cover', 240, 300)])).toEqual([]);
});

test('what is out already is not taken out twice, and is no measure for the others', () => {
  expect(out([cases('wash', 60, 300), cases('cover', 240, 300)], ['wash'])).toEqual([]);
  expect(out([cases('wash', 60, 300), cases('slot', 60, 300), cases('cover', 295, 300)], ['cover'])).toEqual([]);
});

test("a manager's word holds until 30 more cases are known", () => {
  const learned = [cases('wash', 60, 300), cases('cover', 240, 300)];
  expect(out(learned, [], [['wash', 271]])).toEqual([]);
  expect(out(learned, [], [['wash', 270]])).toEqual(['wash']);
});

test('with an empty catalogue there is nothing to take out', () => {
  expect(toTakeOut([], [], [], new Map())).toEqual([]);
});
