import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other systems report about the work on a complaint: a workshop, a courier, billing. */
export class Pushes1700000000024 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Who may report. The secret is made from the desk's key, the id and the version, and never stored; the one before works on for a day.
CREATE TABLE push_source (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '\\S'),
  secret_version int NOT NULL DEFAULT 1 CHECK (secret_version > 0),
  rotated_at timestamptz,
  created_at timestamptz NOT NULL,
  ended_at timestamptz
);

-- One report. Parked = no complaint is known under its name yet.
CREATE TABLE push (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES push_source,
  -- the sender's name for it: the same one twice is one report
  webhook_id text NOT NULL,
  -- what it says it is about, and how that can be read
  ref text NOT NULL,
  ref_id uuid,
  ref_number bigint,
  step text NOT NULL CHECK (step IN ('ordered', 'picked_up', 'in_work', 'ready', 'on_its_way', 'delivered', 'other')),
  text text CHECK (text ~ '\\S'),
  at timestamptz NOT NULL,
  next_by timestamptz,
  state text NOT NULL CHECK (state IN ('parked', 'applied')),
  ticket_id uuid REFERENCES ticket,
  message_id uuid REFERENCES message,
  assigned_by uuid REFERENCES staff,
  received_at timestamptz NOT NULL,
  applied_at timestamptz,
  UNIQUE (source_id, webhook_id),
  CHECK ((state = 'applied') = (ticket_id IS NOT NULL)),
  CHECK ((state = 'applied') = (applied_at IS NOT NULL))
);
CREATE INDEX push_parked ON push (id) WHERE state = 'parked';
CREATE INDEX push_of_ticket ON push (ticket_id, at DESC) WHERE ticket_id IS NOT NULL;

-- What a person has said about a source's names: order 77-A is that complaint.
CREATE TABLE push_ref (
  source_id uuid NOT NULL REFERENCES push_source,
  ref text NOT NULL,
  ticket_id uuid NOT NULL REFERENCES ticket,
  PRIMARY KEY (source_id, ref)
);
CREATE INDEX gesture_by_external_ref ON gesture (external_ref) WHERE external_ref IS NOT NULL;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX gesture_by_external_ref; DROP TABLE push_ref, push, push_source;');
  }
}
