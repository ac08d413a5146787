import { oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { NOW } from '../../test/support/ticket-facts';
import { type Learned, type LearnedType, NOTHING_LEARNED } from '../learning/score.rules';
import { rank } from './ranking.rules';

describe('what was learned', () => {
  const cases = (code: string, rawS: number, rawN: number): LearnedType => ({ code, class: 'service', s: rawS, n: rawN, rawS, rawN });
  const with_ = (over: Partial<Learned>) => rank(STARTERS, oneUpFacts(), NOW, { learned: { ...NOTHING_LEARNED, ...over } });
  const reasonsOf = (code: string, over: Partial<Learned>): string[] =>
    with_(over)
      .ranked.find((one) => one.code === code)
      ?.reasons.map(({ text }) => text) ?? [];

  test('changes the order, and says on which cases', () => {
    const types = [cases('car_wash', 29, 41), cases('extra_cover_6m', 2, 30)];
    expect(with_({ types }).ranked[0]?.code).toBe('car_wash');
    expect(reasonsOf('car_wash', { types })[1]).toBe('Worked for 29 of 41 similar cases here (about 7 in 10; all one-ups: 4 in 10).');
  });

  test('is told from 10 cases on', () => {
    expect(reasonsOf('car_wash', { types: [cases('car_wash', 9, 9)] })[1]).toBe('Costs us about $6.00, your limit is $25.00.');
    expect(reasonsOf('car_wash', { types: [cases('car_wash', 9, 10)] })[1]).toContain('9 of 10');
  });

  test('is told of the location where it has enough of its own', () => {
    const [types, here] = [[cases('car_wash', 200, 400)], [cases('car_wash', 60, 80)]];
    expect(reasonsOf('car_wash', { types, here })[1]).toContain('60 of 80');
    expect(reasonsOf('car_wash', { types, here: [{ ...cases('car_wash', 50, 59) }] })[1]).toContain('200 of 400');
  });

  test('a gift that did not help is left out and says how often it helped', () => {
    const found = with_({ types: [cases('car_wash', 9, 60)], takenOut: ['car_wash'] });
    expect(found.ranked.map(({ code }) => code)).not.toContain('car_wash');
    expect(found.excluded.find(({ code }) => code === 'car_wash')).toMatchObject({
      rule: 'taken_out',
      why: 'Did not help here: it worked for 9 of 60 similar cases; a manager can put it back.',
    });
  });
});
