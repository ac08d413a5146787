import { Choice, Flag, Instant, Int, Key, Nested, Text, Uuid, Version } from '../platform/http/fields';
import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import { FixDto } from './fix.dto';
import { HOLD_KINDS, type HoldKind } from '../lifecycle/holds.rules';
import { PAUSE_REASONS, type PauseReason } from '../lifecycle/pause.rules';
import { CLOSE_REASONS, FOLLOW_UP_WAIVERS, VOID_REASONS, type CloseReason, type FollowUpWaiver } from '../lifecycle/ticket-facts.rules';

const CONTACT_CHANNELS = ['phone', 'in_person', 'email', 'chat', 'letter'];
type ContactChannel = 'phone' | 'in_person' | 'email' | 'chat' | 'letter';

/** `id`, `1001` or `R-1001`. */
const TICKET_NAME = /^(R-)?\d{1,15}$|^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const TicketName = () => Text({ max: 40, pattern: TICKET_NAME, says: 'A ticket is named by its id or its number.' });

export class TicketRef {
  @TicketName() id!: string;
}

export class TicketHoldRef {
  @TicketName() id!: string;
  @Choice(HOLD_KINDS) kind!: HoldKind;
}

export class NoBody {
  @Version() version?: number;
}

export class ReasonBody {
  @Version() version?: number;
  @Text({ max: 2000 }) reason!: string;
}

export class HumanContactBody {
  @Choice(CONTACT_CHANNELS) channel!: ContactChannel;
  @Choice(['call', 'met', 'letter']) how!: 'call' | 'met' | 'letter';
  @Text({ max: 20_000, note: 'what was said' }) note!: string;
  @Instant({ optional: true }) at?: Date;
  @Instant({ optional: true, note: 'when the customer hears from us next' }) nextNewsAt?: Date;
}

export class FirstContactBody extends HumanContactBody {
  @Version() version?: number;
}

/** Any call, meeting or letter; also a call that reached nobody. */
export class ContactBody extends FirstContactBody {
  @Flag({ optional: true, note: 'false: we called and reached nobody; then no clock stops, and the customer is told that we tried' })
  reached?: boolean;
  @Instant({ optional: true, note: 'where nobody was reached: when we try again' }) nextTryAt?: Date;
}

export class AskCustomerBody {
  @Version() version?: number;
  @Text({ max: 2000 }) question!: string;
  @Choice(['email', 'sms', 'chat', 'phone'], { optional: true }) channel?: 'email' | 'sms' | 'chat' | 'phone';
  @Instant({ optional: true, note: 'when it was asked on the phone' }) askedAt?: Date;
}

export class CustomerAnsweredBody {
  @Version() version?: number;
  @Text({ max: 20_000 }) text!: string;
  @Choice(CONTACT_CHANNELS) channel!: ContactChannel;
  @Instant({ optional: true }) at?: Date;
}

export class FixDeliveredBody extends FixDto {
  @Version() version?: number;
  @Nested(() => HumanContactBody, { optional: true, note: 'required where nobody has spoken to the customer yet' })
  contact?: HumanContactBody;
}

export class BadAnswerBody {
  @Version() version?: number;
  @Choice(CONTACT_CHANNELS) channel!: ContactChannel;
  @Int({ optional: true, min: 1, max: 5 }) score?: number;
  @Flag({ optional: true }) fixed?: boolean;
  @Text({ optional: true, max: 20_000 }) text?: string;
}

/** A call that was held (`how`), or the reason why nobody is asked (`waived`). */
export class FollowUpBody {
  @Choice(['call', 'in_person'], { optional: true }) how?: 'call' | 'in_person';
  @Int({ optional: true, min: 1, max: 5 }) score?: number;
  @Flag({ optional: true }) fixed?: boolean;
  @Text({ optional: true, max: 20_000 }) text?: string;
  @Choice(FOLLOW_UP_WAIVERS, { optional: true }) waived?: FollowUpWaiver;
}

export class CloseBody {
  @Version() version?: number;
  @Choice(CLOSE_REASONS, { optional: true }) closeReason?: CloseReason;
  @Nested(() => FollowUpBody, { optional: true }) followUp?: FollowUpBody;
  @Key({ optional: true, note: 'key of a cause' }) cause?: string;
}

export class WithdrawBody {
  @Version() version?: number;
  @Text({ max: 2000, note: 'what the customer said' }) reason!: string;
  @Choice(CONTACT_CHANNELS) channel!: ContactChannel;
  @Instant({ optional: true }) at?: Date;
}

export class MergeBody {
  @Version() version?: number;
  @Text({ max: 40, note: 'id or number of the ticket that stays' }) into!: string;
  @Text({
    optional: true,
    pattern: /^(?:target|both)$/,
    says: 'keepGesture is "target" or "both". To keep that of the other ticket, merge the other way round, or take back what the target has first.',
    note: 'target or both, where both have a one-up; what the customer was offered stands either way',
  })
  keepGesture?: 'target' | 'both';
}

export class VoidBody {
  @Version() version?: number;
  @Choice(VOID_REASONS) reason!: (typeof VOID_REASONS)[number];
  @Text({ optional: true, max: 2000 }) note?: string;
}

export class AssignBody {
  @Version() version?: number;
  @Uuid({ nullable: true, optional: true, note: 'null puts it back into the queue' }) staff?: string | null;
  @Key({ optional: true }) team?: string;
}

export class SeverityBody {
  @Version() version?: number;
  @Choice(SEVERITIES) severity!: Severity;
  @Text({ optional: true, max: 2000 }) reason?: string;
}

export class HoldBody {
  @Version() version?: number;
  @Choice(HOLD_KINDS) kind!: HoldKind;
  @Text({ max: 2000 }) reason!: string;
}

export class NoteBody {
  @Version() version?: number;
  @Text({ max: 20_000 }) text!: string;
}

export class ReplyBody {
  @Version() version?: number;
  @Choice(['email', 'sms', 'chat']) channel!: 'email' | 'sms' | 'chat';
  @Text({ max: 20_000 }) text!: string;
  @Text({ optional: true, max: 200 }) subject?: string;
  @Instant({ optional: true }) nextNewsAt?: Date;
}

export class PauseBody {
  @Version() version?: number;
  @Choice(PAUSE_REASONS) reason!: PauseReason;
  @Instant() until!: Date;
  @Text({ optional: true, max: 2000 }) note?: string;
}

export class RedressRef {
  @Uuid() id!: string;
}

export class PaidBody {
  @Instant({ optional: true }) paidAt?: Date;
}
