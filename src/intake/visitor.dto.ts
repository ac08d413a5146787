import { Choice, Uuid } from '../platform/http/fields';

export class ContactRef {
  @Uuid() id!: string;
}

export class ConfirmedView {
  @Uuid() id!: string;
  @Uuid() ticketId!: string;
  @Uuid() customerId!: string;
  @Choice(['attached', 'answered', 'reopened', 'thanks'], { note: 'what the message did to the ticket' })
  outcome!: 'attached' | 'answered' | 'reopened' | 'thanks';
}
