import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import { Choice, Instant, Int, Key, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { NamedView } from '../tickets/named.dto';
import { RowCustomerView, TicketRowView } from '../worklist/ticket-list.dto';
import { MOST_COUNTED } from '../worklist/ticket-counts.rules';

export class AskBoard {
  @Key({ optional: true, note: 'with everything below it' })
  location?: string;

  @Text({ optional: true, max: 400, note: 'nextCursor of the board before: the next late tickets' })
  cursor?: string;
}

const CAPPED = `counted up to ${String(MOST_COUNTED)}, which then means "or more"`;

export class BoardCountsView {
  @Int({ note: CAPPED }) s1Open!: number;
  @Int({ note: `promises broken and still open; ${CAPPED}` }) brokenPromises!: number;
  @Int({ note: `due within the next 60 minutes of opening time; ${CAPPED}` }) dueSoon!: number;
  @Int({ note: CAPPED }) unowned!: number;
  @Int({ note: `one-ups that wait for a yes which the caller may give; ${CAPPED}` }) approvals!: number;
  @Int({ note: `tickets whose customer cannot be reached; ${CAPPED}` }) undeliverable!: number;
  @Int({ note: `holds that the caller may lift; ${CAPPED}` }) holds!: number;
  @Int({ note: `gifts that cost more than there was, and that a manager has not allowed yet; ${CAPPED}` }) overruns!: number;
}

/** A call that is due after the fix of something serious. */
export class DueCallView {
  @Uuid() id!: string;
  @Uuid() ticketId!: string;
  @Int() number!: number;
  @Text({ example: 'R-1001' }) label!: string;
  @Text() title!: string;
  @Choice(SEVERITIES) severity!: Severity;
  @Nested(() => RowCustomerView, { nullable: true }) customer!: RowCustomerView | null;
  @Nested(() => NamedView, { nullable: true }) owner!: NamedView | null;
  @Text() reason!: string;
  @Instant() dueAt!: Date;
  @Int({ nullable: true, note: 'milliseconds since dueAt passed' }) lateByMs!: number | null;
}

/** How long it took to type complaints in, from the opened form to the saved ticket. */
export class IntakeTimesView {
  @Int({ note: 'milliseconds; half of them took less' }) medianMs!: number;
  @Int({ note: 'milliseconds; nine in ten took less' }) p90Ms!: number;
  @Int() count!: number;
}

/** What needs somebody now. */
export class BoardView {
  @Instant() asOf!: Date;
  @Nested(() => BoardCountsView) counts!: BoardCountsView;
  @ListOf(() => TicketRowView, { note: 'dangerous ones first, then the longest late; 50' }) late!: TicketRowView[];
  @ListOf(() => TicketRowView, { note: 'the first to be due, first; 50' }) dueSoon!: TicketRowView[];
  @ListOf(() => DueCallView, { note: 'the first to be due, first; 50' }) dueCalls!: DueCallView[];
  @Nested(() => IntakeTimesView, { nullable: true, note: 'of the last 7 days; null where nothing was typed in' })
  intake!: IntakeTimesView | null;
  @Text({ nullable: true, max: 400, note: 'of the late ones' }) nextCursor!: string | null;
}
