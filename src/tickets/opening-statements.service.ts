import { versionAtSql } from '../calendar/calendar.service';
import { currentPolicyVersionSql } from '../clocks/policies.service';
import { insertSegments, insertTimers } from '../clocks/timer-writing.service';
import { customerWriteSql, matchSql } from '../customers/customer-match.service';
import { statement } from '../platform/database/sql';

/*
 * The statements of intake, the busiest door of the desk. Two read everything a new ticket depends on, one writes everything it is made of; no
 * transaction is opened around them, because one statement is one. Measured beside a handler that does nothing but send the last one (npm run
 * bench): what the desk adds on top is the checking, the clocks' arithmetic and the reading. What depends on the desk alone is read apart from
 * what depends on the complaint, because many complaints at once can share it.
 */

/** What the desk has for complaints of a kind, in one row. $1 location key, null for the main one; $2 touch point key. */
export const READ_SETTING = statement(
  'opening.setting',
  `SELECT l.id AS "locationId", l.key AS "locationKey", l.zone AS "locationZone", l.calendar_id AS "calendarId",
     ${versionAtSql('l.calendar_id', 'n.now')} AS "calendarVersionId", ${currentPolicyVersionSql('l.id')} AS "policyVersionId",
     (SELECT m.id FROM team m WHERE m.location_id = l.id ORDER BY m.created_at LIMIT 1) AS "teamId",
     p.id AS "touchPointId", p.failure_class AS "touchPointClass"
   FROM (SELECT desk_now() AS now) n
   LEFT JOIN LATERAL (SELECT * FROM location WHERE $1::text IS NULL OR key = $1 ORDER BY key = 'main' DESC, created_at LIMIT 1) l ON true
   LEFT JOIN touch_point p ON p.key = $2::text AND NOT p.hidden`,
);

/** What is known of the complaint already, in one row. $1–$4 customer, $5 source key, $6 and $7 actor and idempotency key. */
export const READ_ARRIVAL = statement(
  'opening.arrival',
  `SELECT desk_now() AS now, nextval('ticket_number') AS number, (SELECT t.id FROM ticket t WHERE t.source_key = $5::text) AS "knownTicketId",
     (SELECT jsonb_build_object('fingerprint', encode(k.fingerprint, 'hex'), 'answer', k.answer) FROM idempotency_key k WHERE k.actor = $6 AND k.key = $7) AS replay,
     coalesce((SELECT jsonb_agg(m) FROM (${matchSql(1)}) m), '[]') AS candidates`,
);

const TICKET = {
  id: 'uuid',
  number: 'bigint',
  source_key: 'text',
  state: 'text',
  severity: 'text',
  original_severity: 'text',
  mood: 'text',
  failure_class: 'text',
  channel: 'text',
  live: 'boolean',
  title: 'text',
  language: 'text',
  zone: 'text',
  wants: 'text[]',
  amount_minor: 'bigint',
  order_minor: 'bigint',
  location_id: 'uuid',
  team_id: 'uuid',
  desk_id: 'uuid',
  owner_id: 'uuid',
  logged_by: 'uuid',
  anonymous: 'boolean',
  primary_touch_point: 'uuid',
  policy_version_id: 'uuid',
  calendar_id: 'uuid',
  received_at: 'timestamptz',
  received_clamped: 'boolean',
  restricted: 'boolean',
  unreachable: 'boolean',
  subject_staff_id: 'uuid',
  follows_ticket_id: 'uuid',
  fixed_at: 'timestamptz',
  next_due_at: 'timestamptz',
  next_clock: 'text',
  status_hash: 'bytea',
  event_seq: 'int',
  created_at: 'timestamptz',
  intake_started_at: 'timestamptz',
  keystrokes: 'int',
  // stays the last: the statement takes the time of writing from here
  changed_at: 'timestamptz',
} as const;

export type NewTicket = Record<keyof typeof TICKET, unknown>;

const columns = Object.entries(TICKET);

/** The ticket's columns as parameters, in the order of the statement. */
export function ticketParams(ticket: NewTicket): unknown[] {
  return columns.map(([name]) => ticket[name as keyof typeof TICKET]);
}

/** The rest of a new ticket, after its columns. */
export interface NewAround {
  /** JSON of `customerWrite`; left out for an anonymous complaint. */
  customer: string | null;
  idempotency: { actor: string; key: string; fingerprint: Buffer; answer: string } | null;
  event: { kind: string; actorId: string | null; actorKind: string; data: string; cause: string | null };
  contact: {
    id: string;
    kind: string;
    human: boolean;
    fromAddress: string | null;
    text: string;
    waitSeconds: number | null;
    callId: string | null;
    sourceKey: string | null;
  };
  timers: string;
  segments: string;
  /** `number`: where no e-mail address is known, a text goes there; null where it cannot. */
  receipt: { id: string; vars: string; state: string; to: string | null; number: string | null } | null;
}

const FIRST = columns.length + 1;
/** The parameter at this place behind the ticket's columns. */
const p = (place: number) => `$${String(FIRST + place)}`;

