import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers are told by themselves: that we are still working, that we are late, and later whether all is well. */
export class Journeys1700000000028 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE ticket_work
  DROP CONSTRAINT ticket_work_kind_check,
  ADD CONSTRAINT ticket_work_kind_check CHECK (kind IN ('suggest', 'gestures_moved_on', 'follow_up', 'try_close',
    'still_working', 'late_note', 'after_care_2', 'after_care_14', 'after_care_30'));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
-- what is planned in these words cannot be said in the table before
DELETE FROM ticket_work WHERE kind IN ('still_working', 'late_note', 'after_care_2', 'after_care_14', 'after_care_30');
ALTER TABLE ticket_work
  DROP CONSTRAINT ticket_work_kind_check,
  ADD CONSTRAINT ticket_work_kind_check CHECK (kind IN ('suggest', 'gestures_moved_on', 'follow_up', 'try_close'));`);
  }
}
