import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, dueOf, isLive, orderBy, urgencyRank } from './ticket-order.rules';

test('the orders stand word for word in the indexes, or they could not be used', () => {
  const migration = readFileSync(join(__dirname, '../../migrations/1700000000009-tickets.ts'), 'utf8');
  const column = (expression: string): string => expression.replaceAll('t.', '');
  expect(migration).toContain(`CREATE INDEX ticket_urgency ON ticket (${column(urgencyRank('t'))}, (${column(dueOf('t'))}), id)`);
  expect(migration).toContain(`CREATE INDEX ticket_due ON ticket ((${column(dueOf('t'))}), id)`);
});

test('every order ends in the id, so that no two tickets share a place', () => {
  expect(orderBy('urgency', 't')).toBe(`${urgencyRank('t')} ASC, ${dueOf('t')} ASC, t.id ASC`);
  expect(orderBy('due', 't')).toBe(`${dueOf('t')} ASC, t.id ASC`);
  expect(orderBy('newest', 't')).toBe('t.id DESC');
});

test('the next page is one range of the index', () => {
  const params: unknown[] = ['earlier'];
  expect(after('urgency', 't', [0, 'due', 'id'], true, params)).toBe(
    `(${urgencyRank('t')}, ${dueOf('t')}, t.id) > ($2::int, $3::timestamptz, $4::uuid)`,
  );
  expect(after('newest', 't', ['id'], false, params)).toBe('(t.id) < ($5::uuid)');
  expect(params).toEqual(['earlier', 0, 'due', 'id', 'id']);
});

test('behind the last rank that can follow the rank is an equality', () => {
  const params: unknown[] = [];
  const behind = `(${dueOf('t')}, t.id) > ($1::timestamptz, $2::uuid)`;
  expect(after('urgency', 't', [1, 'due', 'id'], true, params)).toBe(`${urgencyRank('t')} = 1 AND ${behind}`);
  expect(after('urgency', 't', [2, 'due', 'id'], false, [])).toBe(`${urgencyRank('t')} = 2 AND ${behind}`);
  expect(after('urgency', 't', [1, 'due', 'id'], false, [])).toContain(`(${urgencyRank('t')}, ${dueOf('t')}, t.id) >`);
});

test('live means dangerous or not, but not done', () => {
  expect(isLive('k')).toBe(`${urgencyRank('k')} IN (0, 1)`);
});
