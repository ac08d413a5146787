import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers agreed to and what they refused, per address. No address is written down here, only its keyed hash. */
export class Consent1700000000020 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE consent_event (
  id uuid PRIMARY KEY,
  -- the order in which they hold: the last one wins
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id uuid REFERENCES customer,
  address_kind text NOT NULL CHECK (address_kind IN ('email', 'phone', 'post')),
  address_hash bytea NOT NULL CHECK (octet_length(address_hash) = 32),
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'call', 'post', 'all')),
  class text NOT NULL CHECK (class IN ('service', 'gesture', 'survey', 'marketing', 'all')),
  given boolean NOT NULL,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 63),
  -- which version of which words the customer was shown
  wording text,
  actor uuid REFERENCES staff,
  proof text,
  at timestamptz NOT NULL,
  CHECK (channel = 'all' OR (address_kind, channel) IN (('email', 'email'), ('phone', 'sms'), ('phone', 'call'), ('post', 'post')))
);
CREATE INDEX consent_event_address ON consent_event (address_hash, seq DESC);
CREATE INDEX consent_event_customer ON consent_event (customer_id, seq DESC) WHERE customer_id IS NOT NULL;
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE ON consent_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whole channels that are closed. Knows no customer, so that it outlives one: who was erased and comes back is still not texted (edge 125).
CREATE TABLE suppression (
  address_hash bytea NOT NULL CHECK (octet_length(address_hash) = 32),
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'call', 'post')),
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 63),
  since timestamptz NOT NULL,
  PRIMARY KEY (address_hash, channel)
);

-- The last word per address, channel and class. "All" that is given leaves advertising out: consent to that must have been asked for by its name.
CREATE VIEW consent_now AS
SELECT DISTINCT ON (e.address_hash, c.channel, k.class)
  e.customer_id, e.address_kind, e.address_hash, c.channel, k.class, e.given, e.source, e.at
FROM consent_event e
JOIN (VALUES ('email', 'email'), ('phone', 'sms'), ('phone', 'call'), ('post', 'post')) AS c(kind, channel)
  ON c.kind = e.address_kind AND e.channel IN (c.channel, 'all')
JOIN (VALUES ('service'), ('gesture'), ('survey'), ('marketing')) AS k(class)
  ON e.class = k.class OR (e.class = 'all' AND NOT (e.given AND k.class = 'marketing'))
ORDER BY e.address_hash, c.channel, k.class, e.seq DESC;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP VIEW consent_now; DROP TABLE suppression; DROP TABLE consent_event;`);
  }
}
