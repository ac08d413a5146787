import { anchorOf, type Term, termsIn, withGlossaryLinks } from '../templates/glossary-links.rules';
import { formatLocal } from '../calendar/local-time.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import { pushSentence } from '../pushes/push-words.rules';
import { contactSection } from './contact-form.rules';
import type { StatusFacts, StatusGesture, StatusPage, StatusVoucher } from './status-facts.rules';
import { button, escape, field, htmlDocument, languageLinks, said, section } from './status-html.rules';
import { statusWords } from './words/status-languages.rules';
import type { SaidAfter, StatusWords } from './words/status-words.rules';

/** The customer's page: works without a script, tells who, what next and by when. Never whose it is (edge 129). */

const LIVE: readonly TicketState[] = ['new', 'open', 'waiting_customer', 'fixed', 'following_up'];

/** May somebody above be asked for; afterwards there is "it is not right yet". */
export function mayAskAbove(state: TicketState): boolean {
  return LIVE.includes(state);
}

/** The page being made: its facts, its words, and how it writes times. */
interface Making {
  facts: StatusFacts;
  page: StatusPage;
  words: StatusWords;
  time: (at: Date) => string;
  /** A text of ours with links to the words that are explained below; grows with each call. */
  explained: Term[];
}

/** A phone with a bad connection has it in one go. */
export const MOST_BYTES = 15 * 1024;
/** What is left of long texts, one after the other, until the page fits; the mails have them whole. */
const SHORTER = [1500, 500, 150] as const;
const SHORT_EXPLANATION = 120;
/** More is a dictionary. */
const MOST_TERMS = 8;

/** The whole page, at most 15 KB; `page.language` as pickLanguage answered it. */
export function statusPage(facts: StatusFacts, page: StatusPage): string {
  const html = wholePage(facts, page);
  if (bytesOf(html) <= MOST_BYTES) return html;
  const shorter = SHORTER.map((most) => wholePage(shortened(facts, most), page));
  return shorter.find((one) => bytesOf(one) <= MOST_BYTES) ?? shorter.at(-1) ?? html;
}

function bytesOf(html: string): number {
  return new TextEncoder().encode(html).length;
}

function shortened(facts: StatusFacts, most: number): StatusFacts {
  const { question, fix, gestures } = facts;
  return {
    ...facts,
    news: facts.news.slice(0, 2),
    terms: most < 500 ? [] : facts.terms.map((one) => ({ ...one, explanation: clipped(one.explanation, SHORT_EXPLANATION) })),
    question: question === null ? null : clipped(question, most),
    fix: fix && { ...fix, summary: clipped(fix.summary, most) },
    gestures: gestures.map((one, index) => ({
      ...one,
      // one picture is for the till; of the others the code is enough
      voucher: one.voucher && { ...one.voucher, qr: index === 0 ? one.voucher.qr : null },
      text: clipped(one.text, most),
      reason: one.reason === null ? null : clipped(one.reason, most),
    })),
  };
}

