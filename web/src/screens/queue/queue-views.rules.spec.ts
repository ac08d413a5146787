import { countText, listQueryOf, viewOf } from './queue-views.rules';

test('the queue opens with what is mine, whatever the address says', () => {
  expect([viewOf(undefined), viewOf('late'), viewOf('everything')]).toEqual(['mine', 'late', 'mine']);
  expect(listQueryOf({}, [])).toEqual({ limit: 50, owner: 'me', state: 'live' });
});

test('my team is my one team; without a team, or with several, it is all that I see', () => {
  expect(listQueryOf({ view: 'team' }, ['bikes'])).toEqual({ limit: 50, state: 'live', team: 'bikes' });
  expect(listQueryOf({ view: 'team' }, [])).toEqual({ limit: 50, state: 'live' });
  expect(listQueryOf({ view: 'team' }, ['bikes', 'boats'])).toEqual({ limit: 50, state: 'live' });
});

test('words, how bad and the page narrow down every view', () => {
  expect(listQueryOf({ view: 'waiting', q: 'brake', bad: 'S1', cursor: 'abc' }, [])).toEqual({
    limit: 50,
    state: 'waiting_customer',
    q: 'brake',
    severity: 'S1',
    cursor: 'abc',
  });
});

test('a number that the desk stopped counting at says so', () => {
  expect([countText(7, String), countText(1000, String)]).toEqual(['7', '1000+']);
});
