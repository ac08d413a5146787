import type { View } from '../../../api/client';

type Wish = View<'PublishTemplate'>;
export type TemplateKey = Wish['key'];
export type TemplateChannel = NonNullable<Wish['channel']>;

export const TEMPLATE_CHANNELS = ['email', 'sms', 'chat', 'page'] as const satisfies readonly TemplateChannel[];

/** What is written and when, in the order in which a customer meets it. */
export const TEMPLATE_EVENTS = [
  ...(['receipt', 'owner_named', 'missed_call', 'status_step', 'still_working', 'late_note'] as const),
  ...(['question', 'chase_1', 'chase_2', 'lapse_notice', 'staff_reply', 'fix_summary', 'sorry_again'] as const),
  ...(['one_up_offer', 'one_up_offer_silent', 'one_up_done', 'voucher', 'voucher_reminder'] as const),
  ...(['survey', 'survey_reminder', 'closing_note', 'after_care_2', 'after_care_14', 'after_care_30'] as const),
  ...(['new_link', 'stop_confirmation', 'we_changed', 'staff_notice', 'invitation'] as const),
] as const satisfies readonly TemplateKey[];

/** Where one is: `receipt.email.en`. */
export interface TemplatePlace {
  readonly key: TemplateKey;
  readonly channel: TemplateChannel;
  readonly language: string;
}

export function placeOf(at: string | undefined): TemplatePlace | null {
  const [name, way, language] = (at ?? '').split('.');
  const key = TEMPLATE_EVENTS.find((one) => one === name);
  const channel = TEMPLATE_CHANNELS.find((one) => one === way);
  return key && channel && language ? { key, channel, language } : null;
}

export function addressOf({ key, channel, language }: TemplatePlace): string {
  return `${key}.${channel}.${language}`;
}
