import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Due work that fails is set back, given up after five times and started again by a person: one list for all kinds that are done row by row. And one process at a time for the work of a night. */
export class FailingWork1700000000037 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE failing_work (
  id uuid PRIMARY KEY,
  work text NOT NULL,
  row_id uuid NOT NULL,
  -- where it belongs to a complaint
  ticket_id uuid REFERENCES ticket,
  attempts int NOT NULL CHECK (attempts > 0),
  last_error text NOT NULL,
  not_before timestamptz NOT NULL,
  -- given up: a person starts it again
  failed_at timestamptz,
  UNIQUE (work, row_id)
);
CREATE INDEX failing_work_failed ON failing_work (failed_at, id) WHERE failed_at IS NOT NULL;

-- Locked by whoever does the night's work of this kind.
CREATE TABLE nightly_job (job text PRIMARY KEY);

INSERT INTO failing_work (id, work, row_id, ticket_id, attempts, last_error, not_before)
SELECT gen_random_uuid(), kind, id, ticket_id, least(attempts, 4), coalesce(last_error, ''), not_before FROM ticket_work
WHERE state = 'pending' AND attempts > 0;
ALTER TABLE ticket_work
  DROP COLUMN attempts,
  DROP COLUMN last_error,
  DROP CONSTRAINT ticket_work_state_check,
  ADD CONSTRAINT ticket_work_state_check CHECK (state IN ('pending', 'done'));

-- Whether "still working on it" has left is looked for; what left before counted when it was planned.
UPDATE message SET settled_at = coalesce(sent_at, created_at) WHERE kind = 'still_working' AND state = 'sent' AND settled_at IS NULL;
CREATE INDEX message_working_told ON message (seq) WHERE kind = 'still_working' AND state = 'sent' AND settled_at IS NULL;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX message_working_told;
ALTER TABLE ticket_work
  DROP CONSTRAINT ticket_work_state_check,
  ADD CONSTRAINT ticket_work_state_check CHECK (state IN ('pending', 'done', 'failed')),
  ADD COLUMN attempts int NOT NULL DEFAULT 0,
  ADD COLUMN last_error text;
UPDATE ticket_work w SET attempts = f.attempts, last_error = f.last_error FROM failing_work f WHERE f.row_id = w.id AND f.work = w.kind;
DROP TABLE failing_work, nightly_job;`);
  }
}
