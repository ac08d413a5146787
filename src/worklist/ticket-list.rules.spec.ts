import { listQuery, type ListWish, wishConditions } from './ticket-list.rules';
import { dueOf, isLive, urgencyRank } from '../tickets/ticket-order.rules';
import type { Viewer } from '../tickets/visibility.rules';

const NOW = new Date('2026-06-10T10:00:00Z');
const ME = '0190c0de-0000-7000-8000-000000000001';
const manager: Viewer = {
  kind: 'staff',
  key: `staff:${ME}`,
  staffId: ME,
  grants: [{ role: 'manager', scopeKind: 'org', locationIds: [], teamId: null, deskId: null }],
};

function conditions(wish: Partial<ListWish>): string[] {
  return wishConditions({ sort: 'urgency', limit: 50, ...wish }, manager, NOW, []).slice(1);
}

test('the work list without a wish is the bare order and what may be seen', () => {
  const { text, params } = listQuery({ sort: 'urgency', limit: 50 }, manager, NOW);
  expect(text).toContain('FROM ticket t WHERE t.subject_staff_id IS DISTINCT FROM $1::uuid ORDER BY');
  expect(params).toEqual([ME]);
});

test('one row more than the page is read, to know whether there is a next one', () => {
  expect(listQuery({ sort: 'newest', limit: 20 }, manager, NOW).text).toContain('ORDER BY t.id DESC LIMIT 21');
});

test('no value ever stands in the text of a statement', () => {
  const hostile = "x' OR true --";
  const wish: ListWish = {
    ...{ states: ['open'], ownerId: hostile, locationIds: [hostile, hostile], team: hostile, severities: ['S1'], clock: 'fix' },
    ...{
      overdue: true,
      dueBefore: NOW,
      touchPoint: hostile,
      customerId: hostile,
      place: [0, hostile, hostile],
      sort: 'urgency',
      limit: 50,
    },
    search: { number: 1, email: hostile, phones: [hostile], words: ['ann'], title: hostile },
  };
  const { text, params } = listQuery(wish, manager, NOW);
  expect(text).not.toContain('OR true');
  expect(params).toContain(hostile);
  expect(Math.max(...[...text.matchAll(/\$(\d+)/g)].map((found) => Number(found[1])))).toBe(params.length);
});

test.each<[string, Partial<ListWish>, string[]]>([
  ['late', { overdue: true }, [`${dueOf('t')} < $2::timestamptz`, isLive('t')]],
  ['not late', { overdue: false }, [`${dueOf('t')} >= $2::timestamptz`]],
  ['late, by due time', { overdue: true, sort: 'due' }, [`${dueOf('t')} < $2::timestamptz`]],
  ['nobody’s', { ownerId: null }, ['t.owner_id IS NULL']],
  ['of one place', { locationIds: ['a'] }, ['t.location_id = $2::uuid']],
  ['of several places', { locationIds: ['a', 'b'] }, ['t.location_id = ANY($2::uuid[])']],
  ['of nobody knows where', { touchPoint: 'unsure' }, ['t.primary_touch_point IS NULL']],
  ['open ones', { states: ['new', 'open'] }, ['t.state = ANY($2::text[])', isLive('t')]],
  ['closed ones', { states: ['closed', 'open'] }, ['t.state = ANY($2::text[])']],
])('a list of tickets: %s', (_, wish, expected) => {
  expect(conditions(wish)).toEqual(expected);
});

test('behind a page of live tickets the rank is said once', () => {
  expect(conditions({ overdue: true, place: [1, 'due', 'id'] })).toEqual([
    `${dueOf('t')} < $2::timestamptz`,
    `${urgencyRank('t')} = 1 AND (${dueOf('t')}, t.id) > ($3::timestamptz, $4::uuid)`,
  ]);
});

test('"late, this clock" asks the clock itself, since another promise may be due earlier', () => {
  const said = conditions({ overdue: true, clock: 'fix' }).join(' ');
  expect(said).toContain("m.state IN ('running', 'paused') AND m.due_at < $3::timestamptz");
  expect(said).toContain('m.clock = $4');
});
