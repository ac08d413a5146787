import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { TooOften } from '../platform/errors';
import { LIMITS, networkOf, type ThrottleKind } from './throttle.rules';

/** What one attempt counts against. */
export interface Attempt {
  /** As typed; need not exist. */
  email: string;
  ip: string;
  /** A browser that this person has signed in with before; then strangers' guesses do not hold it up. */
  device: string | null;
}

interface Bucket {
  bucket: string;
  kind: ThrottleKind;
}

// Locks all rows of an attempt in one order, so that two attempts never wait for each other in a ring.
const LOCK = `INSERT INTO login_throttle AS t (bucket, failures, at) SELECT b, 0, desk_now() FROM unnest($1::text[]) b ORDER BY b
  ON CONFLICT (bucket) DO UPDATE SET at = t.at`;

/**
 * Counts the attempt where nothing is shut, and shuts what has had enough. The columns behind $1 to $5 are those of ThrottleLimit.
 * `at` moves by whole steps of wearing off only, so that frequent attempts do not keep failures from wearing off.
 */
const COUNT = `WITH counted AS (
    SELECT t.bucket, l.free, l.base, l.cap, n.now, greatest(t.failures - w.worn, 0) + 1 AS failures,
      CASE WHEN w.worn >= t.failures THEN n.now ELSE t.at + make_interval(secs => w.worn * l.leak) END AS at
    FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[]) AS l(bucket, free, base, cap, leak)
    JOIN login_throttle t ON t.bucket = l.bucket
    CROSS JOIN (SELECT desk_now() AS now) n
    CROSS JOIN LATERAL (SELECT floor(greatest(extract(epoch FROM n.now - t.at), 0) / l.leak)::int AS worn) w
  )
  UPDATE login_throttle t SET failures = c.failures, at = c.at,
    blocked_until = CASE WHEN c.failures >= c.free THEN c.now + make_interval(secs => least(c.cap, c.base * 2 ^ least(c.failures - c.free, 20))) END
  FROM counted c WHERE t.bucket = c.bucket AND (t.blocked_until IS NULL OR t.blocked_until <= c.now)
  RETURNING t.bucket`;

const FORGIVE = `UPDATE login_throttle t SET failures = greatest(t.failures - 1, 0),
    blocked_until = CASE WHEN t.failures - 1 < l.free THEN NULL ELSE t.blocked_until END
  FROM unnest($1::text[], $2::int[]) AS l(bucket, free) WHERE t.bucket = l.bucket`;

const SWEEP = `DELETE FROM login_throttle WHERE bucket IN (
  SELECT bucket FROM login_throttle WHERE at < desk_now() - interval '1 day' AND (blocked_until IS NULL OR blocked_until < desk_now())
  LIMIT 500 FOR UPDATE SKIP LOCKED)`;

/** The brake on guessing. It lives in PostgreSQL so that it survives restarts and counts over all processes; no database, no sign-in. */
@Injectable()
export class LoginThrottle {
  constructor(private readonly db: Database) {}

  /**
   * Counts an attempt before the password is looked at, as if it had failed: of a hundred at the same time only the free ones get through.
   * Throws TooOften, and then counts nothing.
   */
  async charge(attempt: Attempt): Promise<void> {
    const buckets = bucketsOf(attempt);
    const names = buckets.map((one) => one.bucket);
    const limits = buckets.map((one) => LIMITS[one.kind]);
    await this.db.transaction(async (tx) => {
      await tx.run(LOCK, [names]);
      const columns = [
        limits.map((l) => l.free),
        limits.map((l) => l.baseSeconds),
        limits.map((l) => l.capSeconds),
        limits.map((l) => l.leakSeconds),
      ];
      const counted = await tx.rows(COUNT, [names, ...columns]);
      if (counted.length < names.length) throw await refusal(tx, names);
    });
  }

  /** The password was right: the account or browser starts anew, the wider counters take this one attempt back. */
  async forgive(tx: Tx, attempt: Attempt): Promise<void> {
    const buckets = bucketsOf(attempt);
    const wide = buckets.filter((one) => one.kind === 'network' || one.kind === 'desk');
    const own = buckets.filter((one) => !wide.includes(one));
    await tx.run(LOCK, [buckets.map((one) => one.bucket)]);
    await tx.run(FORGIVE, [wide.map((one) => one.bucket), wide.map((one) => LIMITS[one.kind].free)]);
    await tx.run('DELETE FROM login_throttle WHERE bucket = ANY($1)', [own.map((one) => one.bucket)]);
    await tx.run(SWEEP);
  }
}

function bucketsOf({ email, ip, device }: Attempt): Bucket[] {
  const network: Bucket = { bucket: `network:${networkOf(ip)}`, kind: 'network' };
  if (device) return [network, { bucket: `device:${device}`, kind: 'device' }];
  // What was typed may be a password in the wrong field: only its hash is kept.
  const account = createHash('sha256').update(email.toLowerCase()).digest('base64url');
  return [network, { bucket: `account:${account}`, kind: 'account' }, { bucket: 'desk', kind: 'desk' }];
}

async function refusal(tx: Tx, names: readonly string[]): Promise<TooOften> {
  const { seconds } = await tx.one<{ seconds: number | null }>(
    `SELECT ceil(extract(epoch FROM max(blocked_until) - desk_now())) AS seconds FROM login_throttle WHERE bucket = ANY($1)`,
    [names],
  );
  const wait = Math.max(1, seconds ?? 1);
  return new TooOften(`Too many attempts. Try again in ${waitWords(wait)}.`, wait);
}

function waitWords(seconds: number): string {
  return seconds < 90 ? `${String(seconds)} s` : `${String(Math.ceil(seconds / 60))} min`;
}
