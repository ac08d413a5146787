import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the mail server in front of the desk found about the sender of a mail: kept with the mail, and with what stands on the ticket. And a way to the
 * tickets of a partner whose contract ends.
 */
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
CREATE INDEX ticket_of_partner ON ticket (desk_id) WHERE desk_id IS NOT NULL AND state NOT IN ('closed', 'merged', 'void');
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX ticket_of_partner;
ALTER TABLE contact DROP COLUMN sender_results, DROP COLUMN sender_proof;
ALTER TABLE inbound_message DROP COLUMN sender_results, DROP COLUMN sender_proof;`);
  }
}
