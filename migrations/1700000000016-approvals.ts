import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gifts that somebody else must approve, the stock they are set aside from, and offers that staff kept open a little longer. */
export class Approvals1700000000016 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE gesture
  ADD COLUMN needed_approval boolean NOT NULL DEFAULT false,
  ADD COLUMN stock_location_id uuid REFERENCES location,
  ADD COLUMN extended_at timestamptz,
  -- What it really cost may be more: the difference is topped up, or stands as an overrun (edge 92).
  DROP CONSTRAINT gesture_check4,
  ADD CONSTRAINT gesture_two_people CHECK (NOT needed_approval OR approved_by IS NULL OR approved_by <> requested_by),
  ADD CONSTRAINT gesture_waits_for_approval CHECK (state <> 'pending_approval' OR needed_approval);
CREATE INDEX gesture_pending ON gesture (ticket_id) WHERE state = 'pending_approval';

CREATE TABLE approval (
  gesture_id uuid PRIMARY KEY REFERENCES gesture,
  asked_by uuid NOT NULL REFERENCES staff,
  asked_at timestamptz NOT NULL,
  needs text NOT NULL CHECK (needs IN ('agent','senior_agent','lead','manager','area_manager','vendor_agent','vendor_lead')),
  why text NOT NULL,
  reason text,
  state text NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'lapsed', 'moved_on')),
  decided_by uuid REFERENCES staff,
  decided_at timestamptz,
  note text,
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK ((state IN ('approved', 'rejected')) = (decided_by IS NOT NULL)),
  CHECK (state <> 'approved' OR decided_by <> asked_by)
);
CREATE INDEX approval_waiting ON approval (asked_at) WHERE state = 'waiting';

CREATE OR REPLACE VIEW gesture_facts AS
SELECT g.id, g.ticket_id, g.cycle, g.state, ty.code AS gesture_type, v.name, v.class, v.fulfilment, v.silent,
       g.cost_reserved_minor, g.cost_actual_minor, g.face_minor, g.currency, g.text, g.note, g.offered_at, g.expires_at,
       g.accepted_at, g.fulfilled_at, g.proof, g.end_reason, g.requested_by, g.version, g.created_at, v.customer_text, v.reason_line,
       g.approved_by, g.approved_at, g.needed_approval, g.offered_by
FROM gesture g
JOIN gesture_type_version v ON v.id = g.type_version_id
JOIN gesture_type ty ON ty.id = v.type_id;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW gesture_facts;
CREATE VIEW gesture_facts AS
SELECT g.id, g.ticket_id, g.cycle, g.state, ty.code AS gesture_type, v.name, v.class, v.fulfilment, v.silent,
       g.cost_reserved_minor, g.cost_actual_minor, g.face_minor, g.currency, g.text, g.note, g.offered_at, g.expires_at,
       g.accepted_at, g.fulfilled_at, g.proof, g.end_reason, g.requested_by, g.version, g.created_at, v.customer_text, v.reason_line
FROM gesture g
JOIN gesture_type_version v ON v.id = g.type_version_id
JOIN gesture_type ty ON ty.id = v.type_id;
DROP TABLE approval;
DROP INDEX gesture_pending;
ALTER TABLE gesture
  DROP CONSTRAINT gesture_two_people, DROP CONSTRAINT gesture_waits_for_approval,
  DROP COLUMN needed_approval, DROP COLUMN stock_location_id, DROP COLUMN extended_at,
  ADD CONSTRAINT gesture_check4 CHECK (cost_actual_minor IS NULL OR cost_actual_minor <= cost_reserved_minor);`);
  }
}
