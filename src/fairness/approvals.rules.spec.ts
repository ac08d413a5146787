import fc from 'fast-check';
import { approvalShare, type Blocked } from './approvals.rules';

const limit = (limitMinor: number, count: number): Blocked => ({ limitMinor, why: null, count });
const other = (why: string, count: number): Blocked => ({ limitMinor: null, why, count });

test('17 of 20 on the spot is what we want', () => {
  expect(approvalShare(17, [limit(2500, 3)])).toMatchObject({ decided: 20, asked: 3, share: 0.85, met: true, blockedMost: null });
});

test('below that the report names the limit that blocked most', () => {
  const blocked = [limit(5000, 1), other('It was not our fault: a gift of money needs a lead.', 2), limit(2500, 4)];
  expect(approvalShare(16, blocked)).toMatchObject({
    met: false,
    blockedMost: 'The limit of 25 for one gift: 4 of 7 gifts that had to wait.',
    blocked: [
      { what: 'The limit of 25 for one gift', count: 4 },
      { what: 'It was not our fault: a gift of money needs a lead.', count: 2 },
      { what: 'The limit of 50 for one gift', count: 1 },
    ],
  });
});

test('where it was something else than a limit, that is named', () => {
  expect(approvalShare(0, [other('This needs a lead.', 2)]).blockedMost).toBe('This needs a lead: 2 of 2 gifts that had to wait.');
});

test('nothing decided misses no target', () => {
  expect(approvalShare(0, [])).toMatchObject({ share: null, met: true, blockedMost: null });
});

test('the parts add up, and something is named exactly where the target is missed', () => {
  const anyBlocked = fc.oneof(
    fc.record({ limitMinor: fc.nat(90_000), why: fc.constant(null), count: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ limitMinor: fc.constant(null), why: fc.string(), count: fc.integer({ min: 1, max: 50 }) }),
  );
  fc.assert(
    fc.property(fc.nat(400), fc.array(anyBlocked, { maxLength: 6 }), (alone, blocked) => {
      const found = approvalShare(alone, blocked);
      expect(found.blocked.reduce((sum, { count }) => sum + count, 0)).toBe(found.asked);
      expect(found.decided).toBe(found.alone + found.asked);
      expect(found.blockedMost === null).toBe(found.decided === 0 || found.alone * 20 >= found.decided * 17);
      if (found.blockedMost !== null) expect(Math.max(...blocked.map(({ count }) => count))).toBe(found.blocked[0]?.count);
    }),
  );
});
