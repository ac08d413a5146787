import { Injectable } from '@nestjs/common';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from './actor.dto';
import type { NotificationList, NotificationQuery, NotificationView } from './notifications.dto';

const COLUMNS = `n.id, n.ticket_id AS "ticketId", n.kind, n.point, n.text, n.said, n.at, n.read_at AS "readAt"`;
// A ticket that became a complaint about this person no longer exists for her, old news of it included (domain.md 10.3).
const NOT_ABOUT_ME = `NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = n.ticket_id AND t.subject_staff_id = $1)`;

/** Somebody's own list of news. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** The newest first. */
  async list({ unread, limit = PAGE_SIZE, cursor }: NotificationQuery, actor: Actor): Promise<NotificationList> {
    const [at, id] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<NotificationView>(
      `SELECT ${COLUMNS} FROM notification n
       WHERE n.staff_id = $1 AND ${NOT_ABOUT_ME} AND ($2::boolean IS NULL OR (n.read_at IS NULL) = $2)
         AND ($3::timestamptz IS NULL OR (n.at, n.id) < ($3::timestamptz, $4::uuid))
       ORDER BY n.at DESC, n.id DESC LIMIT $5`,
      [actor.staffId, unread ?? null, at, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
  }

  /** Read now, or earlier: the first time stays. Throws Missing for other people's news. */
  read(id: string, actor: Actor): Promise<NotificationView> {
    return this.commands.once(actor.command, (tx) =>
      tx.one<NotificationView>(
        `UPDATE notification n SET read_at = coalesce(n.read_at, desk_now()) WHERE n.id = $2 AND n.staff_id = $1 AND ${NOT_ABOUT_ME} RETURNING ${COLUMNS}`,
        [actor.staffId, id],
      ),
    );
  }
}
