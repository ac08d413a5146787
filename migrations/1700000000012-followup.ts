import type { MigrationInterface, QueryRunner } from 'typeorm';

/** After the fix: surveys, calls that are due, and what became of the customer. */
export class Followup1700000000012 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE survey (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  message_id uuid UNIQUE REFERENCES message,
  state text NOT NULL CHECK (state IN ('planned', 'sent', 'answered', 'cancelled')),
  sent_at timestamptz,
  answered_at timestamptz,
  score int CHECK (score BETWEEN 1 AND 5),
  fixed boolean,
  ease int CHECK (ease BETWEEN 1 AND 7),
  comment text,
  -- the event that the first answer caused; a later edit within 24 hours causes none
  acted boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  UNIQUE (ticket_id, cycle),
  CHECK ((state = 'answered') = (answered_at IS NOT NULL))
);
CREATE TABLE due_call (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  reason text NOT NULL,
  due_at timestamptz NOT NULL,
  done_at timestamptz,
  done_by uuid REFERENCES staff,
  created_at timestamptz NOT NULL,
  UNIQUE (ticket_id, cycle, reason)
);
CREATE INDEX due_call_open ON due_call (due_at) WHERE done_at IS NULL;
CREATE TABLE outcome (
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  value text NOT NULL CHECK (value IN ('recovered', 'not_recovered', 'unknown')),
  basis text NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, cycle)
);

-- What the close guards read of the customer's answer. Data, not an import.
CREATE VIEW answer_facts AS
SELECT ticket_id, cycle, score, fixed, comment, answered_at FROM survey WHERE state = 'answered';
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP VIEW answer_facts; DROP TABLE outcome, due_call, survey;`);
  }
}
