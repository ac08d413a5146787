import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import type { Ticket } from './ticket.entity';
import { refCondition } from './visibility.rules';

/** A chain of merges is never longer; a broken one must not hang a request. */
const MOST_STEPS = 100;

/** A ticket and all that was merged into it, at first or second hand. */
const FAMILY = `WITH RECURSIVE family AS (
  SELECT $1::uuid AS id UNION SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id)`;

/** What a merge moves from ticket to ticket. Each row remembers where it came from, so that the merge can be undone. */
@Injectable()
export class MergedRows {
  /** From a ticket to the one it lives on in, both included (edge 73); nothing where there is no such ticket. */
  async wayOf(tx: Tx, ref: string): Promise<string[]> {
    const params: unknown[] = [];
    const way = await tx.rows<{ id: string }>(
      `WITH RECURSIVE way AS (
         SELECT t.id, t.merged_into, 1 AS step FROM ticket t WHERE ${refCondition(ref, 't', params)}
         UNION ALL SELECT t.id, t.merged_into, w.step + 1 FROM ticket t JOIN way w ON t.id = w.merged_into WHERE w.step < ${String(MOST_STEPS)}
       ) SELECT id FROM way ORDER BY step`,
      params,
    );
    return way.map(({ id }) => id);
  }

  /** The tickets that a merge changes. */
  async bothEnds(tx: Tx, sourceRef: string, targetRef: string): Promise<string[]> {
    const ends = [(await this.wayOf(tx, sourceRef)).at(0), (await this.wayOf(tx, targetRef)).at(-1)];
    return ends.filter((id) => id !== undefined);
  }

  /** What was said and sent in moves over. */
  async moveInto(tx: Tx, into: string, { id: from, primaryTouchPoint }: Pick<Ticket, 'id' | 'primaryTouchPoint'>): Promise<void> {
    for (const table of ['contact', 'ticket_file'])
      await tx.run(`UPDATE ${table} SET ticket_id = $1, origin_ticket_id = coalesce(origin_ticket_id, $2) WHERE ticket_id = $2`, [
        into,
        from,
      ]);
    await tx.run(
      `INSERT INTO ticket_touch_point (ticket_id, touch_point_id, origin_ticket_id)
       SELECT $1::uuid, touch_point_id, coalesce(origin_ticket_id, $2::uuid) FROM ticket_touch_point WHERE ticket_id = $2
       UNION SELECT $1::uuid, $3::uuid, $2::uuid WHERE $3::uuid IS NOT NULL
       ON CONFLICT DO NOTHING`,
      [into, from, primaryTouchPoint],
    );
  }

  /** All that came from this ticket goes back to it, and with it what was merged into it before. */
  async takeBack(tx: Tx, id: string): Promise<void> {
    for (const table of ['contact', 'ticket_file'])
      await tx.run(
        `${FAMILY} UPDATE ${table} SET ticket_id = $1, origin_ticket_id = nullif(origin_ticket_id, $1) WHERE origin_ticket_id IN (SELECT id FROM family)`,
        [id],
      );
    await tx.run(
      `${FAMILY} DELETE FROM ticket_touch_point WHERE origin_ticket_id IN (SELECT id FROM family) AND ticket_id NOT IN (SELECT id FROM family)`,
      [id],
    );
  }
}
