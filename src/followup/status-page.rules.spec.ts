import { TICKET_STATES } from '../lifecycle/ticket-facts.rules';
import { PUSH_STEPS } from '../pushes/push-step.rules';
import { qrSvg } from '../platform/qr';
import { deadLinkPage, linkSentPage, problemPage } from './status-notes.rules';
import type { StatusFacts } from './status-facts.rules';
import { statusPage } from './status-page.rules';
import { anchorOf } from '../templates/glossary-links.rules';
import { pickAccepted, pickLanguage, STATUS_LANGUAGES } from './words/status-languages.rules';
import { SAID_AFTER } from './words/status-words.rules';

const AT = new Date('2026-11-16T15:00:00Z');
const LATER = new Date('2026-11-20T15:00:00Z');
const WORDS = 'Ich weiß nicht, was soll es bedeuten, daß ich so traurig bin. '.repeat(14);

/** Everything that the page can hold at once, and long. */
const FULL: StatusFacts = {
  ...{ label: 'R-1000000001', state: 'open', owner: 'Maximiliane', place: 'Llanfairpwllgwyngyll Service Centre', zone: 'Europe/Berlin' },
  nextNewsAt: LATER,
  reached: [AT, AT, AT, AT, AT],
  news: PUSH_STEPS.slice(0, 5).map((step) => ({ step, text: step === 'ready' ? WORDS.slice(0, 300) : null, at: AT, nextBy: LATER })),
  question: WORDS.slice(0, 500),
  fix: { summary: WORDS.slice(0, 800), at: AT },
  gestures: [
    { ...{ id: 'g1', text: 'A car wash', reason: WORDS.slice(0, 200), state: 'offered', until: LATER, silent: false }, voucher: null },
    ...['g2', 'g3'].map((id) => ({
      ...{ id, text: 'A meal', reason: WORDS.slice(0, 200), state: 'fulfilled', until: LATER, silent: false },
      voucher: {
        ...{ status: 'issued' as const, code: 'ABCD-EFGH-JKLM', qr: qrSvg('ABCDEFGHJKLM', 'QR code'), lastDay: '24 November 2027' },
        usedOn: null,
      },
    })),
  ],
  survey: { open: true, answered: false, score: null, ease: null },
  reopenUntil: LATER,
  mayReopen: true,
  asked: false,
  contact: 'prove',
  terms: [
    { term: 'bedeuten', explanation: WORDS.slice(0, 300) },
    { term: 'traurig', explanation: 'sad' },
    { term: 'nowhere', explanation: 'not here' },
  ],
};
const TOKEN = 'x'.repeat(43);

function page(facts: StatusFacts, language: string): string {
  return statusPage(facts, {
    path: `/s/${TOKEN}`,
    action: `/public/status/${TOKEN}`,
    query: `?lang=${language}`,
    language,
    done: 'answer',
    numberKey: 'abcdef',
    problem: { guard: 'code_wrong', sentence: 'This is not the code.', typed: 'ann@example.test' },
  });
}

const EVERY = TICKET_STATES.flatMap((state) => STATUS_LANGUAGES.map((language) => [state, language] as const));

/** What a person without a mouse, a script or good eyes needs of a page. */
function check(html: string, language: string): void {
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(15 * 1024);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
  expect(html).toContain('name="robots" content="noindex"');
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:|\{[a-z]+\}/i);
  const labelled = [...html.matchAll(/<label for="([^"]+)"/g)].map((found) => found[1]);
  for (const [, tag = ''] of html.matchAll(/<(?:textarea|input)\b([^>]*)>/g)) {
    if (/type="(?:radio|hidden)"/.test(tag)) continue;
    expect(labelled).toContain(/\bid="([^"]+)"/.exec(tag)?.[1]);
  }
  expect(html.match(/(?<!<label>)<input type="radio"/g)).toBeNull();
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, form = ''] of html.matchAll(/<form ([^>]*)>/g)) expect(form).toMatch(/^method="post" action="\/public\/status\/[^"]+"$/);
}

