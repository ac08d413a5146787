import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { ClaimedMessage } from './message-claim.service';
import { CAPS, isCounted, rankOf } from './ways.rules';

interface Counted {
  customerId: string;
  at: Date;
}

const LONGEST_HOURS = Math.max(...CAPS.map((cap) => cap.hours));

/** How many automatic messages a customer gets in a day and a week, over all complaints and processes (settled.md 35). */
@Injectable()
export class MessageCaps {
  constructor(private readonly db: Database) {}

  /**
   * Counts those that may leave, and returns the others with the instant from which there is room again. The customers are locked meanwhile, so two
   * processes cannot both take the last place; what matters more goes first.
   */
  async over(messages: readonly ClaimedMessage[]): Promise<Map<string, Date>> {
    const asking = messages.filter((message) => isCounted(message) && !message.counted && message.customerId !== null);
    const over = new Map<string, Date>();
    const [first] = asking;
    if (!first) return over;
    const customers = [...new Set(asking.map(({ customerId }) => customerId))];
    await this.db.transaction(async (tx) => {
      await tx.rows('SELECT id FROM customer WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [customers]);
      const counted = await tx.rows<Counted>(
        `SELECT customer_id AS "customerId", counted_at AS at FROM message WHERE customer_id = ANY($1::uuid[])
           AND counted_at > $2::timestamptz - make_interval(hours => $3) AND state NOT IN ('dead', 'cancelled')`,
        [customers, first.now, LONGEST_HOURS],
      );
      const leaving: string[] = [];
      for (const message of [...asking].sort((a, b) => rankOf(a.class) - rankOf(b.class))) {
        const before = counted.filter(({ customerId }) => customerId === message.customerId).map(({ at }) => at);
        const until = roomFrom(before, message.now);
        if (until) over.set(message.id, until);
        else {
          leaving.push(message.id);
          counted.push({ customerId: message.customerId ?? '', at: message.now });
        }
      }
      await tx.run('UPDATE message SET counted_at = $2 WHERE id = ANY($1::uuid[])', [leaving, first.now]);
    });
    return over;
  }
}

/** Null where there is room now; else when there is. */
function roomFrom(before: readonly Date[], now: Date): Date | null {
  const until = CAPS.map(({ most, hours }) => {
    const length = hours * 3_600_000;
    const within = before.map((at) => at.getTime()).filter((at) => at > now.getTime() - length);
    const oldest = within.sort((a, b) => b - a)[most - 1];
    return oldest === undefined ? 0 : oldest + length;
  });
  const latest = Math.max(...until);
  return latest > now.getTime() ? new Date(latest) : null;
}
