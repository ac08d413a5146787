import { readRestoredAt, recoveryWords } from './recovery.rules';

test('the instant of the restore comes with its offset, in either way of writing it', () => {
  const at = new Date('2026-11-16T15:00:00Z');
  expect(readRestoredAt(['--restored-at', '2026-11-16T16:00:00+01:00'])).toEqual(at);
  expect(readRestoredAt(['--restored-at=2026-11-16T15:00:00Z'])).toEqual(at);
});

test.each([
  [[], 'Say when the backup was restored: recover --restored-at 2026-11-16T15:00:00Z'],
  [['--restored-at', 'yesterday'], '"yesterday" is no instant with its offset, such as 2026-11-16T15:00:00Z.'],
  [['--restored-at', '2026-11-16T15:00:00'], '"2026-11-16T15:00:00" is no instant with its offset, such as 2026-11-16T15:00:00Z.'],
  [['--restored-at', '2026-11-16T15:00:00Z', 'now'], 'Say when the backup was restored: recover --restored-at 2026-11-16T15:00:00Z'],
])('%j is refused in a sentence', (args, why) => {
  expect(readRestoredAt(args)).toBe(why);
});

test('the report says what was done and what is left for people', () => {
  const at = new Date('2026-11-16T15:00:00Z');
  const report = {
    restoredAt: at,
    doneAt: at,
    isRepeat: false,
    lastEntryAt: at,
    marked: 3,
    arrived: 1,
    neverLeft: 1,
    open: 1,
    staffMails: 0,
  };
  expect(recoveryWords(report)).toEqual([
    'The last thing that the backup knows is of 2026-11-16T15:00:00.000Z.',
    'Clocks whose time came meanwhile are caught up: each is told once, with its last point.',
    '3 messages to customers may have left after the backup and will not be sent blindly.',
    'The SMS provider was asked: 1 left, 1 never did and will be sent when the desk starts.',
    '1 message waits for a person: look at GET /api/v1/messages?state=uncertain, compare with the log of your relay, and say for each "arrived" or "retry".',
    'Start the desk now.',
  ]);
  expect(recoveryWords({ ...report, isRepeat: true, open: 0 })[1]).toBe('3 messages were marked then. No message waits for a person.');
});
