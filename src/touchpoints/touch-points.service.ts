import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Reader, Tx } from '../platform/database/tx';
import type { FailureClass } from './failure-class.rules';
import { type Phase, STARTER_CAUSES, STARTER_TOUCH_POINTS } from './starter-touch-points.rules';

/** A touch point as other features need it. */
export interface KnownTouchPoint {
  id: string;
  key: string;
  name: string;
  phase: Phase;
  failureClass: FailureClass;
  /** Itself or one above it: not to be chosen for anything new. */
  hidden: boolean;
}

export interface KnownCause {
  id: string;
  key: string;
  name: string;
  hidden: boolean;
}

/** A SELECT of the `KnownTouchPoint` whose key is parameter $p; no row where there is none. For statements that read everything at once. */
export function touchPointSql(p: number): string {
  return `SELECT t.id, t.key, t.name, t.phase, t.failure_class AS "failureClass",
      t.hidden OR coalesce(u.hidden, false) OR coalesce(v.hidden, false) AS hidden
    FROM touch_point t LEFT JOIN touch_point u ON u.id = t.parent_id LEFT JOIN touch_point v ON v.id = u.parent_id WHERE t.key = $${String(p)}::text`;
}

const CAUSE = `SELECT t.id, t.key, t.name, t.hidden OR coalesce(u.hidden, false) OR coalesce(v.hidden, false) AS hidden
  FROM cause t LEFT JOIN cause u ON u.id = t.parent_id LEFT JOIN cause v ON v.id = u.parent_id WHERE t.key = $1`;

/** Touch points and causes for other features. */
@Injectable()
export class TouchPointsService {
  /** The touch point of this key, or null ("unsure" is none). */
  async byKey(reader: Reader, key: string): Promise<KnownTouchPoint | null> {
    return (await reader.rows<KnownTouchPoint>(touchPointSql(1), [key]))[0] ?? null;
  }

  /** The cause of this key, or null ("unknown_yet" is none). */
  async causeByKey(reader: Reader, key: string): Promise<KnownCause | null> {
    return (await reader.rows<KnownCause>(CAUSE, [key]))[0] ?? null;
  }

  /** Puts in the touch points and causes that a new desk starts with (settled.md 40). What is there already stays as people made it. */
  async ensureStarter(tx: Tx, now: Date): Promise<void> {
    const points = STARTER_TOUCH_POINTS.map((point) => ({ id: uuidv7(), ...point, failure_class: point.failureClass }));
    await tx.run(
      `INSERT INTO touch_point (id, key, name, phase, position, control, failure_class, created_at)
       SELECT r.*, $2 FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, key text, name text, phase text, position int, control text, failure_class text)
       ON CONFLICT (key) DO NOTHING`,
      [JSON.stringify(points), now],
    );
    const causes = STARTER_CAUSES.map((cause) => ({ id: uuidv7(), ...cause }));
    await tx.run(
      `INSERT INTO cause (id, key, name, position, created_at)
       SELECT r.*, $2 FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, key text, name text, position int) ON CONFLICT (key) DO NOTHING`,
      [JSON.stringify(causes), now],
    );
  }
}
