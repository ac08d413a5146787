import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Forbidden, Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { refCondition, visibleTo } from '../tickets/visibility.rules';
import type { BePresent, PresenceView, PresentView } from './presence.dto';

/** Whoever did not say anything for so long has gone. */
const GONE = `interval '30 seconds'`;
const MOST = 20;

/** $1 ticket, $2 person, $3 what they do, $4 now. Whoever was gone or does something else begins anew. */
const HERE = `INSERT INTO presence AS p (ticket_id, staff_id, doing, since, seen_at) VALUES ($1, $2, $3, $4, $4)
  ON CONFLICT (ticket_id, staff_id) DO UPDATE SET seen_at = $4, doing = $3,
    since = CASE WHEN p.doing = $3 AND p.seen_at > $4::timestamptz - ${GONE} THEN p.since ELSE $4 END`;
const OTHERS = `SELECT s.name, p.doing, p.since FROM presence p JOIN staff s ON s.id = p.staff_id
  WHERE p.ticket_id = $1 AND p.staff_id <> $2 AND p.seen_at > $3::timestamptz - ${GONE} ORDER BY p.since, s.name LIMIT ${String(MOST)}`;
/** What another request is just removing or renewing is left to it. */
const TIDY = `DELETE FROM presence WHERE (ticket_id, staff_id) IN (
  SELECT ticket_id, staff_id FROM presence WHERE seen_at <= $1::timestamptz - ${GONE} LIMIT 100 FOR UPDATE SKIP LOCKED)`;

/** "Jon is writing a reply": so that two people do not answer one customer. Without a history: who was where when is nobody's business. */
@Injectable()
export class Presence {
  constructor(private readonly db: Database) {}

  /** Says what the caller does on the ticket, and who else is there. Missing (404) where the caller may not see it. */
  async here(ref: string, { doing }: BePresent, actor: Actor): Promise<PresenceView> {
    const person = personOf(actor);
    return this.db.transaction(async (tx) => {
      const params: unknown[] = [];
      const where = `${refCondition(ref, 't', params)} AND ${visibleTo(actor, 't', params)}`;
      const ticket = await tx.maybe<{ id: string; now: Date }>(`SELECT t.id, desk_now() AS now FROM ticket t WHERE ${where}`, params);
      if (!ticket) throw new Missing('There is no such ticket.');
      await tx.run(TIDY, [ticket.now]);
      await tx.run(HERE, [ticket.id, person, doing, ticket.now]);
      return { others: await tx.rows<PresentView>(OTHERS, [ticket.id, person, ticket.now]) };
    });
  }

  /** The caller has left the ticket. Missing (404) where the caller may not see it. */
  async gone(ref: string, actor: Actor): Promise<void> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(actor, 't', params)}`;
    await this.db.transaction(async (tx) => {
      const ticket = await tx.maybe<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
      if (!ticket) throw new Missing('There is no such ticket.');
      await tx.run('DELETE FROM presence WHERE ticket_id = $1 AND staff_id = $2', [ticket.id, personOf(actor)]);
    });
  }
}

/** A program with somebody's token is not that person. */
function personOf(actor: Actor): string {
  if (actor.kind !== 'staff' || actor.staffId === null) throw new Forbidden('Only people are present.');
  return actor.staffId;
}
