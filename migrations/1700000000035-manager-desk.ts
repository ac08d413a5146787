import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the manager's board and the chats of the desk read. */
export class ManagerDesk1700000000035 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE INDEX ticket_fixed ON ticket (fixed_at) WHERE fixed_at IS NOT NULL;

-- Somebody of ours is writing in this chat at this moment. Looked at for ten seconds, and overwritten each time.
CREATE UNLOGGED TABLE chat_typing (
  chat_id uuid PRIMARY KEY REFERENCES chat ON DELETE CASCADE,
  staff_id uuid NOT NULL,
  until timestamptz NOT NULL
);
-- Who takes the open tickets of somebody who has left; neither: the queue.
ALTER TABLE staff
  ADD COLUMN hand_to_staff uuid REFERENCES staff,
  ADD COLUMN hand_to_team uuid REFERENCES team,
  ADD CONSTRAINT staff_hands_to_one CHECK (num_nonnulls(hand_to_staff, hand_to_team) <= 1);

CREATE INDEX chat_open ON chat (resume_until) WHERE ticket_id IS NOT NULL;
CREATE INDEX gesture_given ON gesture (fulfilled_at DESC, id DESC) WHERE fulfilled_at IS NOT NULL;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `ALTER TABLE staff DROP CONSTRAINT staff_hands_to_one, DROP COLUMN hand_to_team, DROP COLUMN hand_to_staff; DROP INDEX gesture_given, chat_open; DROP TABLE chat_typing; DROP INDEX ticket_fixed;`,
    );
  }
}
