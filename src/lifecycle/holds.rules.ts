import type { Severity } from '../clocks/clock.rules';
import type { Actor, Role } from '../staff/role.rules';
import { handlesTickets, needsSentence, roleAmong } from '../staff/role.rules';
import { raisedByOne } from './severity.rules';

/** Holds (domain.md 3.6): many at once, each with what it blocks and who may lift it. */

export const HOLD_KINDS = [
  'safety',
  'legal',
  'discrimination_harassment',
  'data_breach',
  'press_social',
  'abuse_review',
  'staff_subject',
  'vulnerable',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** `automated_messages` leaves the receipt; `automated_follow_up` leaves the way the customer chose. */
export type Blocked =
  'gestures' | 'money_gestures' | 'gestures_by_subject' | 'automated_messages' | 'automated_apology' | 'automated_follow_up' | 'close';

interface HoldRule {
  blocks: readonly Blocked[];
  /** Null: anyone who handles tickets. */
  setBy: readonly Role[] | null;
  releasedBy: readonly Role[];
  /** The ticket is hidden from all but a few. */
  restricts: boolean;
  severity: 'S1' | 'one_up' | null;
  words: string;
}

const HOLDS: Readonly<Record<HoldKind, HoldRule>> = {
  safety: {
    blocks: ['gestures', 'automated_messages', 'close'],
    setBy: null,
    releasedBy: ['manager'],
    restricts: false,
    severity: 'S1',
    words: 'a safety hold',
  },
  legal: {
    blocks: ['gestures', 'automated_apology', 'close'],
    setBy: ['agent'],
    releasedBy: ['manager'],
    restricts: true,
    severity: null,
    words: 'a legal hold',
  },
  discrimination_harassment: {
    blocks: ['gestures', 'close'],
    setBy: null,
    releasedBy: ['manager'],
    restricts: true,
    severity: null,
    words: 'a discrimination or harassment hold',
  },
  data_breach: {
    blocks: ['gestures', 'close'],
    setBy: null,
    releasedBy: ['privacy_officer'],
    restricts: false,
    severity: null,
    words: 'a data breach hold',
  },
  press_social: { blocks: ['close'], setBy: null, releasedBy: ['manager'], restricts: false, severity: null, words: 'a press hold' },
  abuse_review: {
    blocks: ['money_gestures'],
    setBy: ['lead', 'system'],
    releasedBy: ['lead'],
    restricts: false,
    severity: null,
    words: 'a review by a lead',
  },
  staff_subject: {
    blocks: ['gestures_by_subject'],
    setBy: ['agent'],
    releasedBy: ['manager'],
    restricts: true,
    severity: null,
    words: 'a hold because it is about a colleague',
  },
  vulnerable: {
    blocks: ['automated_follow_up'],
    setBy: null,
    releasedBy: ['lead'],
    restricts: false,
    severity: 'one_up',
    words: 'extra care for this customer',
  },
};

/** What a hold of this kind stops, for display and for the row of `ticket_hold`. */
export function blockedBy(kind: HoldKind): readonly Blocked[] {
  return HOLDS[kind].blocks;
}

/** "a safety hold": the hold in a sentence. */
export function holdWords(kind: HoldKind): string {
  return HOLDS[kind].words;
}

/** Does any of these holds stop this? Blocking all gestures includes those of money and those by anyone. */
export function blocks(holds: readonly { kind: HoldKind }[], what: Blocked): boolean {
  return blockingHold(holds, what) !== null;
}

/** The first hold that stops this, to be named in the refusal; null where none does. */
export function blockingHold(holds: readonly { kind: HoldKind }[], what: Blocked): HoldKind | null {
  const hit = holds.find(({ kind }) => {
    const blocked = HOLDS[kind].blocks;
    return blocked.includes(what) || (what.includes('gestures') && blocked.includes('gestures'));
  });
  return hit?.kind ?? null;
}

/** Why this person may not set the hold; null where they may. */
export function setHoldProblem(kind: HoldKind, actor: Actor): string | null {
  const { setBy } = HOLDS[kind];
  const mayAnyone = handlesTickets(actor.roles) || (kind === 'data_breach' && actor.roles.includes('privacy_officer'));
  if (setBy === null) return mayAnyone ? null : needsSentence(['agent', 'vendor_agent', 'follow_up']);
  return roleAmong(actor.roles, setBy) ? null : needsSentence(setBy);
}

/**
 * Why this person may not lift the hold; null where they may. `subject` is about a complaint against a colleague: who it is, and whether the
 * actor stands in that person's line of managers.
 */
export function releaseHoldProblem(
  kind: HoldKind,
  actor: Actor,
  reason: string,
  subject: { staffId: string | null; actorInLine: boolean },
): string | null {
  const { releasedBy } = HOLDS[kind];
  if (subject.staffId !== null && actor.staffId === subject.staffId) return 'The person a complaint is about cannot lift its holds.';
  if (!roleAmong(actor.roles, releasedBy)) return needsSentence(releasedBy);
  if (kind === 'staff_subject' && subject.actorInLine) return 'This needs a manager outside the line of the person the complaint is about.';
  return reason.trim() === '' ? 'Say why the hold is lifted.' : null;
}

/** May this person lift the hold, given a reason? The short form of `releaseHoldProblem`. */
export function canRelease(kind: HoldKind, actor: Actor, subject: { staffId: string | null; actorInLine: boolean }): boolean {
  return releaseHoldProblem(kind, actor, 'asked', subject) === null;
}

/** What setting the hold changes on the ticket: the severity it has then, and whether it becomes hidden from all but a few. */
export function holdEffects(kind: HoldKind, severity: Severity): { severity: Severity; restricted: boolean } {
  const { severity: rule, restricts } = HOLDS[kind];
  const raised = rule === 'S1' ? 'S1' : rule === 'one_up' ? raisedByOne(severity) : severity;
  return { severity: raised, restricted: restricts };
}
