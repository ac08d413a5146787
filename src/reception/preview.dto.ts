import { CLOCKS, type ClockKind, type ClockName, SEVERITIES, type Severity } from '../clocks/clock.rules';
import { SPOKEN, type Spoken } from '../lifecycle/promise-words.rules';
import { HOLD_KINDS, type HoldKind } from '../lifecycle/holds.rules';
import { Choice, Choices, Duration, Flag, Instant, Key, ListOf, Minor, Nested, Text, Texts, Uuid } from '../platform/http/fields';
import { CHANNELS, type LoggedComplaintView, PromiseView } from '../tickets/complaint.dto';

/** What is known of a complaint while it is still being typed. */
export class PreviewComplaint {
  @Choice(CHANNELS) channel!: LoggedComplaintView['channel'];
  @Choice(SEVERITIES, { optional: true, note: 'worked out where it is not given' }) severity?: Severity;
  @Key({ optional: true }) location?: string;
  @Text({ optional: true, max: 63, note: 'key of a touch point, or "unsure"', example: 'phone_system' }) touchPoint?: string;
  @Uuid({ optional: true, note: 'whose language counts where none is given' }) customer?: string;
  @Choice(SPOKEN, { optional: true, note: 'of the sentences to say; default the customer’s, else English' }) language?: Spoken;
  @Choices(HOLD_KINDS, { optional: true }) holds?: HoldKind[];
  @Minor({ optional: true, note: 'money at stake' }) amountMinor?: number;
  @Minor({ optional: true, note: 'value of the order' }) orderMinor?: number;
  @Flag({ optional: true, note: 'the customer needs it today' }) eventToday?: boolean;
}

export class PreviewClockView {
  @Choice(CLOCKS) clock!: ClockName;
  @Instant() dueAt!: Date;
  @Duration() target!: string;
  @Choice(['business', 'elapsed'], { note: 'business: only opening hours count' }) kind!: ClockKind;
}

/** What would be promised if it were saved now. */
export class PreviewView {
  @Choice(SEVERITIES) severity!: Severity;
  @Text({ note: 'why this one' }) severityReason!: string;
  @Nested(() => PromiseView, { nullable: true }) promise!: PromiseView | null;
  @ListOf(() => PreviewClockView, { note: 'the first to be due, first' }) clocks!: PreviewClockView[];
  @Texts({ max: 400, note: 'two sentences to say to the customer' }) say!: string[];
}
