import type { Severity } from '../clocks/clock.rules';
import type { Fulfilment } from '../clocks/default-policy.rules';
import type { Role } from '../staff/role.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';

/** A gesture type of the catalogue as the rules see it (domain.md 5.1). Money is in the smallest unit of `currency`. */

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

/** What a gift may hold that not everybody can or may take (edge 107). */
export const RESTRICTIONS = ['alcohol', 'allergy', 'faith'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

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
    /** Keys of touch points. */
    categories?: readonly string[];
    /** Trunks take in what grows on them: "de" is for "de-CH" too. */
    languages?: readonly string[];
    /** true: only for customers who are known to be of age. */
    ageOk?: boolean;
    /** true: only for business customers; false: only for everybody else. */
    b2b?: boolean;
    /** Only for customers of whom we know that it suits them. */
    restricted?: readonly Restriction[];
  };
  /** Customers with one of these marks do not get it (age, allergy, faith; edge 107). */
  excludedFlags: readonly string[];
  /** What the customer will read, for R5. */
  customerText: string;
}

/** They are redress (R3): the catalogue refuses them. */
export const OWED_KINDS: readonly string[] = ['refund', 'statutory', 'statutory_payment', 'compensation'];

/** Money that the customer gets or saves. */
export function isMoney(gestureClass: GestureClass): boolean {
  return gestureClass === 'money_now' || gestureClass === 'money_later';
}

/** An amount in words people use: 18 or 12.50, without the currency. */
export function amountWords(minor: number): string {
  return minor % 100 === 0 ? String(minor / 100) : (minor / 100).toFixed(2);
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** An amount with its currency as English writes it: $4.00. In the smallest unit of the currency. */
export function moneyWords(minor: number, currency: string): string {
  const format = moneyFormats.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency });
  moneyFormats.set(currency, format);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
