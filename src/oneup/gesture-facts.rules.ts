import type { Severity } from '../clocks/clock.rules';
import type { Limits } from '../authority/limits.rules';
import type { GestureClass } from '../catalogue/gesture-type-facts.rules';
import type { Actor } from '../staff/role.rules';
import type { Decision, Fault } from '../lifecycle/fix.rules';
import type { HoldKind } from '../lifecycle/holds.rules';
import type { Mood } from '../lifecycle/severity.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import type { CapFacts } from './caps.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';

/** The plain facts the gesture rules judge by. Money is in the smallest unit of `currency`. */

/** What the tightest budget has left until its period ends. */
export interface BudgetLeft {
  leftMinor: number;
  until: Date;
}

export interface ActiveGesture {
  code: string;
  combinable: boolean;
  costMinor: number;
  faceMinor: number;
}

/** The ticket, the customer and the person at the screen, as the rules see them. */
export interface OneUpFacts {
  actor: Actor;
  state: TicketState;
  cycle: number;
  severity: Severity;
  mood: Mood;
  failureClass: FailureClass;
  fault: Fault | null;
  decision: Decision | null;
  lossMinor: number | null;
  priceMinor: number | null;
  redressState: 'none' | 'scheduled' | 'paid';
  redressMinor: number;
  currency: string;
  channel: string;
  location: string;
  /** IANA name of the location's zone. */
  zone: string;
  /** A fix of this cycle was delivered. */
  fixDelivered: boolean;
  /** The fix says that an apology was given, or why not (settled.md 34: the explanation is the fix summary). */
  apologyRecorded: boolean;
  /** From the second cycle: the fix says what is different this time. */
  whatChangedTold: boolean;
  holds: readonly { kind: HoldKind }[];
  subjectStaffId: string | null;
  customerKnown: boolean;
  /** The customer's language; null where nobody knows it. */
  language: string | null;
  /** Key of the touch point where it went wrong; null = nobody is sure. */
  category: string | null;
  /** Marks of the customer (docs/words.md). */
  customerFlags: readonly string[];
  businessCustomer: boolean;
  reachable: { email: boolean; phone: boolean; post: boolean };
  canVisit: boolean;
  /** The customer stands here: it can be handed over on the spot. */
  present: boolean;
  /** What this customer was offered before. `thisTicket`: in an earlier cycle of this ticket. */
  previousTypes: readonly { code: string; at: Date; thisTicket: boolean }[];
  /** Promised or given in this cycle, without the gesture that is judged. */
  activeGestures: readonly ActiveGesture[];
  /** R7 is lifted, because everything else is excluded (`nothingElseLeft` of the ranking). */
  nothingElseLeft?: boolean;
  /** Offers of this cycle that the customer declined. */
  declinedOffers: number;
  /** What each role may give. */
  limits: Limits;
  /** What this customer was given in the last year. */
  caps: CapFacts;
  /** Pieces left here, by the code of the type; a type that is not counted is not named. */
  stockLeft: Readonly<Record<string, number>>;
  /** Money left for each class of gift; a class without a budget is not named. */
  budgetLeft: Readonly<Partial<Record<GestureClass, BudgetLeft>>>;
}
