import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the mail server in front of the desk found about the sender of a mail: kept with the mail, and with what stands on the ticket. */
export class SenderProof1700000000031 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- null = no server is believed, or it was not a mail
ALTER TABLE inbound_message
  ADD COLUMN sender_proof text CHECK (sender_proof IN ('passed', 'failed', 'unproved')),
  ADD COLUMN sender_results text CHECK (length(sender_results) <= 200);
ALTER TABLE contact
  ADD COLUMN sender_proof text CHECK (sender_proof IN ('passed', 'failed', 'unproved')),
  ADD COLUMN sender_results text CHECK (length(sender_results) <= 200);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE contact DROP COLUMN sender_results, DROP COLUMN sender_proof;
ALTER TABLE inbound_message DROP COLUMN sender_results, DROP COLUMN sender_proof;`);
  }
}
