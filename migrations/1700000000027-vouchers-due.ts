import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is due around vouchers is found without walking through all that was ever given; a paper that is typed in again is one row on the list. */
export class VouchersDue1700000000027 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- the same paper, typed in again without a key
DELETE FROM voucher_conflict c USING voucher_conflict e
WHERE e.voucher_id = c.voucher_id AND e.terminal = c.terminal AND e.redeemed_at = c.redeemed_at AND (e.recorded_at, e.id) < (c.recorded_at, c.id);
ALTER TABLE voucher_conflict
  DROP CONSTRAINT voucher_conflict_reason_check,
  ADD CONSTRAINT voucher_conflict_reason_check CHECK (reason IN ('used', 'run_out', 'void', 'too_old')),
  ADD CONSTRAINT voucher_conflict_once UNIQUE (voucher_id, terminal, redeemed_at);

-- Accepted gifts of the few terms that are given by a code: what waits for somebody's hands is not looked at.
DROP INDEX gesture_to_issue;
CREATE INDEX gesture_to_issue ON gesture (type_version_id, accepted_at) WHERE state = 'accepted';
CREATE INDEX gesture_type_version_by_code ON gesture_type_version (id) WHERE fulfilment = 'code';

-- For the nightly look: what did not change for long was looked at often enough.
ALTER TABLE voucher ADD COLUMN changed_at timestamptz NOT NULL DEFAULT desk_now();
CREATE INDEX voucher_changed ON voucher (changed_at);
CREATE FUNCTION voucher_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed_at := desk_now(); RETURN NEW; END $$;
CREATE TRIGGER voucher_changed BEFORE UPDATE OF status, redemption_id, expires_at ON voucher FOR EACH ROW EXECUTE FUNCTION voucher_changed();
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TRIGGER voucher_changed ON voucher;
DROP FUNCTION voucher_changed();
ALTER TABLE voucher DROP COLUMN changed_at;
DROP INDEX gesture_type_version_by_code;
DROP INDEX gesture_to_issue;
CREATE INDEX gesture_to_issue ON gesture (accepted_at) WHERE state = 'accepted';
-- what was too old cannot be said in the table before
DELETE FROM voucher_conflict WHERE reason = 'too_old';
ALTER TABLE voucher_conflict
  DROP CONSTRAINT voucher_conflict_once,
  DROP CONSTRAINT voucher_conflict_reason_check,
  ADD CONSTRAINT voucher_conflict_reason_check CHECK (reason IN ('used', 'run_out', 'void'));`);
  }
}
