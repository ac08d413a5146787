import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The brake for all automatic messages of the desk together: one row, and what it counts by. */
export class Breaker1700000000038 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE breaker (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  looked_at timestamptz,
  -- since then no automatic message leaves
  stopped_at timestamptz,
  -- what was counted then
  last_hour int NOT NULL DEFAULT 0,
  week_before int NOT NULL DEFAULT 0,
  -- when a person let them go on, and how many in an hour that person called right
  lifted_at timestamptz,
  let_go int NOT NULL DEFAULT 0
);
INSERT INTO breaker DEFAULT VALUES;

CREATE INDEX message_automatic ON message (created_at) WHERE automatic AND class <> 'staff';`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX message_automatic;
DROP TABLE breaker;`);
  }
}
