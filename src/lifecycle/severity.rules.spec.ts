import fc from 'fast-check';
import { actor, daysAgo } from '../../test/support/ticket-facts';
import { SEVERITIES } from '../clocks/clock.rules';
import type { SeverityChange } from './severity.rules';
import {
  compareUrgency,
  defaultSeverity,
  MOODS,
  raisedByOne,
  severityAfterFailure,
  severityChangeProblem,
  severityWords,
  urgencyOf,
  worse,
  worseMood,
} from './severity.rules';

function change(over: Partial<SeverityChange>, ...roles: Parameters<typeof actor>): string | null {
  return severityChangeProblem(
    { from: 'S3', to: 'S4', ownerId: 'mia', reason: 'It is only a scratch', promises: [], ...over },
    actor(...roles),
  );
}

describe('who may say how bad it is', () => {
  test('anyone who handles tickets may raise it, without a reason', () => {
    for (const role of ['vendor_agent', 'follow_up', 'agent', 'lead', 'system'] as const)
      expect(change({ from: 'S4', to: 'S1', reason: '', ownerId: 'tom' }, role)).toBeNull();
    expect(change({ from: 'S4', to: 'S3' }, 'analyst')).not.toBeNull();
  });

  test('the owner may lower it by one with a reason', () => {
    expect(change({}, 'agent')).toBeNull();
    expect(change({ reason: '' }, 'agent')).toBe('Say why it is less serious than it was.');
    expect(change({ ownerId: 'tom' }, 'agent')).toBe('Only the owner of the ticket or a lead can lower it.');
    expect(change({ ownerId: null }, 'agent')).not.toBeNull();
  });

  test('partners and follow-up workers never lower it, not even as owner', () => {
    expect(change({}, 'vendor_agent')).toBe('This needs an agent.');
    expect(change({}, 'follow_up')).toBe('This needs an agent.');
  });

  test('lowering by two needs a lead', () => {
    expect(change({ from: 'S2' }, 'senior_agent')).toContain('more than one step');
    expect(change({ from: 'S2', ownerId: 'tom' }, 'lead')).toBeNull();
    expect(change({ from: 'S2', reason: '' }, 'lead')).not.toBeNull();
  });

  test('lowering in the last quarter of a promise needs a lead', () => {
    expect(change({ promises: [{ fractionUsed: 0.75, breached: false }] }, 'agent')).toContain('nearly due');
    expect(change({ promises: [{ fractionUsed: 0.74, breached: false }] }, 'agent')).toBeNull();
    expect(change({ promises: [{ fractionUsed: 0.75, breached: false }] }, 'lead')).toBeNull();
  });

  test('edge 137: lowering after a broken promise needs a lead', () => {
    expect(change({ promises: [{ fractionUsed: 0.2, breached: true }] }, 'agent')).toContain('broken already');
    expect(change({ promises: [{ fractionUsed: 0.2, breached: true }] }, 'manager')).toBeNull();
  });

  test('what it is already is no change', () => {
    expect(change({ to: 'S3' }, 'agent')).toBe('It is Normal already.');
  });
});

describe('the severity a ticket starts with', () => {
  test('danger, law, discrimination and leaked data are dangerous', () => {
    for (const kind of ['safety', 'legal', 'discrimination_harassment', 'data_breach'])
      expect(defaultSeverity({ holds: [kind] }).severity).toBe('S1');
    expect(defaultSeverity({ holds: ['press_social'] }).severity).toBe('S3');
  });

  test('a hundred units, half of the order, an event today or a second failure are serious', () => {
    expect(defaultSeverity({ holds: [], amountMinor: 9999 }).severity).toBe('S3');
    expect(defaultSeverity({ holds: [], amountMinor: 10_000 }).severity).toBe('S2');
    expect(defaultSeverity({ holds: [], amountMinor: 2500, orderMinor: 5000 }).severity).toBe('S2');
    expect(defaultSeverity({ holds: [], amountMinor: 2499, orderMinor: 5000 }).severity).toBe('S3');
    expect(defaultSeverity({ holds: [], amountMinor: 0, orderMinor: 0 }).severity).toBe('S3');
    expect(defaultSeverity({ holds: [], eventToday: true }).severity).toBe('S2');
    expect(defaultSeverity({ holds: [], repeat: true }).severity).toBe('S2');
  });

  test('a vulnerable customer makes it one step worse', () => {
    expect(defaultSeverity({ holds: ['vulnerable'] }).severity).toBe('S2');
    expect(defaultSeverity({ holds: ['vulnerable'], eventToday: true })).toEqual({
      severity: 'S1',
      reason: 'The customer needs it today. This customer needs extra care.',
    });
  });

  test('the reason always stands beside it', () => {
    expect(defaultSeverity({ holds: [] })).toEqual({ severity: 'S3', reason: 'Nothing points to more or less than usual.' });
  });
});

test('the worse of two, one step worse, and never small after a failed fix', () => {
  expect(worse('S3', 'S1')).toBe('S1');
  expect(SEVERITIES.map(raisedByOne)).toEqual(['S1', 'S1', 'S2', 'S3']);
  expect(SEVERITIES.map(severityAfterFailure)).toEqual(['S1', 'S2', 'S2', 'S2']);
  expect(worseMood('calm', 'upset')).toBe('upset');
  expect(SEVERITIES.map(severityWords)).toEqual(['Dangerous', 'Serious', 'Normal', 'Small']);
});

describe('the work list', () => {
  test('dangerous first, then the promise most used up, then mood, then age', () => {
    const ticket = { severity: 'S3' as const, fractionUsed: 0.5, mood: 'calm' as const, receivedAt: daysAgo(1) };
    const rows = [
      { ...ticket, name: 'older', receivedAt: daysAgo(2) },
      { ...ticket, name: 'late', fractionUsed: 1.4 },
      { ...ticket, name: 'dangerous', severity: 'S1' as const, fractionUsed: 0 },
      { ...ticket, name: 'angry', mood: 'angry' as const },
      { ...ticket, name: 'plain' },
      { ...ticket, name: 'serious, less used up', severity: 'S2' as const, fractionUsed: 0.4 },
    ];
    const sorted = [...rows].sort((a, b) => compareUrgency(urgencyOf(a), urgencyOf(b)));
    expect(sorted.map(({ name }) => name)).toEqual(['dangerous', 'late', 'angry', 'older', 'plain', 'serious, less used up']);
  });

  test('the order holds for any three tickets (law)', () => {
    const any = fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      fractionUsed: fc.double({ min: 0, max: 3, noNaN: true }),
      mood: fc.constantFrom(...MOODS),
      receivedAt: fc.integer({ min: 0, max: 1e12 }).map((ms) => new Date(ms)),
    });
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const [ab, ba] = [compareUrgency(urgencyOf(a), urgencyOf(b)), compareUrgency(urgencyOf(b), urgencyOf(a))];
        expect(Math.sign(ab) + Math.sign(ba)).toBe(0);
        if (ab <= 0 && compareUrgency(urgencyOf(b), urgencyOf(c)) <= 0)
          expect(compareUrgency(urgencyOf(a), urgencyOf(c))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
