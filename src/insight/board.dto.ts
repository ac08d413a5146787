import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import { Choice, Flag, Instant, Int, Key, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
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
  @Uuid({ nullable: true, note: 'the task to do it by: the same call, with what to say; done there, it is done here' }) taskId!:
    string | null;
  @Instant({ nullable: true, note: 'the best hour to call, from then on' }) bestFrom!: Date | null;
  @Int({ nullable: true, note: 'milliseconds since dueAt passed' }) lateByMs!: number | null;
}

/** How long it took to type complaints in, from the opened form to the saved ticket. */
export class IntakeTimesView {
  @Int({ note: 'milliseconds; half of them took less' }) medianMs!: number;
  @Int({ note: 'milliseconds; nine in ten took less' }) p90Ms!: number;
  @Int() count!: number;
}

export const WHYS = ['no_owner', 'waiting_parts', 'vendor', 'paused', 'late'] as const;
export type Why = (typeof WHYS)[number];

export class BoardRowView extends TicketRowView {
  @Choice(WHYS, { nullable: true, note: 'what keeps it; null where nothing does' }) why!: Why | null;
  @Int({ nullable: true, note: 'tickets that its owner has at the moment; null without an owner' }) ownerLoad!: number | null;
}

export class StaffLoadView {
  @Nested(() => NamedView) staff!: NamedView;
  @Int() open!: number;
  @Int() late!: number;
  @Flag({ note: 'here: neither absent nor gone' }) present!: boolean;
}

export class PlaceLoadView {
  @Key() key!: string;
  @Text() name!: string;
  @Int() open!: number;
  @Int() late!: number;
}

export class FixTimeView {
  @Int({ note: 'from the complaint to the fix, in milliseconds' }) medianMs!: number;
  @Int({ min: 1 }) count!: number;
}

/** What needs somebody now. */
export class BoardView {
  @Instant() asOf!: Date;
  @Nested(() => BoardCountsView) counts!: BoardCountsView;
  @ListOf(() => BoardRowView, { note: 'dangerous ones first, then the longest late; 50' }) late!: BoardRowView[];
  @ListOf(() => BoardRowView, { note: 'the first to be due, first; 50' }) dueSoon!: BoardRowView[];
  @ListOf(() => DueCallView, { note: 'the first to be due, first; 50' }) dueCalls!: DueCallView[];
  @Nested(() => IntakeTimesView, { nullable: true, note: 'of the last 7 days; null where nothing was typed in' })
  intake!: IntakeTimesView | null;
  @Text({ nullable: true, max: 400, note: 'of the late ones' }) nextCursor!: string | null;
  @ListOf(() => StaffLoadView, { note: 'who has most, first; 100; those with nothing only for whoever may see people' })
  load!: StaffLoadView[];
  @ListOf(() => PlaceLoadView, { note: 'tickets that were given to a team' }) byTeam!: PlaceLoadView[];
  @ListOf(() => PlaceLoadView) byLocation!: PlaceLoadView[];
  @Nested(() => FixTimeView, { nullable: true, note: 'fixed since midnight; null: nothing was' }) fixToday!: FixTimeView | null;
  @Nested(() => FixTimeView, { nullable: true, note: 'fixed in the 28 days before today' }) fixUsual!: FixTimeView | null;
}
