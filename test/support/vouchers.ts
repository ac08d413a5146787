import { grouped } from '../../src/platform/short-code.rules';
import { voucherCode } from '../../src/platform/tokens';
import type { Answer, Client } from './client';
import { done, gestureIn } from './one-up';
import { TEST_SECRET, type World } from './world';

/** Steps of vouchers as the specs need them. */

let counter = 0;

/** A type of gift in the catalogue that is given by a code. */
export async function codeType(manager: Client, code: string, over: Record<string, unknown> = {}): Promise<string> {
  await done(
    manager.post('gesture-types', {
      code,
      name: 'Tea on us',
      customerText: { en: 'A pot of tea and a cake, on us.' },
      class: 'service',
      kind: 'free_service',
      costMinor: 300,
      faceMinor: 800,
      currency: 'USD',
      fulfilment: 'code',
      validityDays: 90,
      status: 'active',
      ...over,
    }),
  );
  return code;
}

export interface Issued {
  ticket: string;
  gesture: string;
  id: string;
  /** As the customer has it. */
  code: string;
  email: string;
}

/** A voucher in the hands of a customer of its own. */
export async function issued(world: World, by: Client, type: string): Promise<Issued> {
  counter += 1;
  const email = `voucher${String(counter)}@example.test`;
  const { ticket, id: gesture } = await gestureIn('accepted', world, by, type, { customer: { name: 'Ana Lopez', email } });
  await world.settle();
  const [row] = await world.sql<{ id: string; version: number }>(`SELECT id, code_version AS version FROM voucher WHERE gesture_id = $1`, [
    gesture,
  ]);
  if (!row) throw new Error('no voucher');
  return { ticket, gesture, id: row.id, code: codeOf(row.id, row.version), email };
}

export function codeOf(id: string, version = 1): string {
  return grouped(voucherCode(TEST_SECRET, id, version));
}

/** A till's own token. */
export async function aTill(world: World, manager: Client, name = 'Till'): Promise<Client> {
  const made = await done(manager.post('api-tokens', { name, scopes: ['voucher.redeem'], expiresAt: '2035-01-01T00:00:00Z' }));
  return world.bearer(made.token);
}

export function redeem(by: Client, code: string, over: Record<string, unknown> = {}, key: string | null = null): Promise<Answer> {
  return by.post('vouchers/redeem', { code, terminal: 'T1', place: 'Main Street', ...over }, { key });
}

/** The voucher, its gift, and how many uses count. */
export async function standing(world: World, id: string): Promise<{ status: string; gift: string; uses: number }> {
  const [row] = await world.sql<{ status: string; gift: string; uses: number }>(
    `SELECT v.status, g.state AS gift, (SELECT count(*)::int FROM redemption r WHERE r.voucher_id = v.id AND r.undone_at IS NULL) AS uses
     FROM voucher v JOIN gesture g ON g.id = v.gesture_id WHERE v.id = $1`,
    [id],
  );
  if (!row) throw new Error('no voucher');
  return row;
}

export async function endsAt(world: World, id: string): Promise<Date> {
  const [row] = await world.sql<{ at: Date }>('SELECT expires_at AS at FROM voucher WHERE id = $1', [id]);
  return row?.at ?? new Date(NaN);
}
