import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the console at the desk needs beside the tickets themselves. */
export class Console1700000000032 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- "Take next": dangerous ones first, then the oldest
CREATE INDEX ticket_unowned ON ticket ((CASE WHEN state IN ('closed','merged','void') THEN 2 WHEN severity = 'S1' THEN 0 ELSE 1 END), received_at, id)
  WHERE owner_id IS NULL AND state IN ('new','open','waiting_customer','fixed','following_up');
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX ticket_unowned;`);
  }
}
