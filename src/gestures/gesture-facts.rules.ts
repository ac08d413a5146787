import type { Severity } from '../clocks/clock.rules';
import type { Fulfilment } from '../clocks/default-policy.rules';
import type { Actor, Role } from '../staff/role.rules';
import type { Decision, Fault } from '../lifecycle/fix.rules';
import type { HoldKind } from '../lifecycle/holds.rules';
import type { Mood } from '../lifecycle/severity.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';

/** The plain facts the gesture rules judge by (domain.md 5.1). Money is in the smallest unit of `currency`. */

export const GESTURE_CLASSES = ['money_now', 'money_later', 'goods', 'service', 'attention', 'time'] as const;
export type GestureClass = (typeof GESTURE_CLASSES)[number];

export const GESTURE_KINDS = [
  'free_service',
  'upgrade',
  'priority',
  'courier',
  'credit',
  'discount_amount',
  'discount_percent',
  'product_gift',
  'card',
  'call',
  'donation',
  'extended_cover',
  'custom',
] as const;

/** A gesture type of the catalogue, in the version that counts for this gesture. */
export interface GestureTypeFacts {
  code: string;
  name: string;
  class: GestureClass;
  /** One of `GESTURE_KINDS`; a text, because R3 judges what people put into the catalogue. */
  kind: string;
  /** What it is expected to cost us. */
  costMinor: number;
  /** The value named to the customer; 0 where none is named. */
  faceMinor: number;
  currency: string;
  needsSpend: boolean;
  needsAddress: boolean;
  needsContact: boolean;
  needsVisit: boolean;
  requiresNote: boolean;
  /** Given without the customer having to accept it. */
  silent: boolean;
  authorityRoleMin: Role | null;
  fulfilment: Fulfilment;
  leadMinutes: number;
  combinable: boolean;
  /** Share of vouchers expected to be used; null counts as all. */
  redemptionRate: number | null;
  offerDays: number;
  validFrom: Date | null;
  validTo: Date | null;
  status: 'draft' | 'active' | 'paused' | 'retired';
  /** A missing list allows all. */
  eligible: {
    severities?: readonly Severity[];
    failureClasses?: readonly FailureClass[];
    channels?: readonly string[];
    locations?: readonly string[];
  };
  /** Customers with one of these marks do not get it (age, allergy, faith; edge 107). */
  excludedFlags: readonly string[];
  /** What the customer will read, for R5. */
  customerText: string;
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
  /** A fix of this cycle was delivered. */
  fixDelivered: boolean;
  /** The fix says that an apology was given, or why not (settled.md 34: the explanation is the fix summary). */
  apologyRecorded: boolean;
  /** From the second cycle: the fix says what is different this time. */
  whatChangedTold: boolean;
  holds: readonly { kind: HoldKind }[];
  subjectStaffId: string | null;
  customerKnown: boolean;
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
}

/** Money that the customer gets or saves. */
export function isMoney(gestureClass: GestureClass): boolean {
  return gestureClass === 'money_now' || gestureClass === 'money_later';
}

/** An amount in words people use: 18 or 12.50, without the currency. */
export function amountWords(minor: number): string {
  return minor % 100 === 0 ? String(minor / 100) : (minor / 100).toFixed(2);
}
