import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The money behind the gifts: budgets, what was taken from them, and who may give how much a day. */
export class Budgets1700000000015 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE budget (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  scope_kind text NOT NULL CHECK (scope_kind IN ('org', 'location', 'desk')),
  location_id uuid REFERENCES location,
  desk_id uuid REFERENCES desk,
  -- null = gifts of every class
  class text CHECK (class IN ('money_now','money_later','goods','service','attention','time')),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  period text NOT NULL CHECK (period IN ('month', 'quarter')),
  -- of the scope when the budget was made; it stays, so that no two periods ever overlap
  zone text NOT NULL,
  carry_over boolean NOT NULL DEFAULT false,
  limit_minor bigint NOT NULL CHECK (limit_minor >= 0),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'ended')),
  version int NOT NULL DEFAULT 1,
  created_by uuid REFERENCES staff,
  created_at timestamptz NOT NULL,
  CHECK ((scope_kind = 'location') = (location_id IS NOT NULL)),
  CHECK ((scope_kind = 'desk') = (desk_id IS NOT NULL))
);
CREATE UNIQUE INDEX budget_one_of_a_kind ON budget
  (coalesce(location_id, desk_id, '00000000-0000-0000-0000-000000000000'), coalesce(class, ''), currency, period) WHERE status = 'active';

CREATE TABLE budget_period (
  id uuid PRIMARY KEY,
  budget_id uuid NOT NULL REFERENCES budget,
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL CHECK (period_end > period_start),
  limit_minor bigint NOT NULL CHECK (limit_minor >= 0),
  override_minor bigint NOT NULL DEFAULT 0 CHECK (override_minor >= 0),
  reserved_minor bigint NOT NULL DEFAULT 0 CHECK (reserved_minor >= 0),
  spent_minor bigint NOT NULL DEFAULT 0 CHECK (spent_minor >= 0),
  -- how full it was when managers were last told: 0, 80 or 100
  told_percent int NOT NULL DEFAULT 0 CHECK (told_percent IN (0, 80, 100)),
  CONSTRAINT budget_period_not_overspent CHECK (reserved_minor + spent_minor <= limit_minor + override_minor),
  CONSTRAINT budget_period_once UNIQUE (budget_id, period_start)
) WITH (fillfactor = 50);
CREATE INDEX budget_period_to_tell ON budget_period (period_end) WHERE told_percent < 100;

-- Every change of the counters. The gift's row is written after its money is reserved, in the same transaction: no foreign key, the nightly proof looks.
CREATE TABLE budget_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  period_id uuid NOT NULL REFERENCES budget_period,
  kind text NOT NULL CHECK (kind IN ('reserve', 'commit', 'release', 'adjust', 'override', 'overrun')),
  gesture_id uuid,
  -- a gift that ran out and was extended is reserved a second time
  turn int NOT NULL DEFAULT 1 CHECK (turn > 0),
  amount_minor bigint NOT NULL,
  reserved_change bigint NOT NULL DEFAULT 0,
  spent_change bigint NOT NULL DEFAULT 0,
  reason text,
  by_staff uuid REFERENCES staff,
  at timestamptz NOT NULL,
  CHECK (kind = 'adjust' OR amount_minor >= 0),
  CHECK (CASE kind
    WHEN 'reserve' THEN gesture_id IS NOT NULL AND amount_minor > 0 AND reserved_change = amount_minor AND spent_change = 0
    WHEN 'commit' THEN gesture_id IS NOT NULL AND reserved_change < 0 AND spent_change = amount_minor
    WHEN 'release' THEN gesture_id IS NOT NULL AND reserved_change = -amount_minor AND spent_change = 0
    WHEN 'override' THEN amount_minor > 0 AND reserved_change = 0 AND spent_change = CASE WHEN gesture_id IS NULL THEN 0 ELSE amount_minor END
    WHEN 'overrun' THEN gesture_id IS NOT NULL AND amount_minor > 0 AND reserved_change = 0 AND spent_change = 0
    ELSE gesture_id IS NULL AND reserved_change = 0 AND spent_change = 0 END)
);
CREATE INDEX budget_entry_of_period ON budget_entry (period_id, id);
CREATE UNIQUE INDEX budget_entry_once ON budget_entry (gesture_id, period_id, turn, kind) WHERE gesture_id IS NOT NULL;
-- What was reserved is spent or given back, never both.
CREATE UNIQUE INDEX budget_entry_settled_once ON budget_entry (gesture_id, period_id, turn) WHERE kind IN ('commit', 'release');
CREATE TRIGGER budget_entry_append_only BEFORE UPDATE OR DELETE ON budget_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A gift that cost more than there was: it was given all the same, a manager has to allow it.
CREATE TABLE budget_overrun (
  id uuid PRIMARY KEY,
  period_id uuid NOT NULL REFERENCES budget_period,
  gesture_id uuid NOT NULL,
  turn int NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  told_at timestamptz,
  allowed_at timestamptz,
  allowed_by uuid REFERENCES staff,
  reason text,
  UNIQUE (gesture_id, period_id, turn),
  CHECK ((allowed_at IS NULL) = (reason IS NULL))
);
CREATE INDEX budget_overrun_open ON budget_overrun (due_at, id) WHERE allowed_at IS NULL;
CREATE INDEX budget_overrun_of_period ON budget_overrun (period_id);
CREATE INDEX budget_overrun_to_tell ON budget_overrun (due_at) WHERE allowed_at IS NULL AND told_at IS NULL;

CREATE TABLE budget_proof (
  day date PRIMARY KEY,
  at timestamptz NOT NULL,
  ok boolean NOT NULL,
  findings jsonb NOT NULL,
  CHECK (ok = (findings = '[]'))
);

ALTER TABLE authority_limit ADD COLUMN version int NOT NULL DEFAULT 1;
CREATE TABLE authority_day (
  staff_id uuid NOT NULL REFERENCES staff,
  day date NOT NULL,
  spent_minor bigint NOT NULL CHECK (spent_minor >= 0),
  limit_minor bigint NOT NULL,
  PRIMARY KEY (staff_id, day),
  CHECK (spent_minor <= limit_minor)
);
CREATE TABLE delegation (
  id uuid PRIMARY KEY,
  from_staff uuid NOT NULL REFERENCES staff,
  to_staff uuid NOT NULL REFERENCES staff CHECK (to_staff <> from_staff),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  ended_at timestamptz,
  by_staff uuid REFERENCES staff,
  created_at timestamptz NOT NULL
);
CREATE INDEX delegation_to ON delegation (to_staff, ends_at) WHERE ended_at IS NULL;
CREATE INDEX delegation_from ON delegation (from_staff, ends_at) WHERE ended_at IS NULL;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP TABLE delegation, authority_day, budget_proof, budget_overrun, budget_entry, budget_period, budget;
ALTER TABLE authority_limit DROP COLUMN version;`);
  }
}
