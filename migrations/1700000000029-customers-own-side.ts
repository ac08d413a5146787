import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a customer answers after a correction is kept beside it; contact data that customers change themselves, by a code. */
export class CustomersOwnSide1700000000029 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE survey
  ADD COLUMN later_score int CHECK (later_score BETWEEN 1 AND 5),
  ADD COLUMN later_fixed boolean,
  ADD COLUMN later_ease int CHECK (later_ease BETWEEN 1 AND 7),
  ADD COLUMN later_comment text,
  ADD COLUMN later_at timestamptz;

-- One change of an address at a time and ticket. The codes are made from the id and the desk's secret; what is stored cannot be tried without it.
CREATE TABLE contact_change (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid REFERENCES customer,
  -- asked: a code went to the known address; proved: it was read there, and one went to the new address
  state text NOT NULL CHECK (state IN ('asked', 'proved', 'done', 'over')),
  code_hash bytea NOT NULL,
  tries int NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  expires_at timestamptz NOT NULL,
  kind text CHECK (kind IN ('email', 'phone')),
  value_raw text,
  value_norm text,
  replaces boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  CHECK (state NOT IN ('proved') OR (kind IS NOT NULL AND value_norm IS NOT NULL AND customer_id IS NOT NULL)),
  -- nobody's address is kept longer than the change takes
  CHECK (state IN ('asked', 'proved') OR (value_raw IS NULL AND value_norm IS NULL))
);
CREATE UNIQUE INDEX contact_change_open ON contact_change (ticket_id) WHERE state IN ('asked', 'proved');
CREATE INDEX contact_change_of_ticket ON contact_change (ticket_id, created_at);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE contact_change;
ALTER TABLE survey DROP COLUMN later_score, DROP COLUMN later_fixed, DROP COLUMN later_ease, DROP COLUMN later_comment, DROP COLUMN later_at;`);
  }
}
