import { Injectable } from '@nestjs/common';
import { GestureMoves } from '../gestures/gesture-moves.service';
import type { Handled } from '../gestures/handled-gesture.dto';
import { blockedBy, HOLD_KINDS } from '../lifecycle/holds.rules';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { SYSTEM } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { VoucherDays } from './voucher-days.service';
import { VoucherIssuing } from './voucher-issuing.service';
import { graceEnd } from './voucher.rules';

const AT_ONCE = 50;
const BLOCKING_HOLDS = HOLD_KINDS.filter((kind) => blockedBy(kind).includes('gestures'));

/** What becomes due by itself: accepted gifts that get their code, vouchers that run out. */
@Injectable()
export class VoucherWork {
  constructor(
    private readonly db: Database,
    private readonly moves: GestureMoves,
    private readonly tickets: TicketMoves,
    private readonly issuing: VoucherIssuing,
    private readonly days: VoucherDays,
    private readonly rows: RowByRow,
  ) {}

  /** G11 for what the customer has accepted. Under a hold that blocks gifts the desk does nothing by itself (edge 98); it goes on at its release. */
  async issue(): Promise<number> {
    const due = await this.db.rows<{ id: string }>(
      // version by version, so that what waits for somebody's hands is not walked through
      `SELECT due.id FROM gesture_type_version v CROSS JOIN LATERAL (
         SELECT g.id, g.accepted_at FROM gesture g WHERE g.state = 'accepted' AND g.type_version_id = v.id
           AND NOT EXISTS (SELECT 1 FROM ticket_hold h WHERE h.ticket_id = g.ticket_id AND h.released_at IS NULL AND h.kind = ANY($1)) AND ${mayBeTried('voucher_issue', 'g.id')}
         ORDER BY g.accepted_at LIMIT $2) due
       WHERE v.fulfilment = 'code' ORDER BY due.accepted_at, due.id LIMIT $2`,
      [BLOCKING_HOLDS, AT_ONCE],
    );
    return this.rows.each('voucher_issue', due, (tx, { id }) =>
      this.underLock(tx, id, async (h) => {
        if (h.gesture.state !== 'accepted') return false;
        await this.issuing.issue(tx, h, SYSTEM);
        return true;
      }),
    );
  }

  /** G18. A voucher whose last day turned out to be a closed one lasts until the end of the next open day (edge 105). */
  async expire(): Promise<number> {
    const due = await this.db.rows<{ id: string; gestureId: string }>(
      `SELECT v.id, v.gesture_id AS "gestureId" FROM voucher v
       WHERE v.status = 'issued' AND v.expires_at <= $1 AND ${mayBeTried('voucher_end', 'v.id')} ORDER BY v.expires_at LIMIT $2`,
      [await this.db.now(), AT_ONCE],
    );
    return this.rows.each('voucher_end', due, (tx, { id, gestureId }) => this.underLock(tx, gestureId, (h) => this.end(tx, h, id)));
  }

  /** Looks again under the locks: a till may have been faster. */
  private async end(tx: Tx, h: Handled, id: string): Promise<boolean> {
    const { now } = h.t;
    const voucher = await tx.maybe<{ expiresAt: Date }>(
      `SELECT expires_at AS "expiresAt" FROM voucher WHERE id = $1 AND status = 'issued' AND expires_at <= $2`,
      [id, now],
    );
    if (!voucher) return false;
    const until = await this.days.postponed(tx, h, voucher.expiresAt);
    if (until > now) {
      await tx.run(`UPDATE voucher SET expires_at = $2, grace_until = $3, version = version + 1 WHERE id = $1`, [
        id,
        until,
        graceEnd(until, h.scene.zone),
      ]);
      return true;
    }
    await tx.run(`UPDATE voucher SET status = 'expired', ended_at = $2, version = version + 1 WHERE id = $1`, [id, now]);
    await this.moves.move(tx, h, 'voucher_expired', SYSTEM, { voucherEndsAt: voucher.expiresAt }, { endedAt: now });
    return true;
  }

  private async underLock(tx: Tx, gestureId: string, work: (h: Handled) => Promise<boolean>): Promise<boolean> {
    const h = await this.moves.lock(tx, gestureId, SYSTEM);
    if (!(await work(h))) return false;
    await this.tickets.save(tx, h.t);
    return true;
  }
}
