import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { durationProblem, formatDuration, parseDuration } from '../calendar/duration.rules';
import { idOfKey } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import {
  DEFAULT_POINTS,
  DEFAULT_TARGETS,
  policyGaps,
  policyProblems,
  type PolicyPoint,
  type PolicyTarget,
  withApprovals,
} from './default-policy.rules';
import type { PolicyList, PolicyView, PublishPolicy } from './policies.dto';
import type { PolicyVersion } from './timer-row.rules';

export const STARTER_POLICY = 'standard';

/** The manager is paged when a dangerous case begins (domain.md 4.5); every version carries it. */
const PAGE = { percent: 0, to: 'manager', severity: 'S1' } as const;

const VERSIONS = `
  SELECT p.key, v.version, v.status, v.valid_from AS "validFrom", l.key AS location,
    coalesce((SELECT jsonb_agg(jsonb_build_object('clock', t.clock, 'severity', t.severity, 'channel', t.channel, 'targetMs', t.target_ms, 'kind', t.kind)
      ORDER BY t.clock, t.severity, t.channel NULLS FIRST) FROM policy_target t WHERE t.version_id = v.id), '[]') AS targets,
    coalesce((SELECT jsonb_agg(jsonb_build_object('percent', o.percent, 'to', o.recipient) ORDER BY o.percent)
      FROM policy_point o WHERE o.version_id = v.id AND o.severity IS NULL), '[]') AS points
  FROM policy p JOIN policy_version v ON v.policy_id = p.id LEFT JOIN location l ON l.id = p.location_id`;

interface VersionRow extends Omit<PolicyView, 'targets'> {
  targets: PolicyTarget[];
}

/**
 * A scalar subquery: the id of the policy version that a new ticket of this location (an SQL expression) is promised by: the location's own,
 * else that of the nearest one above it, else the organisation's; null where there is none.
 */
export function currentPolicyVersionSql(locationId: string): string {
  // Long names inside: the expression that is put in must not mean something else here.
  return `(WITH RECURSIVE place_up AS (
      SELECT place.id, place.parent_id, 1 AS distance FROM location place WHERE place.id = ${locationId}
      UNION ALL SELECT place.id, place.parent_id, place_up.distance + 1 FROM location place JOIN place_up ON place.id = place_up.parent_id)
    SELECT published.id FROM policy JOIN policy_version published ON published.policy_id = policy.id AND published.status = 'published'
    LEFT JOIN place_up ON place_up.id = policy.location_id
    WHERE policy.location_id IS NULL OR place_up.id IS NOT NULL ORDER BY place_up.distance NULLS LAST LIMIT 1)`;
}

/** What is promised by when. A version never changes; publishing makes the next one and retires the one before. */
@Injectable()
export class PoliciesService {
  private readonly kept = new Map<string, PolicyVersion>();

  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** A version that was loaded by `version` before; undefined where it was not. */
  known(id: string): PolicyVersion | undefined {
    return this.kept.get(id);
  }

  /** The version of this id, read once per process. */
  async version(reader: Reader, id: string): Promise<PolicyVersion> {
    const known = this.kept.get(id);
    if (known) return known;
    const targets = await reader.rows<PolicyTarget>(
      `SELECT clock, severity, channel, target_ms AS "targetMs", kind FROM policy_target WHERE version_id = $1`,
      [id],
    );
    const points = await reader.rows<PolicyVersion['points'][number]>(
      `SELECT percent, recipient AS "to", severity FROM policy_point WHERE version_id = $1`,
      [id],
    );
    const version = { id, targets, points };
    this.kept.set(id, version);
    return version;
  }

  /** All policies with all their versions, the newest of each first. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<PolicyList> {
    const [key, version] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<VersionRow>(
      `${VERSIONS} WHERE $1::text IS NULL OR p.key > $1 OR (p.key = $1 AND v.version < $2::int) ORDER BY p.key, v.version DESC LIMIT $3`,
      [key, version, limit + 1],
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.key, row.version]);
    return { items: items.map(viewOf), nextCursor };
  }

  /**
   * Publishes the next version of a policy, or the first of a new one; targets for approvals that are left out are the default ones (edge 93), and the
   * answer shows them. Open tickets keep the version they have (edge 28).
   * Invalid (400) with a sentence per mistake; Refused (409) for a stale `version` or a place that has a policy already.
   */
  publish(wish: PublishPolicy, by: Caller): Promise<PolicyView> {
    const targets = readTargets(wish);
    refuseMistakes([...policyProblems(targets, wish.points ?? DEFAULT_POINTS), ...policyGaps(targets)]);
    return this.commands.once(by.command, async (tx) => {
      const locationId = wish.location === undefined ? null : await idOfKey(tx, 'location', wish.location);
      const policy = await lock(tx, wish.key, locationId);
      if (wish.location !== undefined && policy.locationId !== locationId)
        throw new Refused(
          'location',
          `The policy "${wish.key}" is not the one of ${wish.location}. Publish that one, or choose another key.`,
        );
      const before = await newest(tx, wish.key);
      if (wish.version !== undefined && wish.version !== (before?.version ?? 0))
        throw new Refused('version', 'Somebody else has changed this meanwhile. Look at it again and repeat your change.', {
          current: before,
        });
      const points = wish.points ?? before?.points ?? DEFAULT_POINTS;
      const version = (before?.version ?? 0) + 1;
      await insertVersion(tx, policy.id, version, targets, points, await tx.now(), by);
      await audit(tx, by, 'policy.published', `policy:${wish.key}`, { version });
      return viewAfter(await newest(tx, wish.key));
    });
  }

