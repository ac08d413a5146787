import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Database } from '../platform/database/database';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { CustomerPageView, CustomerPurchaseView, CustomerTicketView } from './caller.dto';

const MOST = 20;

const PURCHASES = `SELECT id, source_id || ' (' || source || ')' AS label, amount_minor AS "amountMinor", currency, at FROM purchase_event
  WHERE customer_id = ANY($1::uuid[]) ORDER BY at DESC, id DESC LIMIT ${String(MOST)}`;

/** One customer with what they bought and what they complained about. */
@Injectable()
export class CustomerPages {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
  ) {}

  /** Missing (404) where there is no such customer, or no longer; a merged one is shown as the one it became, with the past of both. */
  async page(id: string, actor: Actor): Promise<CustomerPageView> {
    const customer = await this.customers.view(id, actor);
    const ids = (
      await this.db.rows<{ id: string }>('SELECT id FROM customer WHERE id = $1 OR merged_into = $1 ORDER BY id LIMIT 100', [customer.id])
    ).map((row) => row.id);
    const params: unknown[] = [ids];
    const theirs = `t.customer_id = ANY($1::uuid[]) AND ${visibleTo(actor, 't', params)}`;
    const [purchases, tickets, points] = await Promise.all([
      this.db.rows<CustomerPurchaseView>(PURCHASES, [ids]),
      this.db.rows<CustomerTicketView>(
        `SELECT t.id, t.number, t.title, t.state, t.received_at AS "receivedAt", t.close_reason AS "closeReason"
         FROM ticket t WHERE ${theirs} ORDER BY t.id DESC LIMIT ${String(MOST)}`,
        params,
      ),
      this.db.one<{ n: number }>(
        `SELECT count(DISTINCT t.primary_touch_point) AS n FROM ticket t WHERE t.state NOT IN ('merged', 'void') AND ${theirs}`,
        params,
      ),
    ]);
    return { ...customer, purchases, tickets, touchPoints: points.n };
  }
}
