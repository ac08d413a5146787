import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More ways than e-mail: text messages, calls and letters; what providers report; what people have to do so that a customer hears of something. */
export class Channels1700000000021 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE message
  -- why it is held: no provider is set, a person reads an unclear answer first, a person calls or writes
  ADD COLUMN held_for text CHECK (held_for IN ('provider', 'check', 'person')),
  -- may it go on to the next way to this customer when this one fails?
  ADD COLUMN may_move boolean NOT NULL DEFAULT false,
  -- goes up whenever it is certain that the round before reached nobody; the provider knows each round by a name of its own
  ADD COLUMN round int NOT NULL DEFAULT 1 CHECK (round > 0),
  -- how often the provider was asked what became of it
  ADD COLUMN asks int NOT NULL DEFAULT 0,
  -- the last that the provider reported; only ever moves forward
  ADD COLUMN receipt text CHECK (receipt IN ('accepted', 'underway', 'failed', 'delivered')),
  ADD COLUMN segments int CHECK (segments > 0),
  -- since when it counts among the automatic messages that this customer gets in a day and a week
  ADD COLUMN counted_at timestamptz;
UPDATE message SET held_for = 'provider' WHERE state = 'held';
CREATE INDEX message_counted ON message (customer_id, counted_at) WHERE counted_at IS NOT NULL;
CREATE INDEX message_provider_ref ON message (provider_ref) WHERE channel = 'sms' AND provider_ref IS NOT NULL;
CREATE INDEX message_texted ON message (to_address, seq DESC) WHERE channel = 'sms';
CREATE INDEX message_asking ON message (not_before) WHERE state = 'uncertain' AND retry_class = 'B';
CREATE INDEX message_step_open ON message (ticket_id) WHERE kind = 'status_step' AND state IN ('pending', 'held');

-- The rounds in which a message did not arrive before the present one.
CREATE TABLE message_try (
  message_id uuid NOT NULL REFERENCES message,
  round int NOT NULL,
  channel text NOT NULL,
  to_address text,
  provider_ref text,
  why text NOT NULL,
  -- it left this channel for good
  moved boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (message_id, round)
);
CREATE INDEX message_try_ref ON message_try (provider_ref) WHERE provider_ref IS NOT NULL;

-- Steps that one message tells together; each once, however often it is reported.
CREATE TABLE message_step (
  effect_key text PRIMARY KEY,
  message_id uuid NOT NULL REFERENCES message,
  text text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX message_step_of ON message_step (message_id, at);

-- How many messages a provider was given in the running second. One row a channel: all processes count on it.
CREATE TABLE send_rate (
  channel text PRIMARY KEY,
  second timestamptz NOT NULL,
  used int NOT NULL
);

-- A report may come before we know what the provider calls the message: then it waits for its message.
ALTER TABLE delivery_event
  ALTER COLUMN message_id DROP NOT NULL,
  ADD COLUMN provider_ref text,
  ADD COLUMN for_good boolean NOT NULL DEFAULT false,
  ADD COLUMN address_dead boolean NOT NULL DEFAULT false,
  ADD COLUMN why text,
  ADD COLUMN applied boolean NOT NULL DEFAULT true;
CREATE INDEX delivery_event_waiting ON delivery_event (provider_ref) WHERE NOT applied;

CREATE TABLE inbound_text (
  id uuid PRIMARY KEY,
  provider text NOT NULL,
  source_id text NOT NULL,
  from_number text NOT NULL,
  to_number text,
  text text NOT NULL,
  -- what it asks for, as it was read when it came
  reading text NOT NULL CHECK (reading IN ('stop', 'start', 'not_me', 'unclear', 'none')),
  ticket_id uuid,
  customer_id uuid,
  received_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
  outcome text,
  attempts int NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL,
  last_error text,
  UNIQUE (provider, source_id),
  CHECK ((state = 'done') = (outcome IS NOT NULL))
);
CREATE INDEX inbound_text_pending ON inbound_text (not_before, id) WHERE state = 'pending';

-- What a person has to do so that a customer hears of something, or so that messages to somebody may go on.
CREATE TABLE task (
  id uuid PRIMARY KEY,
  dedupe_key text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('call', 'post', 'no_way_to_reach', 'human_check')),
  ticket_id uuid,
  customer_id uuid,
  message_id uuid REFERENCES message,
  -- the number to call, the postal address, or the number whose answer must be read
  address text,
  due_at timestamptz NOT NULL,
  best_from timestamptz,
  script text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled')),
  outcome text,
  note text,
  done_by uuid REFERENCES staff,
  done_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK ((state = 'open') = (done_at IS NULL))
);
CREATE INDEX task_open ON task (due_at, id) WHERE state = 'open';
CREATE INDEX task_of_ticket ON task (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX task_of_message ON task (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX task_check ON task (address) WHERE kind = 'human_check' AND state = 'open';

-- How the customer asked to be written to: on this complaint, and in general.
ALTER TABLE ticket ADD COLUMN wish_channel text CHECK (wish_channel IN ('email', 'sms', 'call', 'post'));
ALTER TABLE customer ADD COLUMN preferred_channel text CHECK (preferred_channel IN ('email', 'sms', 'call', 'post'));

ALTER TABLE contact DROP CONSTRAINT contact_channel_check;
ALTER TABLE contact ADD CONSTRAINT contact_channel_check
  CHECK (channel IN ('phone', 'email', 'chat', 'in_person', 'web_form', 'letter', 'page', 'sms'));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DELETE FROM delivery_event WHERE message_id IS NULL;
UPDATE contact SET channel = 'phone' WHERE channel = 'sms';
ALTER TABLE contact DROP CONSTRAINT contact_channel_check;
ALTER TABLE contact ADD CONSTRAINT contact_channel_check
  CHECK (channel IN ('phone', 'email', 'chat', 'in_person', 'web_form', 'letter', 'page'));
ALTER TABLE customer DROP COLUMN preferred_channel;
ALTER TABLE ticket DROP COLUMN wish_channel;
DROP TABLE task, inbound_text;
ALTER TABLE delivery_event DROP COLUMN applied, DROP COLUMN why, DROP COLUMN address_dead, DROP COLUMN for_good, DROP COLUMN provider_ref, ALTER COLUMN message_id SET NOT NULL;
DROP TABLE send_rate, message_step, message_try;
DROP INDEX message_step_open, message_asking, message_texted, message_provider_ref, message_counted;
ALTER TABLE message DROP COLUMN counted_at, DROP COLUMN segments, DROP COLUMN receipt, DROP COLUMN asks, DROP COLUMN round, DROP COLUMN may_move, DROP COLUMN held_for;
`);
  }
}
