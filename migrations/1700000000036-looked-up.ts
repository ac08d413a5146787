import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is looked up each second, or at each nudge, has an index of its own. */
export class LookedUp1700000000036 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX survey_planned ON survey (message_id) WHERE state = 'planned';
CREATE INDEX notification_nudge ON notification (ticket_id, at DESC) WHERE kind = 'nudge';`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX notification_nudge; DROP INDEX survey_planned;');
  }
}
