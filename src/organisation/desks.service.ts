import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import { Desk } from './desk.entity';
import type { AddDesk, ChangeDesk, DeskList, DeskView } from './organisation.dto';
import { idOfKey, insertOnce, refuseStale } from './organisation.service';

const VIEW = `SELECT d.key, d.name, d.kind, c.key AS calendar, d.may_fix AS "mayFix", d.ends_at AS "endsAt", d.version
  FROM desk d LEFT JOIN calendar c ON c.id = d.calendar_id`;

/** Our own desks and those of partners who answer for us. */
@Injectable()
export class DesksService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** All desks by key. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<DeskList> {
    const [after] = cursor ? decodeCursor(cursor, 1) : [null];
    const rows = await this.db.rows<DeskView>(`${VIEW} WHERE $1::text IS NULL OR d.key > $1 ORDER BY d.key LIMIT $2`, [after, limit + 1]);
    return pageOf(rows, limit, (row) => [row.key]);
  }

  /** Throws Invalid where the calendar does not exist, Refused where the key is taken. */
  add(body: AddDesk, by: Caller): Promise<DeskView> {
    return this.commands.once(by.command, async (tx) => {
      const desk = {
        id: uuidv7(),
        key: body.key,
        name: body.name,
        kind: body.kind,
        calendarId: body.calendar ? await idOfKey(tx, 'calendar', body.calendar) : null,
        mayFix: body.mayFix ?? false,
        endsAt: body.endsAt ?? null,
        version: 1,
        createdAt: await tx.now(),
      };
      await insertOnce(() => tx.manager.insert(Desk, desk), 'desk_key_key', body.key);
      await audit(tx, by, 'desk.added', `desk:${body.key}`, body);
      return viewOf(tx, body.key);
    });
  }

  /** Throws Missing, Invalid, or Refused where the version is old. */
  change(key: string, body: ChangeDesk, by: Caller): Promise<DeskView> {
    return this.commands.once(by.command, async (tx) => {
      const desk = await tx.manager.findOne(Desk, { where: { key }, lock: { mode: 'for_no_key_update' } });
      if (!desk) throw new Missing(`There is no desk "${key}".`);
      refuseStale(body.version, await viewOf(tx, key));
      await tx.manager.update(Desk, desk.id, {
        name: body.name ?? desk.name,
        calendarId: await newCalendar(tx, desk, body.calendar),
        mayFix: body.mayFix ?? desk.mayFix,
        endsAt: body.endsAt === undefined ? desk.endsAt : body.endsAt,
        version: desk.version + 1,
      });
      await audit(tx, by, 'desk.changed', `desk:${key}`, body);
      return viewOf(tx, key);
    });
  }
}

async function newCalendar(reader: Reader, desk: Desk, wish: string | null | undefined): Promise<string | null> {
  if (wish === undefined) return desk.calendarId;
  return wish === null ? null : idOfKey(reader, 'calendar', wish);
}

async function viewOf(reader: Reader, key: string): Promise<DeskView> {
  const [view] = await reader.rows<DeskView>(`${VIEW} WHERE d.key = $1`, [key]);
  if (!view) throw new Missing(`There is no desk "${key}".`);
  return view;
}
