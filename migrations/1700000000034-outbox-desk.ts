import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people do with the outbox: stop one message, change its words, stop a whole channel for a while. */
export class OutboxDesk1700000000034 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE message
  -- goes up with every change that a person makes
  ADD COLUMN version int NOT NULL DEFAULT 1 CHECK (version > 0),
  DROP CONSTRAINT message_held_for_check,
  -- staff: somebody of ours stopped it
  ADD CONSTRAINT message_held_for_check CHECK (held_for IN ('provider', 'check', 'person', 'staff'));

-- Nothing of this channel leaves until then.
CREATE TABLE channel_pause (
  channel text PRIMARY KEY CHECK (channel IN ('email', 'sms', 'chat')),
  reason text NOT NULL CHECK (reason ~ '\\S'),
  staff_id uuid NOT NULL REFERENCES staff,
  at timestamptz NOT NULL,
  until timestamptz NOT NULL CHECK (until > at)
);

CREATE INDEX audit_event_subject ON audit_event (subject, at);`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX audit_event_subject;
DROP TABLE channel_pause;
-- before, nobody could let such a message go on, and nobody wants it sent
UPDATE message SET state = 'cancelled', held_for = NULL, last_error = 'somebody of ours stopped it' WHERE held_for = 'staff';
ALTER TABLE message
  DROP CONSTRAINT message_held_for_check,
  ADD CONSTRAINT message_held_for_check CHECK (held_for IN ('provider', 'check', 'person')),
  DROP COLUMN version;`);
  }
}
