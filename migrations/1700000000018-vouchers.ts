import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gifts that are given by a code: the voucher, its use at a till, what went wrong there. The code itself is never stored. */
export class Vouchers1700000000018 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE voucher (
  id uuid PRIMARY KEY,
  gesture_id uuid NOT NULL UNIQUE REFERENCES gesture,
  -- keyed: without the desk's secret it says nothing about the code
  hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  last4 char(4) NOT NULL CHECK (last4 ~ '^[0-9A-HJKMNP-TV-Z]{4}$'),
  code_version int NOT NULL CHECK (code_version > 0),
  status text NOT NULL CHECK (status IN ('issued', 'redeemed', 'expired', 'void')),
  issued_at timestamptz NOT NULL,
  issued_by uuid REFERENCES staff,
  expires_at timestamptz NOT NULL CHECK (expires_at > issued_at),
  grace_until timestamptz NOT NULL,
  -- the use that counts
  redemption_id uuid UNIQUE,
  ended_at timestamptz,
  end_reason text,
  -- when the reminder was due and was looked at; sent or not, there is only one
  reminded_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CHECK (grace_until >= expires_at),
  CHECK ((status = 'redeemed') = (redemption_id IS NOT NULL)),
  CHECK ((status IN ('expired', 'void')) = (ended_at IS NOT NULL)),
  CHECK ((status = 'void') = (end_reason IS NOT NULL))
);
CREATE INDEX voucher_expiring ON voucher (expires_at) WHERE status = 'issued';
CREATE INDEX voucher_to_remind ON voucher (expires_at) WHERE status = 'issued' AND reminded_at IS NULL;
CREATE INDEX gesture_to_issue ON gesture (accepted_at) WHERE state = 'accepted';

CREATE TABLE redemption (
  id uuid PRIMARY KEY,
  voucher_id uuid NOT NULL REFERENCES voucher,
  terminal text NOT NULL,
  place text,
  by_staff uuid REFERENCES staff,
  by_token uuid,
  -- who asked, at which terminal, under which key
  idem_key text,
  amount_minor bigint CHECK (amount_minor >= 0),
  on_paper boolean NOT NULL,
  in_grace boolean NOT NULL,
  redeemed_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by uuid REFERENCES staff,
  undone_as text CHECK (undone_as IN ('undo', 'revive')),
  undo_reason text,
  UNIQUE (voucher_id, idem_key),
  UNIQUE (voucher_id, id),
  CHECK (num_nonnulls(by_staff, by_token) = 1),
  CHECK (redeemed_at <= recorded_at),
  CHECK (num_nonnulls(undone_at, undone_as, undo_reason) IN (0, 3)),
  CHECK (undone_at >= recorded_at)
);
CREATE UNIQUE INDEX redemption_one_counts ON redemption (voucher_id) WHERE undone_at IS NULL;
-- what counts as the use is one of this very voucher
ALTER TABLE voucher ADD CONSTRAINT voucher_redemption FOREIGN KEY (id, redemption_id) REFERENCES redemption (voucher_id, id) DEFERRABLE INITIALLY DEFERRED;

-- Taken on paper while the till was offline, and too late when it was typed in.
CREATE TABLE voucher_conflict (
  id uuid PRIMARY KEY,
  voucher_id uuid NOT NULL REFERENCES voucher,
  reason text NOT NULL CHECK (reason IN ('used', 'run_out', 'void')),
  terminal text NOT NULL,
  place text,
  by_staff uuid REFERENCES staff,
  by_token uuid,
  idem_key text,
  amount_minor bigint CHECK (amount_minor >= 0),
  redeemed_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  UNIQUE (voucher_id, idem_key),
  CHECK (num_nonnulls(by_staff, by_token) = 1)
);

-- Wrong codes of one caller since the first of them; a minute later it starts anew.
CREATE TABLE voucher_guess (
  caller text PRIMARY KEY,
  since timestamptz NOT NULL,
  wrong int NOT NULL CHECK (wrong > 0)
);

-- One row for each night in which vouchers, their uses and their gifts were compared.
CREATE TABLE voucher_night (
  day date PRIMARY KEY,
  at timestamptz NOT NULL,
  problems int CHECK (problems >= 0)
);

-- What mails and the customer's page show of a voucher. Data, not an import.
CREATE VIEW voucher_facts AS
SELECT v.id, v.gesture_id, g.ticket_id, v.code_version, v.hash, v.status, v.expires_at, l.zone,
       to_char(v.expires_at AT TIME ZONE l.zone, 'YYYY-MM-DD') AS last_day, r.redeemed_at, coalesce(r.place, r.terminal) AS redeemed_where
FROM voucher v
JOIN gesture g ON g.id = v.gesture_id
JOIN ticket t ON t.id = g.ticket_id
JOIN location l ON l.id = t.location_id
LEFT JOIN redemption r ON r.id = v.redemption_id;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW voucher_facts;
ALTER TABLE voucher DROP CONSTRAINT voucher_redemption;
DROP TABLE voucher_night, voucher_guess, voucher_conflict, redemption, voucher;
DROP INDEX gesture_to_issue;`);
  }
}
