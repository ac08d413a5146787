import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { hashToken } from '../../src/platform/tokens';
import { Child } from './child';
import type { Tables } from './cluster';

const SCOPES = ['complaint.log', 'ticket.see', 'board.see', 'gesture.see', 'gesture.take'];

/** A desk in a process of its own, with a manager whose program holds a token. */
export class BenchDesk {
  private constructor(
    readonly child: Child,
    readonly port: number,
    readonly staffId: string,
    readonly headers: Record<string, string>,
    private readonly dataDir: string,
  ) {}

  /** Everything as the program comes, except what it must be told: no mail relay unless named in `env`, no mail intake. */
  static async start(tables: Tables, env: Record<string, string> = {}): Promise<BenchDesk> {
    const dataDir = await mkdtemp(join(tmpdir(), 'amends-bench-desk-'));
    const { child, started } = await Child.start('desk', null, {
      DATABASE_URL: tables.url,
      SECRET_KEY: 'a-secret-of-the-benchmarks-that-is-long-enough-0123456789',
      DATA_DIR: dataDir,
      PORT: '0',
      SMTP_INTAKE_PORT: '0',
      DESK_ZONE: 'America/New_York',
      INTAKE_ADDRESS: 'help@desk.test',
      ...env,
    });
    const { staffId, token } = await manager(tables);
    return new BenchDesk(child, started.port, staffId, { authorization: `Bearer ${token}` }, dataDir);
  }

  async stop(): Promise<void> {
    await this.child.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

async function manager(tables: Tables): Promise<{ staffId: string; token: string }> {
  const staffId = uuidv7();
  const token = `amends_${randomBytes(32).toString('base64url')}`;
  await tables.sql(
    `WITH who AS (INSERT INTO staff (id, email, name, created_at) VALUES ($1::uuid, $1::uuid || '@staff.test', 'Max Bench', desk_now()) RETURNING id),
       may AS (INSERT INTO role_grant (id, staff_id, role, scope_kind, valid_from) SELECT $2, id, 'manager', 'org', desk_now() FROM who)
     INSERT INTO api_token (id, token_hash, name, staff_id, scopes, expires_at, created_at)
     SELECT $3, $4, 'bench', id, $5, desk_now() + interval '1 day', desk_now() FROM who`,
    [staffId, uuidv7(), uuidv7(), hashToken(token), SCOPES],
  );
  return { staffId, token };
}
