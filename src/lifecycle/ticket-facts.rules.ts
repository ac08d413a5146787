import type { Severity } from '../clocks/clock.rules';
import type { Actor } from '../staff/role.rules';
import type { FixBody } from './fix.rules';
import type { HoldKind } from './holds.rules';

/** The plain facts the ticket rules judge by. The service reads them under the ticket's lock; nothing here is a row. */

export const TICKET_STATES = ['new', 'open', 'waiting_customer', 'fixed', 'following_up', 'closed', 'merged', 'void'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const FINAL_STATES: readonly TicketState[] = ['closed', 'merged', 'void'];

export const CLOSE_REASONS = ['recovered', 'not_recovered', 'unknown', 'withdrawn', 'lapsed'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

export const VOID_REASONS = ['spam', 'test', 'not_a_complaint', 'entered_twice', 'mistake'] as const;

export const FOLLOW_UP_WAIVERS = ['no_contact_data', 'opted_out', 'asked_for_no_contact', 'survey_quota'] as const;
export type FollowUpWaiver = (typeof FOLLOW_UP_WAIVERS)[number];

/** `none` nothing promised yet, `open` promised and not settled, `settled` nothing left to do; of the current cycle (settled.md 1). */
export type OneUp = 'none' | 'open' | 'settled';

/** What the customer answered, in a survey or on the phone. `score` is 1 to 5. */
export interface Answer {
  score?: number | null;
  fixed?: boolean | null;
  text?: string;
}

export interface TicketFacts {
  id: string;
  state: TicketState;
  severity: Severity;
  cycle: number;
  oneUp: OneUp;
  /** In whatever cycle: a one-up that somebody is asked for, that is chosen, promised or given. What was declined, ran out or was taken back is none. */
  gestureStands: boolean;
  ownerId: string | null;
  customerId: string | null;
  /** The staff member the complaint is about; the machine refuses this person everything. */
  subjectStaffId: string | null;
  loggedById: string | null;
  loggedAt: Date;
  closedAt: Date | null;
  mergedAt: Date | null;
  voidedAt: Date | null;
  closeReason: CloseReason | null;
  /** Holds not yet released. */
  holds: readonly { kind: HoldKind }[];
  /** Was a fix delivered in this cycle? */
  fixDelivered: boolean;
  /** Some redress of this ticket is scheduled and not paid. */
  redressUnpaid: boolean;
  /** A main cause other than "unknown yet" is set. */
  causeRecorded: boolean;
  /** An earlier fix of this ticket already said "unknown yet". */
  unknownCauseUsed: boolean;
  /** `due` planned, `sent` survey out and not answered, `done` answered or call held. */
  followUp: 'none' | 'due' | 'sent' | 'done' | 'waived';
  /** The last answer of this cycle. */
  lastAnswer: Answer | null;
  /** The seven days after the survey are over. */
  surveyWindowOver: boolean;
  /** Of the question that is open now. */
  chasesSent: number;
  /** Open days since the question was asked, counted by the ticket's calendar. */
  waitingOpenDays: number;
  /** Open days of all pauses of the ticket so far. */
  pausedOpenDays?: number;
  /** The pause has reached one of its two caps (10 and 20 open days). */
  pauseCapReached: boolean;
}

/** A person spoke with the customer. `automatic` marks what a machine sent; it never counts. */
export interface HumanContact {
  how: 'call' | 'met' | 'letter' | 'reply' | 'chat';
  note?: string;
  automatic?: boolean;
}

/** The other ticket of a merge, after following earlier merges to the living one. */
export interface MergeTarget {
  id: string;
  label: string;
  state: TicketState;
  customerId: string | null;
  oneUp: OneUp;
  /** Following the chain led back to the ticket itself. */
  loops: boolean;
}

/**
 * What comes with an event: the fields of its body (settled.md 22) and what the service looked up for it. Every event reads only its own.
 */
export interface MoveInput {
  /** Looked up: a ticket with this message id, call id or client id exists already. */
  sourceKeyTaken?: boolean;
  text?: string;
  /** A key or `unsure`. */
  touchPoint?: string | null;
  contact?: HumanContact;
  question?: string;
  channel?: string;
  askedAt?: Date | null;
  /** Looked up: why a question cannot go out on this channel, in a sentence; null where it can. */
  channelProblem?: string | null;
  /** The incoming message is an automatic reply. */
  automatic?: boolean;
  reason?: string;
  fix?: FixBody;
  /** T07: the question never reached the customer, so the time we waited counts as ours. */
  pauseWasOurs?: boolean;
  /** T12: a gesture of this cycle was just offered, or the one-up just waived. */
  gestureOffered?: boolean;
  waived?: boolean;
  answer?: Answer;
  closeReason?: CloseReason;
  followUp?: ({ how: 'call' | 'in_person' } & Answer) | { waived: FollowUpWaiver };
  cause?: string;
  /** Null: no such ticket, or not one this person may see. */
  target?: MergeTarget | null;
  keepGesture?: string;
}

/** What a guard is asked. */
export interface Asked {
  /** Null while a complaint is being logged. */
  ticket: TicketFacts | null;
  actor: Actor;
  /** Null where only "what may happen now?" is asked, without a body. */
  input: MoveInput | null;
  now: Date;
}

/** Null, or the one sentence that says what stands in the way. */
export type Guard = (asked: Asked) => string | null;
