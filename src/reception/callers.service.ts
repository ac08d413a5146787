import { Injectable } from '@nestjs/common';
import { seesContactData } from '../customers/contact-mask.rules';
import type { CustomerView } from '../customers/customer.dto';
import { CustomerDesk } from '../customers/customer-desk.service';
import { readCustomers } from '../customers/customer-views.service';
import { Database } from '../platform/database/database';
import { Invalid } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { LIVE_STATES } from '../tickets/ticket-order.rules';
import { visibleTo } from '../tickets/visibility.rules';
import type { CallersView, CallerView, MatchCustomers, MatchedBy, TicketGlanceView } from './caller.dto';
import { Duplicates } from './duplicates.service';

const MOST = 20;
const MOST_OPEN = 5;
const MOST_COUNTED = 1000;

const BY_ORDER = `SELECT customer_id AS id FROM purchase_event WHERE source_id = $1 GROUP BY customer_id ORDER BY max(at) DESC LIMIT ${String(MOST)}`;
const LAST_PURCHASES = `SELECT c.id AS "customerId", p.source_id || ' (' || p.source || ')' AS label, p.at FROM unnest($1::uuid[]) AS c(id)
  CROSS JOIN LATERAL (SELECT * FROM purchase_event p WHERE p.customer_id = c.id ORDER BY p.at DESC LIMIT 1) p`;

interface Found {
  customer: CustomerView;
  by: MatchedBy;
}

interface Counted {
  id: string;
  complaints: number;
  touchPoints: number;
}

interface Open extends TicketGlanceView {
  customerId: string;
}

/** Who is calling, what we have open for them, and whether it is the same matter again. Reads only; saving a complaint never waits for it. */
@Injectable()
export class Callers {
  constructor(
    private readonly db: Database,
    private readonly desk: CustomerDesk,
    private readonly duplicates: Duplicates,
  ) {}

  /** Who may be meant (domain.md 9.3) and what may be the same matter (9.4). Throws Invalid where nothing is asked, Missing for an unknown location. */
  async match(wish: MatchCustomers, actor: Actor): Promise<CallersView> {
    if (wish.q === undefined && wish.order === undefined)
      throw new Invalid('Say whom to look for: a number, an address, a name or an order.');
    const { found, preselected } = await this.find(wish, actor);
    const ids = found.map(({ customer }) => customer.id);
    const sure = found.length === 1 ? ids : found.filter(({ by }) => by !== 'name').map(({ customer }) => customer.id);
    const [items, duplicates] = await Promise.all([this.lines(found, ids, actor), this.duplicates.of(sure, wish, actor)]);
    return { items, preselected, duplicates };
  }

  private async find(wish: MatchCustomers, actor: Actor): Promise<{ found: Found[]; preselected: string | null }> {
    const looked = wish.q === undefined ? { found: [], preselected: null } : await this.desk.look(wish.q, wish.location, actor);
    const byOrder = await this.byOrder(wish.order ?? (looked.found.length === 0 ? wish.q : undefined), actor);
    const known = new Set(looked.found.map(({ customer }) => customer.id));
    const found = [...looked.found, ...byOrder.filter(({ customer }) => !known.has(customer.id))].slice(0, MOST);
    const only = byOrder.length === 1 && looked.found.length === 0 ? (byOrder[0]?.customer.id ?? null) : null;
    return { found, preselected: looked.preselected ?? only };
  }

  /** Who bought under this number. A partner desk does not look into what customers buy. */
  private async byOrder(order: string | undefined, actor: Actor): Promise<Found[]> {
    if (order === undefined || !seesContactData(actor.roles)) return [];
    const rows = await this.db.rows<{ id: string }>(BY_ORDER, [order]);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    return (await readCustomers(this.db, ids, actor)).map((customer) => ({ customer, by: 'order' }));
  }

  private async lines(found: readonly Found[], ids: readonly string[], actor: Actor): Promise<CallerView[]> {
    if (ids.length === 0) return [];
    const ours = seesContactData(actor.roles);
    const [open, counts, purchases] = await Promise.all([
      this.open(ids, actor),
      this.counts(ids, actor),
      ours ? this.db.rows<{ customerId: string; label: string; at: Date }>(LAST_PURCHASES, [ids]) : [],
    ]);
    return found.map(({ customer, by }) => {
      const bought = purchases.find((one) => one.customerId === customer.id);
      const theirs = open.filter((one) => one.customerId === customer.id).slice(0, ours ? MOST_OPEN : 1);
      return {
        customer,
        phone: addressOf(customer, 'phone'),
        email: addressOf(customer, 'email'),
        lastContactAt: ours ? customer.lastContactAt : null,
        lastPurchase: bought ? { label: bought.label, at: bought.at } : null,
        openTickets: theirs.map(({ id, number, title, state, receivedAt }) => ({ id, number, title, state, receivedAt })),
        complaints: counts.get(customer.id)?.complaints ?? 0,
        touchPoints: counts.get(customer.id)?.touchPoints ?? 0,
        matchedBy: by,
      };
    });
  }

  private open(ids: readonly string[], actor: Actor): Promise<Open[]> {
    const params: unknown[] = [ids, LIVE_STATES];
    const theirs = `t.customer_id = c.id AND t.state = ANY($2::text[]) AND ${visibleTo(actor, 't', params)}`;
    return this.db.rows<Open>(
      `SELECT c.id AS "customerId", t.id, t.number, t.title, t.state, t."receivedAt" FROM unnest($1::uuid[]) AS c(id)
       CROSS JOIN LATERAL (SELECT t.id, t.number, t.title, t.state, t.received_at AS "receivedAt" FROM ticket t WHERE ${theirs}
         ORDER BY t.id DESC LIMIT ${String(MOST_OPEN)}) t`,
      params,
    );
  }

  private async counts(ids: readonly string[], actor: Actor): Promise<Map<string, Counted>> {
    const params: unknown[] = [ids];
    const theirs = `t.customer_id = c.id AND t.state NOT IN ('merged', 'void') AND ${visibleTo(actor, 't', params)}`;
    const rows = await this.db.rows<Counted>(
      `SELECT c.id, x.* FROM unnest($1::uuid[]) AS c(id) CROSS JOIN LATERAL (
         WITH few AS MATERIALIZED (SELECT t.id, t.primary_touch_point FROM ticket t WHERE ${theirs} LIMIT ${String(MOST_COUNTED)})
         SELECT (SELECT count(*)::int FROM few) AS complaints, (SELECT count(*)::int FROM (
           SELECT primary_touch_point FROM few WHERE primary_touch_point IS NOT NULL
           UNION SELECT o.touch_point_id FROM ticket_touch_point o JOIN few ON few.id = o.ticket_id) points) AS "touchPoints") x`,
      params,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** The latest live address of a kind, as this person may see it. */
function addressOf(customer: CustomerView, kind: 'phone' | 'email'): string | null {
  return customer.addresses.find((address) => address.kind === kind && address.state === 'live')?.value ?? null;
}
