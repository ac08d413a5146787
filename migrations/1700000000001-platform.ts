import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The database clock and the memory of answered commands. */
export class Platform1700000000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE clock_shift (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  shift interval NOT NULL DEFAULT interval '0'
);
INSERT INTO clock_shift DEFAULT VALUES;

-- The one clock of the desk. Tests of a database move its shift; nothing in the program writes it.
CREATE FUNCTION desk_now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT date_trunc('milliseconds', clock_timestamp() + (SELECT shift FROM clock_shift)) $$;

CREATE TABLE idempotency_key (
  actor text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  fingerprint bytea NOT NULL,
  answer jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (at);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE idempotency_key; DROP FUNCTION desk_now(); DROP TABLE clock_shift;`);
  }
}
