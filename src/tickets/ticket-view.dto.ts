import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import { TimerView } from '../clocks/timer-view.dto';
import { Choice, Flag, Instant, Int, Key, ListOf, LocalDate, Nested, Text, Texts, Uuid } from '../platform/http/fields';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';
import { CHANNELS } from './complaint.dto';
import {
  DECISIONS,
  FAULTS,
  FIX_KINDS,
  REDRESS_KINDS,
  type Decision,
  type Fault,
  type FixKind,
  type RedressKind,
} from '../lifecycle/fix.rules';
import { HOLD_KINDS, type HoldKind } from '../lifecycle/holds.rules';
import { MOODS, type Mood } from '../lifecycle/severity.rules';
import {
  CLOSE_REASONS,
  type CloseReason,
  FOLLOW_UP_WAIVERS,
  type FollowUpWaiver,
  type OneUp,
  TICKET_STATES,
  type TicketState,
} from '../lifecycle/ticket-facts.rules';
import { KeyNameView, NamedView, PlaceView } from './named.dto';
import type { TicketChannel } from './ticket.entity';

export class TicketCustomerView {
  @Uuid() id!: string;
  @Text({ nullable: true, note: 'first name only for partner desks' }) name!: string | null;
  @Text({ nullable: true, max: 320, note: 'masked for partner desks' }) email!: string | null;
  @Text({ nullable: true, max: 60, note: 'masked for partner desks' }) phone!: string | null;
  @Text({ nullable: true, max: 35 }) language!: string | null;
  @Flag({ note: 'name and addresses are masked' }) masked!: boolean;
  @Texts({ note: 'what to know before reaching for the phone: "Do not text; call or e-mail."' }) contactNotes!: string[];
}

/** The promise that was made aloud: "next news by …". */
export class OpenPromiseView {
  @Instant() dueAt!: Date;
  @Instant() madeAt!: Date;
  @Nested(() => NamedView, { nullable: true }) by!: NamedView | null;
}

export class ApologyView {
  @Flag() given!: boolean;
  @Text({ nullable: true }) by!: string | null;
  @Instant({ nullable: true }) at!: Date | null;
  @Text({ nullable: true, max: 500, note: 'why none was given' }) why!: string | null;
}

/** What was done in the present cycle. */
export class FixView {
  @Choice(FIX_KINDS) kind!: FixKind;
  @Text({ max: 4000 }) summary!: string;
  @Choice(DECISIONS) decision!: Decision;
  @Choice(FAULTS) fault!: Fault;
  @Text({ max: 63, note: 'key of a cause, or "unknown_yet"' }) cause!: string;
  @Nested(() => ApologyView) apology!: ApologyView;
  @Text({ nullable: true, max: 2000 }) whatChanged!: string | null;
  @Nested(() => NamedView, { nullable: true }) by!: NamedView | null;
  @Instant() deliveredAt!: Date;
}

export class RedressView {
  @Uuid() id!: string;
  @Choice(REDRESS_KINDS) kind!: RedressKind;
  @Int({ note: 'in the smallest unit of the currency (cents)' }) amountMinor!: number;
  @Text({ example: 'USD' }) currency!: string;
  @Text() method!: string;
  @Choice(['paid', 'scheduled']) state!: 'paid' | 'scheduled';
  @LocalDate({ nullable: true }) dueOn!: string | null;
  @Instant({ nullable: true }) paidAt!: Date | null;
}

export class TicketGestureView {
  @Uuid() id!: string;
  @Int({ min: 1 }) cycle!: number;
  @Text() state!: string;
  @Key() gestureType!: string;
  @Text() name!: string;
  @Text({ max: 2000, note: 'what the customer is told' }) text!: string;
  @Text({ nullable: true, max: 2000 }) note!: string | null;
  @Int({ note: 'what it costs us, in the smallest unit' }) costMinor!: number;
  @Int({ note: 'what it is worth to the customer, in the smallest unit' }) faceMinor!: number;
  @Text({ example: 'USD' }) currency!: string;
  @Instant({ nullable: true }) offeredAt!: Date | null;
  @Instant({ nullable: true }) expiresAt!: Date | null;
  @Instant({ nullable: true }) acceptedAt!: Date | null;
  @Instant({ nullable: true }) fulfilledAt!: Date | null;
  @Text({ nullable: true, max: 2000 }) endReason!: string | null;
  @Int({ min: 1 }) version!: number;
}

