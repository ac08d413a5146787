import type { Role } from '../staff/role.rules';

/** The twenty moves of a gesture (domain.md 5.3). `who` names the least roles; budget and stock belong to the same transaction. */

export const GESTURE_STATES = [
  'suggested',
  'pending_approval',
  'approved',
  'offered',
  'accepted',
  'fulfilled',
  'redeemed',
  'unredeemed',
  'dismissed',
  'rejected',
  'lapsed',
  'declined',
  'expired',
  'revoked',
  'fulfil_failed',
  'substituted',
] as const;
export type GestureState = (typeof GESTURE_STATES)[number];

export type GestureEvent =
  | 'suggest'
  | 'request'
  | 'take'
  | 'approve'
  | 'reject'
  | 'approval_timeout'
  | 'offer'
  | 'accept'
  | 'decline'
  | 'offer_expired'
  | 'fulfil'
  | 'fulfil_failed'
  | 'retry'
  | 'substitute'
  | 'revoke'
  | 'revoke_accepted'
  | 'redeem'
  | 'voucher_expired'
  | 'dismiss'
  | 'ticket_moved_on';

export type GestureGuard =
  | 'ticket_live'
  | 'rules_pass'
  | 'over_own_limit_or_flagged'
  | 'within_own_limit'
  | 'budget_ok'
  | 'stock_ok'
  | 'caps_ok'
  | 'not_requester'
  | 'reason'
  | 'approval_clock_200_percent'
  | 'fix_delivered_this_cycle'
  | 'apology_and_explanation_recorded'
  | 'no_gesture_hold'
  | 'reachable_or_present'
  | 'before_expiry'
  | 'not_revoked'
  | 'past_offer_expiry'
  | 'proof_of_fulfilment'
  | 'actual_cost_within_reserve_or_override'
  | 'new_gesture_of_at_least_equal_face_value'
  | 'customer_told_if_offered'
  | 'customer_told'
  | 'voucher'
  | 'single_use'
  | 'past_validity'
  | 'facts_changed_or_other_chosen'
  | 'ticket_reopened_withdrawn_merged_or_lapsed_before_offer';

export interface GestureTransition {
  id: string;
  event: GestureEvent;
  from: readonly (GestureState | null)[];
  to: GestureState;
  who: readonly Role[];
  guards: readonly GestureGuard[];
  /** Empty: nothing happens to it. */
  budget: '' | 'commit' | 'release' | 'reserve';
  stock: '' | 'consume' | 'release' | 'reserve';
}

