import type { Severity } from '../clocks/clock.rules';
import { SEVERITIES } from '../clocks/clock.rules';
import type { Actor } from '../staff/role.rules';
import { handlesTickets, needsSentence, roleAtLeast } from '../staff/role.rules';

/** How bad it is, who may say so, and what comes first on the work list (domain.md 3.7). */

/** How upset the customer is; it never changes what a gesture may be worth. */
export const MOODS = ['angry', 'upset', 'calm'] as const;
export type Mood = (typeof MOODS)[number];

/** Limits in units of currency are multiplied by this; all currencies are treated as having cents (settled.md 33). */
export const MINOR_PER_UNIT = 100;

const MUCH_MONEY_MINOR = 100 * MINOR_PER_UNIT;
const MUCH_OF_THE_ORDER = 0.5;
/** From here on lowering the severity would only hide a promise about to break. */
const LAST_QUARTER = 0.75;

const WORDS: Readonly<Record<Severity, string>> = { S1: 'Dangerous', S2: 'Serious', S3: 'Normal', S4: 'Small' };

/** The word on the screen (settled.md 29). */
export function severityWords(severity: Severity): string {
  return WORDS[severity];
}

/** The worse of two; S1 is the worst. */
export function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}

/** One step worse; S1 stays. */
export function raisedByOne(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity;
}

/** The worse of two moods. */
export function worseMood(a: Mood, b: Mood): Mood {
  return MOODS.indexOf(a) <= MOODS.indexOf(b) ? a : b;
}

export interface SeverityHints {
  holds: readonly string[];
  amountMinor?: number | null;
  orderMinor?: number | null;
  eventToday?: boolean;
  /** The same matter failed before within 90 days. */
  repeat?: boolean;
}

const DANGEROUS_HOLDS: Readonly<Record<string, string>> = {
  safety: 'Somebody may be in danger.',
  legal: 'A lawyer or a regulator is involved.',
  discrimination_harassment: 'It is about discrimination or harassment.',
  data_breach: 'Personal data may have leaked.',
};

/** The severity a ticket starts with, and the reason to show beside it. A person may then decide otherwise. */
export function defaultSeverity(hints: SeverityHints): { severity: Severity; reason: string } {
  const dangerous = hints.holds.find((kind) => kind in DANGEROUS_HOLDS);
  if (dangerous !== undefined) return { severity: 'S1', reason: DANGEROUS_HOLDS[dangerous] ?? '' };
  const serious = seriousReason(hints);
  const found = serious === null ? 'S3' : 'S2';
  if (hints.holds.includes('vulnerable'))
    return { severity: raisedByOne(found), reason: `${serious ? `${serious} ` : ''}This customer needs extra care.` };
  return { severity: found, reason: serious ?? 'Nothing points to more or less than usual.' };
}

function seriousReason(hints: SeverityHints): string | null {
  const amount = hints.amountMinor ?? 0;
  const order = hints.orderMinor ?? 0;
  if (hints.repeat) return 'The same thing went wrong before.';
  if (hints.eventToday) return 'The customer needs it today.';
  if (amount >= MUCH_MONEY_MINOR) return 'Much money is at stake.';
  if (order > 0 && amount >= order * MUCH_OF_THE_ORDER) return 'At least half of the order is at stake.';
  return null;
}

export interface SeverityChange {
  from: Severity;
  to: Severity;
  ownerId: string | null;
  reason: string;
  /** Running promise clocks of the ticket: share of the target used, and whether the promise is broken. */
  promises: readonly { fractionUsed: number; breached: boolean }[];
}

/** Why this person may not change the severity so; null where they may. Raising: anyone. Lowering: domain.md 3.7. */
export function severityChangeProblem(change: SeverityChange, actor: Actor): string | null {
  const steps = SEVERITIES.indexOf(change.to) - SEVERITIES.indexOf(change.from);
  if (!handlesTickets(actor.roles)) return needsSentence(['agent', 'vendor_agent', 'follow_up']);
  if (steps === 0) return `It is ${severityWords(change.to)} already.`;
  if (steps < 0) return null;
  if (change.reason.trim() === '') return 'Say why it is less serious than it was.';
  if (roleAtLeast(actor.roles, 'lead') || actor.roles.includes('system')) return null;
  if (steps > 1) return 'Only a lead can lower it by more than one step.';
  if (change.promises.some((promise) => promise.breached))
    return 'A promise to the customer is broken already; only a lead can lower it now.';
  if (change.promises.some((promise) => promise.fractionUsed >= LAST_QUARTER))
    return 'A promise is nearly due; only a lead can lower it now.';
  if (!roleAtLeast(actor.roles, 'agent')) return needsSentence(['agent']);
  return actor.staffId !== null && actor.staffId === change.ownerId ? null : 'Only the owner of the ticket or a lead can lower it.';
}

/** A failed fix is never a small matter: at least Serious from then on (domain.md 6.8, edge 37). */
export function severityAfterFailure(severity: Severity): Severity {
  return worse(severity, 'S2');
}

/** The place on the work list: smaller comes first. The largest `fractionUsed` of any running promise clock, 0 where none runs. */
export type Urgency = readonly [dangerousFirst: number, mostUsedFirst: number, angriestFirst: number, oldestFirst: number];

/** Dangerous ones first; then the largest share of a promise used up; then mood; then the older one (end of domain.md 3.7). */
export function urgencyOf(ticket: { severity: Severity; fractionUsed: number; mood: Mood; receivedAt: Date }): Urgency {
  return [ticket.severity === 'S1' ? 0 : 1, -ticket.fractionUsed, MOODS.indexOf(ticket.mood), ticket.receivedAt.getTime()];
}

/** Negative where `a` is more urgent than `b`: for sorting. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}
