import { Injectable } from '@nestjs/common';
import { firstName, seesContactData } from '../customers/contact-mask.rules';
import type { GestureState } from '../oneup/gesture-table.rules';
import { Database } from '../platform/database/database';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { GestureLineView, GestureListQuery, GestureListView, GestureTab } from './gesture-list.dto';

interface Row {
  id: string;
  code: string;
  name: string;
  ticketId: string;
  number: number;
  restricted: boolean;
  customerName: string | null;
  cost: number;
  currency: string;
  state: GestureState;
  chosenAt: Date;
  givenAt: Date | null;
  last4: string | null;
  voucherStatus: 'issued' | 'redeemed' | 'expired' | 'void' | null;
  voucherUntil: Date | null;
  cameBack: boolean | null;
  scoreBefore: number | null;
  scoreAfter: number | null;
}

/** As long as this after a gift a purchase counts as coming back, as outcomes count it (domain.md 7). */
const BACK_WITHIN = `interval '90 days'`;

const TABS: Readonly<Record<GestureTab, { which: string; key: string; order: string; after: (at: string, id: string) => string }>> = {
  waiting: {
    which: `g.state IN ('pending_approval', 'approved', 'offered', 'accepted', 'fulfil_failed')`,
    key: 'g.created_at',
    order: 'g.created_at, g.id',
    after: (at, id) => `(g.created_at, g.id) > (${at}::timestamptz, ${id}::uuid)`,
  },
  given: {
    which: `g.state IN ('fulfilled', 'redeemed', 'unredeemed') AND g.fulfilled_at IS NOT NULL`,
    key: 'g.fulfilled_at',
    order: 'g.fulfilled_at DESC, g.id DESC',
    after: (at, id) => `(g.fulfilled_at, g.id) < (${at}::timestamptz, ${id}::uuid)`,
  },
};

// Purchases of a customer who was merged into another one are that one's.
const BOUGHT = `SELECT FROM purchase_event p WHERE p.customer_id = coalesce(c.merged_into, c.id) AND p.amount_minor > 0`;
const CAME_BACK = `CASE WHEN g.fulfilled_at IS NULL OR c.id IS NULL THEN NULL
  WHEN EXISTS (${BOUGHT} AND p.at > g.fulfilled_at AND p.at <= g.fulfilled_at + ${BACK_WITHIN}) THEN true
  WHEN g.fulfilled_at + ${BACK_WITHIN} <= desk_now() AND EXISTS (${BOUGHT}) THEN false END`;

/** All gifts of the tickets that somebody sees: those on their way, and what became of those that were given. */
@Injectable()
export class GestureLists {
  constructor(private readonly db: Database) {}

  /** Throws Invalid for a cursor that is not ours. */
  async list({ tab = 'given', limit = PAGE_SIZE, cursor }: GestureListQuery, actor: Actor): Promise<GestureListView> {
    const { which, key, order, after } = TABS[tab];
    const params: unknown[] = [limit + 1];
    const conditions = [which, visibleTo(actor, 't', params)];
    if (cursor) {
      const [at, id] = decodeCursor(cursor, 2);
      conditions.push(after(`$${String(params.push(at))}`, `$${String(params.push(id))}`));
    }
    const rows = await this.db.rows<Row & { place: string }>(
      `SELECT g.id, y.code, ty.name, t.id AS "ticketId", t.number, t.restricted, c.name AS "customerName", coalesce(g.cost_actual_minor, g.cost_reserved_minor) AS cost,
         g.currency, g.state, g.created_at AS "chosenAt", g.fulfilled_at AS "givenAt", v.last4, v.status AS "voucherStatus", v.expires_at AS "voucherUntil",
         ${CAME_BACK} AS "cameBack", (${key})::text AS place,
         (SELECT a.score FROM answer_facts a WHERE a.ticket_id = g.ticket_id AND a.cycle < g.cycle ORDER BY a.cycle DESC LIMIT 1) AS "scoreBefore",
         (SELECT a.score FROM answer_facts a WHERE a.ticket_id = g.ticket_id AND a.cycle = g.cycle AND a.answered_at >= g.fulfilled_at LIMIT 1) AS "scoreAfter"
       FROM gesture g JOIN ticket t ON t.id = g.ticket_id JOIN gesture_type_version ty ON ty.id = g.type_version_id JOIN gesture_type y ON y.id = ty.type_id
       LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN voucher v ON v.gesture_id = g.id
       WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $1`,
      params,
    );
    const page = pageOf(rows, limit, (row) => [row.place, row.id]);
    const masked = !seesContactData(actor.roles);
    return { items: page.items.map((row) => lineOf(row, masked)), nextCursor: page.nextCursor };
  }
}

function lineOf(row: Row, masked: boolean): GestureLineView {
  const { id, cost, currency, state, chosenAt, givenAt, cameBack, scoreBefore, scoreAfter } = row;
  return {
    ...{ id, cost, currency, state, chosenAt, givenAt },
    type: { code: row.code, name: row.name },
    ticket: { id: row.ticketId, number: row.number },
    customerName: row.restricted ? null : masked ? firstName(row.customerName) : row.customerName,
    voucher:
      row.last4 === null || row.voucherStatus === null || row.voucherUntil === null
        ? null
        : { last4: row.last4, status: row.voucherStatus, expiresAt: row.voucherUntil },
    used: row.voucherStatus === null ? null : row.voucherStatus === 'redeemed',
    effect: { cameBack, scoreBefore, scoreAfter },
  };
}
