import { Injectable } from '@nestjs/common';
import { GestureMoves } from '../gestures/gesture-moves.service';
import { Commands } from '../platform/database/commands';
import type { Actor } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { VoucherIssuing } from './voucher-issuing.service';
import { VoucherViews } from './voucher-views.service';
import type { VoucherView } from './voucher.dto';

/** The voucher at once, for the customer who stands at the counter. */
@Injectable()
export class VouchersService {
  constructor(
    private readonly commands: Commands,
    private readonly moves: GestureMoves,
    private readonly tickets: TicketMoves,
    private readonly issuing: VoucherIssuing,
    private readonly views: VoucherViews,
  ) {}

  /** Issues the voucher of an accepted gift; where there is one already, that one. The same way as the desk does it by itself. */
  issue(gestureId: string, by: Actor): Promise<VoucherView> {
    return this.commands.once(by.command, async (tx) => {
      const h = await this.moves.lock(tx, gestureId, by);
      const { version } = h.gesture;
      const id = await this.issuing.issue(tx, h, by);
      if (h.gesture.version !== version) await this.tickets.save(tx, h.t);
      return this.views.one(id, by, tx);
    });
  }
}
