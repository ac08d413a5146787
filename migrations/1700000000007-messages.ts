import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers and staff are told. The message row is the outbox: written in the business transaction, sent afterwards. */
export class Messages1700000000007 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE template (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'chat', 'page')),
  language text NOT NULL,
  UNIQUE (key, channel, language)
);
CREATE TABLE template_version (
  id uuid PRIMARY KEY,
  template_id uuid NOT NULL REFERENCES template,
  version int NOT NULL CHECK (version > 0),
  subject text,
  body text NOT NULL,
  published_at timestamptz NOT NULL,
  published_by uuid,
  UNIQUE (template_id, version)
);

CREATE TABLE message (
  id uuid PRIMARY KEY,
  effect_key text NOT NULL UNIQUE,
  ticket_id uuid,
  customer_id uuid,
  staff_id uuid,
  cycle int,
  kind text NOT NULL,
  class text NOT NULL CHECK (class IN ('service', 'gesture', 'survey', 'marketing', 'staff')),
  automatic boolean NOT NULL DEFAULT true,
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'chat', 'call', 'post')),
  to_address text,
  language text NOT NULL DEFAULT 'en',
  template_version_id uuid REFERENCES template_version,
  vars jsonb NOT NULL DEFAULT '{}',
  order_key text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  retry_class char(1) NOT NULL DEFAULT 'C' CHECK (retry_class IN ('A', 'B', 'C')),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending','held','sending','sent','uncertain','dead','cancelled')),
  not_before timestamptz NOT NULL,
  send_before timestamptz,
  attempts int NOT NULL DEFAULT 0,
  max_attempts int NOT NULL DEFAULT 6 CHECK (max_attempts > 0),
  first_attempt_at timestamptz,
  lease_token uuid,
  lease_until timestamptz,
  provider_ref text,
  last_error text,
  sent_at timestamptz,
  -- set when whoever planned the message has learned of its end (dead question, sent survey)
  settled_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK ((state = 'sending') = (lease_token IS NOT NULL)),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CHECK (class = 'staff' OR staff_id IS NULL)
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX message_pending ON message (not_before, seq) WHERE state = 'pending';
CREATE INDEX message_sending ON message (lease_until) WHERE state = 'sending';
CREATE INDEX message_order ON message (order_key, seq) WHERE state IN ('pending', 'held', 'sending', 'uncertain');
CREATE INDEX message_held ON message (channel) WHERE state = 'held';
CREATE INDEX message_ended ON message (seq) WHERE state = 'dead' AND settled_at IS NULL;
CREATE INDEX message_of_ticket ON message (ticket_id, seq) WHERE ticket_id IS NOT NULL;
CREATE INDEX message_listing ON message (state, id DESC);
CREATE INDEX message_expiring ON message (send_before) WHERE state IN ('pending', 'held') AND send_before IS NOT NULL;
CREATE INDEX message_brake_address ON message (to_address, created_at) WHERE kind = 'receipt';

CREATE TABLE delivery_event (
  provider text NOT NULL,
  event_id text NOT NULL,
  message_id uuid NOT NULL REFERENCES message,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (provider, event_id)
);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE delivery_event, message, template_version, template;`);
  }
}