/** By whole characters: half a surrogate pair is no text. */
function clipped(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most).join('')} …`;
}

function wholePage(facts: StatusFacts, page: StatusPage): string {
  const words = statusWords(page.language);
  const making: Making = { facts, page, words, time: (at) => formatLocal(at, facts.zone, page.language), explained: [] };
  const heading = words.heading.replace('{label}', facts.label);
  const parts = [
    page.done ? `<p class="said" role="status">${escape(words.said[page.done])}</p>` : '',
    `<h1>${escape(heading)}</h1>`,
    `<p class="state">${stateSentence(making)}</p>`,
    question(making),
    ...[steps(making), who(making), news(making), fix(making), gestures(making), survey(making), notRight(making), above(making)],
    contactSection(facts.contact, page.problem ?? null, words, (what, inside) => form(making, what, inside)),
    ...[wishes(making), notMe(making), glossary(making)],
  ];
  return htmlDocument(page.language, heading, parts.join(''), languageLinks(page.path, page.language));
}

function stateSentence({ facts, words, time }: Making): string {
  const { states } = words;
  const by = facts.nextNewsAt ? ` ${said(words.nextNews, { time: time(facts.nextNewsAt) })}` : '';
  switch (facts.state) {
    case 'new':
      return said(states.new) + by;
    case 'open':
      return (facts.owner === null ? said(states.openNobody) : said(states.open, { owner: facts.owner })) + by;
    case 'waiting_customer':
      return said(states.waiting);
    case 'fixed':
      return said(states.fixed);
    case 'following_up':
      return said(states.followingUp);
    case 'closed':
      return facts.reopenUntil && facts.mayReopen ? said(states.closedUntil, { time: time(facts.reopenUntil) }) : said(states.closed);
    case 'merged':
    case 'void':
      return said(states.gone);
  }
}

const STEP_OF: Readonly<Record<TicketState, number>> = {
  new: 0,
  open: 1,
  waiting_customer: 1,
  fixed: 2,
  following_up: 3,
  closed: 4,
  merged: 4,
  void: 4,
};

function steps({ facts, words, time }: Making): string {
  const current = STEP_OF[facts.state];
  const items = words.steps.map((step, index) => {
    const mark = index < current ? 'done' : index === current ? 'now' : 'ahead';
    const at = index > current ? null : (facts.reached[index] ?? null);
    const when = at ? ` <time class="when" datetime="${at.toISOString()}">${escape(time(at))}</time>` : '';
    return `<li class="${mark}"${mark === 'now' ? ' aria-current="step"' : ''}>${escape(step)}${when}</li>`;
  });
  return section(words.stepsTitle, `<ol class="steps">${items.join('')}</ol>`);
}

function who({ facts: { owner, place }, words }: Making): string {
  const line = owner === null ? said(words.whoNobody, { place }) : said(words.who, { owner, place });
  return section(words.whoTitle, `<p class="place">${line}</p>`);
}

function news({ facts, page, words, time }: Making): string {
  if (facts.news.length === 0) return '';
  const items = facts.news.map(({ step, text, at, nextBy }) => {
    const by = nextBy ? ` ${said(words.newsBy, { time: time(nextBy) })}` : '';
    const what = text === null ? escape(pushSentence(step, page.language)) : `<bdi>${escape(text)}</bdi>`;
    return `<li><time class="when" datetime="${at.toISOString()}">${escape(time(at))}</time> ${what}${by}</li>`;
  });
  return section(words.newsTitle, `<ul>${items.join('')}</ul>`);
}

function form({ page }: Making, what: SaidAfter, inside: string): string {
  return `<form method="post" action="${escape(`${page.action}/${what}${page.query}`)}">${inside}</form>`;
}

function question(making: Making): string {
  const { facts, words } = making;
  if (facts.question === null) return '';
  return section(
    words.questionTitle,
    form(making, 'answer', field('answer', 'text', facts.question, true, ' dir="auto"') + button(words.sendAnswer)),
  );
}

function fix(making: Making): string {
  const { words, time } = making;
  const { fix: done } = making.facts;
  return done ? section(words.fixTitle, `${explained(making, done.summary)}<p class="when">${escape(time(done.at))}</p>`) : '';
}

function gestures(making: Making): string {
  const { facts, words } = making;
  const all = facts.gestures.map((given, index) => gesture(making, given, `gift-${String(index + 1)}`));
  return all.length === 0 ? '' : section(words.giftTitle, all.join(''));
}

/** The forms name the gift, so that a second click answers no other one; the buttons say to a screen reader which one they are about. */
function gesture(making: Making, given: StatusGesture, id: string): string {
  const { words, time } = making;
  const text = `${given.reason ? explained(making, given.reason) : ''}<p class="gift" id="${id}" dir="auto">${escape(given.text)}</p>`;
  if (given.voucher) return text + voucher(given.voucher, words);
  if (given.state !== 'offered') return `${text}<p>${escape(given.state === 'declined' ? words.giftDeclined : words.giftYours)}</p>`;
  const until = given.until ? `<p class="when">${said(words.giftUntil, { time: time(given.until) })}</p>` : '';
  const about = `<input type="hidden" name="gift" value="${escape(given.id)}">`;
  const buttons =
    form(making, 'accept', about + button(words.accept, false, id)) + form(making, 'decline', about + button(words.decline, true, id));
  return `${text}${until}<div class="choices">${buttons}</div>`;
}

function voucher({ status, code, qr, lastDay, usedOn }: StatusVoucher, words: StatusWords): string {
  if (usedOn !== null) return `<p>${said(words.voucherUsed, { day: usedOn })}</p>`;
  if (status === 'expired') return `<p>${said(words.voucherExpired, { day: lastDay })}</p>`;
  if (code === null) return `<p>${escape(words.voucherGone)}</p>`;
  return `<div class="voucher"><p class="code" dir="ltr">${escape(code)}</p>${qr ?? ''}</div><p>${said(words.voucherUse, { day: lastDay })}</p>`;
}

function survey(making: Making): string {
  const { facts, words } = making;
  const asked = facts.survey;
  if (!asked?.open) return '';
  const marks = [1, 2, 3, 4, 5].map(
    (score) =>
      `<label><input type="radio" name="score" value="${String(score)}" required${asked.score === score ? ' checked' : ''}> ${String(score)}</label>`,
  );
  const easy = [1, 2, 3, 4, 5, 6, 7].map(
    (ease) =>
      `<label><input type="radio" name="ease" value="${String(ease)}"${asked.ease === ease ? ' checked' : ''}> ${String(ease)}</label>`,
  );
  const inside = `<fieldset><legend>${escape(words.surveyMark)}</legend>${marks.join('')}</fieldset><fieldset><legend>${escape(words.surveyFixed)}</legend><label><input type="radio" name="fixed" value="true" required> ${escape(words.yes)}</label><label><input type="radio" name="fixed" value="false"> ${escape(words.no)}</label></fieldset><fieldset><legend>${escape(words.surveyEase)}</legend>${easy.join('')}</fieldset>${field('words', 'text', words.surveyMore, false)}`;
  return section(words.surveyTitle, form(making, 'survey', inside + button(asked.answered ? words.surveyChange : words.surveySend)));
}

function notRight(making: Making): string {
  const { facts, words } = making;
  if (!facts.mayReopen) return '';
  const inside = field('reason', 'reason', words.notRightAsk, true) + button(words.notRightSend, true);
  return section(words.notRightTitle, form(making, 'reopen', inside));
}

function above(making: Making): string {
  const { facts, words } = making;
  if (!mayAskAbove(facts.state)) return '';
  if (facts.asked) return section(words.aboveTitle, `<p>${escape(words.aboveAsked)}</p>`);
  const inside = field('above', 'reason', words.aboveAsk, false) + button(words.aboveSend, true);
  return section(words.aboveTitle, form(making, 'escalate', inside));
}

/** The link may have been handed on: what is personal is changed only by who reads the known address (edge 129). */
function wishes(making: Making): string {
  const { words } = making;
  return section(words.wishesTitle, `<p>${escape(words.wishes)}</p>${form(making, 'preferences', button(words.wishesSend, true))}`);
}

/** Whoever came by a text that was meant for somebody else ends it here (edge 130). The form does it, never the link: phones look at links by themselves. */
function notMe(making: Making): string {
  const { words, page } = making;
  if (!page.numberKey) return '';
  const key = `<input type="hidden" name="n" value="${escape(page.numberKey)}">`;
  const inside = `<form method="post" action="${escape(`${page.action}/not-me${page.query}`)}">${key}${button(words.notMeSend, true)}</form>`;
  return section(words.notMeTitle, `<p>${escape(words.notMe)}</p>${inside}`);
}

/** A text of ours; a difficult word is a link to its explanation where it stands first on the page, and only there. */
function explained(making: Making, text: string): string {
  const left = making.facts.terms.filter((term) => !making.explained.includes(term));
  const here = termsIn(text, left).slice(0, MOST_TERMS - making.explained.length);
  making.explained.push(...here);
  return `<p class="text" dir="auto">${withGlossaryLinks(text, here, '', escape)}</p>`;
}

/** Comes after every text that has links to it. */
function glossary({ explained: terms, words }: Making): string {
  if (terms.length === 0) return '';
  const lines = terms.map(
    ({ term, explanation }) =>
      `<dt id="${escape(anchorOf(term))}" dir="auto">${escape(term)}</dt><dd dir="auto">${escape(explanation)}</dd>`,
  );
  return section(words.termsTitle, `<dl>${lines.join('')}</dl>`);
}
