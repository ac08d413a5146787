import type { MigrationInterface, QueryRunner } from 'typeorm';

const FACTS = `SELECT g.id, g.ticket_id, g.cycle, g.state, ty.code AS gesture_type, v.name, v.class, v.fulfilment, v.silent,
       g.cost_reserved_minor, g.cost_actual_minor, g.face_minor, g.currency, g.text, g.note, g.offered_at, g.expires_at,
       g.accepted_at, g.fulfilled_at, g.proof, g.end_reason, g.requested_by, g.version, g.created_at, v.customer_text, v.reason_line,
       g.approved_by, g.approved_at, g.needed_approval, g.offered_by, g.stock_location_id, g.extended_at`;
const FROM = `FROM gesture g
JOIN gesture_type_version v ON v.id = g.type_version_id
JOIN gesture_type ty ON ty.id = v.type_id`;

/** Texts that nobody could put where they belong wait for a person; a call that is due is one task; the sender knows which gifts ask for spending. */
export class Replies1700000000030 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE inbound_text DROP CONSTRAINT inbound_text_state_check, ADD CONSTRAINT inbound_text_state_check CHECK (state IN ('pending', 'done', 'parked'));
ALTER TABLE due_call
  -- what a person does for it; of several tries the present one
  ADD COLUMN task_id uuid UNIQUE REFERENCES task,
  ADD COLUMN tries int NOT NULL DEFAULT 1 CHECK (tries > 0);
CREATE OR REPLACE VIEW gesture_facts AS ${FACTS}, v.needs_spend ${FROM};`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW gesture_facts;
CREATE VIEW gesture_facts AS ${FACTS} ${FROM};
ALTER TABLE due_call DROP COLUMN tries, DROP COLUMN task_id;
UPDATE inbound_text SET state = 'pending' WHERE state = 'parked';
ALTER TABLE inbound_text DROP CONSTRAINT inbound_text_state_check, ADD CONSTRAINT inbound_text_state_check CHECK (state IN ('pending', 'done'));`);
  }
}
