import { Injectable } from '@nestjs/common';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';

/** `not_kept`: nobody counts this gift there, so it never runs out. */
export type StockAnswer = 'reserved' | 'not_kept' | 'gone';

// The last one goes to whoever writes first: the second waits for the row and then finds it empty (edge 86).
const RESERVE = statement(
  'stock-reserve',
  `UPDATE gesture_stock SET reserved = reserved + 1 WHERE type_id = $1 AND location_id = $2 AND on_hand - reserved >= 1`,
);
const KEPT = statement('stock-kept', `SELECT 1 FROM gesture_stock WHERE type_id = $1 AND location_id = $2`);
const RELEASE = statement(
  'stock-release',
  `UPDATE gesture_stock SET reserved = reserved - 1, alerted_at = CASE WHEN on_hand - reserved + 1 <= low_at THEN alerted_at END
   WHERE type_id = $1 AND location_id = $2 AND reserved >= 1`,
);
// A count of the shelf that was made before this one left it is out of date, so the version moves on.
const CONSUME = statement(
  'stock-consume',
  `UPDATE gesture_stock SET on_hand = on_hand - 1, reserved = reserved - 1, version = version + 1
   WHERE type_id = $1 AND location_id = $2 AND reserved >= 1`,
);
const LEFT = statement(
  'stock-left',
  `SELECT ty.code, s.on_hand - s.reserved AS "left" FROM gesture_stock s JOIN gesture_type ty ON ty.id = s.type_id WHERE s.location_id = $1`,
);

/**
 * How many of a gift there are at a location. What is reserved is promised to a customer and stays there until it is handed over or given back.
 * Only what answered 'reserved' may be released or consumed, and at the location where it was reserved.
 */
@Injectable()
export class StockService {
  /** Keeps one for a customer. 'gone': none is left that is not promised already. */
  async reserve(tx: Tx, typeId: string, locationId: string): Promise<StockAnswer> {
    if ((await tx.run(RESERVE, [typeId, locationId])) > 0) return 'reserved';
    return (await tx.maybe(KEPT, [typeId, locationId])) ? 'gone' : 'not_kept';
  }

  /** A reserved one is free again. Nothing happens where nothing is reserved. */
  async release(tx: Tx, typeId: string, locationId: string): Promise<void> {
    await tx.run(RELEASE, [typeId, locationId]);
  }

  /** A reserved one left the shelf. Nothing happens where nothing is reserved. */
  async consume(tx: Tx, typeId: string, locationId: string): Promise<void> {
    await tx.run(CONSUME, [typeId, locationId]);
  }

  /** Type code → how many can still be promised; only types whose stock is kept at this location. */
  async left(reader: Reader, locationId: string): Promise<Map<string, number>> {
    const rows = await reader.rows<{ code: string; left: number }>(LEFT, [locationId]);
    return new Map(rows.map(({ code, left }) => [code, left]));
  }
}
