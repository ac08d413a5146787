import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What belongs to a person at the desk: unfinished texts, settings of the console, where they are just now; and the text modules of all. */
export class Drafts1700000000033 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- json and not jsonb: the desk never looks inside, and gives back every character as it came
CREATE TABLE draft (
  staff_id uuid NOT NULL REFERENCES staff,
  key text NOT NULL CHECK (key ~ '^[a-z]+:[A-Za-z0-9:_-]{1,80}$'),
  body json NOT NULL CHECK (json_typeof(body) = 'object'),
  updated_at timestamptz NOT NULL,
  gone_at timestamptz NOT NULL CHECK (gone_at > updated_at),
  PRIMARY KEY (staff_id, key)
);
CREATE INDEX draft_gone ON draft (gone_at);

ALTER TABLE staff ADD COLUMN preferences jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(preferences) = 'object');

-- who looks at what right now; nothing is lost where it is lost
CREATE UNLOGGED TABLE presence (
  ticket_id uuid NOT NULL REFERENCES ticket,
  staff_id uuid NOT NULL REFERENCES staff,
  doing text NOT NULL CHECK (doing IN ('looking', 'reply', 'note', 'fix')),
  since timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, staff_id)
);

CREATE TABLE snippet (
  id uuid PRIMARY KEY,
  key text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  language text NOT NULL,
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  hidden boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CONSTRAINT snippet_key_language_key UNIQUE (key, language)
);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE snippet;
DROP TABLE presence;
ALTER TABLE staff DROP COLUMN preferences;
DROP TABLE draft;`);
  }
}