export const GESTURE_TRANSITIONS: readonly GestureTransition[] = [
  {
    id: 'G01',
    event: 'suggest',
    from: [null],
    to: 'suggested',
    who: ['system'],
    guards: ['ticket_live', 'rules_pass'],
    budget: '',
    stock: '',
  },
  {
    id: 'G02',
    event: 'request',
    from: ['suggested'],
    to: 'pending_approval',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['over_own_limit_or_flagged'],
    budget: '',
    stock: '',
  },
  {
    id: 'G03',
    event: 'take',
    from: ['suggested'],
    to: 'approved',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['within_own_limit', 'budget_ok', 'stock_ok', 'caps_ok'],
    budget: 'reserve',
    stock: 'reserve',
  },
  {
    id: 'G04',
    event: 'approve',
    from: ['pending_approval'],
    to: 'approved',
    who: ['lead', 'manager', 'area_manager'],
    guards: ['not_requester', 'within_own_limit', 'budget_ok', 'stock_ok'],
    budget: 'reserve',
    stock: 'reserve',
  },
  {
    id: 'G05',
    event: 'reject',
    from: ['pending_approval'],
    to: 'rejected',
    who: ['lead', 'manager', 'area_manager'],
    guards: ['reason'],
    budget: '',
    stock: '',
  },
  {
    id: 'G06',
    event: 'approval_timeout',
    from: ['pending_approval'],
    to: 'lapsed',
    who: ['system'],
    guards: ['approval_clock_200_percent'],
    budget: '',
    stock: '',
  },
  {
    id: 'G07',
    event: 'offer',
    from: ['approved'],
    to: 'offered',
    who: ['agent', 'vendor_agent', 'lead', 'manager', 'system'],
    guards: ['fix_delivered_this_cycle', 'apology_and_explanation_recorded', 'no_gesture_hold', 'reachable_or_present'],
    budget: '',
    stock: '',
  },
  {
    id: 'G08',
    event: 'accept',
    from: ['offered'],
    to: 'accepted',
    who: ['customer', 'agent', 'vendor_agent', 'lead', 'system'],
    guards: ['before_expiry', 'not_revoked'],
    budget: '',
    stock: '',
  },
  {
    id: 'G09',
    event: 'decline',
    from: ['offered'],
    to: 'declined',
    who: ['customer', 'agent', 'vendor_agent', 'lead'],
    guards: [],
    budget: 'release',
    stock: 'release',
  },
  {
    id: 'G10',
    event: 'offer_expired',
    from: ['offered'],
    to: 'expired',
    who: ['system'],
    guards: ['past_offer_expiry'],
    budget: 'release',
    stock: 'release',
  },
  {
    id: 'G11',
    event: 'fulfil',
    from: ['accepted'],
    to: 'fulfilled',
    who: ['system', 'agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['proof_of_fulfilment', 'actual_cost_within_reserve_or_override'],
    budget: 'commit',
    stock: 'consume',
  },
  {
    id: 'G12',
    event: 'fulfil_failed',
    from: ['accepted'],
    to: 'fulfil_failed',
    who: ['system', 'agent', 'lead', 'manager'],
    guards: ['reason'],
    budget: '',
    stock: '',
  },
  {
    id: 'G13',
    event: 'retry',
    from: ['fulfil_failed'],
    to: 'accepted',
    who: ['system', 'agent', 'lead', 'manager'],
    guards: [],
    budget: '',
    stock: '',
  },
  {
    id: 'G14',
    event: 'substitute',
    from: ['fulfil_failed'],
    to: 'substituted',
    who: ['lead', 'manager'],
    guards: ['new_gesture_of_at_least_equal_face_value'],
    budget: 'release',
    stock: 'release',
  },
  {
    id: 'G15',
    event: 'revoke',
    from: ['approved', 'offered'],
    to: 'revoked',
    who: ['lead', 'manager'],
    guards: ['reason', 'customer_told_if_offered'],
    budget: 'release',
    stock: 'release',
  },
  {
    id: 'G16',
    event: 'revoke_accepted',
    from: ['accepted'],
    to: 'substituted',
    who: ['manager'],
    guards: ['reason', 'new_gesture_of_at_least_equal_face_value', 'customer_told'],
    budget: 'release',
    stock: 'release',
  },
  {
    id: 'G17',
    event: 'redeem',
    from: ['fulfilled'],
    to: 'redeemed',
    who: ['agent', 'pos'],
    guards: ['voucher', 'single_use'],
    budget: '',
    stock: '',
  },
  {
    id: 'G18',
    event: 'voucher_expired',
    from: ['fulfilled'],
    to: 'unredeemed',
    who: ['system'],
    guards: ['voucher', 'past_validity'],
    budget: '',
    stock: '',
  },
  {
    id: 'G19',
    event: 'dismiss',
    from: ['suggested'],
    to: 'dismissed',
    who: ['agent', 'vendor_agent', 'lead', 'manager', 'system'],
    guards: ['facts_changed_or_other_chosen'],
    budget: '',
    stock: '',
  },
  {
    id: 'G20',
    event: 'ticket_moved_on',
    from: ['suggested', 'pending_approval', 'approved'],
    to: 'revoked',
    who: ['system'],
    guards: ['ticket_reopened_withdrawn_merged_or_lapsed_before_offer'],
    budget: 'release',
    stock: 'release',
  },
];
