import { TRANSITIONS } from '../lifecycle/ticket-table.rules';
import { type TimelineEntry, timelineSentence, withoutContacts } from './timeline-words.rules';

function said(kind: string, over: Partial<TimelineEntry> = {}): string {
  return timelineSentence({ kind, by: 'Mia', reason: null, data: {}, fromName: null, toName: null, ...over });
}

test.each([
  ['assigned', { toName: 'Bob' }, 'Mia gave it to Bob.'],
  ['assigned', {}, 'Mia put it back into the queue.'],
  ['assigned', { data: { team: 'front' } }, 'Mia gave it to the team front.'],
  [
    'severity',
    { data: { from: 'S3', to: 'S1' }, reason: 'Somebody was hurt.' },
    'Mia changed how bad it is from S3 to S1 (Somebody was hurt).',
  ],
  ['hold_set', { data: { hold: 'safety' } }, 'Mia put a safety hold on it.'],
  ['merge', { data: { number: 1002 } }, 'Mia merged it into R-1002.'],
  ['first_contact', { data: { how: 'call' } }, 'Mia spoke to the customer for the first time on the phone.'],
  ['paused', { data: { why: 'site_closed' } }, 'Mia paused the clock because the place is closed.'],
  ['close', { by: 'The desk', data: { closeReason: 'recovered' } }, 'The desk closed it: the customer is satisfied again.'],
  ['gesture_accepted', {}, 'A gesture was accepted.'],
  ['fix_failed', { reason: '  ' }, 'Mia said that the fix did not hold.'],
])('%s is said in a sentence', (kind, over, sentence) => {
  expect(said(kind, over)).toBe(sentence);
});

test('every move of the machine has words of its own', () => {
  for (const { event } of TRANSITIONS) expect(said(event)).not.toContain(':');
});

test('what nobody has words for is said by its name', () => {
  expect(said('something_new')).toBe('Mia: something new.');
});

test('texts for partner desks lose addresses and numbers, not dates, amounts and ticket numbers', () => {
  expect(withoutContacts('Write to ann.b@mail.example.com or call +1 (212) 555-0143.')).toBe('Write to ••• or call •••.');
  expect(withoutContacts('R-100123: 45.50 back by 10:30, room 2041')).toBe('R-100123: 45.50 back by 10:30, room 2041');
});
