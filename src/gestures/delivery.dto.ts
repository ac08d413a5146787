import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import type { Fulfilment } from '../clocks/default-policy.rules';
import { Choice, Currency, Flag, Instant, Int, Key, ListOf, Minor, Text, Uuid, Version } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';

const FULFILMENTS: readonly Fulfilment[] = ['code', 'credit', 'handover', 'task', 'post', 'courier', 'booking'];

/** Ordered from a courier or booked with somebody: under which number, before it has arrived. */
export class BookDelivery {
  @Version() version?: number;
  @Text({ max: 200, note: 'tracking number, number of the booking' }) reference!: string;
  @Text({ optional: true, max: 100, note: 'who brings it' }) carrier?: string;
}

export class DeliveryQuery extends PageQuery {
  @Choice(FULFILMENTS, { optional: true }) fulfilment?: Fulfilment;
  @Flag({ optional: true, query: true, note: 'only what is late' }) overdue?: boolean;
}

/** A gift that the customer has said yes to and does not have yet. */
export class DeliveryView {
  @Uuid() gesture!: string;
  @Uuid() ticketId!: string;
  @Int() number!: number;
  @Choice(SEVERITIES) severity!: Severity;
  @Key() gestureType!: string;
  @Text() name!: string;
  @Choice(FULFILMENTS) fulfilment!: Fulfilment;
  @Choice(['accepted', 'fulfil_failed']) state!: 'accepted' | 'fulfil_failed';
  @Text({ max: 2000, note: 'what the customer was promised' }) text!: string;
  @Text({ max: 2000, nullable: true }) note!: string | null;
  @Minor() costMinor!: number;
  @Currency() currency!: string;
  @Instant() acceptedAt!: Date;
  @Instant({ nullable: true, note: 'until when it is to be there; null = on the next visit' }) dueAt!: Date | null;
  @Text({ nullable: true }) carrier!: string | null;
  @Text({ nullable: true }) reference!: string | null;
  @Text({ nullable: true, max: 2000, note: 'why it did not arrive' }) failedWhy!: string | null;
  @Int() retries!: number;
  @Int({ min: 1 }) version!: number;
}

export class DeliveryList {
  @ListOf(() => DeliveryView) items!: DeliveryView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}
