import { type GestureClass, type GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { expectedCostUnits, type Learned, MODEL, type ScoreModel } from '../learning/score.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import { rank } from './ranking.rules';

/** What would have been suggested first under other rules, to tickets of the past (domain.md 5.8: offline evaluation). */

/** One cell of the match table, in points of chance. */
export interface MatchChange {
  failureClass: FailureClass;
  gestureClass: GestureClass;
  points: number;
}

export interface RuleChanges {
  matchTable?: readonly MatchChange[];
  k0?: number;
  recoveredValue?: number;
}

/** A ticket as it was when its suggestions were made. */
export interface PastTicket {
  facts: OneUpFacts;
  zone: string;
  madeAt: Date;
  catalogue: readonly GestureTypeFacts[];
  learned: Learned;
  /** What was suggested first; null where nothing was. */
  first: string | null;
  /** Staff offered what was first, and this is known of the customer; null where they chose otherwise or nothing is known. */
  outcome: 'recovered' | 'not_recovered' | null;
}

export interface Counted {
  known: number;
  recovered: number;
}

export interface Replayed {
  tickets: number;
  differing: number;
  /** Expected cost of what would be first less that of what was, by currency, in the smallest unit. */
  costMinor: Map<string, number>;
  /** Staff took the first: where it would be first again, and where it would not. */
  again: Counted;
  otherwise: Counted;
}

export function modelWith({ matchTable = [], k0 = MODEL.priorCases }: RuleChanges): ScoreModel {
  const match = structuredClone(MODEL.match) as Record<FailureClass, Record<GestureClass, number>>;
  for (const { failureClass, gestureClass, points } of matchTable) match[failureClass][gestureClass] = points / 100;
  return { match, priorCases: k0 };
}

/** Sums up as it goes, so that any number of tickets fits into memory. */
export function replay(tickets: readonly PastTicket[], changes: RuleChanges, sum: Replayed = nothingYet()): Replayed {
  const model = modelWith(changes);
  for (const ticket of tickets) add(sum, ticket, firstUnder(ticket, model, changes.recoveredValue));
  return sum;
}

export function nothingYet(): Replayed {
  const none = (): Counted => ({ known: 0, recovered: 0 });
  return { tickets: 0, differing: 0, costMinor: new Map(), again: none(), otherwise: none() };
}

function firstUnder({ catalogue, facts, madeAt, learned, zone }: PastTicket, model: ScoreModel, recoveredValue?: number): string | null {
  const numbers = recoveredValue === undefined ? learned : { ...learned, recoveredUnits: recoveredValue };
  return rank(catalogue, facts, madeAt, { learned: numbers, model, zone }).ranked[0]?.code ?? null;
}

function add(sum: Replayed, ticket: PastTicket, now: string | null): void {
  const differs = now !== ticket.first;
  const { currency } = ticket.facts;
  sum.tickets += 1;
  sum.differing += differs ? 1 : 0;
  sum.costMinor.set(currency, (sum.costMinor.get(currency) ?? 0) + costOf(ticket, now) - costOf(ticket, ticket.first));
  if (ticket.outcome === null) return;
  const counted = differs ? sum.otherwise : sum.again;
  counted.known += 1;
  counted.recovered += ticket.outcome === 'recovered' ? 1 : 0;
}

function costOf({ catalogue }: PastTicket, code: string | null): number {
  const type = catalogue.find((one) => one.code === code);
  return type ? Math.round(expectedCostUnits(type) * MINOR_PER_UNIT) : 0;
}

const Z = 1.645;

/** Share won back with its 90 % interval by Wilson's score, which is honest for few cases; null where nothing is known. */
export function shareOf({ known, recovered }: Counted): { share: number; low: number; high: number } | null {
  if (known === 0) return null;
  const share = recovered / known;
  const weight = 1 / (1 + Z ** 2 / known);
  const centre = weight * (share + Z ** 2 / (2 * known));
  const half = weight * Z * Math.sqrt((share * (1 - share)) / known + Z ** 2 / (4 * known ** 2));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
