import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The people who complain, how they may be reached, and what they agreed to. */
export class Customers1700000000005 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE customer (
  id uuid PRIMARY KEY,
  name text,
  language text,
  zone text,
  external_id text UNIQUE,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'merged', 'erased')),
  merged_into uuid REFERENCES customer CHECK (merged_into <> id),
  version int NOT NULL DEFAULT 1,
  last_contact_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  CHECK ((status = 'merged') = (merged_into IS NOT NULL))
);
-- the search by any word of a name
CREATE INDEX customer_words ON customer USING gin (to_tsvector('simple', coalesce(name, ''))) WHERE status = 'active';

-- Two contacts of one new person in the same instant must make one customer. The first to write the key is the customer, the other joins it;
-- an address itself cannot be that key, because a family or an office may share it.
CREATE TABLE customer_claim (
  key text PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer
);

CREATE TABLE address (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  kind text NOT NULL CHECK (kind IN ('phone', 'email', 'post')),
  value_raw text NOT NULL,
  value_norm text NOT NULL,
  extension text CHECK (extension ~ '^[0-9]{1,10}$'),
  state text NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'dead')),
  verified boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  UNIQUE (customer_id, kind, value_norm),
  CHECK (kind = 'phone' OR extension IS NULL),
  CHECK (kind <> 'phone' OR value_norm ~ '^\\+[1-9][0-9]{4,14}$'),
  CHECK (kind <> 'email' OR (value_norm = lower(value_norm) AND position('@' IN value_norm) > 1))
);
CREATE INDEX address_lookup ON address (kind, value_norm);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE address; DROP TABLE customer_claim; DROP TABLE customer;`);
  }
}