export function aroundParams(around: NewAround): unknown[] {
  const { idempotency, event, contact, receipt } = around;
  return [
    ...[idempotency?.actor ?? null, idempotency?.key ?? null, idempotency?.fingerprint ?? null, idempotency?.answer ?? null],
    ...[event.kind, event.actorId, event.actorKind, event.data, event.cause],
    ...[contact.id, contact.kind, contact.human, contact.fromAddress, contact.text, contact.waitSeconds, contact.callId, contact.sourceKey],
    ...[around.timers, around.segments],
    ...[receipt?.id ?? null, receipt?.vars ?? null, receipt?.state ?? null, receipt?.to ?? null, receipt?.number ?? null],
    ...(around.customer === null ? [] : [around.customer]),
  ];
}

/**
 * Writes a new ticket with everything around it. A twin under the same idempotency key or of the same source writes nothing: 0 rows come back.
 * A receipt goes to the e-mail address that was given, else to a live one that is known, else as a text to the number that was given; else there is none.
 */
function writeSql(withCustomer: boolean): string {
  const who = withCustomer ? '(SELECT id FROM customer_who)' : 'NULL::uuid';
  // Who gave no address may have one with us from earlier.
  const noAddress = `AND NOT EXISTS (SELECT FROM address a WHERE a.customer_id = ${who} AND a.state = 'live')`;
  const values = columns.map(
    ([name, type], index) => `$${String(index + 1)}::${type} ${withCustomer && name === 'unreachable' ? noAddress : ''}`,
  );
  return `WITH remembered AS (
     INSERT INTO idempotency_key (actor, key, fingerprint, answer, at)
     SELECT ${p(0)}, ${p(1)}, ${p(2)}, ${p(3)}::jsonb, $${String(columns.length)} WHERE ${p(1)}::text IS NOT NULL ON CONFLICT DO NOTHING RETURNING 1),
   ${withCustomer ? `${customerWriteSql(FIRST + 24)},` : ''}
   opened AS (
     INSERT INTO ticket (${columns.map(([name]) => name).join(', ')}, customer_id)
     SELECT ${values.join(', ')}, ${who}
     WHERE ${p(1)}::text IS NULL OR EXISTS (SELECT FROM remembered)
     ON CONFLICT (source_key) DO NOTHING RETURNING id, customer_id, state, created_at, received_at, channel, language),
   event AS (
     INSERT INTO ticket_event (ticket_id, seq, kind, to_state, actor_id, actor_kind, data, at, cause)
     SELECT id, 1, ${p(4)}, state, ${p(5)}::uuid, ${p(6)}, ${p(7)}::jsonb, created_at, ${p(8)} FROM opened),
   said AS (
     INSERT INTO contact (id, ticket_id, customer_id, kind, channel, direction, human, from_address, staff_id, text, wait_seconds, call_id, source_key, at, created_at)
     SELECT ${p(9)}::uuid, id, customer_id, ${p(10)}, channel, 'in', ${p(11)}::boolean, ${p(12)}, ${p(5)}::uuid, ${p(13)}, ${p(14)}::int, ${p(15)}, ${p(16)}, received_at, created_at FROM opened),
   clocks AS (${insertTimers(p(17))} JOIN opened ON true RETURNING id),
   counted AS (${insertSegments(p(18))} JOIN opened ON true)${
     withCustomer
       ? `,
   told AS (
     INSERT INTO message (id, effect_key, ticket_id, customer_id, cycle, kind, class, channel, to_address, language, vars, order_key, state, held_for, not_before,
       created_at, may_move, retry_class)
     SELECT ${p(19)}::uuid, 'ticket:' || o.id || ':ack', o.id, o.customer_id, 1, 'receipt', 'service', a.channel, a.value, coalesce(o.language, 'en'), ${p(20)}::jsonb,
       o.id || ':' || a.channel, a.state, CASE WHEN a.state = 'held' THEN 'provider' END, o.created_at, o.created_at, true,
       CASE a.channel WHEN 'sms' THEN 'B' ELSE 'C' END
     FROM opened o, LATERAL (
       SELECT 'email' AS channel, ${p(22)}::text AS value, ${p(21)} AS state WHERE ${p(22)}::text IS NOT NULL
       UNION ALL SELECT 'email', value_norm, ${p(21)} FROM address WHERE ${p(22)}::text IS NULL AND customer_id = o.customer_id AND kind = 'email' AND state = 'live'
       UNION ALL SELECT 'sms', ${p(23)}::text, 'pending' WHERE ${p(23)}::text IS NOT NULL
       LIMIT 1) a WHERE ${p(19)}::uuid IS NOT NULL RETURNING 1)`
       : `,
   untold AS (SELECT ${p(19)}::uuid, ${p(20)}::text, ${p(21)}::text, ${p(22)}::text, ${p(23)}::text)`
   }
   SELECT id, ${withCustomer ? 'EXISTS (SELECT FROM told)' : 'false'} AS "hasReceipt" FROM opened`;
}

export const WRITE_TICKET = statement('opening.write', writeSql(true));
export const WRITE_ANONYMOUS = statement('opening.write-anonymous', writeSql(false));
