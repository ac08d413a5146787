import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { LOG } from '../platform/runtime';
import { SYSTEM } from '../staff/actor.dto';
import { TicketHolds } from '../tickets/ticket-holds.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { isLive } from '../tickets/ticket-order.rules';
import { HOLDING_KINDS } from './review.rules';

const AT_ONCE = 50;

const HOLDING = `i.kind IN (${HOLDING_KINDS.map((kind) => `'${kind}'`).join(', ')}) AND i.ended_at IS NULL`;

/** All records of the person that a record belongs to, as an array, so that each is one look into an index. */
const RECORDS_OF = (customerId: string): string => `CROSS JOIN LATERAL (
     WITH RECURSIVE up AS (
       SELECT c.id, c.merged_into FROM customer c WHERE c.id = ${customerId}
       UNION SELECT c.id, c.merged_into FROM up JOIN customer c ON c.id = up.merged_into),
     person AS (
       SELECT up.id FROM up WHERE up.merged_into IS NULL
       UNION SELECT c.id FROM person p JOIN customer c ON c.merged_into = p.id)
     SELECT ARRAY(SELECT id FROM person) AS ids) who`;

const WANTED = `${HOLDING} AND i.until > $1 AND i.state <> 'done' AND ${isLive('t')}
     AND NOT EXISTS (SELECT FROM review_hold h WHERE h.item_id = i.id AND h.ticket_id = t.id)
   ORDER BY i.since, t.id LIMIT ${String(AT_ONCE)}`;

/** $1 now, $2 from when on: the live tickets of the people of every review that is as new. */
const OF_REVIEWS = statement(
  'reviews.to-hold',
  `SELECT i.id AS "itemId", t.id AS "ticketId" FROM review_item i ${RECORDS_OF('i.customer_id')}
   JOIN ticket t ON t.customer_id = ANY(who.ids) WHERE i.since >= $2 AND ${WANTED}`,
);

/** $1 now, $2 since when: the live tickets that changed, where a review stands for their people. */
const OF_TICKETS = statement(
  'reviews.to-hold-changed',
  `SELECT i.id AS "itemId", t.id AS "ticketId" FROM ticket t ${RECORDS_OF('t.customer_id')}
   JOIN review_item i ON i.customer_id = ANY(who.ids) WHERE t.changed_at >= $2 AND ${WANTED}`,
);

/** All reviews with all their tickets are looked at once a minute; between that only what is new. */
const WHOLE_LOOK_MS = 60_000;
/** What was written shortly before a look may have been committed after it. */
const OVERLAP_MS = 10_000;
const EVER = new Date(0);

interface ToHold {
  itemId: string;
  ticketId: string;
}

const OVER = statement(
  'reviews.over',
  `SELECT i.id FROM review_item i WHERE ${HOLDING} AND (i.until <= $1 OR i.state = 'done') ORDER BY i.until, i.id LIMIT ${String(AT_ONCE)}`,
);

const STILL_HELD = `SELECT h.ticket_id AS "ticketId" FROM review_hold h WHERE h.item_id = $1 AND NOT EXISTS (
    SELECT FROM review_hold o JOIN review_item i ON i.id = o.item_id
    WHERE o.ticket_id = h.ticket_id AND o.item_id <> h.item_id AND ${HOLDING} AND i.until > $2 AND i.state <> 'done')
  ORDER BY h.ticket_id`;

// What a colleague may read over a shoulder: what is to be done, never why.
const REASON = 'Gifts of money on this ticket are decided by a lead.';
const OVER_REASON = 'A lead is no longer needed for gifts of money.';

/** While a review stands, gifts of money on the customer's live tickets need a lead; afterwards they do not. */
@Injectable()
export class ReviewHolds {
  /** When this process looked last, at all and at everything; null makes the next look a whole one. */
  private looked: { at: Date; whole: Date } | null = null;

  constructor(
    private readonly db: Database,
    private readonly tickets: TicketMoves,
    private readonly holds: TicketHolds,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Holds what has to be held, and lifts what is over. Returns how many tickets and reviews it took; one that fails is tried again and holds up no other. */
  async run(): Promise<number> {
    const now = await this.db.now();
    let taken = 0;
    for (const { itemId, ticketId } of await this.toHold(now)) if (await this.safely(itemId, () => this.hold(itemId, ticketId))) taken += 1;
    for (const { id } of await this.db.rows<{ id: string }>(OVER, [now])) if (await this.safely(id, () => this.end(id))) taken += 1;
    return taken;
  }

  /** Merged customers, and what failed, come with the next whole look. A clock that was set back makes it a whole one. */
  private async toHold(now: Date): Promise<ToHold[]> {
    const last = this.looked;
    const age = last === null ? WHOLE_LOOK_MS : now.getTime() - last.whole.getTime();
    const isWhole = last === null || age >= WHOLE_LOOK_MS || now < last.at;
    const since = isWhole ? EVER : new Date(last.at.getTime() - OVERLAP_MS);
    const found = await this.db.rows<ToHold>(OF_REVIEWS, [now, since]);
    if (!isWhole) found.push(...(await this.db.rows<ToHold>(OF_TICKETS, [now, since])));
    this.looked = found.length >= AT_ONCE ? null : { at: now, whole: isWhole ? now : last.whole };
    return found;
  }

  private async safely(item: string, step: () => Promise<boolean>): Promise<boolean> {
    try {
      return await step();
    } catch (error) {
      this.log.warn({ review: item, err: error }, 'a review could not be put into effect; trying again');
      return false;
    }
  }

  /** The row of the item is only tried, never waited for: whoever ends it holds it and wants our ticket. */
  private hold(itemId: string, ticketId: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const t = await this.tickets.lock(tx, ticketId, SYSTEM);
      const mine = await tx.run(
        `INSERT INTO review_hold (item_id, ticket_id, at) SELECT s.id, $2, $3 FROM (
           SELECT i.id FROM review_item i WHERE i.id = $1 AND ${HOLDING} AND i.until > $3 AND i.state <> 'done' FOR SHARE SKIP LOCKED) s
         ON CONFLICT DO NOTHING`,
        [itemId, ticketId, t.now],
      );
      if (mine === 0) return false;
      await this.holds.put(tx, t, 'abuse_review', REASON, SYSTEM);
      await this.tickets.save(tx, t);
      return true;
    });
  }

  private end(itemId: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      const mine = await tx.maybe(
        `SELECT i.id FROM review_item i WHERE i.id = $1 AND ${HOLDING} AND (i.until <= $2 OR i.state = 'done') FOR NO KEY UPDATE SKIP LOCKED`,
        [itemId, now],
      );
      if (!mine) return false;
      const held = await tx.rows<{ ticketId: string }>(STILL_HELD, [itemId, now]);
      for (const { ticketId } of held) await this.lift(tx, ticketId);
      await tx.run(`UPDATE review_item SET ended_at = $2 WHERE id = $1`, [itemId, now]);
      return true;
    });
  }

  private async lift(tx: Tx, ticketId: string): Promise<void> {
    const t = await this.tickets.lock(tx, ticketId, SYSTEM);
    if (await this.holds.lift(tx, t, 'abuse_review', OVER_REASON)) await this.tickets.save(tx, t);
  }
}
