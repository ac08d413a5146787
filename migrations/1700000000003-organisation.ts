import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places, teams and desks: the scopes that people work in. */
export class Organisation1700000000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE location (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name text NOT NULL,
  zone text NOT NULL,
  country char(2),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  calendar_id uuid NOT NULL REFERENCES calendar,
  parent_id uuid REFERENCES location CHECK (parent_id <> id),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE INDEX location_below ON location (parent_id);
CREATE TABLE team (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name text NOT NULL,
  location_id uuid NOT NULL REFERENCES location,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE TABLE desk (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('in_house', 'vendor')),
  calendar_id uuid REFERENCES calendar,
  may_fix boolean NOT NULL DEFAULT false,
  ends_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE desk; DROP TABLE team; DROP TABLE location;`);
  }
}
