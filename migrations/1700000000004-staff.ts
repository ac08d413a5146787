import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who work the desk: accounts, what they may do and where, how they sign in. */
export class Staff1700000000004 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE staff (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  password_hash text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'absent', 'left')),
  manager_id uuid REFERENCES staff CHECK (manager_id <> id),
  phone text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES staff,
  UNIQUE (email)
);
CREATE INDEX staff_by_name ON staff (name, id);

CREATE TABLE role_grant (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  role text NOT NULL CHECK (role IN ('agent','senior_agent','lead','manager','area_manager','follow_up',
    'vendor_agent','vendor_lead','analyst','admin','privacy_officer','auditor')),
  scope_kind text NOT NULL CHECK (scope_kind IN ('org', 'location', 'team', 'desk')),
  location_id uuid REFERENCES location,
  team_id uuid REFERENCES team,
  desk_id uuid REFERENCES desk,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz CHECK (valid_to > valid_from),
  granted_by uuid REFERENCES staff,
  CHECK ((scope_kind = 'location') = (location_id IS NOT NULL)),
  CHECK ((scope_kind = 'team') = (team_id IS NOT NULL)),
  CHECK ((scope_kind = 'desk') = (desk_id IS NOT NULL)),
  CHECK (granted_by IS NULL OR granted_by <> staff_id)
);
CREATE UNIQUE INDEX role_grant_once ON role_grant
  (staff_id, role, scope_kind, coalesce(location_id, team_id, desk_id, '00000000-0000-0000-0000-000000000000')) WHERE valid_to IS NULL;
CREATE INDEX role_grant_by_role ON role_grant (role);
CREATE INDEX role_grant_of_staff ON role_grant (staff_id);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  staff_id uuid NOT NULL REFERENCES staff,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ip text,
  user_agent text
);
CREATE INDEX session_of_staff ON session (staff_id);

CREATE TABLE api_token (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  name text NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX api_token_of_staff ON api_token (staff_id);

-- One-time doors: the first administrator (setup) and everybody invited later. The token is an HMAC, only its hash is here.
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('setup', 'invite')),
  staff_id uuid REFERENCES staff,
  token_version int NOT NULL DEFAULT 1,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  -- when the mail with the link was planned; null = still to do
  mailed_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK ((kind = 'invite') = (staff_id IS NOT NULL) OR used_at IS NOT NULL)
);
CREATE UNIQUE INDEX invitation_one_setup ON invitation (kind) WHERE kind = 'setup' AND used_at IS NULL;
CREATE UNIQUE INDEX invitation_one_open ON invitation (staff_id) WHERE kind = 'invite' AND used_at IS NULL;
CREATE INDEX invitation_to_mail ON invitation (created_at) WHERE kind = 'invite' AND used_at IS NULL AND mailed_at IS NULL;

CREATE TABLE login_throttle (
  bucket text PRIMARY KEY,
  failures int NOT NULL,
  blocked_until timestamptz,
  at timestamptz NOT NULL
);

-- What a person should know now. ticket_id gets its foreign key from the tickets' migration.
CREATE TABLE notification (
  id uuid PRIMARY KEY,
  dedupe_key text NOT NULL UNIQUE,
  staff_id uuid NOT NULL REFERENCES staff,
  ticket_id uuid,
  kind text NOT NULL,
  point int,
  text text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX notification_unread ON notification (staff_id, at DESC) WHERE read_at IS NULL;
CREATE INDEX notification_of_staff ON notification (staff_id, at DESC, id DESC);

-- Append-only trail of what changed in settings and rights, and who was refused.
CREATE TABLE audit_event (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_event_at ON audit_event (at DESC, id DESC);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE audit_event, notification, login_throttle, invitation, api_token, session, role_grant, staff;`);
  }
}
