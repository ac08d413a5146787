import fc from 'fast-check';
import { daysAgo } from '../../test/support/ticket-facts';
import type { MergeFacts } from './merge.rules';
import { defaultTarget, followMerges, mergeFields } from './merge.rules';

const facts = (over: Partial<MergeFacts>): MergeFacts => ({
  receivedAt: daysAgo(1),
  severity: 'S3',
  mood: 'calm',
  restricted: false,
  holds: [],
  touchPoints: [],
  ...over,
});

test('the target takes the earliest receipt, the highest severity, the worst mood and everything that restricts', () => {
  const target = facts({ severity: 'S3', mood: 'angry', holds: ['legal'], touchPoints: ['website', 'billing'] });
  const source = facts({
    receivedAt: daysAgo(2),
    severity: 'S2',
    restricted: true,
    holds: ['vulnerable', 'legal'],
    touchPoints: ['billing', 'catalogue'],
  });
  expect(mergeFields(target, source)).toEqual({
    receivedAt: daysAgo(2),
    severity: 'S2',
    mood: 'angry',
    restricted: true,
    holds: ['legal', 'vulnerable'],
    touchPoints: ['website', 'billing', 'catalogue'],
  });
  expect(mergeFields(source, target).touchPoints[0]).toBe('billing');
});

test('a merge goes into the older ticket unless somebody picks', () => {
  const older = { receivedAt: daysAgo(3), number: 1009 };
  const newer = { receivedAt: daysAgo(1), number: 1002 };
  expect(defaultTarget(newer, older)).toBe(older);
  expect(defaultTarget(older, newer)).toBe(older);
  const twin = { ...older, number: 1001 };
  expect(defaultTarget(older, twin)).toBe(twin);
});

test('edge 73: a merge into a ticket merged elsewhere goes on to the living one, and a loop is told', () => {
  const into: Record<string, string> = { b: 'c', c: 'd' };
  const look = (id: string): string | null => into[id] ?? null;
  expect(followMerges('a', 'b', look)).toEqual({ targetId: 'd', loops: false });
  expect(followMerges('d', 'b', look)).toMatchObject({ loops: true });
  expect(followMerges('a', 'a', look)).toMatchObject({ loops: true });
});

test('following merges always ends, however they are tangled (law)', () => {
  const id = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(fc.array(fc.option(id), { minLength: 7, maxLength: 7 }), id, id, (into, source, target) => {
      const look = (ticket: string): string | null => {
        const next = into[Number(ticket)] ?? null;
        return next === null ? null : String(next);
      };
      const found = followMerges(String(source), String(target), look);
      if (!found.loops) expect(look(found.targetId)).toBeNull();
      if (source === target) expect(found.loops).toBe(true);
    }),
  );
});
