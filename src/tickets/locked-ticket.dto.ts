import type { TicketFacts } from '../lifecycle/ticket-facts.rules';
import type { Ticket } from './ticket.entity';

/** A ticket under its lock: the row to be changed, the facts the rules judge by, and the one `now` of this command. */
export interface LockedTicket {
  row: Ticket;
  facts: TicketFacts;
  readonly now: Date;
  /** As it was read; `save` writes the difference. */
  readonly before: Readonly<Ticket>;
}

export interface MoveDetails {
  /** When the customer hears from us next; stands in the place of the update clock. */
  nextNewsAt?: Date;
  /** Kept on the timeline beside the reason. */
  data?: Record<string, unknown>;
  /** What made it happen, unique: the same cause never moves a ticket twice. */
  cause?: string;
}
