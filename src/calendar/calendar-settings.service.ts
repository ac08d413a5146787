import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import { type CalendarSpec, nextOpening } from './business-time.rules';
import { beginning } from './calendar-hours.rules';
import { hoursOf } from './calendar-input.service';
import type { CalendarVersionView, CalendarView, CalendarsView, PublishCalendar } from './calendar.dto';
import { Calendar } from './calendar.entity';
import { CalendarVersion } from './calendar-version.entity';
import { ALWAYS_OPEN_KEY, versionAtSql } from './calendar.service';

interface VersionRow extends CalendarSpec {
  key: string;
  name: string;
  version: number;
  effectiveFrom: Date;
  newest: number;
}

const MOST_VERSIONS = 100;

const VERSIONS = `
  SELECT c.key, c.name, v.version, v.effective_from AS "effectiveFrom", v.zone, v.week, v.holidays, v.exceptions,
         (SELECT max(n.version) FROM calendar_version n WHERE n.calendar_id = c.id) AS newest
  FROM calendar c JOIN calendar_version v ON v.calendar_id = c.id`;

/** What people do with opening hours: look, and publish the next version. */
@Injectable()
export class CalendarSettings {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** All calendars with the hours in force now, by key. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<CalendarsView> {
    const [after] = cursor ? decodeCursor(cursor, 1) : [null];
    const now = await this.db.now();
    const rows = await this.db.rows<VersionRow>(
      `${VERSIONS} WHERE v.id = ${versionAtSql('c.id', '$1')} AND ($2::text IS NULL OR c.key > $2) ORDER BY c.key LIMIT $3`,
      [now, after, limit + 1],
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.key]);
    return { items: items.map((row) => calendarView(row, now)), nextCursor };
  }

  /** One calendar with its versions. Missing (404) where there is none of this key. */
  async view(key: string): Promise<CalendarView> {
    return this.read(this.db, key, await this.db.now());
  }

  private async read(reader: Reader, key: string, now: Date): Promise<CalendarView> {
    const rows = await reader.rows<VersionRow>(
      `${VERSIONS} WHERE c.key = $1 ORDER BY v.effective_from DESC LIMIT ${String(MOST_VERSIONS)}`,
      [key],
    );
    const current = rows.find((row) => row.effectiveFrom <= now) ?? rows.at(-1);
    if (!current) throw new Missing('There is no calendar of this key.');
    const view = calendarView(current, now);
    view.versions = rows.map(versionView);
    return view;
  }

  /**
   * Makes the next version of a calendar, or its first. It holds from now or from the stated later date; a version planned for exactly that date is replaced.
   * Invalid (400) with what is wrong with the hours; Refused (409): stale version, a date in the past, the built-in calendar.
   */
  publish(wish: PublishCalendar, by: Caller): Promise<CalendarView> {
    const { key, name, effectiveFrom, version, timeZone, week, holidays, exceptions } = wish;
    const spec = hoursOf({ timeZone, week, holidays, exceptions });
    if (key === ALWAYS_OPEN_KEY)
      throw new Refused('built_in', 'The calendar 24x7 is always open and part of the program. Make one of another name.');
    return this.commands.once(by.command, async (tx) => {
      const calendar = await lock(tx, key, name ?? key);
      const now = await tx.now();
      const newest = (await tx.manager.maximum(CalendarVersion, 'version', { calendarId: calendar.id })) ?? 0;
      if (version !== undefined && version !== newest) {
        const current = newest === 0 ? {} : { current: await this.read(tx, key, now) };
        throw new Refused('version', 'Somebody else has changed this meanwhile. Look at it again and repeat your change.', current);
      }
      if (name !== undefined && name !== calendar.name) await tx.manager.update(Calendar, { id: calendar.id }, { name });
      const { at, problem } = beginning(effectiveFrom, spec.zone, now);
      if (!at) throw new Refused('date', problem);
      const createdBy = /^staff:(.+)$/.exec(by.key)?.[1] ?? null;
      await begin(tx, {
        id: uuidv7(),
        calendarId: calendar.id,
        version: newest + 1,
        effectiveFrom: at,
        ...spec,
        createdBy,
        createdAt: now,
      });
      await audit(tx, by, 'calendar.published', `calendar:${key}`, { version: newest + 1, effectiveFrom: at });
      return this.read(tx, key, now);
    });
  }
}

/** The calendar's row, made if it is new, and locked: two who publish at once do it one after the other. */
async function lock(tx: Tx, key: string, name: string): Promise<Calendar> {
  await tx.run('INSERT INTO calendar (id, key, name, created_at) VALUES ($1, $2, $3, desk_now()) ON CONFLICT (key) DO NOTHING', [
    uuidv7(),
    key,
    name,
  ]);
  return tx.manager.findOneOrFail(Calendar, { where: { key }, lock: { mode: 'for_no_key_update' } });
}

async function begin(tx: Tx, version: CalendarVersion): Promise<void> {
  const { calendarId, effectiveFrom, createdAt } = version;
  // What has not begun was used by nobody yet; what has begun is found by no condition here.
  await tx.run('DELETE FROM calendar_version WHERE calendar_id = $1 AND effective_from = $2 AND effective_from > $3', [
    calendarId,
    effectiveFrom,
    createdAt,
  ]);
  try {
    await tx.manager.insert(CalendarVersion, version);
  } catch (error) {
    if (violated(error) !== 'calendar_version_calendar_id_effective_from_key') throw error;
    throw new Refused('busy', 'These hours were changed at this very moment. Please try again.');
  }
}

function versionView(row: VersionRow): Pick<CalendarVersionView, keyof CalendarVersionView> {
  const { version, effectiveFrom, zone, week, holidays, exceptions } = row;
  return { version, effectiveFrom, timeZone: zone, week, holidays, exceptions };
}

function calendarView(row: VersionRow, now: Date): CalendarView {
  const closed = nextOpening(row, row.effectiveFrom > now ? row.effectiveFrom : now) === null;
  return {
    ...versionView(row),
    key: row.key,
    name: row.name,
    version: row.newest,
    builtIn: row.key === ALWAYS_OPEN_KEY,
    warning: closed ? 'These hours hold no opening within the next 60 days. Promises run as elapsed time until then.' : null,
  };
}
