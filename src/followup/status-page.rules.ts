import { formatLocal } from '../calendar/local-time.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';

/** The customer's page: works without a script, tells who, what next and by when. Everything that is shown goes through `escape`. */

export interface StatusFacts {
  label: string;
  state: TicketState;
  owner: string | null;
  place: string;
  zone: string;
  nextNewsAt: Date | null;
  question: string | null;
  fix: { summary: string; at: Date } | null;
  gesture: {
    text: string;
    reason: string | null;
    state: string;
    until: Date | null;
    silent: boolean;
    voucher: StatusVoucher | null;
  } | null;
  survey: { open: boolean; answered: boolean; score: number | null; ease: number | null } | null;
  reopenUntil: Date | null;
  mayReopen: boolean;
}

/** The voucher behind a gift. The code only while it can be used; `qr` is SVG of ours and goes in as it is. */
export interface StatusVoucher {
  status: 'issued' | 'redeemed' | 'expired' | 'void';
  code: string | null;
  qr: string | null;
  lastDay: string;
  usedOn: string | null;
}

/** Where the forms post to, and what was just done. */
export interface StatusPage {
  action: string;
  said: string | null;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

export function statusSentence(facts: StatusFacts): string {
  const { owner, nextNewsAt, zone } = facts;
  const by = nextNewsAt ? ` Next news by ${formatLocal(nextNewsAt, zone)}.` : '';
  switch (facts.state) {
    case 'new':
      return `We have your message.${by}`;
    case 'open':
      return `${owner ?? 'Our team'} is working on it.${by}`;
    case 'waiting_customer':
      return 'We need something from you.';
    case 'fixed':
      return 'Done. Tell us if it is not right.';
    case 'following_up':
      return 'Done. How did we do?';
    case 'closed':
      return facts.reopenUntil && facts.mayReopen ? `Closed. You can reopen until ${formatLocal(facts.reopenUntil, zone)}.` : 'Closed.';
    case 'merged':
    case 'void':
      return 'There is nothing open here.';
  }
}

const STEPS = ['Told', 'Being fixed', 'Fixed', 'How did we do?', 'Closed'] as const;
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

function steps(state: TicketState): string {
  const current = STEP_OF[state];
  const items = STEPS.map((step, index) => {
    const mark = index < current ? 'done' : index === current ? 'now' : 'ahead';
    return `<li class="${mark}"${mark === 'now' ? ' aria-current="step"' : ''}>${step}</li>`;
  });
  return `<ol class="steps">${items.join('')}</ol>`;
}

/** The whole page. */
export function statusPage(facts: StatusFacts, page: StatusPage): string {
  const parts = [
    page.said ? `<p class="said" role="status">${escape(page.said)}</p>` : '',
    `<h1>${escape(facts.label)}</h1>`,
    `<p class="state">${escape(statusSentence(facts))}</p>`,
    steps(facts.state),
    question(facts, page),
    fix(facts),
    gesture(facts, page),
    survey(facts, page),
    notRight(facts, page),
    `<p class="place">${escape(facts.place)}</p>`,
  ];
  return document(facts.label, parts.join('\n'));
}

/** A page of one sentence: a link that does not work any more, a thank-you. */
export function plainPage(title: string, sentence: string): string {
  return document(title, `<h1>${escape(title)}</h1><p class="state">${escape(sentence)}</p>`);
}

function document(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escape(title)}</title><link rel="stylesheet" href="/assets/desk.css"></head><body><main class="status">${body}</main></body></html>`;
}

function form(page: StatusPage, what: string, inside: string): string {
  return `<form method="post" action="${escape(`${page.action}/${what}`)}">${inside}</form>`;
}

function question({ question: asked }: StatusFacts, page: StatusPage): string {
  if (asked === null) return '';
  const field = `<label for="answer">${escape(asked)}</label><textarea id="answer" name="text" rows="4" required maxlength="5000"></textarea>`;
  return `<section><h2>We need this from you</h2>${form(page, 'answer', `${field}<p><button>Send the answer</button></p>`)}</section>`;
}

function fix({ fix: done, zone }: StatusFacts): string {
  if (!done) return '';
  return `<section><h2>What was done</h2><p class="text">${escape(done.summary)}</p><p class="when">${escape(formatLocal(done.at, zone))}</p></section>`;
}

function gesture({ gesture: given, zone }: StatusFacts, page: StatusPage): string {
  if (!given) return '';
  const reason = given.reason ? `<p>${escape(given.reason)}</p>` : '';
  const text = `<p class="gift">${escape(given.text)}</p>`;
  if (given.voucher) return `<section><h2>From us to you</h2>${reason}${text}${voucher(given.voucher)}</section>`;
  if (given.state !== 'offered')
    return `<section><h2>From us to you</h2>${reason}${text}<p>${given.state === 'declined' ? 'You said no, thank you.' : 'It is yours.'}</p></section>`;
  const until = given.until ? `<p class="when">Yours until ${escape(formatLocal(given.until, zone))}.</p>` : '';
  const buttons = `${form(page, 'accept', '<button>Yes, please</button>')}${form(page, 'decline', '<button class="quiet">No, thank you</button>')}`;
  return `<section><h2>From us to you</h2>${reason}${text}${until}<div class="choices">${buttons}</div></section>`;
}

function voucher({ status, code, qr, lastDay, usedOn }: StatusVoucher): string {
  if (usedOn !== null) return `<p>Used on ${escape(usedOn)}.</p>`;
  if (status === 'expired') return `<p>Not used until ${escape(lastDay)}, its last day. Ask us: we may still take it for a week.</p>`;
  if (code === null) return '<p>This voucher cannot be used any more.</p>';
  return `<div class="voucher"><p class="code">${escape(code)}</p>${qr ?? ''}</div><p>Show this code at the till. It works once, until <strong>${escape(lastDay)}</strong>.</p>`;
}

function survey({ survey: asked }: StatusFacts, page: StatusPage): string {
  if (!asked?.open) return '';
  const marks = [1, 2, 3, 4, 5].map(
    (score) =>
      `<label><input type="radio" name="score" value="${String(score)}" required${asked.score === score ? ' checked' : ''}> ${String(score)}</label>`,
  );
  const easy = [1, 2, 3, 4, 5, 6, 7].map(
    (ease) =>
      `<label><input type="radio" name="ease" value="${String(ease)}"${asked.ease === ease ? ' checked' : ''}> ${String(ease)}</label>`,
  );
  const inside = `<fieldset><legend>How well did we put it right? 1 is badly, 5 is very well.</legend>${marks.join('')}</fieldset>
<fieldset><legend>Is it really fixed?</legend><label><input type="radio" name="fixed" value="true" required> Yes</label><label><input type="radio" name="fixed" value="false"> No</label></fieldset>
<fieldset><legend>How easy did we make it? (if you like) 1 is very hard, 7 is very easy.</legend>${easy.join('')}</fieldset>
<label for="words">Anything else? (if you like)</label><textarea id="words" name="text" rows="3" maxlength="5000"></textarea><p><button>${asked.answered ? 'Change my answer' : 'Send'}</button></p>`;
  return `<section><h2>How did we do?</h2>${form(page, 'survey', inside)}</section>`;
}

function notRight(facts: StatusFacts, page: StatusPage): string {
  if (!facts.mayReopen) return '';
  const inside = `<label for="reason">What is not right?</label><textarea id="reason" name="reason" rows="3" required maxlength="5000"></textarea><p><button class="quiet">It is not right yet</button></p>`;
  return `<section><h2>Not right?</h2>${form(page, 'reopen', inside)}</section>`;
}
