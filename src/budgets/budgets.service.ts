import { Injectable } from '@nestjs/common';
import { GESTURE_CLASSES, type GestureClass } from '../catalogue/gesture-type-facts.rules';
import type { Reader, Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { BudgetPeriods } from './budget-periods.service';
import { CHARGE, COMMIT, LEFT, RELEASE, RESERVE, UNOPENED } from './budget-statements.service';
import { usedUpSentence } from './budget.rules';
import { Overruns, type Settled } from './overruns.service';
import { periodAt, type PeriodKind } from './periods.rules';

/** What a gift asks of the budgets. `now` is the instant of the approval; `by` null = the desk itself. Money in the smallest unit of `currency`. */
export interface BudgetAsk {
  gestureId: string;
  locationId: string;
  deskId: string | null;
  class: GestureClass;
  currency: string;
  costMinor: number;
  by: string | null;
  now: Date;
}

export type BudgetLeft = Partial<Record<GestureClass, { leftMinor: number; until: Date }>>;

interface Reserved {
  budgets: number;
  periods: number;
  fits: boolean;
  isHeld: boolean;
  leftMinor: number;
  endsAt: Date;
  zone: string;
}

interface LeftRow {
  class: GestureClass | null;
  period: PeriodKind;
  zone: string;
  limitMinor: number;
  endsAt: Date | null;
  leftMinor: number | null;
}

/** Pays for gifts out of every budget that applies: the organisation's, the location's with all above it, the desk's. */
@Injectable()
export class BudgetsService {
  constructor(
    private readonly periods: BudgetPeriods,
    private readonly overruns: Overruns,
  ) {}

  /**
   * Sets the money aside in the period of `now`, in all budgets or in none. A gift without any budget has no limit here; one whose money is set aside
   * already keeps it. Throws Refused('budget_ok') with what is left and until when.
   */
  async reserve(tx: Tx, ask: BudgetAsk): Promise<void> {
    if (ask.costMinor === 0) return;
    let found = await this.tryReserve(tx, ask);
    if (found.periods < found.budgets && !found.isHeld) {
      await this.openPeriods(tx, ask);
      found = await this.tryReserve(tx, ask);
    }
    if (found.isHeld || found.fits) return;
    const { leftMinor, endsAt, zone } = found;
    throw new Refused('budget_ok', usedUpSentence(leftMinor, endsAt, ask.now, zone), { leftMinor, until: endsAt });
  }

  /**
   * Spends what was set aside, in the period where it stands (edge 91). A real cost below it gives the rest back. Above it the difference is taken too;
   * a budget without room for that pays what was set aside, and the rest waits for a manager as an overrun (edge 92). Where nothing was set aside, the
   * budgets of now pay in the same way. It never refuses: the customer was promised it. Harmless a second time. `costMinor` is what it really cost.
   */
  async commit(tx: Tx, ask: BudgetAsk): Promise<{ overrunMinor: number }> {
    const { gestureId, costMinor, by, now } = ask;
    const held = await tx.rows<Settled>(COMMIT, [gestureId, costMinor, now, by]);
    const settled = held.length > 0 ? held : await this.charge(tx, ask);
    const unpaid = settled.filter(({ overMinor }) => overMinor > 0);
    if (unpaid.length > 0) await this.overruns.open(tx, gestureId, unpaid, by, now);
    return { overrunMinor: Math.max(0, ...unpaid.map(({ overMinor }) => overMinor)) };
  }

  /** Gives back what was set aside and not spent. Harmless a second time. */
  async release(tx: Tx, { gestureId, now }: { gestureId: string; now: Date }): Promise<void> {
    await tx.run(RELEASE, [gestureId, now]);
  }

  /** What may still be given in each class: the least of all budgets that pay for it. A class without any budget is absent. */
  async left(
    reader: Reader,
    { locationId, deskId, currency, now }: { locationId: string; deskId: string | null; currency: string; now: Date },
  ): Promise<BudgetLeft> {
    const rows = await reader.rows<LeftRow>(LEFT, [locationId, deskId, currency, now]);
    const paying = rows.map(({ period, zone, limitMinor, endsAt, leftMinor, ...row }) => ({
      class: row.class,
      leftMinor: leftMinor ?? limitMinor,
      until: endsAt ?? periodAt(period, now, zone).endsAt,
    }));
    return Object.fromEntries(
      GESTURE_CLASSES.flatMap((one) => {
        // of equal ones the one that stays empty longest
        const [least] = paying
          .filter((budget) => budget.class === null || budget.class === one)
          .sort((a, b) => a.leftMinor - b.leftMinor || b.until.getTime() - a.until.getTime());
        return least ? [[one, { leftMinor: least.leftMinor, until: least.until }]] : [];
      }),
    );
  }

  private async charge(tx: Tx, ask: BudgetAsk): Promise<Settled[]> {
    const { locationId, deskId, currency, costMinor, now, gestureId, by } = ask;
    if (costMinor === 0) return [];
    await this.openPeriods(tx, ask);
    return tx.rows<Settled>(CHARGE, [locationId, deskId, currency, ask.class, costMinor, now, gestureId, by]);
  }

  private tryReserve(tx: Tx, ask: BudgetAsk): Promise<Reserved> {
    const { locationId, deskId, currency, costMinor, now, gestureId, by } = ask;
    return tx.one<Reserved>(RESERVE, [locationId, deskId, currency, ask.class, costMinor, now, gestureId, by]);
  }

  private async openPeriods(tx: Tx, ask: BudgetAsk): Promise<void> {
    const missing = await tx.rows<{ id: string }>(UNOPENED, [ask.locationId, ask.deskId, ask.currency, ask.class, ask.now]);
    for (const { id } of missing) await this.periods.open(tx, id, ask.now);
  }
}
