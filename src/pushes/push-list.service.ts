import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { PushList as Listed, PushQuery, PushView } from './push.dto';

const VIEW = `
  SELECT p.id, s.name AS source, p.ref, p.step, p.text, p.at, p.next_by AS "nextBy", p.state, p.ticket_id AS ticket, 'R-' || t.number AS label,
    p.received_at AS "receivedAt"
  FROM push p JOIN push_source s ON s.id = p.source_id LEFT JOIN ticket t ON t.id = p.ticket_id`;

/** Reports for people: parked ones for all who look after what came in unclear, the others for who sees their complaint. */
@Injectable()
export class PushList {
  constructor(private readonly db: Database) {}

  /** The newest first. */
  async list({ state, limit = PAGE_SIZE, cursor }: PushQuery, by: Actor): Promise<Listed> {
    const [before] = cursor ? decodeCursor(cursor, 1) : [null];
    const params: unknown[] = [state ?? null, before, limit + 1];
    const rows = await this.db.rows<PushView>(
      `${VIEW} WHERE ($1::text IS NULL OR p.state = $1) AND ($2::uuid IS NULL OR p.id < $2::uuid) AND (p.ticket_id IS NULL OR ${visibleTo(by, 't', params)})
       ORDER BY p.id DESC LIMIT $3`,
      params,
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async one(reader: Reader, id: string, by: Actor): Promise<PushView> {
    const params: unknown[] = [id];
    const [row] = await reader.rows<PushView>(`${VIEW} WHERE p.id = $1 AND (p.ticket_id IS NULL OR ${visibleTo(by, 't', params)})`, params);
    if (!row) throw new Missing('There is no such report.');
    return row;
  }
}