  /** The policy of domain.md 4.2 for the whole organisation, where it has none yet. For starter data. */
  async ensureStarter(tx: Tx, now: Date): Promise<void> {
    const made = await tx.run(
      `INSERT INTO policy (id, key, location_id, created_at) SELECT $1, $2, NULL, $3
       WHERE NOT EXISTS (SELECT 1 FROM policy WHERE location_id IS NULL) ON CONFLICT DO NOTHING`,
      [uuidv7(), STARTER_POLICY, now],
    );
    if (made === 0) return;
    const { id } = await tx.one<{ id: string }>('SELECT id FROM policy WHERE key = $1', [STARTER_POLICY]);
    await insertVersion(tx, id, 1, DEFAULT_TARGETS, DEFAULT_POINTS, now, null);
  }
}

/** Targets as they were sent, with the usual ones for approvals. Invalid (400) for a length of time that is none. */
export function readTargets(wish: Pick<PublishPolicy, 'targets'>): PolicyTarget[] {
  const problems = wish.targets.flatMap(({ clock, severity, target }) => {
    const problem = durationProblem(target);
    return problem === null ? [] : [`${clock} ${severity}: ${problem}`];
  });
  refuseMistakes(problems);
  const targets = wish.targets.map(({ clock, severity, channel, target, kind }) => ({
    clock,
    severity,
    channel: channel ?? null,
    targetMs: parseDuration(target),
    kind,
  }));
  return withApprovals(targets);
}

function refuseMistakes(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Invalid(problems.slice(0, 5).join(' '), { errors: problems.slice(0, 50).map((why) => ({ field: 'targets', why })) });
}

/** The policy's row, made if it is new, and locked: two who publish at once do it one after the other. */
async function lock(tx: Tx, key: string, locationId: string | null): Promise<{ id: string; locationId: string | null }> {
  try {
    await tx.run('INSERT INTO policy (id, key, location_id, created_at) VALUES ($1, $2, $3, desk_now()) ON CONFLICT (key) DO NOTHING', [
      uuidv7(),
      key,
      locationId,
    ]);
  } catch (error) {
    if (violated(error) === 'policy_location_id_key')
      throw new Refused('location', 'This location has a policy of another key. Publish the next version of that one.');
    if (violated(error) === 'policy_one_of_organisation')
      throw new Refused(
        'location',
        'The organisation has a policy of another key. Publish the next version of that one, or name a location.',
      );
    throw error;
  }
  return tx.one('SELECT id, location_id AS "locationId" FROM policy WHERE key = $1 FOR NO KEY UPDATE', [key]);
}

async function newest(tx: Tx, key: string): Promise<PolicyView | null> {
  const row = await tx.maybe<VersionRow>(`${VERSIONS} WHERE p.key = $1 ORDER BY v.version DESC LIMIT 1`, [key]);
  return row && viewOf(row);
}

function viewAfter(view: PolicyView | null): PolicyView {
  if (view === null) throw new Error('The version that was just published is gone.');
  return view;
}

async function insertVersion(
  tx: Tx,
  policyId: string,
  version: number,
  targets: readonly PolicyTarget[],
  points: readonly PolicyPoint[],
  now: Date,
  by: Caller | null,
): Promise<void> {
  const id = uuidv7();
  const publishedBy = /^staff:(.+)$/.exec(by?.key ?? '')?.[1] ?? null;
  await tx.run(`UPDATE policy_version SET status = 'retired' WHERE policy_id = $1 AND status = 'published'`, [policyId]);
  await tx.run(
    `INSERT INTO policy_version (id, policy_id, version, status, valid_from, published_by) VALUES ($1, $2, $3, 'published', $4, $5)`,
    [id, policyId, version, now, publishedBy],
  );
  await tx.run(
    `INSERT INTO policy_target (version_id, clock, severity, channel, target_ms, kind)
     SELECT $1, r.clock, r.severity, r.channel, r."targetMs", r.kind
     FROM jsonb_to_recordset($2::jsonb) AS r(clock text, severity text, channel text, "targetMs" bigint, kind text)`,
    [id, JSON.stringify(targets)],
  );
  await tx.run(
    `INSERT INTO policy_point (version_id, percent, recipient, severity)
     SELECT $1, r.percent, r."to", r.severity FROM jsonb_to_recordset($2::jsonb) AS r(percent int, "to" text, severity text)`,
    [id, JSON.stringify([...points.map(({ percent, to }) => ({ percent, to, severity: null })), PAGE])],
  );
}

function viewOf({ targets, ...row }: VersionRow): PolicyView {
  return {
    ...row,
    targets: targets.map(({ clock, severity, channel, targetMs, kind }) => ({
      clock,
      severity,
      channel,
      target: formatDuration(targetMs),
      kind,
    })),
  };
}
