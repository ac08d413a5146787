/** Anything that runs SQL with numbered parameters. */
export interface Runs {
  sql(text: string, params?: unknown[]): Promise<unknown[]>;
}

export interface PastGifts {
  /** How many cases. */
  n: number;
  /** Code of the gift. */
  code: string;
  failureClass?: string;
  /** So many of the known ones were won back. */
  won: number;
  /** The others of `n` that are known were not; the rest never answered. */
  known?: number;
  /** Days since the offers. */
  daysAgo?: number;
}

/** Closed tickets at location main whose customers accepted this gift, with what became of them ten days later. In one statement, whatever their number. */
export async function pastGifts(
  at: Runs,
  { n, code, won, failureClass = 'failed_service', known = n, daysAgo = 12 }: PastGifts,
): Promise<void> {
  await at.sql(
    `WITH made AS MATERIALIZED (SELECT uuidv7() AS id, i, desk_now() - make_interval(days => $6) AS offered FROM generate_series(1, $1::int) i),
     closed AS (
       INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, received_at,
         closed_at, close_reason, status_hash, created_at, changed_at)
       SELECT m.id, nextval('ticket_number'), 'closed', 'S3', 'S3', 'calm', $2, 'phone', true, 'A matter of the past', l.id, l.calendar_id, m.offered,
         m.offered, 'unknown', sha256(m.id::text::bytea), m.offered, m.offered
       FROM made m, location l WHERE l.key = 'main'),
     offered AS (
       INSERT INTO gesture (id, ticket_id, cycle, type_version_id, state, combinable, cost_reserved_minor, face_minor, currency, text, offered_at, accepted_at,
         created_at)
       SELECT uuidv7(), m.id, 1, v.id, 'accepted', v.combinable, v.cost_minor, v.face_minor, v.currency, 'On us.', m.offered, m.offered, m.offered
       FROM made m, gesture_type ty JOIN gesture_type_version v ON v.type_id = ty.id AND v.version = ty.version WHERE ty.code = $3)
     INSERT INTO outcome (ticket_id, cycle, value, basis, decided_at)
     SELECT id, 1, CASE WHEN i <= $4::int THEN 'recovered' WHEN i <= $5::int THEN 'not_recovered' ELSE 'unknown' END, 'survey', offered + interval '10 days'
     FROM made`,
    [n, failureClass, code, won, known, daysAgo],
  );
}
