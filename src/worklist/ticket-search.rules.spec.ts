import { readSearch, searchCondition } from './ticket-search.rules';

const SYSTEM = { kind: 'system', key: 'system', staffId: null, grants: [] } as const;

test('what is typed is read in every way it can be meant', () => {
  expect(readSearch(' R-1001 ', [], null, true)).toEqual({ number: 1001, email: null, phones: [], words: [], title: 'r-1001' });
  expect(readSearch('Ann Brö', [], null, true).words).toEqual(['ann', 'brö']);
  expect(readSearch('ann@example.com', [], 'ann@example.com', true)).toMatchObject({ email: 'ann@example.com', words: [] });
  expect(readSearch('212 555 0143', ['+12125550143'], null, true)).toMatchObject({ phones: ['+12125550143'], words: [] });
});

test('who may not read contact data searches by number and title only', () => {
  expect(readSearch('ann@example.com', ['+12125550143'], 'ann@example.com', false)).toEqual({
    number: null,
    email: null,
    phones: [],
    words: [],
    title: 'ann@example.com',
  });
});

test('what is typed means nothing to the database', () => {
  const params: unknown[] = [];
  const text = searchCondition(readSearch("100%_off' | !x:*", [], null, true), SYSTEM, 't', params);
  expect(params).toEqual(["100\\%\\_off' | !x:*%", '100 & off & x:*']);
  expect(text).not.toContain('off');
});

test('each part answers with the newest hits and each asks what may be seen', () => {
  const params: unknown[] = [];
  const viewer = { kind: 'staff', key: 'staff:a', staffId: 'a', grants: [] } as const;
  const text = searchCondition({ number: 1, email: 'e', phones: ['p'], words: ['w'], title: 't' }, viewer, 't', params);
  expect(text.match(/AND false ORDER BY k\.id DESC LIMIT 500/g)).toHaveLength(5);
});
