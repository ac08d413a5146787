import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The survey's reminder and correction, what became of the customer for good, what customers bought, and what was done after a restore. */
export class Outcomes1700000000025 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE survey ADD COLUMN reminded_at timestamptz;
CREATE INDEX survey_to_remind ON survey (sent_at) WHERE state = 'sent' AND reminded_at IS NULL;

-- what the customer had said before somebody corrected it; never changed afterwards
CREATE TABLE survey_correction (
  id uuid PRIMARY KEY,
  survey_id uuid NOT NULL REFERENCES survey,
  score_before int,
  fixed_before boolean,
  score int NOT NULL CHECK (score BETWEEN 1 AND 5),
  fixed boolean NOT NULL,
  reason text NOT NULL CHECK (reason ~ '\\S'),
  corrected_by uuid NOT NULL REFERENCES staff,
  at timestamptz NOT NULL
);
CREATE INDEX survey_correction_of ON survey_correction (survey_id, at);

CREATE TABLE kudos (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  ticket_id uuid NOT NULL REFERENCES ticket,
  survey_id uuid NOT NULL REFERENCES survey,
  words text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (survey_id, staff_id)
);
CREATE INDEX kudos_of_person ON kudos (staff_id, id DESC);

-- the local day of the last look; null = not looked at yet
ALTER TABLE outcome
  ADD COLUMN final_at timestamptz,
  ADD COLUMN looked_on date,
  ADD CONSTRAINT outcome_basis CHECK (basis IN ('survey', 'call', 'reopened', 'left', 'repeat', 'purchase', 'silence')),
  ADD CONSTRAINT outcome_final_after_decided CHECK (final_at IS NULL OR final_at >= decided_at);
CREATE TABLE outcome_day (day date PRIMARY KEY, at timestamptz NOT NULL);
CREATE INDEX ticket_closed_outcome ON ticket (closed_at) WHERE state = 'closed';

ALTER TABLE customer ADD COLUMN left_at timestamptz;

-- negative: goods that came back
CREATE TABLE purchase_event (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  at timestamptz NOT NULL,
  amount_minor bigint NOT NULL,
  margin_minor bigint,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  source text NOT NULL CHECK (source ~ '\\S'),
  source_id text NOT NULL CHECK (source_id ~ '\\S'),
  created_at timestamptz NOT NULL,
  UNIQUE (source, source_id)
);
CREATE INDEX purchase_of_customer ON purchase_event (customer_id, at);
CREATE INDEX purchase_by_time ON purchase_event (at);
ALTER TABLE learning_run ADD COLUMN median_margin_units int CHECK (median_margin_units > 0);

CREATE TABLE recovery (
  restored_at timestamptz PRIMARY KEY,
  at timestamptz NOT NULL,
  last_entry_at timestamptz,
  marked int NOT NULL
);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE recovery;
ALTER TABLE learning_run DROP COLUMN median_margin_units;
DROP TABLE purchase_event;
ALTER TABLE customer DROP COLUMN left_at;
DROP INDEX ticket_closed_outcome;
DROP TABLE outcome_day;
ALTER TABLE outcome DROP CONSTRAINT outcome_basis, DROP CONSTRAINT outcome_final_after_decided, DROP COLUMN final_at, DROP COLUMN looked_on;
DROP TABLE kudos, survey_correction;
DROP INDEX survey_to_remind;
ALTER TABLE survey DROP COLUMN reminded_at;`);
  }
}
