import type { Tx } from '../platform/database/tx';
import type { Role } from '../staff/role.rules';
import type { GestureEvent } from '../oneup/gesture-table.rules';

/** The rows of what was asked and what was answered; one per gesture. */

const ENDS: Readonly<Partial<Record<GestureEvent, string>>> = { approve: 'approved', reject: 'rejected', approval_timeout: 'lapsed' };

export interface AskedApproval {
  gestureId: string;
  askedBy: string | null;
  needs: Role;
  why: string;
  reason: string | null;
  at: Date;
}

export async function insertApproval(tx: Tx, { gestureId, askedBy, needs, why, reason, at }: AskedApproval): Promise<void> {
  await tx.run(
    `INSERT INTO approval (gesture_id, asked_by, asked_at, needs, why, reason, state) VALUES ($1, $2, $3, $4, $5, $6, 'waiting')`,
    [gestureId, askedBy, at, needs, why, reason],
  );
}

/** Whatever moves a gesture out of `pending_approval` answers the question. */
export async function endApproval(
  tx: Tx,
  gestureId: string,
  { event, by, note, at }: { event: GestureEvent; by: string | null; note: string | null; at: Date },
): Promise<void> {
  const state = ENDS[event] ?? 'moved_on';
  const decidedBy = state === 'approved' || state === 'rejected' ? by : null;
  await tx.run(`UPDATE approval SET state = $2, decided_by = $3, note = $4, decided_at = $5 WHERE gesture_id = $1 AND state = 'waiting'`, [
    gestureId,
    state,
    decidedBy,
    note,
    at,
  ]);
}
