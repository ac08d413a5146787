import type { Severity } from '../clocks/clock.rules';
import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';

/** When a fix counts as delivered (domain.md 3.3, settled.md 23). */

export const FIX_KINDS = [
  'repair',
  'replace',
  'refund',
  'credit_owed',
  'redo',
  'correct_record',
  'explain',
  'apology_only',
  'statutory_payment',
  'other',
  'no_fix_possible',
] as const;
export type FixKind = (typeof FIX_KINDS)[number];

export const DECISIONS = ['upheld', 'partly', 'not_upheld', 'not_applicable'] as const;
export type Decision = (typeof DECISIONS)[number];

export const FAULTS = ['ours', 'partly', 'not_ours', 'unknown'] as const;
export type Fault = (typeof FAULTS)[number];

export const REDRESS_KINDS = ['refund', 'credit', 'statutory', 'other'] as const;
export type RedressKind = (typeof REDRESS_KINDS)[number];

export const UNKNOWN_CAUSE = 'unknown_yet';

export type Apology = { given: true; by?: string; at?: Date } | { given: false; why: string };

export interface RedressBody {
  kind: RedressKind;
  amountMinor: number;
  currency: string;
  method: string;
  state: 'paid' | 'scheduled';
  dueOn?: string | null;
  paidAt?: Date | null;
}

/** The body of `fix-delivered`, and of `fix` in `POST /complaints`. Money in the smallest unit. */
export interface FixBody {
  kind: FixKind;
  summary: string;
  decision: Decision;
  fault: Fault;
  /** A key of the tree of causes, or `unknown_yet`. */
  cause: string;
  apology: Apology;
  failureClass?: FailureClass;
  redress?: RedressBody | null;
  lossMinor?: number | null;
  /** Required from the second cycle: what is different this time. */
  whatChanged?: string;
  notUpheld?: { reason: string; nextStep: string } | null;
  at?: Date;
}

const SHORTEST_SUMMARY = 20;
const LONGEST_SUMMARY = 4000;

/** Only letters and digits are counted as told, so that twenty dashes are no explanation. */
function blank(text: string | undefined): boolean {
  return !/[\p{L}\p{N}]/u.test(text ?? '');
}

export interface FixContext {
  /** The cycle the fix is for. */
  cycle: number;
  severity: Severity;
  /** An earlier fix of the ticket said "unknown yet": it may say so once. */
  unknownCauseUsed: boolean;
  now: Date;
}

/** Everything that is missing before this fix counts as delivered, one plain sentence each; none where it is complete. */
export function fixProblems(fix: FixBody, context: FixContext): string[] {
  const problems: (string | null)[] = [
    summaryProblem(fix.summary),
    causeProblem(fix.cause, context),
    apologyProblem(fix.apology, context.now),
    context.cycle > 1 && blank(fix.whatChanged) ? 'The first fix did not hold: say what is different this time.' : null,
    notUpheldProblem(fix),
    fix.at && fix.at.getTime() > context.now.getTime() ? 'The fix cannot lie in the future.' : null,
    fix.lossMinor !== undefined && fix.lossMinor !== null && !isAmount(fix.lossMinor)
      ? 'The loss must be a whole amount of zero or more.'
      : null,
    ...redressProblems(fix.redress ?? null, context.now),
  ];
  return problems.filter((problem) => problem !== null);
}

function summaryProblem(summary: string): string | null {
  // Characters as a person counts them, and as the table does.
  const { length } = [...summary.trim()];
  if (length < SHORTEST_SUMMARY || blank(summary)) return 'Say in at least 20 characters what happened, why, and what was done.';
  return length > LONGEST_SUMMARY ? 'The summary must be at most 4000 characters long.' : null;
}

function causeProblem(cause: string, context: FixContext): string | null {
  if (blank(cause)) return 'Say what caused it, or "unknown yet".';
  const again = cause === UNKNOWN_CAUSE && context.unknownCauseUsed && context.severity !== 'S4';
  return again ? 'The cause was "unknown yet" at the last fix; say now what caused it.' : null;
}

function apologyProblem(apology: Apology, now: Date): string | null {
  if (!apology.given) return blank(apology.why) ? 'Say why no apology was given.' : null;
  return apology.at && apology.at.getTime() > now.getTime() ? 'The apology cannot lie in the future.' : null;
}

function notUpheldProblem(fix: FixBody): string | null {
  if (fix.decision !== 'not_upheld') return null;
  if (blank(fix.notUpheld?.reason)) return 'Say in plain words why the complaint is turned down.';
  return blank(fix.notUpheld?.nextStep) ? 'Say what the customer can do next.' : null;
}

function isAmount(minor: number): boolean {
  return Number.isSafeInteger(minor) && minor >= 0;
}

function redressProblems(redress: RedressBody | null, now: Date): string[] {
  if (!redress) return [];
  const problems: string[] = [];
  if (!isAmount(redress.amountMinor) || redress.amountMinor === 0)
    problems.push('Say how much is paid back, in whole cents and more than zero.');
  if (!/^[A-Z]{3}$/.test(redress.currency)) problems.push('Name the currency by its three letters.');
  if (blank(redress.method)) problems.push('Say how it is paid back.');
  if (redress.state === 'scheduled' && blank(redress.dueOn ?? '')) problems.push('Say when it will be paid.');
  if (redress.paidAt && redress.paidAt.getTime() > now.getTime()) problems.push('The payment cannot lie in the future.');
  return problems;
}

/** Turning a complaint down is a lead's word (domain.md 3.3); null where this person may. */
export function notUpheldNeedsLead(fix: FixBody, roles: readonly Role[]): string | null {
  return fix.decision === 'not_upheld' && !roleAtLeast(roles, 'lead') ? 'Only a lead can turn a complaint down.' : null;
}

/** Does this fix name the cause, so that the ticket can close later? */
export function namesCause(fix: FixBody): boolean {
  return fix.cause !== UNKNOWN_CAUSE;
}
