import { DEFAULT_LIMITS } from '../../src/authority/limits.rules';
import { noHistory } from '../../src/oneup/caps.rules';
import type { GestureTypeFacts } from '../../src/catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from '../../src/oneup/gesture-facts.rules';
import type { GestureFacts } from '../../src/oneup/gesture-asked.rules';
import { actor } from './ticket-facts';

/** Gifts and tickets for the specs of the gesture rules; the catalogue is the one a desk starts with (settled.md 40). */

export function gestureType(over: Partial<GestureTypeFacts> = {}): GestureTypeFacts {
  return {
    code: 'car_wash',
    name: 'Car wash',
    class: 'service',
    kind: 'free_service',
    costMinor: 600,
    faceMinor: 1500,
    currency: 'USD',
    needsSpend: false,
    needsAddress: false,
    needsContact: false,
    needsVisit: false,
    requiresNote: false,
    silent: false,
    authorityRoleMin: null,
    fulfilment: 'handover',
    leadMinutes: 0,
    combinable: false,
    redemptionRate: null,
    offerDays: 14,
    validFrom: null,
    validTo: null,
    status: 'active',
    eligible: {},
    excludedFlags: [],
    customerText: 'A car wash on us, because we kept you waiting.',
    ...over,
  };
}

const DAY_MINUTES = 24 * 60;

function starter(code: string, cost: number, face: number, over: Partial<GestureTypeFacts>): GestureTypeFacts {
  return gestureType({ code, name: code.replaceAll('_', ' '), costMinor: cost, faceMinor: face, ...over });
}

const visit: Partial<GestureTypeFacts> = { class: 'service', kind: 'free_service', fulfilment: 'handover', needsVisit: true };

export const STARTERS: readonly GestureTypeFacts[] = [
  starter('oil_change', 1800, 4500, visit),
  starter('car_wash', 600, 1500, visit),
  starter('tyre_rotation', 1000, 2500, visit),
  starter('next_visit_upgrade', 800, 3000, { ...visit, kind: 'upgrade' }),
  starter('product_gift', 500, 1200, { class: 'goods', kind: 'product_gift' }),
  starter('card', 200, 0, {
    class: 'attention',
    kind: 'card',
    fulfilment: 'post',
    needsAddress: true,
    requiresNote: true,
    leadMinutes: 3 * DAY_MINUTES,
  }),
  starter('manager_call', 600, 0, { class: 'attention', kind: 'call', fulfilment: 'task', needsContact: true, requiresNote: true }),
  starter('courier', 1200, 2000, { class: 'time', kind: 'courier', fulfilment: 'courier', needsAddress: true, leadMinutes: DAY_MINUTES }),
  starter('priority_slot', 100, 1000, { class: 'time', kind: 'priority', fulfilment: 'booking' }),
  starter('credit_10', 1000, 1000, { class: 'money_now', kind: 'credit', fulfilment: 'credit' }),
  starter('extra_cover_6m', 400, 2500, { class: 'service', kind: 'extended_cover', fulfilment: 'credit' }),
  starter('donation', 500, 500, { class: 'attention', kind: 'donation', fulfilment: 'task' }),
  starter('own_idea', 0, 0, { class: 'attention', kind: 'custom', fulfilment: 'task' }),
  starter('off_15', 900, 1500, { class: 'money_later', kind: 'discount_percent', fulfilment: 'code', needsSpend: true }),
];

export function oneUpFacts(over: Partial<OneUpFacts> = {}): OneUpFacts {
  return {
    actor: actor('agent'),
    state: 'fixed',
    cycle: 1,
    severity: 'S3',
    mood: 'calm',
    failureClass: 'failed_service',
    fault: 'ours',
    decision: 'upheld',
    lossMinor: null,
    priceMinor: null,
    redressState: 'none',
    redressMinor: 0,
    currency: 'USD',
    channel: 'phone',
    location: 'main',
    fixDelivered: true,
    apologyRecorded: true,
    whatChangedTold: false,
    holds: [],
    subjectStaffId: null,
    customerKnown: true,
    language: 'en',
    category: 'service_support',
    customerFlags: [],
    businessCustomer: false,
    reachable: { email: true, phone: true, post: true },
    canVisit: true,
    present: false,
    previousTypes: [],
    activeGestures: [],
    declinedOffers: 0,
    zone: 'UTC',
    limits: DEFAULT_LIMITS,
    caps: noHistory('USD'),
    stockLeft: {},
    budgetLeft: {},
    ...over,
  };
}

export function gestureFacts(over: Partial<GestureFacts> = {}): GestureFacts {
  return {
    state: 'suggested',
    type: gestureType(),
    costMinor: 600,
    faceMinor: 1500,
    requestedBy: null,
    approvedAbove: false,
    expiresAt: null,
    voucher: false,
    voucherUsed: false,
    voucherEndsAt: null,
    retries: 0,
    ...over,
  };
}
