import fc from 'fast-check';
import {
  channelsAt,
  CONSENT_CHANNELS,
  CONSENT_CLASSES,
  contactNotes,
  effectiveClass,
  mayReceive,
  needsConsent,
  reopens,
  type WaysOpen,
} from './consent.rules';

const now = new Date('2026-11-21T12:00:00Z');
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

describe('a gift that must be spent on counts as advertising', () => {
  test.each([
    ['gesture', 'sms', true, ago(1), 'marketing'],
    ['gesture', 'email', true, ago(30), 'gesture'],
    ['gesture', 'email', true, new Date(ago(30).getTime() - 1), 'marketing'],
    ['gesture', 'post', true, null, 'marketing'],
    ['gesture', 'sms', false, ago(300), 'gesture'],
    ['service', 'sms', true, ago(300), 'service'],
    ['survey', 'sms', true, ago(300), 'survey'],
  ] as const)('%s by %s, to be spent on: %s, last contact %s → %s', (given, channel, needsSpend, lastContactAt, effective) => {
    expect(effectiveClass({ class: given, channel, needsSpend, lastContactAt, now })).toBe(effective);
  });
});

test('advertising needs a yes, everything else stops at a no', () => {
  for (const channel of CONSENT_CHANNELS) {
    for (const one of CONSENT_CLASSES) {
      expect(mayReceive({ suppressed: false, given: null }, { class: one, channel })).toBe(!needsConsent(one));
      expect(mayReceive({ suppressed: false, given: true }, { class: one, channel })).toBe(true);
      expect(mayReceive({ suppressed: false, given: false }, { class: one, channel })).toBe(false);
    }
  }
});

test('a closed channel carries nothing, whatever was agreed to before', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CONSENT_CLASSES),
      fc.constantFrom(...CONSENT_CHANNELS),
      fc.constantFrom(true, false, null),
      (one, channel, given) => {
        expect(mayReceive({ suppressed: true, given }, { class: one, channel })).toBe(false);
      },
    ),
  );
});

test('edge 113: who refused everything gets only the letter that the law asks for, by post or e-mail', () => {
  const said = { suppressed: true, given: false };
  const required = CONSENT_CHANNELS.filter((channel) => mayReceive(said, { class: 'service', channel, requiredByLaw: true }));
  expect(required).toEqual(['email', 'post']);
  expect(CONSENT_CHANNELS.filter((channel) => mayReceive(said, { class: 'service', channel }))).toEqual([]);
});

test('a phone has texts and calls, the others only themselves', () => {
  expect(channelsAt('phone', 'all')).toEqual(['sms', 'call']);
  expect(channelsAt('email', 'all')).toEqual(['email']);
  expect(channelsAt('phone', 'sms')).toEqual(['sms']);
  expect(channelsAt('post', 'sms')).toEqual([]);
});

test('only START and the customer’s own page open a closed channel', () => {
  expect((['start_word', 'preference_page'] as const).map(reopens)).toEqual([true, true]);
  expect(
    (['oral', 'written', 'form', 'letter', 'stop_word', 'one_click', 'unsubscribe_page', 'bounced', 'reassigned'] as const).some(reopens),
  ).toBe(false);
});

describe('what the desk is told before it reaches for the phone', () => {
  const all: WaysOpen = { email: 'open', sms: 'open', call: 'open', post: 'none' };
  test.each<[Partial<WaysOpen>, string[]]>([
    [{}, []],
    [{ sms: 'closed' }, ['Do not text; call or e-mail.']],
    [{ sms: 'closed', call: 'closed' }, ['Do not text or call; e-mail.']],
    [{ email: 'none', sms: 'closed' }, ['Do not text; call.']],
    [{ email: 'closed', post: 'open' }, ['Do not e-mail; text, call or write a letter.']],
    [
      { sms: 'closed', call: 'closed', email: 'closed' },
      ['Do not text, call or e-mail. Only what the law asks for goes out, by letter or e-mail.'],
    ],
    [{ email: 'none', sms: 'none', call: 'none' }, []],
  ])('%j', (over, notes) => expect(contactNotes({ ...all, ...over })).toEqual(notes));
});
