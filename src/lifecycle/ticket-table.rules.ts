import type { ClockName, Verb } from '../clocks/clock.rules';
import type { Role } from '../staff/role.rules';
import type { TicketState } from './ticket-facts.rules';

/** The twenty moves of a ticket (domain.md 3.2). `from` null is a complaint that is no ticket yet; `who` names the least roles. */

export type TicketEvent =
  | 'log_async'
  | 'log_live'
  | 'log_fixed_on_spot'
  | 'first_contact'
  | 'ask_customer'
  | 'customer_answered'
  | 'resume_without_answer'
  | 'lapse'
  | 'fix_delivered'
  | 'fixed_at_first_contact'
  | 'fix_failed'
  | 'one_up_settled'
  | 'bad_answer'
  | 'close'
  | 'reopen'
  | 'withdraw'
  | 'merge'
  | 'unmerge'
  | 'void'
  | 'unvoid';

export type TicketGuard =
  | 'source_key_unique'
  | 'what_and_touch_point'
  | 'fix_complete'
  | 'not_upheld_needs_lead'
  | 'human_contact_logged'
  | 'question_sent'
  | 'reachable'
  | 'inbound_not_auto_reply'
  | 'reason_or_pause_cap'
  | 'two_chases'
  | 'ten_business_days'
  | 'severity_3_or_4_or_lead'
  | 'reason'
  | 'gesture_offered_or_settled'
  | 'no_gesture_hold_or_waived'
  | 'csat_le_2_or_not_fixed'
  | 'fix_done'
  | 'gesture_settled'
  | 'follow_up_done_or_waived'
  | 'cause_recorded'
  | 'no_close_hold'
  | 'redress_paid'
  | 'outcome_set'
  | 'within_reopen_window_or_manager'
  | 'customer_request_logged'
  | 'same_customer_or_lead'
  | 'target_live'
  | 'max_one_active_gesture_or_lead'
  | 'within_7_days'
  | 'void_reason'
  | 'no_gesture_beyond_suggested'
  | 'own_within_60_min_or_lead'
  | 'within_30_days';

/** The message that goes out with a move; empty for none. */
export type Sends = 'receipt' | 'fix_summary' | '' | 'question' | 'lapse_notice' | 'sorry_again' | 'closing_note';

export interface TicketTransition {
  id: string;
  event: TicketEvent;
  from: readonly (TicketState | null)[];
  to: TicketState;
  who: readonly Role[];
  guards: readonly TicketGuard[];
  /** What happens to which clock; `*` is every clock of the ticket that is not named beside it. */
  timers: Readonly<Partial<Record<ClockName | '*', Verb>>>;
  sends: Sends;
}