test.each(EVERY)('the page of a complaint that is %s, in %s, is small, labelled, and needs no script', (state, language) => {
  check(page({ ...FULL, state }, language), language);
  const bare = { ...FULL, state, owner: null, nextNewsAt: null, reached: [], news: [], question: null, fix: null, gestures: [] };
  check(page({ ...bare, survey: null, reopenUntil: null, mayReopen: false, asked: true }, language), language);
});

test.each(STATUS_LANGUAGES)('the short pages in %s are so too', (language) => {
  check(deadLinkPage(language, '/s/nothing'), language);
  check(linkSentPage(language), language);
  for (const guard of ['answered', 'unheard of', null]) check(problemPage(language, guard, 'It is so.', '/s/nothing'), language);
});

test.each(STATUS_LANGUAGES)('texts that are far too long are cut on the page in %s until it fits', (language) => {
  for (const letter of ['ش', '"', '𝕏 ']) {
    const long = letter.repeat(4000 / letter.length);
    const news = FULL.news.map((one) => ({ ...one, text: letter.repeat(100) }));
    const gestures = FULL.gestures.map((one) => ({ ...one, text: long, reason: long }));
    check(page({ ...FULL, state: 'following_up', question: long, fix: { summary: long, at: AT }, gestures, news }, language), language);
  }
});

test('after each form the page says so, in every language with other words', () => {
  for (const done of SAID_AFTER) {
    const said = STATUS_LANGUAGES.map(
      (language) => /role="status">([^<]+)</.exec(statusPage(FULL, { path: '/s/x', action: '/a', query: '', language, done }))?.[1],
    );
    expect(new Set(said).size).toBe(STATUS_LANGUAGES.length);
  }
});

test('times are those of the customer’s place, not of ours', () => {
  expect(page(FULL, 'en')).toContain('Next news by Fri 20 Nov, 16:00.');
  expect(page({ ...FULL, zone: 'Asia/Tokyo' }, 'en')).toContain('Next news by Sat 21 Nov, 00:00.');
});

test('a name that looks like a slot stays a name', () => {
  expect(page({ ...FULL, owner: '{place}' }, 'en')).toContain('{place} is working on it.');
});

test('the language is the first that we have; a browser’s list counts by its weights', () => {
  expect(pickLanguage(undefined, 'pt', 'de-AT', 'fr')).toBe('de');
  expect(pickLanguage('constructor', null)).toBe('en');
  expect(pickAccepted('en;q=0.2, pt, ar-EG;q=0.9, fr;q=0')).toBe('ar');
  expect(pickAccepted(undefined)).toBe('en');
});

test('a word of the glossary is a link where it stands first on the page, and explained once below; words that nobody used are not', () => {
  const terms = [
    { term: 'deductible', explanation: 'what you pay yourself' },
    { term: 'warranty', explanation: 'our promise to repair' },
    { term: 'lease', explanation: 'paying by the month' },
  ];
  const fix = { summary: 'The warranty covers it. The Warranty pays the deductible.', at: AT };
  const [first] = FULL.gestures;
  const gestures = first ? [{ ...first, reason: 'Because the warranty took so long.' }] : [];
  const html = page({ ...FULL, state: 'fixed', fix, gestures, terms }, 'en');
  expect(html).toContain(
    `The <a href="#${anchorOf('warranty')}">warranty</a> covers it. The Warranty pays the <a href="#term-deductible">`,
  );
  expect(html.match(/<a href="#term-warranty"/g)).toHaveLength(1);
  expect(html.match(/<dt /g)).toHaveLength(2);
  expect(html).toContain('<dt id="term-warranty" dir="auto">warranty</dt><dd dir="auto">our promise to repair</dd>');
  expect(page({ ...FULL, state: 'fixed', fix: null, gestures: [], terms }, 'en')).not.toContain('<dl>');
});

test.each(STATUS_LANGUAGES)('changing an address in %s says a mistake at the field that it is in', (language) => {
  const html = page({ ...FULL, contact: 'prove' }, language);
  expect(html).toMatch(/<input id="code"[^>]* aria-invalid="true" aria-describedby="contact-problem" autofocus>/);
  expect(html).toContain('<p class="problem" role="alert" id="contact-problem">');
  expect(html).toContain('value="ann@example.test"');
  for (const contact of ['ask', 'confirm'] as const) check(page({ ...FULL, contact }, language), language);
});
