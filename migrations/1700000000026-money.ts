import type { MigrationInterface, QueryRunner } from 'typeorm';

const FACTS = `SELECT g.id, g.ticket_id, g.cycle, g.state, ty.code AS gesture_type, v.name, v.class, v.fulfilment, v.silent,
       g.cost_reserved_minor, g.cost_actual_minor, g.face_minor, g.currency, g.text, g.note, g.offered_at, g.expires_at,
       g.accepted_at, g.fulfilled_at, g.proof, g.end_reason, g.requested_by, g.version, g.created_at, v.customer_text, v.reason_line,
       g.approved_by, g.approved_at, g.needed_approval, g.offered_by`;
const FROM = `FROM gesture g
JOIN gesture_type_version v ON v.id = g.type_version_id
JOIN gesture_type ty ON ty.id = v.type_id`;

/** What was to cost nothing and did is spent as well; no gift costs a million; the nightly proof sees where a gift's piece is kept. */
export class Money1700000000026 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE budget_entry DROP CONSTRAINT budget_entry_check1, ADD CONSTRAINT budget_entry_check1 CHECK (CASE kind
    WHEN 'reserve' THEN gesture_id IS NOT NULL AND amount_minor > 0 AND reserved_change = amount_minor AND spent_change = 0
    WHEN 'commit' THEN gesture_id IS NOT NULL AND reserved_change <= 0 AND spent_change = amount_minor
    WHEN 'release' THEN gesture_id IS NOT NULL AND reserved_change = -amount_minor AND spent_change = 0
    WHEN 'override' THEN amount_minor > 0 AND reserved_change = 0 AND spent_change = CASE WHEN gesture_id IS NULL THEN 0 ELSE amount_minor END
    WHEN 'overrun' THEN gesture_id IS NOT NULL AND amount_minor > 0 AND reserved_change = 0 AND spent_change = 0
    ELSE gesture_id IS NULL AND reserved_change = 0 AND spent_change = 0 END);
-- Not what was promised: that a manager has approved. Gifts of before are not judged.
ALTER TABLE gesture ADD CONSTRAINT gesture_cost_possible CHECK (cost_actual_minor <= greatest(cost_reserved_minor, 100000000)) NOT VALID;
CREATE OR REPLACE VIEW gesture_facts AS ${FACTS}, g.stock_location_id, g.extended_at ${FROM};`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW gesture_facts;
CREATE VIEW gesture_facts AS ${FACTS} ${FROM};
ALTER TABLE gesture DROP CONSTRAINT gesture_cost_possible;
-- The ledger stays as it is: it may hold lines that were written since.
ALTER TABLE budget_entry DROP CONSTRAINT budget_entry_check1, ADD CONSTRAINT budget_entry_check1 CHECK (CASE kind
    WHEN 'reserve' THEN gesture_id IS NOT NULL AND amount_minor > 0 AND reserved_change = amount_minor AND spent_change = 0
    WHEN 'commit' THEN gesture_id IS NOT NULL AND reserved_change < 0 AND spent_change = amount_minor
    WHEN 'release' THEN gesture_id IS NOT NULL AND reserved_change = -amount_minor AND spent_change = 0
    WHEN 'override' THEN amount_minor > 0 AND reserved_change = 0 AND spent_change = CASE WHEN gesture_id IS NULL THEN 0 ELSE amount_minor END
    WHEN 'overrun' THEN gesture_id IS NOT NULL AND amount_minor > 0 AND reserved_change = 0 AND spent_change = 0
    ELSE gesture_id IS NULL AND reserved_change = 0 AND spent_change = 0 END) NOT VALID;`);
  }
}