export class HoldView {
  @Choice(HOLD_KINDS) kind!: HoldKind;
  @Text({ max: 2000 }) reason!: string;
  @Instant() setAt!: Date;
  @Texts({ note: 'what it stops' }) blocks!: string[];
}

export class RefusedEventView {
  @Text({ note: 'as in the path', example: 'fix-delivered' }) event!: string;
  @Text() guard!: string;
  @Text({ max: 400, note: 'what stands in the way, for people' }) why!: string;
}

export class TicketNameView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Text({ example: 'R-1001' }) label!: string;
}

/** All that a command can answer where it took the ticket out of the caller's own sight. */
export class TicketStub extends TicketNameView {
  @Choice(TICKET_STATES) state!: TicketState;
  @Int({ min: 1 }) version!: number;
}

/** One ticket with everything that is decided upon at the desk. */
export class TicketView extends TicketStub {
  @Choice(SEVERITIES) severity!: Severity;
  @Choice(MOODS) mood!: Mood;
  @Int({ min: 1, note: 'one more after each failed fix, bad answer and reopening' }) cycle!: number;
  @Text() title!: string;
  @Choice(CHANNELS) channel!: TicketChannel;
  @Nested(() => NamedView, { nullable: true }) owner!: NamedView | null;
  @Nested(() => KeyNameView, { nullable: true }) team!: KeyNameView | null;
  @Nested(() => KeyNameView, { nullable: true }) desk!: KeyNameView | null;
  @Nested(() => PlaceView) location!: PlaceView;
  @Nested(() => TicketCustomerView, { nullable: true }) customer!: TicketCustomerView | null;
  @Flag() anonymous!: boolean;
  @Nested(() => KeyNameView, { nullable: true, note: 'null: not sure' }) touchPoint!: KeyNameView | null;
  @Choice(FAILURE_CLASSES) failureClass!: FailureClass;
  @Choice(FAULTS) fault!: Fault;
  @Texts() wants!: string[];
  @Int({ nullable: true, note: 'money at stake, in the smallest unit' }) amountMinor!: number | null;
  @Int({ nullable: true, note: 'value of the order, in the smallest unit' }) orderMinor!: number | null;
  @Instant() receivedAt!: Date;
  @Flag({ note: 'the time that was stated could not be right, so it counts from when it was logged' }) receivedClamped!: boolean;
  @Instant() createdAt!: Date;
  @Instant({ nullable: true }) nextDueAt!: Date | null;
  @Text({ nullable: true }) nextClock!: string | null;
  @ListOf(() => TimerView) clocks!: TimerView[];
  @Nested(() => OpenPromiseView, { nullable: true }) promise!: OpenPromiseView | null;
  @Nested(() => FixView, { nullable: true }) fix!: FixView | null;
  @Int({ note: 'fixes of all cycles' }) fixes!: number;
  @ListOf(() => RedressView) redress!: RedressView[];
  @ListOf(() => TicketGestureView, { note: 'without mere suggestions' }) gestures!: TicketGestureView[];
  @Choice(['none', 'open', 'settled']) oneUp!: OneUp;
  @ListOf(() => HoldView) holds!: HoldView[];
  @Text({ nullable: true, max: 2000, note: 'what we wait for' }) question!: string | null;
  @Instant({ nullable: true }) waitingSince!: Date | null;
  @Choice(['none', 'due', 'sent', 'done', 'waived']) followUp!: 'none' | 'due' | 'sent' | 'done' | 'waived';
  @Choice(FOLLOW_UP_WAIVERS, { nullable: true }) followUpWaived!: FollowUpWaiver | null;
  @Choice(CLOSE_REASONS, { nullable: true }) closeReason!: CloseReason | null;
  @Instant({ nullable: true }) closedAt!: Date | null;
  @Instant({ nullable: true, note: 'until then anybody may open it again' }) reopenUntil!: Date | null;
  @Nested(() => TicketNameView, { nullable: true }) mergedInto!: TicketNameView | null;
  @Nested(() => TicketNameView, { nullable: true, note: 'the earlier ticket that this one goes back to' }) follows!: TicketNameView | null;
  @Flag() restricted!: boolean;
  @Flag({ note: 'no way to reach the customer is left' }) unreachable!: boolean;
  @Texts({ note: 'events possible now, as in their paths', example: ['fix-delivered'] }) allowed!: string[];
  @ListOf(() => RefusedEventView) refused!: RefusedEventView[];
}
