import { STARTER_TEMPLATES } from '../templates/starter-templates.rules';
import { MESSAGE_KINDS, retryDelayMs } from './message.rules';
import { channelsFor, isCarried } from './ways.rules';

test('every kind that can be planned has its words for every way by which it may leave, in the languages of the desk', () => {
  const there = new Set(STARTER_TEMPLATES.map(({ key, channel, language }) => `${key} ${channel} ${language}`));
  const missing = MESSAGE_KINDS.flatMap((kind) => {
    const languages = kind === 'staff_notice' || kind === 'invitation' ? ['en'] : ['en', 'de', 'es', 'fr', 'ar'];
    const ways = channelsFor(kind, { email: true, sms: true }).filter(isCarried);
    return ways.flatMap((way) => languages.map((language) => `${kind} ${way} ${language}`)).filter((name) => !there.has(name));
  });
  expect(missing).toEqual([]);
});

test('a refused message is tried again after 1, 5, 30 minutes, 2 and 6 hours', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => retryDelayMs(attempt, 6))).toEqual([60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, null]);
});
