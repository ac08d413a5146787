import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was learned from gifts and their outcomes, version by version, and which sets of suggestions may be out of date. */
export class Suggestions1700000000017 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- One a local day. A frozen one has no numbers of its own: the last good run stays in force.
CREATE TABLE learning_run (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day date NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  model_version text NOT NULL,
  frozen boolean NOT NULL,
  known_share numeric CHECK (known_share BETWEEN 0 AND 1),
  cases int NOT NULL CHECK (cases >= 0)
);
CREATE INDEX learning_run_good ON learning_run (id DESC) WHERE NOT frozen;

-- Known outcomes of gifts that were offered; s of n won back, weighted by age. location_id null: everywhere.
CREATE TABLE learned (
  run_id int NOT NULL REFERENCES learning_run,
  failure_class text NOT NULL CHECK (failure_class IN ('money_lost','flawed_goods','failed_service','lack_of_attention','time_lost')),
  type_code text NOT NULL REFERENCES gesture_type (code),
  location_id uuid REFERENCES location,
  class text NOT NULL CHECK (class IN ('money_now','money_later','goods','service','attention','time')),
  s numeric NOT NULL CHECK (s >= 0),
  n numeric NOT NULL,
  raw_s int NOT NULL CHECK (raw_s >= 0),
  raw_n int NOT NULL,
  CHECK (s <= n),
  CHECK (raw_s <= raw_n)
);
CREATE UNIQUE INDEX learned_once ON learned (run_id, failure_class, type_code, location_id) NULLS NOT DISTINCT;
CREATE TRIGGER learned_immutable BEFORE UPDATE OR DELETE ON learned FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A gift that does not help after a kind of failure, until a manager puts it back.
CREATE TABLE taken_out (
  id uuid PRIMARY KEY,
  failure_class text NOT NULL CHECK (failure_class IN ('money_lost','flawed_goods','failed_service','lack_of_attention','time_lost')),
  type_code text NOT NULL REFERENCES gesture_type (code),
  run_id int NOT NULL REFERENCES learning_run,
  since timestamptz NOT NULL,
  put_back_at timestamptz,
  put_back_by uuid REFERENCES staff,
  put_back_reason text,
  -- known cases at that time: it is judged again only by further ones
  put_back_cases int CHECK (put_back_cases >= 0),
  CHECK ((put_back_at IS NULL) = (put_back_reason IS NULL)),
  CHECK ((put_back_at IS NULL) = (put_back_cases IS NULL))
);
CREATE UNIQUE INDEX taken_out_now ON taken_out (failure_class, type_code) WHERE put_back_at IS NULL;
CREATE INDEX taken_out_of_type ON taken_out (failure_class, type_code, put_back_at DESC);

CREATE TABLE learning_setting (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- what a customer won back is worth, in units of currency; null: the default
  recovered_units int CHECK (recovered_units BETWEEN 1 AND 1000000),
  version int NOT NULL DEFAULT 1
);
INSERT INTO learning_setting DEFAULT VALUES;

-- Every gift that was offered and counts: neither taken back nor replaced, not a colleague's own idea (which is not one thing), of a ticket that is a
-- complaint and was never held. The facts are those of today: what is corrected later counts as corrected.
CREATE VIEW learning_case AS
SELECT g.id AS gesture_id, g.ticket_id, g.cycle, g.offered_at, t.failure_class, t.location_id, ty.code AS type_code, v.class
FROM gesture g
JOIN ticket t ON t.id = g.ticket_id
JOIN gesture_type_version given ON given.id = g.type_version_id
JOIN gesture_type ty ON ty.id = given.type_id
JOIN gesture_type_version v ON v.type_id = ty.id AND v.version = ty.version
WHERE g.offered_at IS NOT NULL AND g.state NOT IN ('revoked', 'substituted') AND t.state <> 'void' AND v.kind <> 'custom'
  AND NOT EXISTS (SELECT FROM ticket_hold h WHERE h.ticket_id = t.id);

-- The nightly count starts from what is known, the view of the last 30 days from what was offered and decided in them.
CREATE INDEX outcome_decided ON outcome (decided_at) WHERE value <> 'unknown';
CREATE INDEX gesture_offered_lately ON gesture (offered_at) WHERE offered_at IS NOT NULL;
CREATE INDEX ticket_hold_of_ticket ON ticket_hold (ticket_id);

ALTER TABLE suggestion_set ADD COLUMN propensity numeric CHECK (propensity > 0 AND propensity <= 1);
CREATE INDEX suggestion_set_made ON suggestion_set (made_at, id);

-- Tickets whose suggestions are on show, with what the set was compared with last.
CREATE TABLE suggestion_watch (
  ticket_id uuid PRIMARY KEY REFERENCES ticket,
  ticket_version int NOT NULL,
  basis text NOT NULL
);
CREATE INDEX suggestion_watch_basis ON suggestion_watch (basis);
-- How far the tickets that changed have been looked through.
CREATE TABLE suggestion_sweep (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  seen_until timestamptz NOT NULL
);
INSERT INTO suggestion_sweep (seen_until) VALUES (desk_now());
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE suggestion_sweep, suggestion_watch;
DROP INDEX suggestion_set_made;
ALTER TABLE suggestion_set DROP COLUMN propensity;
DROP INDEX ticket_hold_of_ticket, gesture_offered_lately, outcome_decided;
DROP VIEW learning_case;
DROP TABLE learning_setting, taken_out, learned, learning_run;`);
  }
}
