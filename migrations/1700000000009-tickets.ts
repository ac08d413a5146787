import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The recovery ticket, its timeline, its fix, and the due work that its moves leave to later features. */
export class Tickets1700000000009 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE SEQUENCE ticket_number START 1001;

CREATE TABLE ticket (
  id uuid PRIMARY KEY,
  number bigint NOT NULL UNIQUE,
  source_key text UNIQUE,
  state text NOT NULL CHECK (state IN ('new','open','waiting_customer','fixed','following_up','closed','merged','void')),
  severity text NOT NULL CHECK (severity IN ('S1','S2','S3','S4')),
  original_severity text NOT NULL CHECK (original_severity IN ('S1','S2','S3','S4')),
  mood text NOT NULL CHECK (mood IN ('calm', 'upset', 'angry')),
  fault text NOT NULL DEFAULT 'unknown' CHECK (fault IN ('ours', 'partly', 'not_ours', 'unknown')),
  failure_class text NOT NULL CHECK (failure_class IN ('money_lost','flawed_goods','failed_service','lack_of_attention','time_lost')),
  cycle int NOT NULL DEFAULT 1 CHECK (cycle > 0),
  one_up text NOT NULL DEFAULT 'none' CHECK (one_up IN ('none', 'open', 'settled')),
  channel text NOT NULL CHECK (channel IN ('phone', 'email', 'chat', 'in_person', 'web_form')),
  live boolean NOT NULL,
  title text NOT NULL,
  language text,
  zone text,
  wants text[] NOT NULL DEFAULT '{}',
  amount_minor bigint CHECK (amount_minor >= 0),
  order_minor bigint CHECK (order_minor >= 0),
  location_id uuid NOT NULL REFERENCES location,
  team_id uuid REFERENCES team,
  desk_id uuid REFERENCES desk,
  owner_id uuid REFERENCES staff,
  logged_by uuid REFERENCES staff,
  customer_id uuid REFERENCES customer,
  anonymous boolean NOT NULL DEFAULT false,
  primary_touch_point uuid REFERENCES touch_point,
  policy_version_id uuid REFERENCES policy_version,
  calendar_id uuid NOT NULL REFERENCES calendar,
  received_at timestamptz NOT NULL,
  received_clamped boolean NOT NULL DEFAULT false,
  restricted boolean NOT NULL DEFAULT false,
  subject_staff_id uuid REFERENCES staff,
  follows_ticket_id uuid REFERENCES ticket CHECK (follows_ticket_id <> id),
  question text,
  waiting_since timestamptz,
  chases_sent int NOT NULL DEFAULT 0,
  fixed_at timestamptz,
  merged_into uuid REFERENCES ticket CHECK (merged_into <> id),
  merged_at timestamptz,
  closed_at timestamptz,
  close_reason text CHECK (close_reason IN ('recovered', 'not_recovered', 'unknown', 'withdrawn', 'lapsed')),
  voided_at timestamptz,
  void_reason text CHECK (void_reason IN ('spam', 'test', 'not_a_complaint', 'entered_twice', 'mistake')),
  follow_up text NOT NULL DEFAULT 'none' CHECK (follow_up IN ('none', 'due', 'sent', 'done', 'waived')),
  follow_up_waived text CHECK (follow_up_waived IN ('no_contact_data', 'opted_out', 'asked_for_no_contact', 'survey_quota')),
  unreachable boolean NOT NULL DEFAULT false,
  auto_reopened int NOT NULL DEFAULT 0,
  -- earliest due time of the running promise clocks; the order of every work list
  next_due_at timestamptz,
  next_clock text,
  status_hash bytea NOT NULL UNIQUE CHECK (length(status_hash) = 32),
  status_version int NOT NULL DEFAULT 1,
  event_seq int NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK (state <> 'closed' OR (close_reason IS NOT NULL AND closed_at IS NOT NULL)),
  CHECK (state <> 'void' OR (void_reason IS NOT NULL AND voided_at IS NOT NULL)),
  CHECK ((state = 'waiting_customer') = (waiting_since IS NOT NULL)),
  CHECK (state NOT IN ('closed', 'merged', 'void') OR next_due_at IS NULL),
  CHECK (NOT anonymous OR customer_id IS NULL)
);
-- The orders of the work lists (docs/decisions/0004). Urgency: dangerous ones first, then all others, then what is done; inside of each the
-- earliest promise, tickets without one last. The expressions stand word for word in ticket-order.rules.ts.
CREATE INDEX ticket_urgency ON ticket ((CASE WHEN state IN ('closed','merged','void') THEN 2 WHEN severity = 'S1' THEN 0 ELSE 1 END), (coalesce(next_due_at, 'infinity'::timestamptz)), id);
CREATE INDEX ticket_urgency_at_location ON ticket (location_id, (CASE WHEN state IN ('closed','merged','void') THEN 2 WHEN severity = 'S1' THEN 0 ELSE 1 END), (coalesce(next_due_at, 'infinity'::timestamptz)), id);
CREATE INDEX ticket_owner ON ticket (owner_id, (CASE WHEN state IN ('closed','merged','void') THEN 2 WHEN severity = 'S1' THEN 0 ELSE 1 END), (coalesce(next_due_at, 'infinity'::timestamptz)), id);
CREATE INDEX ticket_due ON ticket ((coalesce(next_due_at, 'infinity'::timestamptz)), id);
CREATE INDEX ticket_unreachable ON ticket (location_id) WHERE unreachable AND state IN ('new','open','waiting_customer','fixed','following_up');
CREATE INDEX ticket_title ON ticket (lower(title) text_pattern_ops);
CREATE INDEX ticket_of_customer ON ticket (customer_id, id DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX ticket_changed ON ticket (changed_at);
CREATE INDEX ticket_merged_into ON ticket (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE ticket_event (
  ticket_id uuid NOT NULL REFERENCES ticket,
  seq int NOT NULL CHECK (seq > 0),
  kind text NOT NULL,
  from_state text,
  to_state text,
  actor_id uuid,
  actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'system', 'customer', 'api_token')),
  reason text,
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  -- what made it happen: 'req:…', 'mail:…', 'timer:…'; the second guard against doing a thing twice
  cause text UNIQUE,
  PRIMARY KEY (ticket_id, seq)
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER ticket_event_append_only BEFORE UPDATE OR DELETE ON ticket_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE ticket_hold (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  kind text NOT NULL CHECK (kind IN ('safety','legal','discrimination_harassment','data_breach','press_social','abuse_review','staff_subject','vulnerable')),
  reason text NOT NULL,
  set_by uuid REFERENCES staff,
  set_at timestamptz NOT NULL,
  released_by uuid REFERENCES staff,
  released_at timestamptz,
  release_reason text,
  origin_ticket_id uuid REFERENCES ticket,
  CHECK ((released_at IS NULL) = (released_by IS NULL))
);
CREATE UNIQUE INDEX ticket_hold_one_open ON ticket_hold (ticket_id, kind) WHERE released_at IS NULL;

CREATE TABLE ticket_touch_point (
  ticket_id uuid NOT NULL REFERENCES ticket,
  touch_point_id uuid NOT NULL REFERENCES touch_point,
  origin_ticket_id uuid REFERENCES ticket,
  PRIMARY KEY (ticket_id, touch_point_id)
);
CREATE TABLE ticket_cause (
  ticket_id uuid NOT NULL REFERENCES ticket,
  cause_id uuid NOT NULL REFERENCES cause,
  main boolean NOT NULL,
  PRIMARY KEY (ticket_id, cause_id)
);
CREATE UNIQUE INDEX ticket_cause_one_main ON ticket_cause (ticket_id) WHERE main;

-- One exchange with somebody: the complaint itself, calls, mails, chat lines, replies.
CREATE TABLE contact (
  id uuid PRIMARY KEY,
  ticket_id uuid REFERENCES ticket,
  origin_ticket_id uuid REFERENCES ticket,
  customer_id uuid REFERENCES customer,
  kind text NOT NULL CHECK (kind IN ('complaint', 'message', 'call', 'reply', 'note')),
  channel text NOT NULL CHECK (channel IN ('phone','email','chat','in_person','web_form','letter','page')),
  direction text NOT NULL CHECK (direction IN ('in', 'out', 'inside')),
  human boolean NOT NULL,
  -- came with our token but from an address we do not know; stops nothing until a person confirms it
  visitor boolean NOT NULL DEFAULT false,
  from_address text,
  staff_id uuid REFERENCES staff,
  text text NOT NULL DEFAULT '',
  wait_seconds int CHECK (wait_seconds >= 0),
  call_id text UNIQUE,
  source_key text UNIQUE,
  message_id uuid REFERENCES message,
  at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX contact_of_ticket ON contact (ticket_id, at, id);
CREATE INDEX contact_of_customer ON contact (customer_id, at DESC) WHERE customer_id IS NOT NULL;

CREATE TABLE ticket_file (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  origin_ticket_id uuid REFERENCES ticket,
  contact_id uuid REFERENCES contact,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes >= 0),
  state text NOT NULL CHECK (state IN ('kept', 'refused')),
  why_refused text,
  source_key text UNIQUE,
  created_at timestamptz NOT NULL,
  CHECK ((state = 'refused') = (why_refused IS NOT NULL))
);
CREATE INDEX ticket_file_of_ticket ON ticket_file (ticket_id);

CREATE TABLE fix_action (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('repair','replace','refund','credit_owed','redo','correct_record','explain','apology_only','statutory_payment','other','no_fix_possible')),
  summary text NOT NULL CHECK (length(summary) BETWEEN 20 AND 4000),
  decision text NOT NULL CHECK (decision IN ('upheld', 'partly', 'not_upheld', 'not_applicable')),
  fault text NOT NULL CHECK (fault IN ('ours', 'partly', 'not_ours', 'unknown')),
  -- a cause's key, or 'unknown_yet'
  cause_key text NOT NULL,
  apology_given boolean NOT NULL,
  apology_by text,
  apology_at timestamptz,
  apology_why_not text,
  loss_minor bigint CHECK (loss_minor >= 0),
  what_changed text,
  not_upheld_reason text,
  not_upheld_next_step text,
  same_contact boolean NOT NULL DEFAULT false,
  delivered_by uuid REFERENCES staff,
  delivered_at timestamptz NOT NULL,
  UNIQUE (ticket_id, cycle),
  CHECK (apology_given OR apology_why_not IS NOT NULL),
  CHECK (cycle = 1 OR what_changed IS NOT NULL),
  CHECK (decision <> 'not_upheld' OR (not_upheld_reason IS NOT NULL AND not_upheld_next_step IS NOT NULL))
);
CREATE TABLE redress (
  id uuid PRIMARY KEY,
  fix_id uuid NOT NULL REFERENCES fix_action,
  ticket_id uuid NOT NULL REFERENCES ticket,
  kind text NOT NULL CHECK (kind IN ('refund', 'credit', 'statutory', 'other')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  method text NOT NULL,
  state text NOT NULL CHECK (state IN ('paid', 'scheduled')),
  due_on date,
  paid_at timestamptz,
  CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  CHECK (state <> 'scheduled' OR due_on IS NOT NULL)
);
CREATE INDEX redress_of_ticket ON redress (ticket_id);

-- "Next news by …": what somebody promised aloud. One open per ticket; its clock is the update timer.
CREATE TABLE promise (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  due_at timestamptz NOT NULL,
  by_staff uuid REFERENCES staff,
  state text NOT NULL CHECK (state IN ('open', 'kept', 'broken', 'replaced')),
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX promise_one_open ON promise (ticket_id) WHERE state = 'open';

-- What a move leaves to a later feature, written in its transaction and claimed by that feature's worker.
CREATE TABLE ticket_work (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  event_seq int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('suggest', 'gestures_moved_on', 'follow_up', 'try_close')),
  data jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  not_before timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  UNIQUE (ticket_id, event_seq, kind)
);
CREATE INDEX ticket_work_pending ON ticket_work (kind, not_before) WHERE state = 'pending';

-- A row moved by a merge remembers the ticket it came from (origin_ticket_id); unmerge splits along it.
ALTER TABLE timer ADD FOREIGN KEY (ticket_id) REFERENCES ticket;
ALTER TABLE message ADD FOREIGN KEY (ticket_id) REFERENCES ticket;
ALTER TABLE message ADD FOREIGN KEY (customer_id) REFERENCES customer;
ALTER TABLE message ADD FOREIGN KEY (staff_id) REFERENCES staff;
ALTER TABLE notification ADD FOREIGN KEY (ticket_id) REFERENCES ticket;

-- What the sender may know of a ticket at the moment of sending. Data, not an import.
CREATE VIEW message_facts AS
SELECT t.id AS ticket_id, t.number, t.state, t.cycle, t.severity, t.one_up, t.restricted, t.question, t.follow_up,
       t.customer_id, t.status_version, t.channel, t.title, t.closed_at, t.next_due_at, t.unreachable,
       c.name AS customer_name, coalesce(t.language, c.language) AS language,
       coalesce(t.zone, c.zone, l.zone) AS zone, l.name AS location_name, l.zone AS location_zone,
       split_part(s.name, ' ', 1) AS owner_first_name,
       EXISTS (SELECT 1 FROM ticket_hold h WHERE h.ticket_id = t.id AND h.released_at IS NULL AND h.kind = 'safety') AS automatic_blocked,
       EXISTS (SELECT 1 FROM ticket_hold h WHERE h.ticket_id = t.id AND h.released_at IS NULL AND h.kind = 'legal') AS apology_blocked,
       EXISTS (SELECT 1 FROM ticket_hold h WHERE h.ticket_id = t.id AND h.released_at IS NULL AND h.kind = 'vulnerable') AS follow_up_blocked
FROM ticket t
JOIN location l ON l.id = t.location_id
LEFT JOIN customer c ON c.id = t.customer_id
LEFT JOIN staff s ON s.id = t.owner_id;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW message_facts;
DROP TABLE ticket_work, promise, redress, fix_action, ticket_file, contact, ticket_cause, ticket_touch_point, ticket_hold, ticket_event CASCADE;
DROP FUNCTION refuse_change();
ALTER TABLE timer DROP CONSTRAINT timer_ticket_id_fkey;
ALTER TABLE message DROP CONSTRAINT message_ticket_id_fkey, DROP CONSTRAINT message_customer_id_fkey, DROP CONSTRAINT message_staff_id_fkey;
ALTER TABLE notification DROP CONSTRAINT notification_ticket_id_fkey;
DROP TABLE ticket; DROP SEQUENCE ticket_number;`);
  }
}
