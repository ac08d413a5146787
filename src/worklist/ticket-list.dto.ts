import { CLOCKS, type ClockName, SEVERITIES, type Severity } from '../clocks/clock.rules';
import { Choice, Flag, Instant, Int, Key, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { MOODS, type Mood } from '../lifecycle/severity.rules';
import { type OneUp, TICKET_STATES, type TicketState } from '../lifecycle/ticket-facts.rules';
import { PAUSE_REASONS, type PauseReason } from '../lifecycle/pause.rules';
import { CHANNELS, type LoggedComplaintView } from '../tickets/complaint.dto';
import { KeyNameView, NamedView, PlaceView } from '../tickets/named.dto';
import { type Sort, SORTS } from '../tickets/ticket-order.rules';
import { MOST_COUNTED } from './ticket-counts.rules';

function commaList(words: readonly string[]): RegExp {
  const one = `(?:${words.join('|')})`;
  return new RegExp(`^${one}(?:,${one})*$`);
}

const STATE_WORDS = [...TICKET_STATES, 'live'];
const OWNER = /^(?:me|none|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/;

export class ListTickets {
  @Text({
    optional: true,
    max: 120,
    pattern: commaList(STATE_WORDS),
    says: `state must be a comma list of: ${STATE_WORDS.join(', ')}.`,
    note: 'comma list; "live" is all that are not closed, merged or void; without it all states, live ones first',
    example: 'new,open',
  })
  state?: string;

  @Text({ optional: true, max: 36, pattern: OWNER, says: 'owner must be an id, "me" or "none".' })
  owner?: string;

  @Key({ optional: true, note: 'with everything below it' })
  location?: string;

  @Key({ optional: true })
  team?: string;

  @Text({ optional: true, max: 20, pattern: commaList(SEVERITIES), says: 'severity must be a comma list of S1, S2, S3 and S4.' })
  severity?: string;

  @Choice(CLOCKS, { optional: true, note: 'has this clock running or paused; with overdue: this clock is late' })
  clock?: ClockName;

  @Flag({ optional: true, query: true, note: 'true: a promise is broken and still open' })
  overdue?: boolean;

  @Instant({ optional: true })
  dueBefore?: Date;

  @Key({ optional: true, note: 'a key, or "unsure"' })
  touchPoint?: string;

  @Uuid({ optional: true })
  customer?: string;

  @Text({ optional: true, max: 200, note: 'a number, an e-mail address, a phone number, words of a name, or how the title begins' })
  q?: string;

  @Choice(SORTS, { optional: true, note: 'default urgency: dangerous ones first, then the earliest promise' })
  sort?: Sort;

  @Int({ optional: true, query: true, min: 1, max: 100, note: 'default 50' })
  limit?: number;

  @Text({ optional: true, max: 400, note: 'nextCursor of the page before' })
  cursor?: string;
}

export class RowCustomerView {
  @Uuid() id!: string;
  @Text({ nullable: true, note: 'first name only for partner desks; null on a restricted ticket' }) name!: string | null;
}

/** The promise that is due next; where none runs, the one that stands still. */
export class NextClockView {
  @Choice(CLOCKS) clock!: ClockName;
  @Instant({ nullable: true, note: 'null while it stands still' }) dueAt!: Date | null;
  @Instant({ nullable: true, note: 'since when it stands still; null while it runs' }) pausedSince!: Date | null;
  @Choice(['waiting_customer', ...PAUSE_REASONS], { nullable: true, note: 'why it stands still' })
  reason!: 'waiting_customer' | PauseReason | null;
}

/** Who spoke last. */
export class LastWordView {
  @Choice(['customer', 'us', 'system'], { note: 'system: a message that nobody wrote' }) by!: 'customer' | 'us' | 'system';
  @Instant() at!: Date;
}

/** One line of a work list. */
export class TicketRowView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Text({ example: 'R-1001' }) label!: string;
  @Text() title!: string;
  @Choice(TICKET_STATES) state!: TicketState;
  @Choice(SEVERITIES) severity!: Severity;
  @Choice(MOODS) mood!: Mood;
  @Int({ min: 1 }) cycle!: number;
  @Choice(['none', 'open', 'settled']) oneUp!: OneUp;
  @Flag() restricted!: boolean;
  @Nested(() => RowCustomerView, { nullable: true }) customer!: RowCustomerView | null;
  @Text({ nullable: true, note: 'first name only for partner desks; null on a restricted ticket' }) customerName!: string | null;
  @Choice(CHANNELS, { note: 'how it came in' }) channel!: LoggedComplaintView['channel'];
  @Nested(() => KeyNameView, { nullable: true, note: 'null: not sure' }) touchPoint!: KeyNameView | null;
  @Nested(() => NamedView, { nullable: true }) owner!: NamedView | null;
  @Key({ nullable: true }) team!: string | null;
  @Nested(() => PlaceView) location!: PlaceView;
  @Instant({ nullable: true, note: 'the earliest running promise' }) nextDueAt!: Date | null;
  @Nested(() => NextClockView, { nullable: true, note: 'null: nothing is promised' }) nextClock!: NextClockView | null;
  @Int({ nullable: true, note: 'milliseconds since nextDueAt passed; null where nothing is late' }) lateByMs!: number | null;
  @Instant({ nullable: true, note: 'when the customer last heard from us' }) lastNewsAt!: Date | null;
  @Nested(() => LastWordView, { nullable: true }) lastWord!: LastWordView | null;
  @Instant() receivedAt!: Date;
  @Int({ min: 1 }) version!: number;
}

export class TicketListView {
  @ListOf(() => TicketRowView) items!: TicketRowView[];
  @Text({ nullable: true, max: 400 }) nextCursor!: string | null;
  @Instant() serverTime!: Date;
}

const CAPPED = `live ones; counted up to ${String(MOST_COUNTED)}, which then means "or more"`;

/** The numbers on the chips above the list. */
export class TicketCountsView {
  @Int({ note: CAPPED }) mine!: number;
  @Int({ note: `of the teams the caller belongs to, without such a team all that the caller sees; ${CAPPED}` }) team!: number;
  @Int({ note: `that nobody owns; ${CAPPED}` }) unowned!: number;
  @Int({ note: `with a promise that is broken; ${CAPPED}` }) late!: number;
  @Int({ note: `that wait for the customer; ${CAPPED}` }) waiting!: number;
}
