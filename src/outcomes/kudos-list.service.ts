import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import type { KudosList, KudosQuery, KudosView } from './surveys.dto';

/** Kind words about oneself. */
@Injectable()
export class KudosLists {
  constructor(private readonly db: Database) {}

  /** The newest first; nobody sees another person's. */
  async mine({ limit = PAGE_SIZE, cursor }: KudosQuery, by: Actor): Promise<KudosList> {
    const before = cursor ? decodeCursor(cursor, 1)[0] : null;
    const rows = await this.db.rows<KudosView>(
      `SELECT k.id, k.ticket_id AS "ticketId", t.number, k.words, k.at FROM kudos k JOIN ticket t ON t.id = k.ticket_id
       WHERE k.staff_id = $1 AND ($2::uuid IS NULL OR k.id < $2::uuid) ORDER BY k.id DESC LIMIT $3`,
      [by.staffId, before, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }
}
