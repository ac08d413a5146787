import type { MigrationInterface, QueryRunner } from 'typeorm';

/** News that people read in their own language: codes and values beside the English sentence. */
export class NewsSaid1700000000041 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE notification ADD COLUMN said jsonb NOT NULL DEFAULT '[]';`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE notification DROP COLUMN said;');
  }
}
