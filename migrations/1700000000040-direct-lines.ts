import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers that customers are told: of the person who looks after them, else of the place. */
export class DirectLines1700000000040 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE staff ADD COLUMN direct_line text CHECK (direct_line ~ '\\S');
ALTER TABLE location ADD COLUMN direct_line text CHECK (direct_line ~ '\\S');`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE location DROP COLUMN direct_line;
ALTER TABLE staff DROP COLUMN direct_line;`);
  }
}
