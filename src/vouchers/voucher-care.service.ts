import { Injectable } from '@nestjs/common';
import { GestureMoves } from '../gestures/gesture-moves.service';
import type { Handled } from '../gestures/handled-gesture.dto';
import { Commands } from '../platform/database/commands';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { visibleTo } from '../tickets/visibility.rules';
import { VoucherDays } from './voucher-days.service';
import { VoucherRows, type VoucherRow } from './voucher-rows.service';
import { graceEnd, undoProblem } from './voucher.rules';

/** What people put right about a voucher. */
@Injectable()
export class VoucherCare {
  constructor(
    private readonly commands: Commands,
    private readonly moves: GestureMoves,
    private readonly tickets: TicketMoves,
    private readonly rows: VoucherRows,
    private readonly days: VoucherDays,
  ) {}

  /** It was used by mistake: the same code is good again, as long as it was before. A lead within a day, a manager at any time. */
  undo(id: string, reason: string, by: Actor): Promise<{ id: string }> {
    return this.on(id, by, async (tx, h, voucher) => {
      if (voucher.redemptionId === null || voucher.recordedAt === null) throw new Refused('state', 'This voucher has not been used.');
      const problem = undoProblem(voucher.recordedAt, by.roles, h.t.now);
      if (problem !== null) throw new Refused('undo', problem);
      await this.takeBack(tx, voucher.redemptionId, 'undo', reason, by, h.t.now);
      await tx.run(`UPDATE voucher SET status = 'issued', redemption_id = NULL, version = version + 1 WHERE id = $1`, [id]);
      await this.rows.giveAgain(tx, h, by, 'voucher_undone', voucher.last4, reason);
    });
  }

  /** The purchase that it paid for was refunded (edge 106): the same code is good again, for thirty days at least. */
  revive(id: string, reason: string, by: Actor): Promise<{ id: string }> {
    return this.on(id, by, async (tx, h, voucher) => {
      if (voucher.redemptionId === null) throw new Refused('state', 'Only a voucher that was used can be given again.');
      await this.takeBack(tx, voucher.redemptionId, 'revive', reason, by, h.t.now);
      const expiresAt = await this.days.revived(tx, h, voucher.expiresAt);
      await tx.run(
        `UPDATE voucher SET status = 'issued', redemption_id = NULL, expires_at = $2, grace_until = $3, version = version + 1 WHERE id = $1`,
        [id, expiresAt, graceEnd(expiresAt, h.scene.zone)],
      );
      await this.rows.giveAgain(tx, h, by, 'voucher_revived', voucher.last4, reason);
    });
  }

  private async takeBack(tx: Tx, redemptionId: string, as: 'undo' | 'revive', reason: string, by: Actor, now: Date): Promise<void> {
    await tx.run('UPDATE redemption SET undone_at = $2, undone_by = $3, undone_as = $4, undo_reason = $5 WHERE id = $1', [
      redemptionId,
      now,
      by.staffId,
      as,
      reason,
    ]);
  }

  /** Under the locks of ticket and gift; 404 where `by` may not see the ticket. */
  private on(id: string, by: Actor, work: (tx: Tx, h: Handled, voucher: VoucherRow) => Promise<void>): Promise<{ id: string }> {
    return this.commands.once(by.command, async (tx) => {
      const params: unknown[] = [id];
      const seen = await tx.maybe<{ gestureId: string }>(
        `SELECT g.id AS "gestureId" FROM voucher v JOIN gesture g ON g.id = v.gesture_id JOIN ticket t ON t.id = g.ticket_id
         WHERE v.id = $1 AND ${visibleTo(by, 't', params)}`,
        params,
      );
      if (!seen) throw new Missing('There is no such voucher.');
      const h = await this.moves.lock(tx, seen.gestureId, by);
      await work(tx, h, await this.rows.read(tx, id));
      await this.tickets.save(tx, h.t);
      return { id };
    });
  }
}
