import { DAY_MS } from '../clocks/clock.rules';
import { amountWords } from '../catalogue/gesture-type-facts.rules';
import { CAP } from '../oneup/caps.rules';
import { type Sentence, sentence } from '../platform/said.rules';

/**
 * What a manager should look at (domain.md 5.7). Each rule takes counted facts and says whether there is something to see; none of them refuses anything.
 * Repeated claims that something was missing from a parcel are no kind here: nothing in the tables says what was missing.
 */

export const REVIEW_KINDS = [
  'keep_failing',
  'same_household',
  'complaint_rate',
  'after_voucher',
  'staff_contact',
  'near_limit',
  'dear_gifts',
  'same_giver',
  'split_gift',
] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** While one of these stands, gifts of money on the customer's live tickets need a lead. Nothing else changes. */
export const HOLDING_KINDS: readonly ReviewKind[] = ['complaint_rate', 'after_voucher'];

/** [A]: defaults, shaped by no study. */
export const REVIEW = {
  /** After this a review ends by itself, and the same may be found again. */
  endsAfterMs: 180 * DAY_MS,
  /** In 365 days, where the cap of gifts was reached as well (edge 109). */
  failuresAYear: 4,
  complaints: 3,
  complaintsWithinMs: 90 * DAY_MS,
  /** A 99th percentile of fewer customers than this says nothing. */
  crowd: 100,
  afterVoucherMs: 10 * 60_000,
  /** Near the own limit means in its upper tenth. */
  nearLimitShare: 0.9,
  nearLimitGifts: 5,
  weekMs: 7 * DAY_MS,
  splitGifts: 3,
  peerTickets: 20,
  peers: 3,
  deviations: 3,
  /** Peers who all cost the same have a deviation of zero; this much of their middle counts at least. */
  leastSpread: 0.05,
  sameGiverGifts: 5,
  /** More people at one address than this is a firm, not a household. */
  household: 10,
} as const;

/** One person, under whatever records. Times back from now: 90 days and 365 days. */
export interface PersonCounts {
  /** Complaints of 90 days, whatever came of them. */
  complaints: number;
  /** Complaints that were upheld and our own fault. */
  failures90: number;
  failuresYear: number;
  giftsYear: number;
}

/** We let the same person down twice in a quarter, or so often in a year that even the cap of gifts is used up by making good. */
export function keepFailing({ failures90, failuresYear, giftsYear }: PersonCounts): boolean {
  return failures90 >= CAP.failuresOfOurs || (failuresYear >= REVIEW.failuresAYear && giftsYear >= CAP.giftsAYear);
}

/** All customers with at least one complaint in 90 days. */
export interface Crowd {
  customers: number;
  /** 99th percentile of their number of complaints. */
  p99: number;
}

/**
 * More complaints than 99 of 100 customers. Purchases are not kept, so the crowd is everybody who complained at all, not those who bought as much. Whoever
 * we keep failing has every reason to complain (edge 109).
 */
export function complainsUnusuallyOften(person: PersonCounts, crowd: Crowd): boolean {
  return !keepFailing(person) && person.complaints >= REVIEW.complaints && crowd.customers >= REVIEW.crowd && person.complaints > crowd.p99;
}

/** A complaint within ten minutes of using a voucher; not where the complaint turned out to be our own fault. */
export function complainsAfterVoucher(found: PersonCounts & { redeemedAt: Date; receivedAt: Date; ourFault: boolean }): boolean {
  const gap = found.receivedAt.getTime() - found.redeemedAt.getTime();
  return gap >= 0 && gap <= REVIEW.afterVoucherMs && !found.ourFault && !keepFailing(found);
}

/** Gifts that somebody gave within seven days by themselves, by what each cost; `limitMinor` null = gives none. */
export interface GivenAlone {
  costs: readonly number[];
  limitMinor: number | null;
}

/** How many of the gifts cost just under the own limit: in its upper tenth. */
export function nearOwnLimit({ costs, limitMinor }: GivenAlone): number {
  return limitMinor === null || limitMinor === 0
    ? 0
    : costs.filter((cost) => cost >= limitMinor * REVIEW.nearLimitShare && cost <= limitMinor).length;
}

export function staysUnderLimit(given: GivenAlone): boolean {
  return nearOwnLimit(given) >= REVIEW.nearLimitGifts;
}

/** Several gifts of one person to one customer, each inside the limit and together above it: one gift in pieces (edge 95). */
export function splitsGift({ costs, limitMinor }: GivenAlone): boolean {
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return limitMinor !== null && costs.length >= REVIEW.splitGifts && costs.every((cost) => cost <= limitMinor) && total > limitMinor;
}

