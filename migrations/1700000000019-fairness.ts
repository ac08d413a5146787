import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a manager should look at: whom we keep failing, patterns in asking and in giving. */
export class Fairness1700000000019 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE review_item (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('keep_failing', 'same_household', 'complaint_rate', 'after_voucher',
    'staff_contact', 'near_limit', 'dear_gifts', 'same_giver', 'split_gift')),
  -- what it is about; the same kind about the same is written once until it has run out
  subject text NOT NULL,
  staff_id uuid REFERENCES staff,
  customer_id uuid REFERENCES customer,
  ticket_id uuid REFERENCES ticket,
  location_id uuid NOT NULL REFERENCES location,
  -- the tickets behind it, the newest first
  ticket_ids uuid[] NOT NULL DEFAULT '{}',
  facts jsonb NOT NULL,
  dedupe_key text NOT NULL UNIQUE,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'seen', 'done')),
  seen_by uuid REFERENCES staff,
  seen_at timestamptz,
  done_by uuid REFERENCES staff,
  done_at timestamptz,
  note text,
  -- when what it asked of tickets was taken back
  ended_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CHECK (until > since),
  CHECK (state = 'open' OR seen_at IS NOT NULL OR done_at IS NOT NULL),
  CHECK ((state = 'done') = (done_at IS NOT NULL)),
  CHECK (kind NOT IN ('complaint_rate', 'after_voucher') OR customer_id IS NOT NULL)
);
CREATE INDEX review_item_newest ON review_item (since DESC, id DESC);
CREATE INDEX review_item_of ON review_item (kind, subject, until);
-- those that hold gifts of money back on a customer's tickets
CREATE INDEX review_item_holding ON review_item (until) WHERE kind IN ('complaint_rate', 'after_voucher') AND ended_at IS NULL;

-- Which ticket was held for which item. A row stays when a lead lifts the hold: it is not set again.
CREATE TABLE review_hold (
  item_id uuid NOT NULL REFERENCES review_item,
  ticket_id uuid NOT NULL REFERENCES ticket,
  at timestamptz NOT NULL,
  PRIMARY KEY (item_id, ticket_id)
);
CREATE INDEX review_hold_of_ticket ON review_hold (ticket_id);

-- The look of a local day, once; without done_at it is still to do.
CREATE TABLE review_day (
  day date PRIMARY KEY,
  done_at timestamptz
);

-- A review ends by itself; every other hold is lifted by a person.
ALTER TABLE ticket_hold DROP CONSTRAINT ticket_hold_check,
  ADD CONSTRAINT ticket_hold_lifted CHECK ((released_by IS NULL OR released_at IS NOT NULL)
    AND (released_at IS NULL OR released_by IS NOT NULL OR kind = 'abuse_review'));

-- A person is every record merged into the same one.
CREATE INDEX customer_merged_into ON customer (merged_into) WHERE merged_into IS NOT NULL;
-- What was given lately, and decided lately.
CREATE INDEX gesture_offered_at ON gesture (offered_at) WHERE offered_at IS NOT NULL;
CREATE INDEX gesture_decided_at ON gesture (approved_at) WHERE approved_at IS NOT NULL;
CREATE INDEX approval_asked_at ON approval (asked_at);
CREATE INDEX redemption_at ON redemption (redeemed_at);
CREATE INDEX fix_failed_by_us ON fix_action (delivered_at) WHERE decision = 'upheld' AND fault = 'ours';
-- Numbers of colleagues are kept as they were typed; their last nine digits are what is compared.
CREATE INDEX staff_phone_digits ON staff (right(regexp_replace(phone, '\\D', '', 'g'), 9)) WHERE phone IS NOT NULL;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP INDEX staff_phone_digits; DROP INDEX fix_failed_by_us; DROP INDEX redemption_at; DROP INDEX approval_asked_at; DROP INDEX gesture_decided_at; DROP INDEX gesture_offered_at; DROP INDEX customer_merged_into;
-- what the desk lifted itself cannot be said in the tables before
DELETE FROM ticket_hold WHERE released_at IS NOT NULL AND released_by IS NULL;
ALTER TABLE ticket_hold DROP CONSTRAINT ticket_hold_lifted, ADD CONSTRAINT ticket_hold_check CHECK ((released_at IS NULL) = (released_by IS NULL));
DROP TABLE review_day, review_hold, review_item;`);
  }
}
