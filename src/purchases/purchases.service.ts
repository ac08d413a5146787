import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { normalizeEmail, normalizePhone } from '../customers/address.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { LeftView, MarkLeft, PurchaseImportView } from './purchase.dto';
import { type Purchase, readPurchase } from './purchase.rules';
import { readPurchaseFile } from './purchase-file.service';

/** $1 place, $2 external id, $3 e-mail, $4 phone. The number in the shop's own books says most, then the mailbox, then the telephone; who was merged counts as one. */
const WHOSE = `
  SELECT w.place, coalesce(
    (SELECT ARRAY[c.id] FROM customer c WHERE c.external_id = w.external_id),
    nullif(ARRAY(SELECT DISTINCT coalesce(c.merged_into, c.id) FROM address a JOIN customer c ON c.id = a.customer_id
      WHERE a.kind = 'email' AND a.value_norm = w.email AND c.status <> 'erased'), '{}'),
    nullif(ARRAY(SELECT DISTINCT coalesce(c.merged_into, c.id) FROM address a JOIN customer c ON c.id = a.customer_id
      WHERE a.kind = 'phone' AND a.value_norm = w.phone AND c.status <> 'erased'), '{}')) AS customers
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) AS w(place, external_id, email, phone)`;

const KEEP = `
  INSERT INTO purchase_event (id, customer_id, at, amount_minor, margin_minor, currency, source, source_id, created_at)
  SELECT u.id, u.customer_id, u.at, u.amount_minor, u.margin_minor, u.currency, u.source, u.source_id, $9
  FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[])
    AS u(id, customer_id, at, amount_minor, margin_minor, currency, source, source_id)
  ON CONFLICT (source, source_id) DO NOTHING`;

interface Entry {
  line: number;
  purchase: Purchase;
}

/** What customers bought, as far as other systems tell. Nothing is kept about people who never complained. */
@Injectable()
export class Purchases {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** A file as text/csv with a line of column names. Throws Invalid (400) with the lines that are wrong; then nothing of it is kept. */
  import(text: unknown, by: Actor): Promise<PurchaseImportView> {
    return this.commands.once(by.command, async (tx) => {
      const now = await tx.now();
      const entries = readPurchaseFile(typeof text === 'string' ? text : '', now);
      const done = await this.keep(tx, entries, now);
      await audit(tx, by, 'purchases.imported', 'purchases:csv', { lines: done.lines, taken: done.taken });
      return done;
    });
  }

  /** One purchase that another system reports; the same one again changes nothing. Throws Invalid (400) for what cannot be read. */
  report(body: unknown): Promise<PurchaseImportView> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      const read = readPurchase(rawOf(body), now, 'webhook');
      if ('problems' in read) throw new Invalid(read.problems.join(' '));
      return this.keep(tx, [{ line: 1, purchase: read.purchase }], now);
    });
  }

  /** Has the customer left us? It counts as not recovered (domain.md 7.6). Throws Missing. */
  markLeft(id: string, { left, at }: MarkLeft, by: Actor): Promise<LeftView> {
    return this.commands.once(by.command, async (tx) => {
      const now = await tx.now();
      if (at && at > now) throw new Invalid('at must not lie in the future.');
      const leftAt = left ? (at ?? now) : null;
      const marked = await tx.run(`UPDATE customer SET left_at = $2 WHERE id = $1 AND status = 'active'`, [id, leftAt]);
      if (marked === 0) throw new Missing('There is no such customer.');
      await audit(tx, by, 'customer.left', `customer:${id}`, { leftAt });
      return { id, leftAt };
    });
  }

  private async keep(tx: Tx, entries: readonly Entry[], now: Date): Promise<PurchaseImportView> {
    const whose = await tx.rows<{ place: number; customers: string[] | null }>(WHOSE, [
      entries.map((_, place) => place),
      entries.map(({ purchase }) => purchase.externalId),
      entries.map(({ purchase }) => (purchase.email === null ? null : normalizeEmail(purchase.email))),
      entries.map(({ purchase }) => (purchase.phone === null ? null : (normalizePhone(purchase.phone)?.e164 ?? null))),
    ]);
    const found = new Map(whose.map(({ place, customers }) => [place, customers ?? []]));
    const customersOf = (place: number): string[] => found.get(place) ?? [];
    const known = entries.flatMap(({ purchase }, place) => {
      const [customerId, other] = customersOf(place);
      return customerId !== undefined && other === undefined ? [{ ...purchase, customerId }] : [];
    });
    const taken = await tx.run(KEEP, [
      known.map(() => uuidv7()),
      known.map((one) => one.customerId),
      known.map((one) => one.at),
      known.map((one) => one.amountMinor),
      known.map((one) => one.marginMinor),
      known.map((one) => one.currency),
      known.map((one) => one.source),
      known.map((one) => one.sourceId),
      now,
    ]);
    return {
      lines: entries.length,
      taken,
      already: known.length - taken,
      unknown: entries.filter((_, place) => customersOf(place).length === 0).length,
      ambiguous: entries.flatMap(({ line, purchase }, place) =>
        customersOf(place).length > 1 ? [{ line, sourceId: purchase.sourceId }] : [],
      ),
    };
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  id: 'source_id',
  at: 'at',
  amountMinor: 'amount_minor',
  marginMinor: 'margin_minor',
  currency: 'currency',
  externalId: 'external_id',
  email: 'email',
  phone: 'phone',
  source: 'source',
};

/** The call's fields under the names of the file's columns; numbers as they are written. */
function rawOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Invalid('A purchase is a JSON object.');
  const raw: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    const column = FIELDS[name];
    if (column === undefined) throw new Invalid(`${name} is not a field of a purchase. The fields are ${Object.keys(FIELDS).join(', ')}.`);
    if (typeof value === 'string' || typeof value === 'number') raw[column] = String(value);
    else if (value !== null) throw new Invalid(`${name} must be text or a number.`);
  }
  return raw;
}