export const TRANSITIONS: readonly TicketTransition[] = [
  {
    id: 'T01',
    event: 'log_async',
    from: [null],
    to: 'new',
    who: ['system', 'agent', 'vendor_agent', 'follow_up'],
    guards: ['source_key_unique'],
    timers: { contact: 'arm', fix: 'arm', statutory: 'arm' },
    sends: 'receipt',
  },
  {
    id: 'T02',
    event: 'log_live',
    from: [null],
    to: 'open',
    who: ['agent', 'vendor_agent', 'follow_up'],
    guards: ['what_and_touch_point'],
    timers: { contact: 'met', fix: 'arm', update: 'arm', statutory: 'arm' },
    sends: 'receipt',
  },
  {
    id: 'T03',
    event: 'log_fixed_on_spot',
    from: [null],
    to: 'fixed',
    who: ['agent', 'vendor_agent', 'follow_up'],
    guards: ['what_and_touch_point', 'fix_complete', 'not_upheld_needs_lead'],
    timers: { contact: 'met', fix: 'met', one_up: 'arm', statutory: 'met' },
    sends: 'fix_summary',
  },
  {
    id: 'T04',
    event: 'first_contact',
    from: ['new'],
    to: 'open',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['human_contact_logged'],
    timers: { contact: 'stop', update: 'arm' },
    sends: '',
  },
  {
    id: 'T05',
    event: 'ask_customer',
    from: ['open'],
    to: 'waiting_customer',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['question_sent', 'reachable'],
    timers: { contact: 'stop', fix: 'pause', update: 'clear', chase: 'arm' },
    sends: 'question',
  },
  {
    id: 'T06',
    event: 'customer_answered',
    from: ['waiting_customer'],
    to: 'open',
    who: ['system', 'agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['inbound_not_auto_reply'],
    timers: { fix: 'resume', update: 'arm', chase: 'clear' },
    sends: '',
  },
  {
    id: 'T07',
    event: 'resume_without_answer',
    from: ['waiting_customer'],
    to: 'open',
    who: ['agent', 'vendor_agent', 'lead', 'manager', 'system'],
    guards: ['reason_or_pause_cap'],
    timers: { fix: 'resume', update: 'arm', chase: 'clear' },
    sends: '',
  },
  {
    id: 'T08',
    event: 'lapse',
    from: ['waiting_customer'],
    to: 'closed',
    who: ['system', 'lead', 'manager'],
    guards: ['two_chases', 'ten_business_days', 'severity_3_or_4_or_lead'],
    timers: { fix: 'clear', chase: 'clear', statutory: 'clear', reopen_window: 'arm' },
    sends: 'lapse_notice',
  },
  {
    id: 'T09',
    event: 'fix_delivered',
    from: ['open'],
    to: 'fixed',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['fix_complete', 'not_upheld_needs_lead'],
    timers: { contact: 'stop', fix: 'stop', update: 'clear', one_up: 'arm', statutory: 'stop' },
    sends: 'fix_summary',
  },
  {
    id: 'T10',
    event: 'fixed_at_first_contact',
    from: ['new'],
    to: 'fixed',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['human_contact_logged', 'fix_complete', 'not_upheld_needs_lead'],
    timers: { contact: 'stop', fix: 'stop', one_up: 'arm', statutory: 'stop' },
    sends: 'fix_summary',
  },
  {
    id: 'T11',
    event: 'fix_failed',
    from: ['fixed'],
    to: 'open',
    who: ['agent', 'vendor_agent', 'lead', 'manager', 'system'],
    guards: ['reason'],
    timers: { one_up: 'clear', fix: 'rearm', contact: 'rearm', update: 'arm', statutory: 'resume' },
    sends: 'sorry_again',
  },
  {
    id: 'T12',
    event: 'one_up_settled',
    from: ['fixed'],
    to: 'following_up',
    who: ['system'],
    guards: ['gesture_offered_or_settled', 'no_gesture_hold_or_waived'],
    timers: { one_up: 'stop', follow_up: 'arm' },
    sends: '',
  },
  {
    id: 'T13',
    event: 'bad_answer',
    from: ['following_up'],
    to: 'open',
    who: ['system', 'agent', 'lead', 'manager', 'follow_up'],
    guards: ['csat_le_2_or_not_fixed'],
    timers: { follow_up: 'clear', survey_window: 'clear', fix: 'rearm', contact: 'rearm', update: 'arm', statutory: 'resume' },
    sends: 'sorry_again',
  },
  {
    id: 'T14',
    event: 'close',
    from: ['following_up'],
    to: 'closed',
    who: ['system', 'agent', 'lead', 'manager', 'follow_up'],
    guards: ['fix_done', 'gesture_settled', 'follow_up_done_or_waived', 'cause_recorded', 'no_close_hold', 'redress_paid', 'outcome_set'],
    timers: { follow_up: 'stop', survey_window: 'clear', reopen_window: 'arm' },
    sends: 'closing_note',
  },
  {
    id: 'T15',
    event: 'reopen',
    from: ['closed'],
    to: 'open',
    who: ['system', 'agent', 'vendor_agent', 'lead', 'manager', 'follow_up'],
    guards: ['within_reopen_window_or_manager'],
    timers: { reopen_window: 'clear', fix: 'rearm', contact: 'rearm', update: 'arm', statutory: 'resume' },
    sends: 'sorry_again',
  },
  {
    id: 'T16',
    event: 'withdraw',
    from: ['new', 'open', 'waiting_customer', 'fixed', 'following_up'],
    to: 'closed',
    who: ['agent', 'vendor_agent', 'lead', 'manager'],
    guards: ['customer_request_logged'],
    timers: { '*': 'clear', reopen_window: 'arm' },
    sends: 'closing_note',
  },
  {
    id: 'T17',
    event: 'merge',
    from: ['new', 'open', 'waiting_customer', 'fixed', 'following_up'],
    to: 'merged',
    who: ['agent', 'lead', 'manager', 'system'],
    guards: ['same_customer_or_lead', 'target_live', 'max_one_active_gesture_or_lead'],
    timers: { '*': 'clear' },
    sends: '',
  },
  {
    id: 'T18',
    event: 'unmerge',
    from: ['merged'],
    to: 'open',
    who: ['lead', 'manager'],
    guards: ['within_7_days'],
    timers: { fix: 'resume', contact: 'resume', update: 'arm', statutory: 'resume' },
    sends: '',
  },
  {
    id: 'T19',
    event: 'void',
    from: ['new', 'open', 'waiting_customer'],
    to: 'void',
    who: ['agent', 'lead', 'manager', 'system'],
    guards: ['void_reason', 'no_gesture_beyond_suggested', 'own_within_60_min_or_lead'],
    timers: { '*': 'clear' },
    sends: '',
  },
  {
    id: 'T20',
    event: 'unvoid',
    from: ['void'],
    to: 'open',
    who: ['lead', 'manager'],
    guards: ['within_30_days'],
    timers: { fix: 'resume', contact: 'resume', update: 'arm', statutory: 'resume' },
    sends: '',
  },
];
