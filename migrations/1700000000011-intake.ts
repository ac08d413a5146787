import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What arrives from outside: raw mail before it is answered, and chats. */
export class Intake1700000000011 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE inbound_message (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source IN ('mail')),
  -- hash of Message-ID and sender; null until parsed, then unique
  source_id text,
  raw bytea NOT NULL,
  raw_hash bytea NOT NULL CHECK (length(raw_hash) = 32),
  mail_from text,
  rcpt_to text[] NOT NULL,
  remote_ip text,
  received_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'quarantined', 'discarded')),
  automatic boolean,
  from_address text,
  subject text,
  outcome text,
  why_quarantined text,
  released_by uuid REFERENCES staff,
  ticket_id uuid REFERENCES ticket,
  attempts int NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL,
  last_error text,
  UNIQUE (source, source_id),
  CHECK ((state = 'quarantined') <= (why_quarantined IS NOT NULL)),
  CHECK (state <> 'done' OR outcome IS NOT NULL)
);
CREATE INDEX inbound_pending ON inbound_message (not_before, id) WHERE state = 'pending';
CREATE INDEX inbound_quarantine ON inbound_message (received_at DESC, id) WHERE state = 'quarantined';
CREATE INDEX inbound_sender ON inbound_message (from_address, received_at) WHERE outcome = 'opened';

CREATE TABLE chat (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  location_id uuid NOT NULL REFERENCES location,
  name text,
  email text,
  phone text,
  ticket_id uuid REFERENCES ticket,
  resume_until timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX chat_of_ticket ON chat (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE TABLE chat_line (
  id uuid PRIMARY KEY,
  chat_id uuid NOT NULL REFERENCES chat,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  client_line_id text,
  author text NOT NULL CHECK (author IN ('customer', 'staff', 'system')),
  staff_id uuid REFERENCES staff,
  text text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (chat_id, client_line_id)
);
CREATE INDEX chat_line_order ON chat_line (chat_id, seq);

-- How often the public has called, by address and hour. In the database, so that it counts over all processes; kept for a day.
CREATE TABLE public_call (
  bucket text NOT NULL,
  hour timestamptz NOT NULL,
  calls int NOT NULL,
  PRIMARY KEY (bucket, hour)
);
CREATE INDEX public_call_age ON public_call (hour);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE public_call, chat_line, chat, inbound_message;`);
  }
}
