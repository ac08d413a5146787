import { Choice, Currency, Flag, Instant, Int, Key, Minor, Nested, Text, Uuid, Version } from '../platform/http/fields';
import { GESTURE_CLASSES, type GestureClass } from '../catalogue/gesture-type-facts.rules';
import { GESTURE_STATES, type GestureState } from '../oneup/gesture-table.rules';

export const WAIVERS = ['apology_only', 'customer_wants_nothing', 'not_our_fault', 'no_contact_data', 'other'] as const;
export type Waiver = (typeof WAIVERS)[number];

/** A million units: no gift costs that, a slip of the finger does. The table refuses it too. */
const MOST_COST_MINOR = 100_000_000;

export class GestureRef {
  @Uuid() id!: string;
}

export class TakeGesture {
  @Version() version?: number;
  @Key({ note: 'code of the catalogue' }) gestureType!: string;
  @Text({ optional: true, max: 2000, note: 'a personal line to the customer; some gifts need one' }) note?: string;
  @Text({ optional: true, max: 2000, note: 'why it is worth it, for whoever has to approve it' }) reason?: string;
  @Uuid({ optional: true, note: 'the suggestions it was chosen from' }) suggestionSet?: string;
  @Flag({ optional: true, note: 'the customer stands here' }) inPerson?: boolean;
  @Minor({ optional: true, note: 'own idea only: what it costs us, in the smallest unit' }) costMinor?: number;
  @Minor({ optional: true, note: 'own idea only: what it is worth to the customer' }) faceMinor?: number;
  @Text({ optional: true, max: 2000, note: 'own idea only: what the customer reads' }) text?: string;
}

export class OfferGesture {
  @Version() version?: number;
  @Flag({ optional: true, note: 'the customer stands here; no message is sent' }) inPerson?: boolean;
  @Text({ optional: true, max: 2000, note: 'handed over in the same moment: how, for gifts that need no answer' }) proof?: string;
}

export class GestureVersion {
  @Version() version?: number;
}

/** The customer said yes too late: staff keep the offer open, once and for seven days at most (edge 100). */
export class ExtendGesture {
  @Version() version?: number;
  @Instant({ note: 'the new end; the day it lies in counts to its end' }) until!: Date;
}

export class FulfilGesture {
  @Version() version?: number;
  @Text({ max: 2000, note: 'how it reached the customer: a code, a name, a tracking number, a note' }) proof!: string;
  @Int({ optional: true, max: MOST_COST_MINOR, note: 'what it really cost, in the smallest unit; what was set aside where left out' })
  costActualMinor?: number;
}

export class GestureReason {
  @Version() version?: number;
  @Text({ max: 2000 }) reason!: string;
}

export class RevokeGesture {
  @Version() version?: number;
  @Text({ max: 2000 }) reason!: string;
  @Flag({ optional: true, note: 'the customer knows; needed once it was offered' }) customerTold?: boolean;
}

/** What takes the place of a gift that could not be delivered, or that a manager takes back after it was accepted. */
export class SubstituteGesture {
  @Version() version?: number;
  @Key() gestureType!: string;
  @Text({ optional: true, max: 2000 }) note?: string;
  @Minor({ optional: true }) costMinor?: number;
  @Minor({ optional: true }) faceMinor?: number;
  @Text({ optional: true, max: 2000 }) text?: string;
  @Text({ optional: true, max: 2000, note: 'needed where the gift was accepted' }) reason?: string;
  @Flag({ optional: true, note: 'the customer knows; needed where the gift was accepted' }) customerTold?: boolean;
}

export class WaiveGesture {
  @Version() version?: number;
  @Choice(WAIVERS) reason!: Waiver;
  @Text({ optional: true, max: 2000, note: 'needed for "other"' }) note?: string;
}

/** What the command made of the ticket. */
export class GestureTicketView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Text() state!: string;
  @Choice(['none', 'open', 'settled']) oneUp!: 'none' | 'open' | 'settled';
  @Int({ min: 1 }) version!: number;
}

export class GestureView {
  @Uuid() id!: string;
  @Nested(() => GestureTicketView) ticket!: GestureTicketView;
  @Int({ min: 1 }) cycle!: number;
  @Key() gestureType!: string;
  @Text() name!: string;
  @Choice(GESTURE_CLASSES) class!: GestureClass;
  @Text() fulfilment!: string;
  @Flag() silent!: boolean;
  @Choice(GESTURE_STATES) state!: GestureState;
  @Minor({ note: 'set aside' }) costMinor!: number;
  @Minor({ nullable: true, note: 'what it really cost' }) costActualMinor!: number | null;
  @Minor() faceMinor!: number;
  @Currency() currency!: string;
  @Text({ max: 2000, note: 'what the customer reads' }) text!: string;
  @Text({ max: 2000, nullable: true }) note!: string | null;
  @Flag() inPerson!: boolean;
  @Uuid({ nullable: true }) requestedBy!: string | null;
  @Flag({ note: 'somebody else had to say yes' }) neededApproval!: boolean;
  @Uuid({ nullable: true }) approvedBy!: string | null;
  @Uuid({ nullable: true }) offeredBy!: string | null;
  @Instant({ nullable: true }) offeredAt!: Date | null;
  @Instant({ nullable: true }) expiresAt!: Date | null;
  @Instant({ nullable: true }) acceptedAt!: Date | null;
  @Instant({ nullable: true }) fulfilledAt!: Date | null;
  @Text({ nullable: true, note: 'who brings it' }) carrier!: string | null;
  @Text({ nullable: true, note: 'the number under which it comes' }) reference!: string | null;
  @Text({ max: 2000, nullable: true }) proof!: string | null;
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Text({ max: 2000, nullable: true }) endReason!: string | null;
  @Int() retries!: number;
  @Uuid({ nullable: true, note: 'the gift it takes the place of' }) substitutes!: string | null;
  @Int({ min: 1 }) version!: number;
  @Instant() createdAt!: Date;
}

export class WaivedView {
  @Nested(() => GestureTicketView) ticket!: GestureTicketView;
  @Choice(WAIVERS) reason!: Waiver;
  @Text({ max: 2000, nullable: true }) note!: string | null;
  @Instant() at!: Date;
}
