import { Injectable } from '@nestjs/common';
import type { ClockName, Severity } from '../clocks/clock.rules';
import { normalizeEmail, normalizePhone } from '../customers/address.service';
import { firstName, seesContactData } from '../customers/contact-mask.rules';
import { idOfKey, OrganisationService } from '../organisation/organisation.service';
import { Database } from '../platform/database/database';
import { statementOf } from '../platform/database/sql';
import { Invalid } from '../platform/errors';
import { decodeCursor, encodeCursor } from '../platform/http/cursor';
import type { Actor } from '../staff/actor.dto';
import type { Mood } from '../lifecycle/severity.rules';
import type { OneUp, TicketState } from '../lifecycle/ticket-facts.rules';
import type { LastWordView, ListTickets, NextClockView, TicketCountsView, TicketListView, TicketRowView } from './ticket-list.dto';
import { countsQuery } from './ticket-counts.rules';
import { listQuery, type ListWish } from './ticket-list.rules';
import { LIVE_STATES, type Sort } from '../tickets/ticket-order.rules';
import { readSearch, type Search } from './ticket-search.rules';

interface Row {
  id: string;
  number: number;
  title: string;
  state: TicketState;
  severity: Severity;
  mood: Mood;
  cycle: number;
  oneUp: OneUp;
  restricted: boolean;
  customerId: string | null;
  customerName: string | null;
  touchPointKey: string | null;
  touchPointName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  team: string | null;
  locationKey: string;
  locationName: string;
  locationZone: string;
  nextDueAt: Date | null;
  nextClock: ClockName | null;
  channel: TicketRowView['channel'];
  stillClock: ClockName | null;
  pausedSince: Date | null;
  pauseReason: NextClockView['reason'];
  lastWordBy: LastWordView['by'] | null;
  lastWordAt: Date | null;
  lastNewsAt: Date | null;
  receivedAt: Date;
  version: number;
  placeDue: string;
}

const USUAL_LIMIT = 50;

/** The work lists: every one is a range of an index, read from where the page before ended. */
@Injectable()
export class TicketLists {
  constructor(
    private readonly db: Database,
    private readonly organisation: OrganisationService,
  ) {}

  /** One page of what this person may see. Throws Invalid for a cursor of another list and for a place that does not exist. */
  async list(query: ListTickets, actor: Actor): Promise<TicketListView> {
    const sort = query.sort ?? 'urgency';
    const wish: ListWish = {
      ...(query.state === undefined ? {} : { states: statesOf(query.state) }),
      ...(query.owner === undefined ? {} : { ownerId: ownerOf(query.owner, actor) }),
      ...(query.location === undefined ? {} : { locationIds: await this.locationsOf(query.location) }),
      team: query.team,
      ...(query.severity === undefined ? {} : { severities: query.severity.split(',') as Severity[] }),
      clock: query.clock,
      overdue: query.overdue,
      dueBefore: query.dueBefore,
      touchPoint: query.touchPoint,
      customerId: query.customer,
      ...(query.q === undefined ? {} : { search: await this.searchOf(query.q, actor) }),
      sort,
      limit: query.limit ?? USUAL_LIMIT,
    };
    const now = await this.db.now();
    return { ...(await this.page(wish, query.cursor, actor, now)), serverTime: now };
  }

  /** The page of a wish behind `cursor`, at `now`. Throws Invalid for a cursor of another list. */
  async page(
    wish: ListWish,
    cursor: string | undefined,
    actor: Actor,
    now: Date,
  ): Promise<{ items: TicketRowView[]; nextCursor: string | null }> {
    const query = listQuery(cursor === undefined ? wish : { ...wish, place: placeOf(cursor, wish.sort) }, actor, now);
    const rows = await this.db.rows<Row>(isHot(wish) ? statementOf('tickets.list', query.text) : query.text, query.params);
    const shown = rows.slice(0, wish.limit);
    const last = rows.length > wish.limit ? shown.at(-1) : undefined;
    const masked = !seesContactData(actor.roles);
    return { items: shown.map((row) => lineOf(row, masked, now)), nextCursor: last ? cursorOf(last, wish.sort) : null };
  }

  /** The numbers above the list, of what this person may see. */
  async counts(actor: Actor): Promise<TicketCountsView> {
    const { text, params } = countsQuery(actor, await this.db.now());
    return this.db.one(statementOf('tickets.counts', text), params);
  }

