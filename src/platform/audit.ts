import { uuidv7 } from 'uuidv7';
import type { Tx } from './database/tx';

const BY_ID = /^(?:staff|token):([0-9a-f-]{36})$/;

/**
 * One line of the append-only trail, in the transaction of what it tells. `action` is `<thing>.<what happened>`, `subject` is
 * `<thing>:<id or key>`. `by` is who did it; null = nobody signed in, or the desk itself. `data` never holds a password, a token or
 * a customer's words.
 */
export async function audit(
  tx: Tx,
  by: { readonly key: string } | null,
  action: string,
  subject: string,
  data: object = {},
): Promise<void> {
  const actorId = BY_ID.exec(by?.key ?? '')?.[1] ?? null;
  await tx.run(`INSERT INTO audit_event (id, at, actor_id, action, subject, data) VALUES ($1, desk_now(), $2, $3, $4, $5)`, [
    uuidv7(),
    actorId,
    action,
    subject,
    JSON.stringify(by ? { by: by.key, ...data } : data),
  ]);
}
