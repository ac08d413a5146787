import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { isZone } from '../calendar/zone.rules';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import { Location } from './location.entity';
import type { AddLocation, ChangeLocation, LocationList, LocationView } from './organisation.dto';
import { idOfKey, insertOnce, refuseStale } from './organisation.service';

const VIEW = `SELECT l.key, l.name, l.zone, l.country, l.language, l.currency, c.key AS calendar, p.key AS parent, l.direct_line AS "directLine", l.version
  FROM location l JOIN calendar c ON c.id = l.calendar_id LEFT JOIN location p ON p.id = l.parent_id`;

/** The tree of locations as an administrator shapes it. */
@Injectable()
export class LocationsService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** All locations by key. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<LocationList> {
    const [after] = cursor ? decodeCursor(cursor, 1) : [null];
    const rows = await this.db.rows<LocationView>(`${VIEW} WHERE $1::text IS NULL OR l.key > $1 ORDER BY l.key LIMIT $2`, [
      after,
      limit + 1,
    ]);
    return pageOf(rows, limit, (row) => [row.key]);
  }

  /** Throws Invalid where zone, currency, calendar or parent do not exist, Refused where the key is taken. */
  add(body: AddLocation, by: Caller): Promise<LocationView> {
    checkZone(body.zone);
    if (!Intl.supportedValuesOf('currency').includes(body.currency)) throw new Invalid(`${body.currency} is not a currency of ISO 4217.`);
    return this.commands.once(by.command, async (tx) => {
      const location = {
        id: uuidv7(),
        key: body.key,
        name: body.name,
        zone: body.zone,
        country: body.country ?? null,
        language: body.language ?? null,
        currency: body.currency,
        calendarId: await idOfKey(tx, 'calendar', body.calendar),
        parentId: body.parent ? await idOfKey(tx, 'location', body.parent) : null,
        directLine: body.directLine ?? null,
        version: 1,
        createdAt: await tx.now(),
      };
      await insertOnce(() => tx.manager.insert(Location, location), 'location_key_key', body.key);
      await audit(tx, by, 'location.added', `location:${body.key}`, body);
      return viewOf(tx, body.key);
    });
  }

  /** Throws Missing, Invalid, or Refused where the version is old or the location would lie below itself. */
  change(key: string, body: ChangeLocation, by: Caller): Promise<LocationView> {
    if (body.zone) checkZone(body.zone);
    return this.commands.once(by.command, async (tx) => {
      if (body.parent) await lockTree(tx);
      const location = await tx.manager.findOne(Location, { where: { key }, lock: { mode: 'for_no_key_update' } });
      if (!location) throw new Missing(`There is no location "${key}".`);
      refuseStale(body.version, await viewOf(tx, key));
      await tx.manager.update(Location, location.id, {
        name: body.name ?? location.name,
        zone: body.zone ?? location.zone,
        country: body.country === undefined ? location.country : body.country,
        language: body.language === undefined ? location.language : body.language,
        calendarId: body.calendar ? await idOfKey(tx, 'calendar', body.calendar) : location.calendarId,
        parentId: body.parent === undefined ? location.parentId : await newParent(tx, location, body.parent),
        directLine: body.directLine === undefined ? location.directLine : body.directLine,
        version: location.version + 1,
      });
      await audit(tx, by, 'location.changed', `location:${key}`, body);
      return viewOf(tx, key);
    });
  }
}

/** One move at a time: two that would close a ring together must see each other. There are hundreds of locations, not more. */
async function lockTree(tx: Tx): Promise<void> {
  await tx.run('SELECT id FROM location ORDER BY id FOR NO KEY UPDATE');
}

/** The id of the wished parent, unless it is the location itself or lies below it. */
async function newParent(tx: Tx, location: Location, parentKey: string | null): Promise<string | null> {
  if (parentKey === null) return null;
  const parentId = await idOfKey(tx, 'location', parentKey);
  const ring = await tx.maybe(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id FROM location WHERE id = $1
       UNION SELECT l.id, l.parent_id FROM location l JOIN above a ON l.id = a.parent_id
     ) SELECT 1 FROM above WHERE id = $2`,
    [parentId, location.id],
  );
  if (ring) throw new Refused('tree', `"${location.key}" cannot lie below itself.`);
  return parentId;
}

function checkZone(zone: string): void {
  if (!isZone(zone)) throw new Invalid(`"${zone}" is not a time zone. Use a name such as Europe/Zurich.`);
}

async function viewOf(reader: Reader, key: string): Promise<LocationView> {
  const [view] = await reader.rows<LocationView>(`${VIEW} WHERE l.key = $1`, [key]);
  if (!view) throw new Missing(`There is no location "${key}".`);
  return view;
}
