import type { CatalogueEntry } from '../catalogue/gesture-catalogue.service';
import type { Tx } from '../platform/database/tx';
import type { Handled } from './handled-gesture.dto';

/**
 * Whoever gives one gift in the place of another frees money and stock and takes some again. All of it is locked first, in the order of everybody else
 * (the periods of budgets ascending, then the shelves), so that two of them, or one of them and somebody who takes a gift, never wait for each other in a
 * circle. The person's sum of the day has been locked before.
 */
export async function lockMeans(tx: Tx, old: Handled, next: CatalogueEntry): Promise<void> {
  await tx.rows(
    `SELECT p.id FROM budget_period p JOIN budget b ON b.id = p.budget_id
     WHERE p.id IN (SELECT period_id FROM budget_entry WHERE gesture_id = $1)
       OR (b.currency = $2 AND b.status = 'active' AND p.period_start <= $3 AND p.period_end > $3)
     ORDER BY p.id FOR NO KEY UPDATE OF p`,
    [old.gesture.id, next.terms.currency, old.t.now],
  );
  await tx.rows(`SELECT type_id FROM gesture_stock WHERE location_id = $1 AND type_id = ANY($2) ORDER BY type_id FOR NO KEY UPDATE`, [
    old.gesture.stockLocationId ?? old.t.row.locationId,
    [old.entry.typeId, next.typeId],
  ]);
}
