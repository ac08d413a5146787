import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { sentence } from '../platform/said.rules';
import { StaffService } from '../staff/staff.service';

const AT_ONCE = 50;

interface Low {
  code: string;
  name: string;
  locationId: string;
  locationName: string;
  left: number;
  alertedAt: Date;
}

// `alerted_at` is the claim: who sets it tells the managers, in the same transaction. It is empty again once there is enough.
const CLAIM = statement(
  'stock-low',
  `WITH low AS (
     SELECT s.type_id, s.location_id FROM gesture_stock s WHERE s.on_hand - s.reserved <= s.low_at AND s.alerted_at IS NULL
     ORDER BY s.type_id, s.location_id LIMIT ${String(AT_ONCE)} FOR UPDATE SKIP LOCKED),
   claimed AS (
     UPDATE gesture_stock s SET alerted_at = desk_now() FROM low WHERE (s.type_id, s.location_id) = (low.type_id, low.location_id)
     RETURNING s.type_id, s.location_id, s.on_hand - s.reserved AS "left", s.alerted_at)
   SELECT ty.code, v.name, l.id AS "locationId", l.name AS "locationName", c."left", c.alerted_at AS "alertedAt"
   FROM claimed c JOIN gesture_type ty ON ty.id = c.type_id JOIN gesture_type_version v ON v.type_id = ty.id AND v.version = ty.version
   JOIN location l ON l.id = c.location_id ORDER BY ty.code, l.key`,
);

/** Gifts that run out. */
@Injectable()
export class LowStock {
  constructor(
    private readonly db: Database,
    private readonly staff: StaffService,
  ) {}

  /** Tells the managers of the location, once each time that so few are left. Returns how many shelves that were. */
  tell(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const found = await tx.rows<Low>(CLAIM);
      for (const low of found) await this.tellOne(tx, low);
      return found.length;
    });
  }

  private async tellOne(tx: Tx, { code, name, locationId, locationName, left, alertedAt }: Low): Promise<void> {
    const values = { what: name, place: locationName, left };
    const text =
      left === 0
        ? sentence('news.usedUp', `"${name}" is used up at ${locationName}; nobody there is offered it until there is more.`, values)
        : sentence('news.low', `"${name}" runs low at ${locationName}: ${String(left)} left.`, values);
    for (const { staffId } of await this.staff.people(tx, { role: 'manager', locationId, teamId: null })) {
      const dedupeKey = `low-stock:${code}:${locationId}:${alertedAt.toISOString()}:${staffId}`;
      await this.staff.notify(tx, { staffId, ticketId: null, kind: 'low_stock', text, dedupeKey }, alertedAt);
    }
  }
}
