import type { TicketState } from '../lifecycle/ticket-facts.rules';
import type { PushStep } from '../pushes/push-step.rules';
import type { Term } from '../templates/glossary-links.rules';
import type { ContactStep } from './contact-change.rules';
import type { ContactProblem } from './contact-form.rules';
import type { SaidAfter } from './words/status-words.rules';

/** What the customer's page is made from. Never whose it is (edge 129). */

export interface StatusFacts {
  label: string;
  state: TicketState;
  /** First name of our person. */
  owner: string | null;
  place: string;
  zone: string;
  nextNewsAt: Date | null;
  /** When each of the five steps was reached, as far as it was. */
  reached: readonly (Date | null)[];
  /** What other systems reported, the newest first. */
  news: readonly StatusNews[];
  question: string | null;
  fix: { summary: string; at: Date } | null;
  /** What waits for an answer comes first. */
  gestures: readonly StatusGesture[];
  survey: { open: boolean; answered: boolean; score: number | null; ease: number | null } | null;
  reopenUntil: Date | null;
  mayReopen: boolean;
  /** Asked for somebody above in the last 24 hours. */
  asked: boolean;
  /** What comes next where the customer changes an address. */
  contact: ContactStep;
  /** Difficult words of the house, for the first place of each. */
  terms: readonly Term[];
}

export interface StatusNews {
  step: PushStep;
  text: string | null;
  at: Date;
  nextBy: Date | null;
}

export interface StatusGesture {
  id: string;
  text: string;
  reason: string | null;
  state: string;
  until: Date | null;
  silent: boolean;
  voucher: StatusVoucher | null;
}

/** The voucher behind a gift. The code only while it can be used; `qr` is SVG of ours and goes in as it is. */
export interface StatusVoucher {
  status: 'issued' | 'redeemed' | 'expired' | 'void';
  code: string | null;
  qr: string | null;
  lastDay: string;
  usedOn: string | null;
}

/** Where the page is and where its forms post to, in which language, and what was just done. */
export interface StatusPage {
  path: string;
  action: string;
  /** Behind each form's address: `?lang=de` where the reader chose it. */
  query: string;
  language: string;
  done: SaidAfter | null;
  /** What was wrong with the form for changing an address. */
  problem?: ContactProblem | null;
  /** Proves that the reader came by a text to this number; then they may say that it is not theirs. */
  numberKey?: string | null;
}