  /** The ids of a location and of all below it. Throws Invalid where there is no such location. */
  async locationsOf(key: string): Promise<string[]> {
    return this.organisation.below(await idOfKey(this.db, 'location', key));
  }

  /** A number without its country code may be one of any country we have a location in. */
  private async searchOf(q: string, actor: Actor): Promise<Search> {
    const countries = /^[+(\d][\d\s().\-/]{5,}$/.test(q)
      ? await this.db.rows<{ country: string }>('SELECT DISTINCT country FROM location WHERE country IS NOT NULL LIMIT 50')
      : [];
    const read = [null, ...countries.map((row) => row.country)].map((country) => normalizePhone(q, country)?.e164);
    const phones = [...new Set(read)].filter((phone) => phone !== undefined);
    return readSearch(q, phones, q.includes('@') ? normalizeEmail(q) : null, seesContactData(actor.roles));
  }
}

/** The lists that everybody looks at all day are kept prepared: the work list as it opens, what is late and what soon will be. */
function isHot(wish: ListWish): boolean {
  const { sort, limit, overdue: _late, dueSoon: _soon, ...rest } = wish;
  return sort !== 'newest' && limit === USUAL_LIMIT && Object.values<unknown>(rest).every((one) => one === undefined);
}

function statesOf(list: string): TicketState[] {
  const words = list.split(',');
  return [...new Set(words.flatMap((word) => (word === 'live' ? LIVE_STATES : [word as TicketState])))];
}

function ownerOf(owner: string, actor: Actor): string | null {
  if (owner === 'none') return null;
  if (owner !== 'me') return owner;
  if (actor.staffId === null) throw new Invalid('"me" is for people; give the id of an owner.');
  return actor.staffId;
}

function lineOf(row: Row, masked: boolean, now: Date): TicketRowView {
  const late = row.nextDueAt === null ? 0 : now.getTime() - row.nextDueAt.getTime();
  const name = row.restricted ? null : masked ? firstName(row.customerName) : row.customerName;
  return {
    id: row.id,
    number: row.number,
    label: `R-${String(row.number)}`,
    title: row.title,
    state: row.state,
    severity: row.severity,
    mood: row.mood,
    cycle: row.cycle,
    oneUp: row.oneUp,
    restricted: row.restricted,
    customer: row.customerId === null ? null : { id: row.customerId, name },
    customerName: name,
    channel: row.channel,
    touchPoint: row.touchPointKey === null ? null : { key: row.touchPointKey, name: row.touchPointName ?? row.touchPointKey },
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    team: row.team,
    location: { key: row.locationKey, name: row.locationName, zone: row.locationZone },
    nextDueAt: row.nextDueAt,
    nextClock: nextClockOf(row),
    lateByMs: late > 0 ? late : null,
    lastNewsAt: row.lastNewsAt,
    lastWord: row.lastWordBy === null || row.lastWordAt === null ? null : { by: row.lastWordBy, at: row.lastWordAt },
    receivedAt: row.receivedAt,
    version: row.version,
  };
}

function nextClockOf({ nextClock, nextDueAt, stillClock, pausedSince, pauseReason }: Row): NextClockView | null {
  if (nextClock !== null) return { clock: nextClock, dueAt: nextDueAt, pausedSince: null, reason: null };
  return stillClock === null ? null : { clock: stillClock, dueAt: null, pausedSince, reason: pauseReason };
}

function cursorOf(row: Row, sort: Sort): string {
  const done = row.state === 'closed' || row.state === 'merged' || row.state === 'void';
  const rank = done ? 2 : row.severity === 'S1' ? 0 : 1;
  const keys = { urgency: [rank, row.placeDue, row.id], due: [row.placeDue, row.id], newest: [row.id] };
  return encodeCursor([sort, ...keys[sort]]);
}

const RANK = /^[012]$/;
const DUE = /^(?:infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?)$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The place that a cursor names. Throws Invalid for one that is not ours or belongs to another order. */
function placeOf(cursor: string, sort: Sort): (string | number | boolean | null)[] {
  const shapes = { urgency: [RANK, DUE, ID], due: [DUE, ID], newest: [ID] }[sort];
  const [of, ...keys] = decodeCursor(cursor, shapes.length + 1);
  if (of === sort && keys.every((key, index) => shapes[index]?.test(String(key)) === true)) return keys;
  throw new Invalid('The cursor belongs to another list. Start the list from the beginning.');
}
