import type { MigrationInterface, QueryRunner } from 'typeorm';

const CLOCKS = `('contact','update','promise','fix','one_up','follow_up','fulfil','approval','vendor_ola','statutory',
  'chase','survey_window','offer_expiry','voucher_expiry','reopen_window','hold_review','snooze')`;

/** Promised times: policies, running clocks, their segments and the points they passed. */
export class Clocks1700000000008 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE policy (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  location_id uuid UNIQUE REFERENCES location,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX policy_one_of_organisation ON policy ((location_id IS NULL)) WHERE location_id IS NULL;
CREATE TABLE policy_version (
  id uuid PRIMARY KEY,
  policy_id uuid NOT NULL REFERENCES policy,
  version int NOT NULL CHECK (version > 0),
  status text NOT NULL CHECK (status IN ('published', 'retired')),
  valid_from timestamptz NOT NULL,
  published_by uuid,
  UNIQUE (policy_id, version)
);
CREATE UNIQUE INDEX policy_one_published ON policy_version (policy_id) WHERE status = 'published';
CREATE TABLE policy_target (
  version_id uuid NOT NULL REFERENCES policy_version,
  clock text NOT NULL CHECK (clock IN ${CLOCKS}),
  severity text NOT NULL CHECK (severity IN ('S1','S2','S3','S4')),
  channel text,
  target_ms bigint NOT NULL CHECK (target_ms >= 0),
  kind text NOT NULL CHECK (kind IN ('business', 'elapsed'))
);
CREATE UNIQUE INDEX policy_target_once ON policy_target (version_id, clock, severity, coalesce(channel, ''));
CREATE TABLE policy_point (
  version_id uuid NOT NULL REFERENCES policy_version,
  percent int NOT NULL CHECK (percent BETWEEN 0 AND 1000),
  recipient text NOT NULL CHECK (recipient IN ('owner','lead','manager','area_manager')),
  severity text CHECK (severity IN ('S1','S2','S3','S4'))
);
CREATE UNIQUE INDEX policy_point_once ON policy_point (version_id, percent, recipient, coalesce(severity, ''));

-- ticket_id gets its foreign key from the tickets' migration.
CREATE TABLE timer (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL,
  gesture_id uuid,
  clock text NOT NULL CHECK (clock IN ${CLOCKS}),
  cycle int NOT NULL CHECK (cycle > 0),
  state text NOT NULL CHECK (state IN ('running','paused','met','breached_met','fired','cancelled','quarantined')),
  kind text NOT NULL CHECK (kind IN ('business', 'elapsed')),
  calendar_id uuid NOT NULL REFERENCES calendar,
  policy_version_id uuid REFERENCES policy_version,
  target_ms bigint CHECK (target_ms >= 0),
  carried_ms bigint NOT NULL DEFAULT 0 CHECK (carried_ms >= 0),
  started_at timestamptz NOT NULL,
  due_at timestamptz,
  -- the points of the running segment: percent, instant and whom to tell; parallel arrays in time order
  point_percent int[] NOT NULL DEFAULT '{}',
  point_at timestamptz[] NOT NULL DEFAULT '{}',
  point_to text[] NOT NULL DEFAULT '{}',
  next_point_at timestamptz,
  generation int NOT NULL DEFAULT 1,
  breached_at timestamptz,
  grace boolean NOT NULL DEFAULT false,
  -- no opening hours within 60 days: counted in elapsed time, shown on the ticket
  no_calendar boolean NOT NULL DEFAULT false,
  pause_reason text CHECK (pause_reason IN ('waiting_customer','customer_date','legal_hold','site_closed')),
  paused_at timestamptz,
  acknowledged_by uuid,
  acknowledged_until timestamptz,
  stopped_at timestamptz,
  elapsed_ms bigint,
  fail_count int NOT NULL DEFAULT 0,
  last_error text,
  CHECK (cardinality(point_percent) = cardinality(point_at) AND cardinality(point_at) = cardinality(point_to)),
  CHECK (state IN ('running', 'paused', 'quarantined') OR (stopped_at IS NOT NULL AND next_point_at IS NULL)),
  CHECK ((state = 'paused') = (paused_at IS NOT NULL)),
  CHECK (state <> 'met' OR breached_at IS NULL),
  CHECK (state <> 'breached_met' OR breached_at IS NOT NULL)
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE UNIQUE INDEX timer_one_live ON timer (ticket_id, clock, coalesce(gesture_id, '00000000-0000-0000-0000-000000000000'))
  WHERE state IN ('running', 'paused');
CREATE INDEX timer_due ON timer (next_point_at) WHERE state = 'running' AND next_point_at IS NOT NULL;
CREATE INDEX timer_of_ticket ON timer (ticket_id);

CREATE TABLE timer_segment (
  id uuid PRIMARY KEY,
  timer_id uuid NOT NULL REFERENCES timer,
  started_at timestamptz NOT NULL,
  ended_at timestamptz CHECK (ended_at >= started_at),
  calendar_version_id uuid REFERENCES calendar_version,
  elapsed_ms bigint CHECK (elapsed_ms >= 0),
  CHECK ((ended_at IS NULL) = (elapsed_ms IS NULL))
);
CREATE UNIQUE INDEX timer_segment_one_open ON timer_segment (timer_id) WHERE ended_at IS NULL;
CREATE INDEX timer_segment_of_timer ON timer_segment (timer_id, started_at);
-- which clocks still run by opening hours that were changed
CREATE INDEX timer_segment_by_hours ON timer_segment (calendar_version_id, timer_id) WHERE ended_at IS NULL AND calendar_version_id IS NOT NULL;

-- A passed point, at most once. What it leads to (telling people, chasing, closing) is due work: pending until done.
CREATE TABLE timer_event (
  timer_id uuid NOT NULL REFERENCES timer,
  point int NOT NULL,
  due_at timestamptz NOT NULL,
  at timestamptz NOT NULL,
  recipient text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'done', 'quiet')),
  not_before timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  PRIMARY KEY (timer_id, point)
);
CREATE INDEX timer_event_pending ON timer_event (not_before) WHERE state = 'pending';

-- Which time zone data the running clocks were counted with. A program that knows newer ones counts them again, ticket by ticket up to the last.
CREATE TABLE zone_data (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version text NOT NULL,
  counted_to uuid
);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE zone_data, timer_event, timer_segment, timer, policy_point, policy_target, policy_version, policy;`);
  }
}
