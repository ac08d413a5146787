import { Choice, Int, Text, Uuid } from '../platform/http/fields';

export class ContactRef {
  @Uuid() id!: string;
}

/** The ticket that a message became. */
export class SplitView {
  @Uuid() ticketId!: string;
  @Int() number!: number;
  @Text({ example: 'R-1002' }) label!: string;
}

export class ConfirmedView {
  @Uuid() id!: string;
  @Uuid() ticketId!: string;
  @Uuid() customerId!: string;
  @Choice(['attached', 'answered', 'reopened', 'thanks'], { note: 'what the message did to the ticket' })
  outcome!: 'attached' | 'answered' | 'reopened' | 'thanks';
}
