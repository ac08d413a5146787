import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { AddressKind, CustomerView } from './customer.dto';
import { type Candidate } from './customer-match.rules';
import {
  type CustomerGiven,
  customerWrite,
  customerWriteSql,
  customerFor,
  matchParams,
  matchSql,
  readEmail,
  type ReadCustomer,
  readCustomer,
} from './customer-match.service';
import { readCustomers } from './customer-views.service';

const MATCH = statement('customer.match', matchSql(1));
const WRITE = statement('customer.write', `WITH ${customerWriteSql(1)} SELECT id, is_new AS "isNew" FROM customer_who`);

export interface CustomerAddress {
  id: string;
  kind: AddressKind;
  /** As typed. */
  raw: string;
  /** E.164, or the e-mail address in small letters. */
  value: string;
  /** Nothing is texted to a number that has one. */
  extension: string | null;
  state: 'live' | 'dead';
  verified: boolean;
}

/** Who the customers are and how they may be reached, for other features. */
@Injectable()
export class CustomersService {
  constructor(private readonly db: Database) {}

  /** Who has these addresses: all candidates, latest contact first, and the one who is meant for sure, if any. Throws Invalid for an address that is none. */
  async find(
    reader: Reader,
    given: CustomerGiven,
    country?: string | null,
  ): Promise<{ chosen: Candidate | null; candidates: Candidate[] }> {
    const known = readCustomer(given, country);
    const candidates = await reader.rows<Candidate>(MATCH, matchParams(known));
    return { chosen: customerFor(known, candidates), candidates };
  }

  /**
   * The customer who is meant, or a new one; addresses not known yet are added, dead ones given again live again. Two at once make one customer.
   * Throws Invalid where an address is none or nothing at all is given, Refused where somebody else is adding the same external id at this moment.
   */
  async findOrCreate(
    tx: Tx,
    given: CustomerGiven,
    now: Date,
    country?: string | null,
  ): Promise<{ id: string; name: string | null; isNew: boolean }> {
    const known = readCustomer(given, country);
    if (isNobody(known)) throw new Invalid('Say who the customer is, or that the complaint is anonymous.');
    const choice = customerFor(known, await tx.rows<Candidate>(MATCH, matchParams(known)));
    const { id, isNew } = await write(tx, known, choice, now);
    if (choice) return { id, isNew, name: choice.name ?? known.name };
    return { id, isNew, name: isNew ? known.name : await nameOf(tx, id) };
  }

  /** All addresses of a customer, live ones first, then the latest first; of a merged customer those of the one it became. */
  async addresses(reader: Reader, customerId: string): Promise<CustomerAddress[]> {
    return reader.rows<CustomerAddress>(
      `SELECT id, kind, value_raw AS raw, value_norm AS value, extension, state, verified FROM address
       WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1)
       ORDER BY state DESC, created_at DESC, id DESC`,
      [customerId],
    );
  }

  /** Somebody here says that this e-mail address is the customer's too; a dead one lives again. Throws Invalid where it is none. */
  async keepEmail(tx: Tx, customerId: string, email: string, now: Date): Promise<void> {
    await tx.run(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
       SELECT $1, coalesce(merged_into, id), 'email', $3, $4, $5 FROM customer WHERE id = $2
       ON CONFLICT (customer_id, kind, value_norm) DO UPDATE SET state = 'live'`,
      [uuidv7(), customerId, email, readEmail(email), now],
    );
  }

  /**
   * Customers proved by a code that this address is theirs; it comes first from now on. With `replaces` their others of the kind are used no more. Answers
   * the live others of the kind as they were before, latest first.
   */
  async keepProved(
    tx: Tx,
    customerId: string,
    address: { kind: 'email' | 'phone'; raw: string; value: string },
    replaces: boolean,
    now: Date,
  ): Promise<CustomerAddress[]> {
    const { kind, raw, value } = address;
    const others = (await this.addresses(tx, customerId)).filter((one) => one.kind === kind && one.state === 'live' && one.value !== value);
    await tx.run(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, verified, created_at)
       SELECT $1, coalesce(merged_into, id), $3, $4, $5, true, $6 FROM customer WHERE id = $2
       ON CONFLICT (customer_id, kind, value_norm) DO UPDATE SET state = 'live', verified = true, created_at = EXCLUDED.created_at`,
      [uuidv7(), customerId, kind, raw, value, now],
    );
    if (replaces) await tx.run(`UPDATE address SET state = 'dead' WHERE id = ANY($1::uuid[])`, [others.map(({ id }) => id)]);
    return others;
  }

  /** A message came back: nobody is written to at this address any more, whoever's it is. `valueNorm` as `CustomerAddress.value`. How many became dead. */
  async markDead(tx: Tx, kind: AddressKind, valueNorm: string): Promise<number> {
    return tx.run(`UPDATE address SET state = 'dead' WHERE kind = $1 AND value_norm = $2 AND state = 'live'`, [kind, valueNorm]);
  }

  /** The customer as this person may see it; a merged one is shown as the one it became. Missing (404) where there is none, or no longer. */
  async view(id: string, actor: Actor, reader: Reader = this.db): Promise<CustomerView> {
    const [view] = await readCustomers(reader, [id], actor);
    if (!view) throw new Missing('There is no such customer.');
    return view;
  }
}

function isNobody(known: ReadCustomer): boolean {
  return known.name === null && matchParams(known).every((value) => value === null);
}

async function write(tx: Tx, known: ReadCustomer, choice: Candidate | null, now: Date): Promise<{ id: string; isNew: boolean }> {
  try {
    return await tx.one<{ id: string; isNew: boolean }>(WRITE, [customerWrite(known, choice, now)]);
  } catch (error) {
    if (violated(error) !== 'customer_external_id_key') throw error;
    throw new Refused('busy', 'Somebody else is adding this customer at this very moment. Please try again.');
  }
}

/** A statement of its own: the one that joined another's new customer cannot see that row yet. */
async function nameOf(tx: Tx, id: string): Promise<string | null> {
  return (await tx.one<{ name: string | null }>('SELECT name FROM customer WHERE id = $1', [id])).name;
}
