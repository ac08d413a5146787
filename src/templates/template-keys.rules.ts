/** Which texts there are, by what they are for (domain.md 6.1, 6.2). */

export const TEMPLATE_CHANNELS = ['email', 'sms', 'chat', 'page'] as const;
export type TemplateChannel = (typeof TEMPLATE_CHANNELS)[number];

export type TemplateClass = 'service' | 'gesture' | 'survey' | 'marketing' | 'staff';

/** A kind of message, or a form of one that has words of its own. */
export const TEMPLATE_CLASSES = {
  receipt: 'service',
  owner_named: 'service',
  missed_call: 'service',
  status_step: 'service',
  still_working: 'service',
  late_note: 'service',
  question: 'service',
  chase_1: 'service',
  chase_2: 'service',
  lapse_notice: 'service',
  fix_summary: 'service',
  one_up_offer: 'gesture',
  one_up_offer_silent: 'gesture',
  one_up_done: 'gesture',
  voucher: 'gesture',
  voucher_reminder: 'gesture',
  survey: 'survey',
  survey_reminder: 'survey',
  sorry_again: 'service',
  closing_note: 'service',
  after_care_2: 'service',
  after_care_14: 'service',
  after_care_30: 'service',
  new_link: 'service',
  contact_code: 'service',
  contact_confirm: 'service',
  contact_changed: 'service',
  stop_confirmation: 'service',
  we_changed: 'marketing',
  staff_reply: 'service',
  staff_notice: 'staff',
  invitation: 'staff',
} as const satisfies Readonly<Record<string, TemplateClass>>;

export type TemplateKey = keyof typeof TEMPLATE_CLASSES;
export type StaffKey = 'staff_notice' | 'invitation';
/** What customers read. */
export type CustomerKey = Exclude<TemplateKey, StaffKey>;

export const TEMPLATE_KEYS = Object.keys(TEMPLATE_CLASSES) as TemplateKey[];
export const CUSTOMER_KEYS = TEMPLATE_KEYS.filter((key): key is CustomerKey => !isForStaff(key));

export function isTemplateKey(key: string): key is TemplateKey {
  return Object.hasOwn(TEMPLATE_CLASSES, key);
}

/** These may reach somebody who is not the customer: a wrong or an old address. The customer's page is none of theirs. */
const WITHOUT_LINK: readonly TemplateKey[] = ['contact_code', 'contact_confirm', 'contact_changed'];

export function carriesLink(key: TemplateKey): boolean {
  return !WITHOUT_LINK.includes(key);
}

export function isForStaff(key: TemplateKey): key is StaffKey {
  return TEMPLATE_CLASSES[key] === 'staff';
}
