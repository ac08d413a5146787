import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the console at the desk needs beside the tickets themselves. */
export class Console1700000000032 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- "Take next": dangerous ones first, then the oldest
CREATE INDEX ticket_unowned ON ticket ((CASE WHEN state IN ('closed','merged','void') THEN 2 WHEN severity = 'S1' THEN 0 ELSE 1 END), received_at, id)
  WHERE owner_id IS NULL AND state IN ('new','open','waiting_customer','fixed','following_up');
CREATE INDEX ticket_waiting ON ticket (waiting_since) WHERE state = 'waiting_customer';

-- The same matter a second time: how alike two texts are (domain.md 9.4)
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- the number on a receipt, from whichever system
CREATE INDEX purchase_by_number ON purchase_event (source_id);
-- what complaints at a place were about lately
CREATE INDEX ticket_at_location ON ticket (location_id, id) WHERE primary_touch_point IS NOT NULL;

-- how long typing a complaint in took
ALTER TABLE ticket ADD COLUMN intake_started_at timestamptz, ADD COLUMN keystrokes int CHECK (keystrokes >= 0);
CREATE INDEX ticket_typed_in ON ticket (created_at) WHERE intake_started_at IS NOT NULL;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX ticket_typed_in;
ALTER TABLE ticket DROP COLUMN keystrokes, DROP COLUMN intake_started_at;
DROP INDEX ticket_at_location;
DROP INDEX purchase_by_number;
DROP EXTENSION pg_trgm;
DROP INDEX ticket_waiting;
DROP INDEX ticket_unowned;`);
  }
}
