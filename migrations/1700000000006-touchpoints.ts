import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every contact before, during and after a purchase; and the tree of causes. */
export class Touchpoints1700000000006 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE touch_point (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$' AND key <> 'unsure'),
  name text NOT NULL,
  phase text NOT NULL CHECK (phase IN ('before', 'during', 'after')),
  parent_id uuid REFERENCES touch_point CHECK (parent_id <> id),
  position int NOT NULL,
  control text NOT NULL DEFAULT 'yes' CHECK (control IN ('yes', 'partly', 'no')),
  failure_class text NOT NULL CHECK (failure_class IN ('money_lost','flawed_goods','failed_service','lack_of_attention','time_lost')),
  hidden boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE TABLE cause (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$' AND key <> 'unknown_yet'),
  name text NOT NULL,
  parent_id uuid REFERENCES cause CHECK (parent_id <> id),
  position int NOT NULL,
  hidden boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE cause; DROP TABLE touch_point;`);
  }
}
