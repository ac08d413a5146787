import { branchesOf, type TouchPoint } from './journey.rules';

const point = (key: string, phase: TouchPoint['phase'], parent: string | null = null): TouchPoint => ({
  ...{ key, name: key, phase, parent, hidden: false },
  ...{ control: 'yes', failureClass: 'time_lost' },
});

test('each part of the journey holds its touch points, each with those below it', () => {
  const points = [point('shop', 'during'), point('till', 'during', 'shop'), point('advert', 'before'), point('queue', 'during', 'till')];
  expect(branchesOf(points, 'during')).toEqual([
    {
      point: expect.objectContaining({ key: 'shop' }),
      below: [
        { point: expect.objectContaining({ key: 'till' }), below: [{ point: expect.objectContaining({ key: 'queue' }), below: [] }] },
      ],
    },
  ]);
  expect(branchesOf(points, 'after')).toEqual([]);
});

test('a touch point below one of another part of the journey is not lost', () => {
  expect(branchesOf([point('shop', 'during'), point('repair', 'after', 'shop')], 'after').map(({ point: { key } }) => key)).toEqual([
    'repair',
  ]);
});
