import { DAY_MS, REOPEN_WINDOW_MS, type Severity } from '../clocks/clock.rules';
import type { MoveInput, TicketFacts, TicketState } from './ticket-facts.rules';
import { FINAL_STATES } from './ticket-facts.rules';
import type { TicketEvent } from './ticket-table.rules';
import type { Step } from './ticket.rules';

/** The columns of a ticket that a move changes, beside its clocks. */
export interface MovePatch {
  state: TicketState;
  cycle: number;
  severity?: TicketFacts['severity'];
  oneUp?: 'none';
  followUp?: 'none' | 'due' | 'done' | 'waived';
  followUpWaived?: string | null;
  question?: string | null;
  waitingSince?: Date | null;
  chasesSent?: 0;
  fixedAt?: Date | null;
  mergedInto?: string | null;
  mergedAt?: Date | null;
  closedAt?: Date | null;
  closeReason?: string | null;
  voidedAt?: Date | null;
  voidReason?: string | null;
}

/** What the step makes of the ticket's row. `now` is the time of the command. */
export function patchOf(step: Step, facts: TicketFacts, input: MoveInput, now: Date): MovePatch {
  const { event, to } = step.transition;
  return {
    state: to,
    cycle: step.cycle,
    ...(step.severity && step.severity !== facts.severity ? { severity: step.severity } : {}),
    ...(step.cycle > facts.cycle ? { oneUp: 'none', followUp: 'none', followUpWaived: null, fixedAt: null } : {}),
    ...waiting(event, facts.state, input, now),
    ...(to === 'fixed' ? { fixedAt: input.fix?.at ?? now } : {}),
    ...ending(event, to, step, input, now),
    ...comingBack(event),
    ...(event === 'close' ? followUpAtClose(facts, input) : {}),
  };
}

function waiting(event: TicketEvent, from: TicketState, input: MoveInput, now: Date): Partial<MovePatch> {
  if (event === 'ask_customer') return { question: input.question ?? null, waitingSince: input.askedAt ?? now, chasesSent: 0 };
  return from === 'waiting_customer' ? { question: null, waitingSince: null } : {};
}

function ending(event: TicketEvent, to: TicketState, step: Step, input: MoveInput, now: Date): Partial<MovePatch> {
  if (to === 'closed') return { closedAt: now, closeReason: step.closeReason };
  if (event === 'merge') return { mergedInto: input.target?.id ?? null, mergedAt: now };
  if (event === 'void') return { voidedAt: now, voidReason: input.reason ?? null };
  return {};
}

function comingBack(event: TicketEvent): Partial<MovePatch> {
  if (event === 'reopen') return { closedAt: null, closeReason: null };
  if (event === 'unmerge') return { mergedInto: null, mergedAt: null };
  if (event === 'unvoid') return { voidedAt: null, voidReason: null };
  return {};
}

/** A follow-up held on the phone or waived with the close itself (settled.md 22). */
function followUpAtClose(facts: TicketFacts, input: MoveInput): Partial<MovePatch> {
  if (!input.followUp) return facts.followUp === 'sent' ? { followUp: 'done' } : {};
  return 'waived' in input.followUp ? { followUp: 'waived', followUpWaived: input.followUp.waived } : { followUp: 'done' };
}

/** What the timeline keeps of a step beside its reason: what cannot be seen from the states alone. */
export function traceOf(step: Step, cycleBefore: number): Record<string, unknown> {
  return {
    ...(step.cycle > cycleBefore ? { cycle: step.cycle } : {}),
    ...(step.closeReason ? { closeReason: step.closeReason } : {}),
  };
}

/** What a step or a clock of a ticket leaves to a later feature. */
export type WorkKind = 'suggest' | 'gestures_moved_on' | 'follow_up' | 'still_working' | 'late_note' | CareKind;

/** Days after closing on which a serious complaint that was put right is asked about again (domain.md 6.1). */
const CARE_DAYS = { after_care_2: 2, after_care_14: 14, after_care_30: 30 } as const;
type CareKind = keyof typeof CARE_DAYS;

/** What is asked later, and when; nothing for small matters, or where the customer is not satisfied. Call it with the row as it is after the move. */
export function careAfter(
  { state, closedAt, closeReason, severity }: { state: string; closedAt: Date | null; closeReason: string | null; severity: Severity },
  now: Date,
): { kind: CareKind; at: Date }[] {
  const isSerious = severity === 'S1' || severity === 'S2';
  if (state !== 'closed' || closedAt?.getTime() !== now.getTime() || closeReason !== 'recovered' || !isSerious) return [];
  return (Object.entries(CARE_DAYS) as [CareKind, number][]).map(([kind, days]) => ({ kind, at: new Date(now.getTime() + days * DAY_MS) }));
}

/** Until when a closed ticket opens again by itself. */
export function reopenUntil(closedAt: Date): Date {
  return new Date(closedAt.getTime() + REOPEN_WINDOW_MS);
}

/** What a move leaves to later features: suggestions for a fix, gestures that lost their ticket, the follow-up. */
export function workAfter(step: Step, cycleBefore: number): ('suggest' | 'gestures_moved_on' | 'follow_up')[] {
  const { to } = step.transition;
  if (to === 'fixed') return ['suggest'];
  if (to === 'following_up') return ['follow_up'];
  if (step.cycle > cycleBefore || FINAL_STATES.includes(to)) return to === 'void' ? [] : ['gestures_moved_on'];
  return [];
}
