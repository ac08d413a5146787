import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Insight has no tables of its own; the numbers of the board need these few rows found without reading the rest. */
export class Insight1700000000013 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE INDEX gesture_waiting ON gesture (ticket_id) WHERE state = 'pending_approval';`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX gesture_waiting;`);
  }
}
