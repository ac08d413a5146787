import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The one-up: catalogue, suggestions, gestures and how a cycle was settled without one. */
export class Gestures1700000000010 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE gesture_type (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  status text NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'retired')),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE TABLE gesture_type_version (
  id uuid PRIMARY KEY,
  type_id uuid NOT NULL REFERENCES gesture_type,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  customer_text jsonb NOT NULL,
  reason_line jsonb NOT NULL DEFAULT '{}',
  class text NOT NULL CHECK (class IN ('money_now','money_later','goods','service','attention','time')),
  kind text NOT NULL CHECK (kind IN ('free_service','upgrade','priority','courier','credit','discount_amount','discount_percent','product_gift','card','call','donation','extended_cover','custom')),
  cost_minor bigint NOT NULL CHECK (cost_minor >= 0),
  face_minor bigint NOT NULL CHECK (face_minor >= 0),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  redemption_rate numeric(4,3) NOT NULL DEFAULT 1 CHECK (redemption_rate BETWEEN 0 AND 1),
  needs_spend boolean NOT NULL DEFAULT false,
  needs_address boolean NOT NULL DEFAULT false,
  needs_contact boolean NOT NULL DEFAULT false,
  needs_visit boolean NOT NULL DEFAULT false,
  requires_note boolean NOT NULL DEFAULT false,
  silent boolean NOT NULL DEFAULT false,
  role_min text CHECK (role_min IN ('agent','senior_agent','lead','manager','area_manager')),
  eligible jsonb NOT NULL DEFAULT '{}',
  valid_from timestamptz,
  valid_to timestamptz CHECK (valid_to > valid_from),
  offer_days int NOT NULL DEFAULT 14 CHECK (offer_days BETWEEN 1 AND 365),
  validity_days int NOT NULL DEFAULT 365 CHECK (validity_days >= 90),
  fulfilment text NOT NULL CHECK (fulfilment IN ('code','credit','handover','task','post','courier','booking')),
  lead_minutes int NOT NULL DEFAULT 0 CHECK (lead_minutes >= 0),
  combinable boolean NOT NULL DEFAULT false,
  created_by uuid REFERENCES staff,
  created_at timestamptz NOT NULL,
  UNIQUE (type_id, version)
);

CREATE TABLE authority_limit (
  role text PRIMARY KEY,
  per_gesture_minor bigint NOT NULL CHECK (per_gesture_minor >= 0),
  per_day_minor bigint CHECK (per_day_minor >= 0)
);

CREATE TABLE suggestion_set (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  inputs jsonb NOT NULL,
  model_version text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX suggestion_set_of_ticket ON suggestion_set (ticket_id, made_at DESC);
CREATE TABLE suggestion (
  set_id uuid NOT NULL REFERENCES suggestion_set,
  type_version_id uuid NOT NULL REFERENCES gesture_type_version,
  rank int CHECK (rank > 0),
  score numeric,
  reasons jsonb NOT NULL DEFAULT '[]',
  excluded_reason text,
  PRIMARY KEY (set_id, type_version_id),
  CHECK ((rank IS NULL) = (excluded_reason IS NOT NULL))
);
CREATE UNIQUE INDEX suggestion_rank ON suggestion (set_id, rank) WHERE rank IS NOT NULL;
CREATE TRIGGER suggestion_set_immutable BEFORE UPDATE OR DELETE ON suggestion_set FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER suggestion_immutable BEFORE UPDATE OR DELETE ON suggestion FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE gesture (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  type_version_id uuid NOT NULL REFERENCES gesture_type_version,
  suggestion_set_id uuid REFERENCES suggestion_set,
  state text NOT NULL CHECK (state IN ('suggested','pending_approval','approved','offered','accepted','fulfilled','redeemed','unredeemed',
    'dismissed','rejected','lapsed','declined','expired','revoked','fulfil_failed','substituted')),
  combinable boolean NOT NULL,
  cost_reserved_minor bigint NOT NULL CHECK (cost_reserved_minor >= 0),
  cost_actual_minor bigint CHECK (cost_actual_minor >= 0),
  face_minor bigint NOT NULL CHECK (face_minor >= 0),
  currency char(3) NOT NULL,
  text text NOT NULL,
  note text,
  in_person boolean NOT NULL DEFAULT false,
  requested_by uuid REFERENCES staff,
  approved_by uuid REFERENCES staff,
  approved_at timestamptz,
  offered_by uuid REFERENCES staff,
  offered_at timestamptz,
  expires_at timestamptz,
  accepted_at timestamptz,
  fulfilled_at timestamptz,
  proof text,
  ended_at timestamptz,
  end_reason text,
  retries int NOT NULL DEFAULT 0 CHECK (retries BETWEEN 0 AND 3),
  substitutes uuid REFERENCES gesture CHECK (substitutes <> id),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CHECK (state NOT IN ('fulfilled', 'redeemed', 'unredeemed') OR (fulfilled_at IS NOT NULL AND proof IS NOT NULL)),
  CHECK (state NOT IN ('offered', 'accepted', 'fulfilled', 'declined', 'expired') OR offered_at IS NOT NULL),
  CHECK (state <> 'offered' OR expires_at IS NOT NULL),
  CHECK (cost_actual_minor IS NULL OR cost_actual_minor <= cost_reserved_minor)
);
CREATE UNIQUE INDEX gesture_one_active ON gesture (ticket_id, cycle)
  WHERE state IN ('pending_approval', 'approved', 'offered', 'accepted', 'fulfil_failed', 'fulfilled', 'redeemed', 'unredeemed') AND NOT combinable;
CREATE UNIQUE INDEX gesture_one_suggested ON gesture (ticket_id, cycle, type_version_id) WHERE state = 'suggested';
CREATE INDEX gesture_of_ticket ON gesture (ticket_id, cycle);
CREATE INDEX gesture_expiring ON gesture (expires_at) WHERE state = 'offered';

CREATE TABLE one_up_settlement (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  cycle int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('waived', 'not_eligible')),
  reason text NOT NULL,
  note text,
  by_staff uuid REFERENCES staff,
  at timestamptz NOT NULL,
  UNIQUE (ticket_id, cycle)
);

ALTER TABLE timer ADD FOREIGN KEY (gesture_id) REFERENCES gesture;

-- What the ticket's page, the status page and the sender show of a gesture. Data, not an import.
CREATE VIEW gesture_facts AS
SELECT g.id, g.ticket_id, g.cycle, g.state, ty.code AS gesture_type, v.name, v.class, v.fulfilment, v.silent,
       g.cost_reserved_minor, g.cost_actual_minor, g.face_minor, g.currency, g.text, g.note, g.offered_at, g.expires_at,
       g.accepted_at, g.fulfilled_at, g.proof, g.end_reason, g.requested_by, g.version, g.created_at, v.customer_text, v.reason_line
FROM gesture g
JOIN gesture_type_version v ON v.id = g.type_version_id
JOIN gesture_type ty ON ty.id = v.type_id;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
DROP VIEW gesture_facts;
ALTER TABLE timer DROP CONSTRAINT timer_gesture_id_fkey;
DROP TABLE one_up_settlement, gesture, suggestion, suggestion_set, authority_limit, gesture_type_version, gesture_type;`);
  }
}
