import { Injectable } from '@nestjs/common';
import { refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { needsSentence } from '../staff/role.rules';
import { grantsOf, grantsWith, placeCondition } from './places.rules';
import { reviewSentence } from './review.rules';
import { spelled } from '../platform/said.rules';
import type { ReviewList, ReviewNote, ReviewQuery, ReviewState, ReviewView } from './review.dto';

interface ReviewRow extends Omit<ReviewView, 'text' | 'said' | 'staff' | 'customer'> {
  staffId: string | null;
  staffName: string | null;
  customerId: string | null;
  customerName: string | null;
}

const VIEW = `SELECT i.id, i.kind, i.facts, i.since, i.until, i.state, i.note, i.version, l.key AS location, s.id AS "staffId", s.name AS "staffName",
    c.id AS "customerId", CASE WHEN EXISTS (SELECT FROM ticket t WHERE t.id = ANY(i.ticket_ids) AND t.restricted) THEN NULL ELSE c.name END AS "customerName",
    (SELECT coalesce(json_agg(json_build_object('id', t.id, 'number', t.number, 'label', 'R-' || t.number) ORDER BY x.place), '[]')
       FROM unnest(i.ticket_ids) WITH ORDINALITY x(id, place) JOIN ticket t ON t.id = x.id) AS tickets
  FROM review_item i JOIN location l ON l.id = i.location_id LEFT JOIN staff s ON s.id = i.staff_id LEFT JOIN customer c ON c.id = i.customer_id`;

/** The manager's list of what looks unfair, to customers or by colleagues. */
@Injectable()
export class Reviews {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** The newest first, of the places where this person has the right. */
  async list({ state, kind, limit = PAGE_SIZE, cursor }: ReviewQuery, by: Actor): Promise<ReviewList> {
    const [since, id] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const params: unknown[] = [state ?? null, kind ?? null, since, id, limit + 1];
    const rows = await this.db.rows<ReviewRow>(
      `${VIEW} WHERE ${seenBy(by, params)} AND ($1::text IS NULL OR i.state = $1) AND ($2::text IS NULL OR i.kind = $2)
         AND ($3::timestamptz IS NULL OR (i.since, i.id) < ($3::timestamptz, $4::uuid))
       ORDER BY i.since DESC, i.id DESC LIMIT $5`,
      params,
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.since.toISOString(), row.id]);
    return { items: items.map(viewOf), nextCursor };
  }

  /** Looked at; what it asks for stays until it is done or its time is over. Missing, Refused where it is done, or for whoever may only read. */
  seen(id: string, body: ReviewNote, by: Actor): Promise<ReviewView> {
    return this.become('seen', id, body, by);
  }

  /** Settled: what it asked of tickets is taken back, and the same is not brought up again before its time is over. */
  done(id: string, body: ReviewNote, by: Actor): Promise<ReviewView> {
    return this.become('done', id, body, by);
  }

  private become(state: Exclude<ReviewState, 'open'>, id: string, { note, version }: ReviewNote, by: Actor): Promise<ReviewView> {
    return this.commands.once(by.command, async (tx) => {
      const before = await this.lock(tx, id, by);
      refuseStale(version, before);
      if (before.state === 'done')
        throw new Refused('state', 'This was settled already.', { state: before.state, version: before.version });
      await tx.run(
        `UPDATE review_item SET state = $2, note = coalesce($3, note), ${state}_by = $4, ${state}_at = desk_now(), version = version + 1 WHERE id = $1`,
        [id, state, note ?? null, by.staffId],
      );
      await audit(tx, by, `review.${state}`, `review:${id}`);
      tx.wake('notify', id);
      return this.view(tx, id, by);
    });
  }

  /** Takes the row's lock. Whoever may read it without being manager of the place is refused. */
  private async lock(tx: Tx, id: string, by: Actor): Promise<ReviewView> {
    const params: unknown[] = [id];
    const [mayRead, mayDecide] = [
      seenBy(by, params),
      placeCondition(grantsOf(by.grants, 'manager'), { location: 'i.location_id' }, params),
    ];
    const row = await tx.maybe<{ may: boolean }>(
      `SELECT ${mayDecide} AS may FROM review_item i WHERE i.id = $1 AND ${mayRead} FOR NO KEY UPDATE OF i`,
      params,
    );
    if (!row) throw new Missing();
    if (!row.may) throw new Refused('who', needsSentence(['manager']));
    return this.view(tx, id, by);
  }

  private async view(reader: Reader, id: string, by: Actor): Promise<ReviewView> {
    const params: unknown[] = [id];
    const [row] = await reader.rows<ReviewRow>(`${VIEW} WHERE i.id = $1 AND ${seenBy(by, params)}`, params);
    if (!row) throw new Missing();
    return viewOf(row);
  }
}

/** In their own places; never what is about themselves, nor where one of the complaints is (domain.md 10.3). */
function seenBy(by: Actor, params: unknown[]): string {
  const place = placeCondition(grantsWith(by.grants, 'review.see'), { location: 'i.location_id' }, params);
  params.push(by.staffId);
  const me = `$${String(params.length)}::uuid`;
  return `${place} AND i.staff_id IS DISTINCT FROM ${me}
    AND NOT EXISTS (SELECT FROM ticket t WHERE t.id = ANY(i.ticket_ids) AND t.subject_staff_id = ${me})`;
}

function viewOf({ staffId, staffName, customerId, customerName, ...row }: ReviewRow): ReviewView {
  return {
    ...row,
    ...spelled(reviewSentence(row.kind, row.facts)),
    staff: staffId === null ? null : { id: staffId, name: staffName ?? '' },
    customer: customerId === null ? null : { id: customerId, name: customerName },
  };
}
