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
import type { AddTeam, ChangeTeam, TeamList, TeamView } from './organisation.dto';
import { idOfKey, insertOnce, refuseStale } from './organisation.service';
import { Team } from './team.entity';

const VIEW = `SELECT t.key, t.name, l.key AS location, t.version FROM team t JOIN location l ON l.id = t.location_id`;

/** Who works together at a location. */
@Injectable()
export class TeamsService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** All teams by key. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<TeamList> {
    const [after] = cursor ? decodeCursor(cursor, 1) : [null];
    const rows = await this.db.rows<TeamView>(`${VIEW} WHERE $1::text IS NULL OR t.key > $1 ORDER BY t.key LIMIT $2`, [after, limit + 1]);
    return pageOf(rows, limit, (row) => [row.key]);
  }

  /** Throws Invalid where the location does not exist, Refused where the key is taken. */
  add(body: AddTeam, by: Caller): Promise<TeamView> {
    return this.commands.once(by.command, async (tx) => {
      const locationId = await idOfKey(tx, 'location', body.location);
      const team = { id: uuidv7(), key: body.key, name: body.name, locationId, version: 1, createdAt: await tx.now() };
      await insertOnce(() => tx.manager.insert(Team, team), 'team_key_key', body.key);
      await audit(tx, by, 'team.added', `team:${body.key}`, body);
      return viewOf(tx, body.key);
    });
  }

  /** Throws Missing, Invalid, or Refused where the version is old. */
  change(key: string, body: ChangeTeam, by: Caller): Promise<TeamView> {
    return this.commands.once(by.command, async (tx) => {
      const team = await tx.manager.findOne(Team, { where: { key }, lock: { mode: 'for_no_key_update' } });
      if (!team) throw new Missing(`There is no team "${key}".`);
      refuseStale(body.version, await viewOf(tx, key));
      await tx.manager.update(Team, team.id, {
        name: body.name ?? team.name,
        locationId: body.location ? await idOfKey(tx, 'location', body.location) : team.locationId,
        version: team.version + 1,
      });
      await audit(tx, by, 'team.changed', `team:${key}`, body);
      return viewOf(tx, key);
    });
  }
}

async function viewOf(reader: Reader, key: string): Promise<TeamView> {
  const [view] = await reader.rows<TeamView>(`${VIEW} WHERE t.key = $1`, [key]);
  if (!view) throw new Missing(`There is no team "${key}".`);
  return view;
}
