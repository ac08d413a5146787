import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many of a gift lie where, what a gift means for taxes, and the marks of customers that gifts are chosen by. */
export class Catalogue1700000000014 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- No row: it never runs out there. reserved: promised to customers, not yet handed over. alerted_at: somebody was told that it runs low; told
-- again only after there was enough again.
CREATE TABLE gesture_stock (
  type_id uuid NOT NULL REFERENCES gesture_type,
  location_id uuid NOT NULL REFERENCES location,
  on_hand int NOT NULL,
  reserved int NOT NULL DEFAULT 0,
  low_at int CHECK (low_at >= 0),
  alerted_at timestamptz,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (type_id, location_id),
  CHECK (0 <= reserved AND reserved <= on_hand)
);
CREATE INDEX gesture_stock_at ON gesture_stock (location_id);
CREATE INDEX gesture_stock_running_low ON gesture_stock (type_id, location_id) WHERE on_hand - reserved <= low_at AND alerted_at IS NULL;

ALTER TABLE gesture_type_version ADD COLUMN tax_note text;

ALTER TABLE customer
  ADD COLUMN flags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(flags) <= 30 AND array_position(flags, NULL) IS NULL),
  ADD COLUMN is_business boolean NOT NULL DEFAULT false;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE customer DROP COLUMN flags, DROP COLUMN is_business;
ALTER TABLE gesture_type_version DROP COLUMN tax_note;
DROP TABLE gesture_stock;`);
  }
}