/** One person's gifts of 90 days, in one currency. */
export interface GiverCost {
  staffId: string;
  tickets: number;
  costMinor: number;
}

export interface DearGiver extends GiverCost {
  /** Per ticket. */
  meanMinor: number;
  /** The middle of the peers, and their median absolute deviation. */
  medianMinor: number;
  deviationMinor: number;
}

/** The middle value; the mean of the middle two of an even number. Throws where there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new Error('No values.');
  return (upper + lower) / 2;
}

/**
 * Whose gifts cost per ticket more than three median absolute deviations above the median of the others. Compared are those with 20 tickets or more, and
 * nobody is compared with fewer than three.
 */
export function dearGivers(all: readonly GiverCost[]): DearGiver[] {
  const givers = all
    .filter(({ tickets }) => tickets >= REVIEW.peerTickets)
    .map((one) => ({ ...one, meanMinor: one.costMinor / one.tickets }));
  return givers.flatMap((one) => {
    const peers = givers.filter(({ staffId }) => staffId !== one.staffId).map(({ meanMinor }) => meanMinor);
    if (peers.length < REVIEW.peers) return [];
    const medianMinor = median(peers);
    const deviationMinor = median(peers.map((mean) => Math.abs(mean - medianMinor)));
    const spread = Math.max(deviationMinor, medianMinor * REVIEW.leastSpread);
    return one.meanMinor > medianMinor + REVIEW.deviations * spread ? [{ ...one, medianMinor, deviationMinor }] : [];
  });
}

/** All gifts of a year to one customer came from one person. */
export function alwaysSameGiver({ gifts, givers }: { gifts: number; givers: number }): boolean {
  return gifts >= REVIEW.sameGiverGifts && givers === 1;
}

/** People at one address had more gifts together than one person may have. A hint: families exist. */
export function sharesHousehold({ people, gifts }: { people: number; gifts: number }): boolean {
  return people > 1 && people <= REVIEW.household && gifts > CAP.giftsAYear;
}

/** The numbers behind an item; each kind has its own. */
export type ReviewFacts = Readonly<Record<string, number | string>>;

function number(facts: ReviewFacts, name: string): string {
  return String(facts[name] ?? 0);
}

function amount(facts: ReviewFacts, name: string): string {
  return amountWords(Math.round(Number(facts[name] ?? 0)));
}

const WORDS: Readonly<Record<ReviewKind, (facts: ReviewFacts) => string>> = {
  keep_failing: (f) =>
    Number(f['failures90'] ?? 0) >= CAP.failuresOfOurs
      ? `We keep failing this customer: ${number(f, 'failures90')} complaints in 90 days were our fault.`
      : `We keep failing this customer: ${number(f, 'failuresYear')} complaints in 12 months were our fault, and a lead has to make the next offer.`,
  same_household: (f) =>
    `Possibly one household: ${number(f, 'people')} customers with the same address had ${number(f, 'gifts')} one-ups in 12 months.`,
  complaint_rate: (f) => `One-ups of money need a lead: ${number(f, 'complaints')} complaints in 90 days, more than 99 of 100 customers.`,
  after_voucher: (f) => `One-ups of money need a lead: a complaint came ${number(f, 'minutes')} min after a voucher was used.`,
  staff_contact: () => 'A one-up went to a customer with the same address or number as somebody who works here.',
  near_limit: (f) => `${number(f, 'gifts')} one-ups in 7 days cost just under the own limit of ${amount(f, 'limitMinor')}.`,
  dear_gifts: (f) => `One-ups of ${amount(f, 'meanMinor')} per ticket in 90 days; with the others it is ${amount(f, 'medianMinor')}.`,
  same_giver: (f) => `All ${number(f, 'gifts')} one-ups of 12 months to one customer came from the same person.`,
  split_gift: (f) =>
    `${number(f, 'gifts')} small one-ups in 7 days to one customer: together ${amount(f, 'totalMinor')}, above the own limit of ${amount(f, 'limitMinor')}.`,
};

/** What is to be seen, in a sentence with the numbers behind it. No word of it judges a customer. */
export function reviewSentence(kind: ReviewKind, facts: ReviewFacts): Sentence {
  const ofTheYear = kind === 'keep_failing' && Number(facts['failures90'] ?? 0) < CAP.failuresOfOurs;
  return sentence(`review.${kind}${ofTheYear ? '_year' : ''}`, WORDS[kind](facts), facts);
}
