import { meant } from './open-question.rules';

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day));
const texted = { ticketId: 'a', askedAt: at(1), textedAt: at(1), isShared: false };
const mailed = { ticketId: 'b', askedAt: at(2), textedAt: null, isShared: false };

test('the survey that was texted to the number is meant, also where another one was sent by mail', () => {
  expect(meant([texted, mailed], null)).toEqual({ what: 'survey', ticketId: 'a' });
  expect(meant([mailed], null)).toEqual({ what: 'survey', ticketId: 'b' });
});

test('two surveys texted to one number, or two that were mailed: a person looks', () => {
  expect(meant([texted, { ...texted, ticketId: 'c' }], null)).toEqual({ what: 'unclear' });
  expect(meant([mailed, { ...mailed, ticketId: 'c' }], null)).toEqual({ what: 'unclear' });
});

test('a number of two customers: what was texted there is meant, and of a survey that was mailed nobody knows', () => {
  expect(meant([{ ...mailed, isShared: true }], null)).toEqual({ what: 'unclear' });
  expect(
    meant(
      [
        { ...texted, isShared: true },
        { ...mailed, isShared: true },
      ],
      null,
    ),
  ).toEqual({ what: 'survey', ticketId: 'a' });
});

test('a question that came later and waits is answered first; later words of a person make it unclear', () => {
  expect(meant([texted], { isWaiting: true, at: at(3) })).toEqual({ what: 'other' });
  expect(meant([texted], { isWaiting: false, at: at(3) })).toEqual({ what: 'unclear' });
  expect(meant([texted], { isWaiting: true, at: new Date(at(1).getTime() - 1) })).toEqual({ what: 'survey', ticketId: 'a' });
  expect(meant([], { isWaiting: false, at: at(3) })).toEqual({ what: 'other' });
});
