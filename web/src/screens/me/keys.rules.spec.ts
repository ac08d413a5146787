import { conflictOf, pressed } from './keys.rules';

const key = (name: string, held: { ctrl?: boolean; shift?: boolean; alt?: boolean } = {}) =>
  pressed({ key: name, ctrlKey: held.ctrl ?? false, metaKey: false, altKey: held.alt ?? false, shiftKey: held.shift ?? false });

test('a pressed key is spelled as the console spells it', () => {
  expect([key('y'), key('?', { shift: true }), key('K', { ctrl: true }), key('Enter', { ctrl: true }), key('F2', { shift: true })]).toEqual(
    ['y', '?', 'mod+k', 'mod+Enter', 'shift+F2'],
  );
});

test('a key held alone, and what typing or the browser needs, cannot be a command', () => {
  expect([key('Shift', { shift: true }), key('Tab'), key(' '), key('ß', { alt: true }), key('N', { ctrl: true, shift: true })]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('a key that another command has is a conflict, its own is none', () => {
  const commands = [
    { id: 'down', keys: 'j', place: 'keys.list' },
    { id: 'up', keys: 'k', place: 'keys.list' },
  ];
  expect(conflictOf(commands, 'down', 'k')?.id).toBe('up');
  expect(conflictOf(commands, 'down', 'j')).toBeNull();
  expect(conflictOf(commands, 'down', 'y')).toBeNull();
});

test('the first key of a pair would swallow the pair', () => {
  expect(conflictOf([{ id: 'queue', keys: 'g q', place: 'keys.go' }], 'down', 'g')?.id).toBe('queue');
  expect(conflictOf([{ id: 'queue', keys: 'g q', place: 'keys.go' }], 'down', 'q')).toBeNull();
});

test('keys of two screens do not meet; a key that works everywhere meets them all', () => {
  const commands = [
    { id: 'queue.take', keys: 't', place: 'queue:title' },
    { id: 'gestures.yes', keys: 'y', place: 'gestures:title' },
    { id: 'log', keys: 'n', place: 'keys.everywhere' },
  ];
  expect(conflictOf(commands, 'queue.take', 'y')).toBeNull();
  expect(conflictOf(commands, 'queue.take', 'n')?.id).toBe('log');
  expect(conflictOf(commands, 'log', 'y')?.id).toBe('gestures.yes');
});
