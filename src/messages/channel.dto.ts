import { Choice, Flag, Instant, Int, ListOf, Nested, Text } from '../platform/http/fields';
import { CHANNELS, type Channel } from './message.rules';

export const PAUSABLE = ['email', 'sms', 'chat'] as const;

export class ChannelParam {
  @Choice(CHANNELS)
  channel!: Channel;
}

export class PauseChannel {
  @Text({ max: 300 })
  reason!: string;

  @Instant({ note: 'from then on it goes on by itself; at most 7 days from now' })
  until!: Date;
}

/** No body is needed. */
export class ResumeChannel {
  @Text({ optional: true, max: 300, note: 'why; kept in the audit trail' })
  note?: string;
}

export class ChannelPauseView {
  @Text() by!: string;
  @Text({ max: 300 }) reason!: string;
  @Instant() until!: Date;
}

/** How one way out of the house is doing. */
export class ChannelView {
  @Choice(CHANNELS) channel!: Channel;
  @Flag({ note: 'there is a provider, or it needs none' }) configured!: boolean;
  @Instant({ nullable: true, note: 'among the last messages that were sent' }) lastSuccessAt!: Date | null;
  @Int({ note: 'due and not sent yet, held for want of a provider or for a person' }) waiting!: number;
  @Instant({ nullable: true }) oldestWaitingSince!: Date | null;
  @Int({ note: 'may have arrived' }) uncertain!: number;
  @Int({ note: 'given up in the last 7 days' }) dead!: number;
  @Int({ nullable: true, note: 'null: as many as the provider takes' }) ratePerMinute!: number | null;
  @Nested(() => ChannelPauseView, { nullable: true }) paused!: ChannelPauseView | null;
}

/** Automatic messages of all channels stand still until a person lets them go on. */
export class BreakerView {
  @Instant() since!: Date;
  @Int({ note: 'automatic messages in the hour before' }) lastHour!: number;
  @Int({ note: 'in the same hour a week before' }) weekBefore!: number;
}

export class ChannelList {
  @Nested(() => BreakerView, { nullable: true, note: 'null: they leave as ever' })
  breaker!: BreakerView | null;

  @ListOf(() => ChannelView)
  items!: ChannelView[];
}
