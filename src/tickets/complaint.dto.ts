import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import { Choice, Choices, Flag, Instant, Int, Key, Minor, Nested, Text, Uuid } from '../platform/http/fields';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';
import { FixDto } from './fix.dto';
import { SPOKEN, type Spoken } from '../lifecycle/promise-words.rules';
import { HOLD_KINDS, type HoldKind } from '../lifecycle/holds.rules';
import { MOODS, type Mood } from '../lifecycle/severity.rules';
import type { TicketChannel } from './ticket.entity';

export const CHANNELS = ['phone', 'email', 'chat', 'in_person', 'web_form'] as const;
export const WANTS = ['refund', 'repair', 'replacement', 'apology', 'information', 'call_back', 'other'] as const;

export class ComplainantBody {
  @Uuid({ optional: true, note: 'a customer picked from GET customers/match' }) id?: string;
  @Text({ optional: true, max: 200 }) name?: string;
  @Text({ optional: true, max: 320 }) email?: string;
  @Text({ optional: true, max: 60 }) phone?: string;
  @Text({ optional: true, max: 200, note: 'your own number of the customer' }) externalId?: string;
}

/** A complaint as a person logs it, on the phone or at the counter, or as a form sends it. */
export class LogComplaint {
  @Choice(CHANNELS) channel!: TicketChannel;
  @Text({ max: 20_000, note: 'what happened, in the customer’s words' }) text!: string;
  @Nested(() => ComplainantBody, { optional: true }) customer?: ComplainantBody;
  @Flag({ optional: true, note: 'the customer does not want to be known' }) anonymous?: boolean;
  @Text({ optional: true, max: 63, note: 'key of a touch point, or "unsure"; required when a person logs', example: 'phone_system' })
  touchPoint?: string;
  @Key({ optional: true }) location?: string;
  @Choice(SEVERITIES, { optional: true, note: 'worked out where it is not given' }) severity?: Severity;
  @Choice(MOODS, { optional: true }) mood?: Mood;
  @Instant({ optional: true, note: 'start of the call, if it was not now' }) receivedAt?: Date;
  @Int({ optional: true, max: 86_400, note: 'how long the caller waited' }) holdSeconds?: number;
  @Text({ optional: true, max: 200, note: 'the telephone system’s id of the call: the same call opens one ticket' }) callId?: string;
  @Choices(WANTS, { optional: true }) wants?: string[];
  @Text({ optional: true, max: 40, note: 'id or number of a ticket that this belongs to' }) ticket?: string;
  @Text({ optional: true, max: 40, note: 'id or number of a ticket that this is about: opens a linked one' }) aboutTicket?: string;
  @Nested(() => FixDto, { optional: true, note: 'where it was put right on the spot' }) fix?: FixDto;
  @Minor({ optional: true, note: 'money at stake' }) amountMinor?: number;
  @Minor({ optional: true, note: 'value of the order' }) orderMinor?: number;
  @Flag({ optional: true, note: 'the customer needs it today' }) eventToday?: boolean;
  @Choices(HOLD_KINDS, { optional: true }) holds?: HoldKind[];
  @Text({ optional: true, max: 35 }) language?: string;
  @Choice(SPOKEN, { optional: true, note: 'of the promise that is read aloud; English, if not given' }) speak?: Spoken;
  @Text({ optional: true, max: 64 }) zone?: string;
  @Uuid({ optional: true, note: 'the colleague the complaint is about' }) subjectStaff?: string;
  @Choice(FAILURE_CLASSES, { optional: true }) failureClass?: FailureClass;
  @Instant({ optional: true, note: 'when the form was opened; not counted where it is in the future or more than 4 hours ago' })
  startedAt?: Date;
  @Int({ optional: true, max: 100_000, note: 'keys that were pressed besides the text' }) keystrokes?: number;
}

/** What was promised to the customer: the sentence is to be read aloud. */
export class PromiseView {
  @Text() clock!: string;
  @Instant() dueAt!: Date;
  @Text() text!: string;
}

export class LoggedComplaintView {
  @Uuid() id!: string;
  @Choice(CHANNELS) channel!: TicketChannel;
  @Instant() receivedAt!: Date;
}

export class OpenedTicketView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Text({ example: 'R-1001' }) label!: string;
  @Text() state!: string;
  @Choice(SEVERITIES) severity!: Severity;
  @Text() severityReason!: string;
  @Choice(MOODS) mood!: Mood;
  @Text() title!: string;
  @Choice(FAILURE_CLASSES) failureClass!: FailureClass;
  @Text({ nullable: true }) touchPoint!: string | null;
  @Text() location!: string;
  @Uuid({ nullable: true }) owner!: string | null;
  @Instant() receivedAt!: Date;
  @Int() version!: number;
}

export class ComplaintView {
  @Nested(() => LoggedComplaintView) complaint!: LoggedComplaintView;
  @Nested(() => OpenedTicketView) ticket!: OpenedTicketView;
  @Nested(() => PromiseView, { nullable: true }) promise!: PromiseView | null;
}
