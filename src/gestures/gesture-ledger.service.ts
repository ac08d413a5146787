import { Injectable } from '@nestjs/common';
import { type BudgetAsk, BudgetsService } from '../budgets/budgets.service';
import { DearGifts } from '../budgets/dear-gifts.service';
import { StockService } from '../stock/stock.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { Gesture } from './gesture.entity';
import type { Handled } from './handled-gesture.dto';
import type { GestureTransition } from '../oneup/gesture-table.rules';

type Booked = Partial<Pick<Gesture, 'stockLocationId'>>;

/** What a move of the machine does to money and stock (its columns `budget` and `stock`), in the transaction of the move. */
@Injectable()
export class GestureLedger {
  constructor(
    private readonly budgets: BudgetsService,
    private readonly stock: StockService,
    private readonly dear: DearGifts,
  ) {}

  /** Returns what the gesture has to remember of it. `actualMinor`: what it really cost, where that is known. Refused: `budget_ok`, `stock_ok`. */
  async book(tx: Tx, h: Handled, { budget }: GestureTransition, by: Actor, actualMinor?: number | null): Promise<Booked> {
    switch (budget) {
      case 'reserve':
        return this.reserve(tx, h, by);
      case 'release':
        return this.release(tx, h);
      case 'commit':
        return this.commit(tx, h, by, actualMinor ?? h.gesture.costReservedMinor);
      case '':
        return {};
    }
  }

  /** Charged to the period of the approval, which is now (edge 91). */
  async reserve(tx: Tx, h: Handled, by: Actor): Promise<Booked> {
    const { locationId } = h.t.row;
    await this.budgets.reserve(tx, this.askOf(h, by, h.gesture.costReservedMinor));
    const piece = await this.stock.reserve(tx, h.entry.typeId, locationId);
    if (piece === 'gone') throw new Refused('stock_ok', 'The last one is just gone.');
    return { stockLocationId: piece === 'reserved' ? locationId : null };
  }

  private askOf({ t, gesture, entry }: Handled, by: Actor, costMinor: number): BudgetAsk {
    const { locationId, deskId } = t.row;
    const { id: gestureId, currency } = gesture;
    return { gestureId, locationId, deskId, class: entry.terms.class, currency, costMinor, by: by.staffId, now: t.now };
  }

  private async release(tx: Tx, { t, gesture, entry }: Handled): Promise<Booked> {
    if (gesture.state === 'suggested' || gesture.state === 'pending_approval') return {};
    await this.budgets.release(tx, { gestureId: gesture.id, now: t.now });
    if (gesture.stockLocationId !== null) await this.stock.release(tx, entry.typeId, gesture.stockLocationId);
    return { stockLocationId: null };
  }

  private async commit(tx: Tx, h: Handled, by: Actor, actualMinor: number): Promise<Booked> {
    const { t, gesture, entry } = h;
    const { id: ticketId, locationId, teamId, deskId, subjectStaffId } = t.row;
    const { id: gestureId, costReservedMinor: reservedMinor } = gesture;
    await this.budgets.commit(tx, this.askOf(h, by, actualMinor));
    const except = [by.staffId, subjectStaffId];
    await this.dear.tell(tx, { gestureId, ticketId, locationId, teamId, deskId, reservedMinor, actualMinor, except, now: t.now });
    if (gesture.stockLocationId !== null) await this.stock.consume(tx, entry.typeId, gesture.stockLocationId);
    return {};
  }
}
