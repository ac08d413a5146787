import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Missing } from '../platform/errors';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import type { CalendarSpec } from './business-time.rules';
import type { InForce } from './calendar-hours.rules';
import { Calendar } from './calendar.entity';
import { CalendarVersion } from './calendar-version.entity';

/** The built-in calendar that is always open; its row is made by the migration. */
export const ALWAYS_OPEN_KEY = '24x7';

/** One immutable version. The same id always gives the same `spec` object, so that what the rules work out from it is kept. */
export interface VersionInForce {
  readonly id: string;
  readonly spec: CalendarSpec;
}

/** A version with the stretch in which it holds; `to` null = until further notice. */
export interface VersionBetween extends InForce, VersionInForce {}

/**
 * A scalar subquery: the id of the version of calendar `$calendar` in force at `$at` (both SQL expressions). Before the first version began, the first one holds.
 * For statements that read everything at once; the document itself comes from `version()`, which keeps it.
 */
export function versionAtSql(calendar: string, at: string): string {
  return `(SELECT v.id FROM calendar_version v WHERE v.calendar_id = ${calendar}
    ORDER BY v.effective_from > ${at}, CASE WHEN v.effective_from <= ${at} THEN v.effective_from END DESC, v.effective_from LIMIT 1)`;
}

const VERSION_AT = statement('calendar.version-at', `SELECT ${versionAtSql('$1::uuid', '$2::timestamptz')} AS id`);
const VERSION = statement('calendar.version', `SELECT zone, week, holidays, exceptions FROM calendar_version WHERE id = $1`);
const BETWEEN = `
  SELECT id, effective_from AS from, to_at AS to FROM (
    SELECT id, effective_from, lead(effective_from) OVER (ORDER BY effective_from) AS to_at,
           row_number() OVER (ORDER BY effective_from) = 1 AS first
    FROM calendar_version WHERE calendar_id = $1) v
  WHERE (effective_from <= $3 OR first) AND (to_at IS NULL OR to_at > $2) ORDER BY effective_from`;

/** Far more than a desk has; the oldest goes first. */
const MOST_KEPT = 2000;

/** Opening hours for other features: which version holds when. */
@Injectable()
export class CalendarService {
  private readonly kept = new Map<string, CalendarSpec>();

  /** The calendar of this key, or null. */
  async byKey(reader: Reader, key: string): Promise<{ id: string; key: string; name: string } | null> {
    return (
      (await reader.rows<{ id: string; key: string; name: string }>('SELECT id, key, name FROM calendar WHERE key = $1', [key]))[0] ?? null
    );
  }

  /** The version in force at an instant; before the first one began, the first. Missing where there is no such calendar. */
  async versionAt(reader: Reader, calendarId: string, at: Date): Promise<VersionInForce> {
    const [row] = await reader.rows<{ id: string | null }>(VERSION_AT, [calendarId, at]);
    if (!row?.id) throw new Missing('There is no calendar of this id.');
    return this.version(reader, row.id);
  }

  /** The version of this id. Read once per process: versions that were in force never change. */
  async version(reader: Reader, id: string): Promise<VersionInForce> {
    const known = this.kept.get(id);
    if (known) return { id, spec: known };
    const [row] = await reader.rows<CalendarSpec>(VERSION, [id]);
    if (!row) throw new Missing('There is no version of a calendar of this id.');
    // Another reader may have come first while we waited; the object must stay one and the same.
    const spec = this.kept.get(id) ?? row;
    this.kept.set(id, spec);
    const oldest = this.kept.size > MOST_KEPT ? this.kept.keys().next().value : undefined;
    if (oldest !== undefined) this.kept.delete(oldest);
    return { id, spec };
  }

  /**
   * The versions that hold between two instants, in order of time, planned ones included; `from` of the first is not after `from`,
   * and `to` of the last is null or after `to`.
   */
  async versionsBetween(reader: Reader, calendarId: string, from: Date, to: Date): Promise<VersionBetween[]> {
    const rows = await reader.rows<{ id: string; from: Date; to: Date | null }>(BETWEEN, [calendarId, from, to]);
    const versions: VersionBetween[] = [];
    for (const row of rows) {
      const began = versions.length === 0 && row.from > from ? from : row.from;
      versions.push({ ...(await this.version(reader, row.id)), from: began, to: row.to });
    }
    return versions;
  }

  /** Makes sure that there is a calendar of this key, with these hours if it is new; its id. For starter data: says nothing about who did it. */
  async ensure(tx: Tx, key: string, name: string, spec: CalendarSpec, now: Date): Promise<string> {
    const id = uuidv7();
    const made = await tx.run('INSERT INTO calendar (id, key, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING', [
      id,
      key,
      name,
      now,
    ]);
    if (made === 0) return (await tx.manager.findOneByOrFail(Calendar, { key })).id;
    await tx.manager.insert(CalendarVersion, {
      id: uuidv7(),
      calendarId: id,
      version: 1,
      effectiveFrom: now,
      ...spec,
      createdBy: null,
      createdAt: now,
    });
    return id;
  }
}
