import { statement } from '../platform/database/sql';
import type { Reader } from '../platform/database/tx';
import type { HoldKind } from '../lifecycle/holds.rules';
import type { FixView, RedressView, TicketGestureView } from './ticket-view.dto';

/** The instants of a row that came as JSON, which has them as text. */
type AsJson<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] extends object | null ? AsJson<T[K]> : T[K];
};

interface Named {
  id: string;
  name: string;
}

interface KeyName {
  key: string;
  name: string;
}

/** What belongs to a ticket and stands in other tables. Instants are ISO 8601 text. */
export interface TicketDetails {
  owner: Named | null;
  team: KeyName | null;
  desk: KeyName | null;
  location: KeyName & { zone: string };
  touchPoint: KeyName | null;
  customer: (Named & { language: string | null; email: string | null; phone: string | null }) | null;
  promise: { dueAt: string; madeAt: string; by: Named | null } | null;
  fix: AsJson<FixView> | null;
  fixes: number;
  redress: AsJson<RedressView>[];
  gestures: AsJson<TicketGestureView>[];
  holds: { kind: HoldKind; reason: string; setAt: string }[];
}

const NAMED = (table: string, of: string, extra = ''): string =>
  `(SELECT jsonb_build_object('id', n.id, 'name', n.name${extra}) FROM ${table} n WHERE n.id = ${of})`;
const KEYED = (table: string, of: string, extra = ''): string =>
  `(SELECT jsonb_build_object('key', n.key, 'name', n.name${extra}) FROM ${table} n WHERE n.id = ${of})`;
// the newest address of a kind that mail or calls still reach
const LIVE = (kind: string): string =>
  `'${kind}', (SELECT a.value_norm FROM address a WHERE a.customer_id = n.id AND a.kind = '${kind}' AND a.state = 'live' ORDER BY a.created_at DESC, a.id DESC LIMIT 1)`;

/** One ticket by its id; whether it may be seen was asked before. */
const DETAILS = statement(
  'tickets.details',
  `SELECT ${NAMED('staff', 't.owner_id')} AS owner, ${KEYED('team', 't.team_id')} AS team, ${KEYED('desk', 't.desk_id')} AS desk,
     ${KEYED('location', 't.location_id', `, 'zone', n.zone`)} AS location, ${KEYED('touch_point', 't.primary_touch_point')} AS "touchPoint",
     ${NAMED('customer', 't.customer_id', `, 'language', n.language, ${LIVE('email')}, ${LIVE('phone')}`)} AS customer,
     (SELECT jsonb_build_object('dueAt', p.due_at, 'madeAt', p.made_at, 'by', ${NAMED('staff', 'p.by_staff')})
       FROM promise p WHERE p.ticket_id = t.id AND p.state = 'open') AS promise,
     (SELECT jsonb_build_object('kind', f.kind, 'summary', f.summary, 'decision', f.decision, 'fault', f.fault, 'cause', f.cause_key,
         'apology', jsonb_build_object('given', f.apology_given, 'by', f.apology_by, 'at', f.apology_at, 'why', f.apology_why_not),
         'whatChanged', f.what_changed, 'by', ${NAMED('staff', 'f.delivered_by')}, 'deliveredAt', f.delivered_at)
       FROM fix_action f WHERE f.ticket_id = t.id AND f.cycle = t.cycle) AS fix,
     (SELECT count(*) FROM fix_action f WHERE f.ticket_id = t.id) AS fixes,
     coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'amountMinor', r.amount_minor, 'currency', r.currency, 'method', r.method,
         'state', r.state, 'dueOn', r.due_on, 'paidAt', r.paid_at) ORDER BY r.id) FROM redress r WHERE r.ticket_id = t.id), '[]') AS redress,
     coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'cycle', g.cycle, 'state', g.state, 'gestureType', g.gesture_type, 'name', g.name,
         'text', g.text, 'note', g.note, 'costMinor', coalesce(g.cost_actual_minor, g.cost_reserved_minor), 'faceMinor', g.face_minor,
         'currency', g.currency, 'offeredAt', g.offered_at, 'expiresAt', g.expires_at, 'acceptedAt', g.accepted_at, 'fulfilledAt', g.fulfilled_at,
         'endReason', g.end_reason, 'version', g.version) ORDER BY g.created_at, g.id) FROM gesture_facts g
       WHERE g.ticket_id = t.id AND g.state NOT IN ('suggested', 'dismissed')), '[]') AS gestures,
     coalesce((SELECT jsonb_agg(jsonb_build_object('kind', h.kind, 'reason', h.reason, 'setAt', h.set_at) ORDER BY h.set_at, h.kind)
       FROM ticket_hold h WHERE h.ticket_id = t.id AND h.released_at IS NULL), '[]') AS holds
   FROM ticket t WHERE t.id = $1`,
);

/** Reads what belongs to one ticket, in one statement. The ticket exists. */
export async function readDetails(reader: Reader, ticketId: string): Promise<TicketDetails> {
  const [found] = await reader.rows<TicketDetails>(DETAILS, [ticketId]);
  if (!found) throw new Error(`The ticket ${ticketId} was there a moment ago.`);
  return found;
}
