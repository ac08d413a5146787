import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Steps of the work that people of ours report: a push without a source. */
export class StepsByStaff1700000000039 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE push
  ALTER COLUMN source_id DROP NOT NULL,
  -- somebody of ours reports for a complaint that is known
  ADD CONSTRAINT push_of_staff_check CHECK (source_id IS NOT NULL OR (state = 'applied' AND assigned_by IS NOT NULL));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DELETE FROM push WHERE source_id IS NULL;
ALTER TABLE push DROP CONSTRAINT push_of_staff_check, ALTER COLUMN source_id SET NOT NULL;`);
  }
}
