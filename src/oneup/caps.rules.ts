import { DAY_MS } from '../clocks/clock.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import type { GestureClass, GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { amountWords, isMoney } from '../catalogue/gesture-type-facts.rules';

/** How much one person may be given within a year before a lead looks at it (domain.md 5.7). */

/** [A]: defaults, shaped by no study; the currency's own units. */
export const CAP = {
  giftsAYear: 4,
  unitsAYear: 150,
  shareOfSpend: 0.1,
  yearMs: 365 * DAY_MS,
  coolDownMs: 60 * DAY_MS,
  /** So many of our own failures in `failingMs`, and it is we who have a problem, not the customer. */
  failuresOfOurs: 2,
  failingMs: 90 * DAY_MS,
} as const;

/** Something promised or given to this person before; what was declined, ran out, or was taken back is none. */
export interface EarlierGift {
  at: Date;
  class: GestureClass;
  code: string;
  /** What it cost us, or is expected to, in `currency`. */
  costMinor: number;
  currency: string;
  /** False where the complaint was upheld and the fault ours: making good for ourselves uses up nobody's patience. */
  countsForCoolDown: boolean;
}

/** What was done for this person, under whatever record it was kept. */
export interface CapFacts {
  gifts: readonly EarlierGift[];
  /** What they bought from us in the last 12 months; null where nobody knows. */
  yearSpendMinor: number | null;
  /** Complaints that were upheld and our own fault, fixed in the last 90 days. */
  upheldOursInLast90Days: number;
  currency: string;
  /** Complaints of others who share an address with them, in the last 12 months: a hint, never a reason to refuse. */
  householdTickets: number;
  /** Somebody who works here has the same address or number. */
  staffContact: boolean;
}

/** Nobody is known, so nothing was given. */
export function noHistory(currency: string): CapFacts {
  return { gifts: [], yearSpendMinor: null, upheldOursInLast90Days: 0, currency, householdTickets: 0, staffContact: false };
}

export interface CapProblem {
  why: string;
  needs: 'lead';
}

/** The most that one person's gifts of a year may cost: 150 units, or a tenth of what they spent where that is more. */
export function yearCapMinor(yearSpendMinor: number | null): number {
  return Math.max(CAP.unitsAYear * MINOR_PER_UNIT, Math.floor((yearSpendMinor ?? 0) * CAP.shareOfSpend));
}

/** Attention and time are always possible; a person's own idea says nothing by its class, so it is free only where it costs nothing. */
function alwaysPossible(type: GestureTypeFacts, costMinor: number): boolean {
  return (type.class === 'attention' || type.class === 'time') && (type.kind !== 'custom' || costMinor === 0);
}

function daysAgo(days: number): string {
  if (days < 1) return 'less than a day ago';
  return days === 1 ? '1 day ago' : `${String(days)} days ago`;
}

function coolDownProblem(type: GestureTypeFacts, gifts: readonly EarlierGift[], now: Date): string | null {
  if (!isMoney(type.class)) return null;
  const ages = gifts.filter((gift) => isMoney(gift.class) && gift.countsForCoolDown).map(({ at }) => now.getTime() - at.getTime());
  const youngest = Math.min(...ages);
  if (youngest >= CAP.coolDownMs) return null;
  const pause = String(CAP.coolDownMs / DAY_MS);
  return `Last credit was ${daysAgo(Math.floor(youngest / DAY_MS))} (${pause}-day pause); a lead can allow it.`;
}

function yearProblem(costMinor: number, gifts: readonly EarlierGift[], caps: CapFacts): string | null {
  // Amounts of different currencies are never added up; gifts of another currency count by their number.
  const spent = gifts.filter(({ currency }) => currency === caps.currency).reduce((sum, gift) => sum + gift.costMinor, 0);
  const cap = yearCapMinor(caps.yearSpendMinor);
  const [had, over] =
    gifts.length >= CAP.giftsAYear
      ? [`${String(gifts.length)} gifts in the last 12 months (at most ${String(CAP.giftsAYear)})`, true]
      : [
          `gifts of ${amountWords(spent)} in the last 12 months; with this one it would be more than ${amountWords(cap)}`,
          spent + costMinor > cap,
        ];
  if (!over) return null;
  // Edge 109: the number of gifts is ours to answer for, so the customer is not the one who is looked at.
  return caps.upheldOursInLast90Days >= CAP.failuresOfOurs
    ? `This customer had ${had}, and we have failed them ${String(caps.upheldOursInLast90Days)} times in 90 days; a lead makes the offer.`
    : `This customer had ${had}; a lead can allow it.`;
}

/** What whoever gives may want to know; it refuses nothing. Null where no one else shares the address. */
export function householdHint({ householdTickets: n }: CapFacts): string | null {
  if (n === 0) return null;
  const complaints = n === 1 ? '1 complaint' : `${String(n)} complaints`;
  return `Possibly the same household: ${complaints} in 12 months from others with the same address or number.`;
}

/**
 * Why this gift needs a lead because of what the person had before; null where it does not. Counted over the last 365 days. Nothing here refuses
 * for good, nothing of it is shown to the customer, and the fix is never touched. A customer who shares an address with somebody on the staff
 * gets whatever it is from a lead.
 */
export function capProblem(type: GestureTypeFacts, costMinor: number, caps: CapFacts, now: Date): CapProblem | null {
  if (caps.staffContact)
    return { why: 'The customer has the same address or number as somebody who works here; a lead decides.', needs: 'lead' };
  if (alwaysPossible(type, costMinor)) return null;
  const gifts = caps.gifts.filter(({ at }) => now.getTime() - at.getTime() < CAP.yearMs);
  const why = coolDownProblem(type, gifts, now) ?? yearProblem(costMinor, gifts, caps);
  return why === null ? null : { why, needs: 'lead' };
}
