import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { TicketEvent } from '../lifecycle/ticket-table.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import type { GestureState } from './gesture-table.rules';

/** What the gesture machine is asked: a gesture, what happens around it, and what comes with the event. */

/** The gesture as stored, with the price and the terms of its own version (edge 89). */
export interface GestureFacts {
  /** Null: not suggested yet. */
  state: GestureState | null;
  type: GestureTypeFacts;
  /** What was reserved when it was taken. */
  costMinor: number;
  faceMinor: number;
  requestedBy: string | null;
  /** Somebody above whoever asked said yes. */
  approvedAbove: boolean;
  /** End of the offer; null before it was offered. */
  expiresAt: Date | null;
  voucher: boolean;
  voucherUsed: boolean;
  voucherEndsAt: Date | null;
  /** How often the fulfilment was tried again. */
  retries: number;
}

/** What comes with an event, and what the service looked up for it. Every event reads only its own. */
export interface GestureInput {
  reason?: string;
  note?: string;
  proof?: string;
  customerTold?: boolean;
  /** It takes the place of a gift that was promised before. */
  replaces?: boolean;
  /** The gesture that takes this one's place. */
  substituteFaceMinor?: number;
  ticketEvent?: TicketEvent;
  /** Why the person's gifts of today are enough, in a sentence; known only once the day's sum was asked. */
  dayProblem?: string;
  reportsToRequester?: boolean;
  /** Share of the approval clock's target used up. */
  approvalUsed?: number;
  /** The last moment of the voucher that was given for it. */
  voucherEndsAt?: Date;
}

export interface GestureAsked {
  gesture: GestureFacts;
  facts: OneUpFacts;
  input: GestureInput;
  now: Date;
}
