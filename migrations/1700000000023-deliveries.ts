import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody outside calls a gift that is on its way: the tracking number of a courier, the number of a booking. One of them is one gift. */
export class Deliveries1700000000023 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE gesture
  ADD COLUMN carrier text CHECK (carrier ~ '\\S'),
  ADD COLUMN external_ref text CHECK (external_ref ~ '\\S'),
  ADD CONSTRAINT gesture_carrier_has_ref CHECK (carrier IS NULL OR external_ref IS NOT NULL);
CREATE UNIQUE INDEX gesture_external_ref ON gesture (coalesce(carrier, ''), external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX gesture_to_give ON gesture (accepted_at, id) WHERE state IN ('accepted', 'fulfil_failed');`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX gesture_to_give;
ALTER TABLE gesture DROP CONSTRAINT gesture_carrier_has_ref, DROP COLUMN carrier, DROP COLUMN external_ref;`);
  }
}
