import type { Tx } from '../platform/database/tx';

/** Ends every way in that somebody has: sessions and API tokens. In the transaction of what makes it necessary. */
export async function endAccess(tx: Tx, staffId: string, now: Date): Promise<void> {
  await endSessions(tx, staffId);
  await tx.run('UPDATE api_token SET revoked_at = $2 WHERE staff_id = $1 AND revoked_at IS NULL', [staffId, now]);
}

/** Signs somebody out everywhere. Returns how many sessions that were. */
export function endSessions(tx: Tx, staffId: string): Promise<number> {
  return tx.run('DELETE FROM session WHERE staff_id = $1', [staffId]);
}
