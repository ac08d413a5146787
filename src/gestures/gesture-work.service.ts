import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { LOG } from '../platform/runtime';
import { SYSTEM } from '../staff/actor.dto';
import { blockedBy, HOLD_KINDS } from '../lifecycle/holds.rules';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import type { TicketEvent } from '../lifecycle/ticket-table.rules';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketWork } from '../tickets/ticket-work.service';
import { ApprovalSteps } from './approval-steps.service';
import { GestureGiving } from './gesture-giving.service';
import { GestureMoves } from './gesture-moves.service';
import { type Handled } from './handled-gesture.dto';

const AT_ONCE = 50;
const BLOCKING_HOLDS = HOLD_KINDS.filter((kind) => blockedBy(kind).includes('gestures'));

/** What becomes due around gestures: gestures whose ticket went on without them, offers that run out. */
@Injectable()
export class GestureWork {
  constructor(
    private readonly db: Database,
    private readonly tickets: TicketMoves,
    private readonly moves: GestureMoves,
    private readonly giving: GestureGiving,
    private readonly work: TicketWork,
    private readonly approvals: ApprovalSteps,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Releases what was suggested or approved and never offered, where the ticket went on (G20, edge 36). Offers stand (edges 35 and 39). */
  movedOn(): Promise<number> {
    return this.work.each('gestures_moved_on', async (tx, t) => {
      const seq = t.row.eventSeq;
      const waiting = await this.moves.lockWhere(tx, t, `g.state IN ('suggested', 'pending_approval', 'approved')`);
      for (const handled of waiting) await this.release(tx, handled);
      // Closed in the usual way: what was suggested on the side is not needed any more.
      if (FINAL_STATES.includes(t.row.state)) await this.moves.setAside(tx, t);
      if (waiting.length > 0) await this.moves.oneUp(tx, t);
      return t.row.eventSeq > seq || t.row.oneUp !== t.before.oneUp;
    });
  }

  private async release(tx: Tx, h: Handled): Promise<void> {
    const ticketEvent = whyMovedOn(h);
    if (ticketEvent) await this.moves.move(tx, h, 'ticket_moved_on', SYSTEM, { ticketEvent }, { endedAt: h.t.now, endReason: ticketEvent });
  }

  /** Ends offers that have run out (G10). Under a hold that blocks gestures the desk does nothing by itself (edge 98); they end at its release. */
  async expire(): Promise<number> {
    const due = await this.db.rows<{ id: string }>(
      `SELECT g.id FROM gesture g WHERE g.state = 'offered' AND g.expires_at <= $1
         AND NOT EXISTS (SELECT 1 FROM ticket_hold h WHERE h.ticket_id = g.ticket_id AND h.released_at IS NULL AND h.kind = ANY($2))
       ORDER BY g.expires_at LIMIT $3`,
      [await this.db.now(), BLOCKING_HOLDS, AT_ONCE],
    );
    let done = 0;
    for (const { id } of due) if (await this.alone(id, () => this.expireOne(id))) done += 1;
    return done;
  }

  /** Ends questions that nobody answered in twice the promised time (G06). */
  async lapse(): Promise<number> {
    const due = await this.db.rows<{ id: string }>(
      `SELECT g.id FROM gesture g JOIN timer k ON k.gesture_id = g.id AND k.clock = 'approval' AND k.state = 'running'
         JOIN timer_event e ON e.timer_id = k.id AND e.point >= 200
       WHERE g.state = 'pending_approval' LIMIT $1`,
      [AT_ONCE],
    );
    let done = 0;
    for (const { id } of due) if (await this.alone(id, () => this.lapseOne(id))) done += 1;
    return done;
  }

  /** One that fails is tried again with the next sweep and holds up no other. */
  private async alone(id: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      this.log.warn({ gesture: id, err: error }, 'what became due for a gift failed; it is tried again');
      return false;
    }
  }

  private lapseOne(id: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const handled = await this.moves.lock(tx, id, SYSTEM);
      if (handled.gesture.state !== 'pending_approval') return false;
      await this.approvals.lapse(tx, handled);
      await this.moves.oneUp(tx, handled.t);
      await this.tickets.save(tx, handled.t);
      return true;
    });
  }

  /** Looks again under the locks: the customer may have answered, or another worker was faster. */
  private expireOne(id: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const handled = await this.moves.lock(tx, id, SYSTEM);
      const { gesture, t } = handled;
      if (gesture.state !== 'offered' || !gesture.expiresAt || gesture.expiresAt > t.now) return false;
      await this.giving.expire(tx, handled);
      await this.tickets.save(tx, t);
      return true;
    });
  }
}

/** What took the ticket away from under this gesture; null where it still stands. */
function whyMovedOn({ t, gesture }: Handled): TicketEvent | null {
  const { state, closeReason, cycle } = t.row;
  if (gesture.cycle < cycle) return 'reopen';
  if (state === 'merged') return 'merge';
  if (state === 'void') return 'void';
  if (state !== 'closed') return null;
  if (closeReason === 'withdrawn') return 'withdraw';
  return closeReason === 'lapsed' ? 'lapse' : 'close';
}
