import { Together } from './together';

/** Looks that end when the test says so; each sees how many had begun before it. */
class Window {
  readonly ends: ((how?: Error) => void)[] = [];

  look = (): Promise<number> => {
    const seen = this.ends.length;
    return new Promise((resolve, reject) => {
      this.ends.push((how) => {
        if (how) reject(how);
        else resolve(seen);
      });
    });
  };
}

/** Everything that follows from what has been settled. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('whoever asks while a look is under way gets the next one, and all of them the same', async () => {
  const [together, window] = [new Together<number>(), new Window()];
  const first = together.ask('a', window.look);
  const later = [together.ask('a', window.look), together.ask('a', window.look)];
  expect(window.ends).toHaveLength(1);
  window.ends[0]?.();
  await settled();
  expect(window.ends).toHaveLength(2);
  window.ends[1]?.();
  expect(await Promise.all([first, ...later])).toEqual([0, 1, 1]);
});

test('a question that comes when nobody looks begins a look of its own', async () => {
  const [together, window] = [new Together<number>(), new Window()];
  const one = together.ask('a', window.look);
  window.ends[0]?.();
  await settled();
  const two = together.ask('a', window.look);
  window.ends[1]?.();
  expect([await one, await two]).toEqual([0, 1]);
});

test('those who ask for something else look at the same time', () => {
  const [together, window] = [new Together<number>(), new Window()];
  void together.ask('a', window.look);
  void together.ask('b', window.look);
  expect(window.ends).toHaveLength(2);
});

test('a look that fails fails for those who share it, and the next one is made all the same', async () => {
  const [together, window] = [new Together<number>(), new Window()];
  const first = together.ask('a', window.look);
  const second = [together.ask('a', window.look), together.ask('a', window.look)];
  const failed = Promise.allSettled([first, ...second]);
  window.ends[0]?.(new Error('away'));
  await settled();
  const third = together.ask('a', window.look);
  window.ends[1]?.(new Error('still away'));
  await settled();
  window.ends[2]?.();
  expect((await failed).map((one) => (one.status === 'rejected' ? String(one.reason) : one.value))).toEqual([
    'Error: away',
    'Error: still away',
    'Error: still away',
  ]);
  expect(await third).toBe(2);
});
