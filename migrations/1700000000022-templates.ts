import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a text was missing in a language; notes in plain words on contract and warranty, and the words that they explain. */
export class Templates1700000000022 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE location ADD COLUMN language text;
CREATE TABLE template_fallback (
  key text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'chat', 'page')),
  language text NOT NULL,
  used text NOT NULL,
  first_at timestamptz NOT NULL,
  PRIMARY KEY (key, channel, language)
);
CREATE TABLE explainer (
  id uuid PRIMARY KEY,
  key text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  language text NOT NULL,
  cause_id uuid REFERENCES cause,
  touch_point_id uuid REFERENCES touch_point,
  title text NOT NULL,
  body text NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'hidden')),
  version int NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL,
  UNIQUE (key, language),
  CHECK (cause_id IS NOT NULL OR touch_point_id IS NOT NULL)
);
CREATE INDEX explainer_by_cause ON explainer (cause_id) WHERE status = 'active';
CREATE INDEX explainer_by_touch_point ON explainer (touch_point_id) WHERE status = 'active';
CREATE TABLE glossary_term (
  id uuid PRIMARY KEY,
  term text NOT NULL,
  language text NOT NULL,
  explanation text NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'hidden')),
  version int NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX glossary_term_once ON glossary_term (lower(term), lower(language));
-- what there is to explain about a complaint, and in which language
CREATE VIEW explainer_facts AS
SELECT t.id AS ticket_id, coalesce(t.language, c.language) AS language, l.language AS location_language, t.primary_touch_point AS touch_point_id,
       ARRAY(SELECT tc.cause_id FROM ticket_cause tc WHERE tc.ticket_id = t.id ORDER BY tc.main DESC, tc.cause_id) AS cause_ids
FROM ticket t
JOIN location l ON l.id = t.location_id
LEFT JOIN customer c ON c.id = t.customer_id;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW explainer_facts;
DROP TABLE glossary_term;
DROP TABLE explainer;
DROP TABLE template_fallback;
ALTER TABLE location DROP COLUMN language;
`);
  }
}
