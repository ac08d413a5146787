import { Injectable } from '@nestjs/common';
import type { ClockName } from '../clocks/clock.rules';
import { ClocksService } from '../clocks/clocks.service';
import type { ClockExplanation } from '../clocks/timer-view.dto';
import { maskedContact, seesContactData } from '../customers/contact-mask.rules';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import { Invalid, Missing } from '../platform/errors';
import { decodeCursor, encodeCursor } from '../platform/http/cursor';
import type { Actor } from '../staff/actor.dto';
import { roleAtLeast } from '../staff/role.rules';
import { timelineSentence, withoutContacts } from './timeline-words.rules';
import type { ContactsView, ContactView, ListContacts, ListEvents, TicketEventView, TimelineView } from './timeline.dto';
import { refCondition, visibleTo } from './visibility.rules';

const BY: Readonly<Record<TicketEventView['byKind'], string>> = {
  staff: 'Somebody',
  system: 'The desk',
  customer: 'The customer',
  api_token: 'A program',
};
const EVENTS_A_PAGE = 200;
const CONTACTS_A_PAGE = 100;

// What an assignment moved the ticket from and to is a person; of other kinds `from` and `to` are words.
const NAME = (side: string): string =>
  `(SELECT n.name FROM staff n WHERE n.id = CASE WHEN e.kind IN ('taken', 'assigned') THEN (e.data ->> '${side}')::uuid END)`;

const EVENTS = statement(
  'tickets.events',
  `SELECT e.seq, e.kind, e.from_state AS "from", e.to_state AS "to", e.actor_kind AS "byKind", e.reason, e.data, e.at,
     (SELECT jsonb_build_object('id', n.id, 'name', n.name) FROM staff n WHERE n.id = e.actor_id) AS by,
     ${NAME('from')} AS "fromName", ${NAME('to')} AS "toName"
   FROM ticket_event e WHERE e.ticket_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`,
);

const CONTACTS = statement(
  'tickets.contacts',
  `SELECT k.id, k.kind, k.channel, k.direction, k.human, k.visitor, k.from_address AS "fromAddress", k.text, k.wait_seconds AS "waitSeconds", k.at,
     CASE WHEN k.sender_proof IS NOT NULL THEN jsonb_build_object('verdict', k.sender_proof, 'results', k.sender_results) END AS "senderProof",
     k.at::text AS place,
     (SELECT jsonb_build_object('id', n.id, 'name', n.name) FROM staff n WHERE n.id = k.staff_id) AS by,
     coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes, 'state', f.state,
         'whyRefused', f.why_refused) ORDER BY f.id) FROM ticket_file f WHERE f.ticket_id = k.ticket_id AND f.contact_id = k.id), '[]') AS files
   FROM contact k WHERE k.ticket_id = $1 AND (k.at, k.id) > ($2::timestamptz, $3::uuid) ORDER BY k.at, k.id LIMIT $4`,
);

type EventRow = Omit<TicketEventView, 'text'> & { fromName: string | null; toName: string | null };
type ContactRow = ContactView & { place: string };

/** What happened to a ticket, what was said on it, and why it is due when it is. */
@Injectable()
export class Timelines {
  constructor(
    private readonly db: Database,
    private readonly clocks: ClocksService,
  ) {}

  /** The timeline behind `after`. Missing where the ticket is not there for this person. */
  async eventsOf(ref: string, actor: Actor, { after = 0, limit = EVENTS_A_PAGE }: ListEvents): Promise<TimelineView> {
    const id = await this.visibleId(ref, actor);
    const rows = await this.db.rows<EventRow>(EVENTS, [id, after, limit + 1]);
    const masked = !seesContactData(actor.roles);
    const isLead = roleAtLeast(actor.roles, 'lead');
    const items = rows.slice(0, limit).map((row) => eventOf(isLead ? row : withoutReview(row), masked));
    return { items, nextAfter: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
  }

  /** The exchanges behind the cursor. Missing as above; Invalid for a cursor that is none. */
  async contactsOf(ref: string, actor: Actor, { cursor, limit = CONTACTS_A_PAGE }: ListContacts): Promise<ContactsView> {
    const id = await this.visibleId(ref, actor);
    const [at, after] = cursor === undefined ? ['-infinity', '00000000-0000-0000-0000-000000000000'] : placeOf(cursor);
    const rows = await this.db.rows<ContactRow>(CONTACTS, [id, at, after, limit + 1]);
    const masked = !seesContactData(actor.roles);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => contactOf(row, masked)),
      nextCursor: last ? encodeCursor([last.place, last.id]) : null,
    };
  }

  /** "Why this time?" of one clock. Missing where the ticket is not there for this person or never had the clock. */
  async explain(ref: string, clock: ClockName, actor: Actor): Promise<ClockExplanation> {
    return this.clocks.explain(this.db, await this.visibleId(ref, actor), clock);
  }

  private async visibleId(ref: string, actor: Actor): Promise<string> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(actor, 't', params)}`;
    const found = await this.db.maybe<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
    if (!found) throw new Missing('There is no such ticket.');
    return found.id;
  }
}

/** Why a lead looks at somebody's gifts is between the leads. */
function withoutReview(row: EventRow): EventRow {
  return row.data['hold'] === 'abuse_review' ? { ...row, reason: null } : row;
}

function eventOf({ fromName, toName, ...row }: EventRow, masked: boolean): TicketEventView {
  const reason = row.reason !== null && masked ? withoutContacts(row.reason) : row.reason;
  const text = timelineSentence({ ...row, reason, by: row.by?.name ?? BY[row.byKind], fromName, toName });
  return { ...row, reason, text, data: masked ? {} : row.data };
}

function contactOf({ place: _, ...row }: ContactRow, masked: boolean): ContactView {
  if (!masked) return row;
  const kind = row.fromAddress?.includes('@') === true ? 'email' : 'phone';
  return { ...row, fromAddress: row.fromAddress && maskedContact(kind, row.fromAddress), text: withoutContacts(row.text) };
}

const AT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function placeOf(cursor: string): [string, string] {
  const [at, id] = decodeCursor(cursor, 2);
  if (typeof at === 'string' && typeof id === 'string' && AT.test(at) && ID.test(id)) return [at, id];
  throw new Invalid('The cursor is not one of ours. Start the list from the beginning.');
}
