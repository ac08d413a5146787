import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { OrganisationService, refuseStale } from '../organisation/organisation.service';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { Address } from './address.entity';
import { countryOfZone, normalizeEmail, normalizePhone, normalizePost } from './address.service';
import type { AddAddress, AddressRef, ChangeAddress, ChangeCustomer, CustomerView } from './customer.dto';
import { Customer } from './customer.entity';
import type { Candidate } from './customer-match.rules';
import { readEmail, readLanguage, readPhone, readZone } from './customer-match.service';
import { readCustomers } from './customer-views.service';
import { CustomersService } from './customers.service';
import { keptName } from './greeting.rules';

const MOST_MATCHES = 20;
const MOST_ADDRESSES = 50;

const BY_NAME = `
  SELECT id FROM customer WHERE status = 'active' AND to_tsvector('simple', coalesce(name, '')) @@ to_tsquery('simple', $1)
  ORDER BY last_contact_at DESC, id DESC LIMIT ${String(MOST_MATCHES)}`;

/** Customers who may be meant, each with what it was found by. */
export interface LookedUp {
  found: { customer: CustomerView; by: 'external_id' | 'email' | 'phone' | 'name' }[];
  preselected: string | null;
}

/** What people at the desk do with customers: look them up, correct them. */
@Injectable()
export class CustomerDesk {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly customers: CustomersService,
    private readonly organisation: OrganisationService,
  ) {}

  /**
   * Who may be meant (domain.md 9.3): by e-mail address, phone number or external id exactly, else by the words of a name; latest contact first, at most
   * 20. `preselected` is the one who is meant for sure. Missing (404) for a location that does not exist.
   */
  async look(q: string, location: string | undefined, actor: Actor): Promise<LookedUp> {
    const byOwnNumber = await this.customers.find(this.db, { externalId: q });
    const found = byOwnNumber.candidates.length > 0 ? byOwnNumber : await this.byAddress(q, location);
    if (found === null) return { found: (await this.byName(q, actor)).map((customer) => ({ customer, by: 'name' })), preselected: null };
    const candidates = new Map(found.candidates.slice(0, MOST_MATCHES).map((one) => [one.id, one]));
    const views = await readCustomers(this.db, [...candidates.keys()], actor);
    return {
      found: views.map((customer) => ({ customer, by: wayOf(candidates.get(customer.id)) })),
      preselected: found.chosen?.id ?? null,
    };
  }

  /** Null where the text is neither an e-mail address nor a phone number. */
  private async byAddress(q: string, location: string | undefined): Promise<Awaited<ReturnType<CustomersService['find']>> | null> {
    if (normalizeEmail(q) !== null) return this.customers.find(this.db, { email: q });
    const country = await this.country(location);
    return normalizePhone(q, country) === null ? null : this.customers.find(this.db, { phone: q }, country);
  }

  private async country(location: string | undefined): Promise<string | null> {
    if (location === undefined) return null;
    const place = await this.organisation.byKey(this.db, location);
    return place.country ?? countryOfZone(place.zone);
  }

  private async byName(q: string, actor: Actor): Promise<CustomerView[]> {
    const words =
      q
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu)
        ?.filter((word) => word.length > 1) ?? [];
    if (words.length === 0) return [];
    const rows = await this.db.rows<{ id: string }>(BY_NAME, [words.map((word) => `'${word}':*`).join(' & ')]);
    return readCustomers(
      this.db,
      rows.map((row) => row.id),
      actor,
    );
  }

  /** Corrects what is sent. Missing (404), Invalid (400) for an unknown language or zone or a mark that is none, Refused (409): stale version, external id taken. */
  change(id: string, change: ChangeCustomer, actor: Actor): Promise<CustomerView> {
    return this.commands.once(actor.command, async (tx) => {
      const customer = await lock(tx, id);
      if (change.version !== undefined && change.version !== customer.version)
        refuseStale(change.version, await this.customers.view(id, actor, tx));
      const { name, language, zone, externalId, flags, business } = change;
      const fields: Partial<Customer> = {
        ...(name === undefined ? {} : { name: keptName(name) }),
        ...(language === undefined ? {} : { language: readLanguage(language) }),
        ...(zone === undefined ? {} : { zone: readZone(zone) }),
        ...(externalId === undefined ? {} : { externalId }),
        ...(flags === undefined ? {} : { flags: readFlags(flags) }),
        ...(business === undefined ? {} : { isBusiness: business }),
      };
      await save(tx, customer, fields);
      return this.customers.view(id, actor, tx);
    });
  }

  /** Adds an address; one that is there already and dead lives again. Missing (404), Invalid (400) for an address that is none. */
  addAddress(id: string, wish: AddAddress, actor: Actor): Promise<CustomerView> {
    const address = readAddress(wish);
    return this.commands.once(actor.command, async (tx) => {
      const customer = await lock(tx, id);
      if ((await tx.manager.countBy(Address, { customerId: customer.id })) >= MOST_ADDRESSES) {
        throw new Refused('full', `A customer has at most ${String(MOST_ADDRESSES)} addresses.`);
      }
      await tx.run(
        `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, extension, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (customer_id, kind, value_norm) DO UPDATE SET state = 'live', value_raw = excluded.value_raw, extension = excluded.extension`,
        [uuidv7(), customer.id, wish.kind, wish.value, address.norm, address.extension, await tx.now()],
      );
      return this.customers.view(id, actor, tx);
    });
  }

  /** Marks one address dead (write there no more) or live again. Missing (404) where the customer has no such address. */
  changeAddress({ id, address }: AddressRef, { state }: ChangeAddress, actor: Actor): Promise<CustomerView> {
    return this.commands.once(actor.command, async (tx) => {
      const customer = await lock(tx, id);
      const { affected } = await tx.manager.update(Address, { id: address, customerId: customer.id }, { state });
      if (affected === 0) throw new Missing('The customer has no such address.');
      return this.customers.view(id, actor, tx);
    });
  }
}

function wayOf(candidate: Candidate | undefined): 'external_id' | 'email' | 'phone' {
  if (candidate?.byExternalId) return 'external_id';
  return candidate?.byEmail ? 'email' : 'phone';
}

/** The customer's row, locked; of a merged one that of the one it became. */
async function lock(tx: Tx, id: string): Promise<Customer> {
  const target = await survivor(tx, id);
  const customer = await tx.manager.findOne(Customer, { where: { id: target, status: 'active' }, lock: { mode: 'for_no_key_update' } });
  if (!customer) throw new Missing('There is no such customer.');
  return customer;
}

async function survivor(reader: Reader, id: string): Promise<string> {
  const [row] = await reader.rows<{ id: string }>('SELECT coalesce(merged_into, id) AS id FROM customer WHERE id = $1', [id]);
  return row?.id ?? id;
}

async function save(tx: Tx, customer: Customer, fields: Partial<Customer>): Promise<void> {
  try {
    await tx.manager.update(Customer, { id: customer.id }, { ...fields, version: customer.version + 1 });
  } catch (error) {
    if (violated(error) !== 'customer_external_id_key') throw error;
    throw new Refused('external_id_taken', 'Another customer has this number already.');
  }
}

const FLAG = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** Each mark once, in order. A mark is a key, so that two people who mean the same write the same. */
function readFlags(flags: readonly string[]): string[] {
  const wrong = flags.find((flag) => !FLAG.test(flag));
  if (wrong !== undefined) throw new Invalid(`"${wrong}" is no mark: use small letters, digits, - and _, such as no_alcohol.`);
  return [...new Set(flags)].sort();
}

function readAddress({ kind, value, country }: AddAddress): { norm: string; extension: string | null } {
  if (kind === 'email') return { norm: readEmail(value), extension: null };
  if (kind === 'phone') {
    const phone = readPhone(value, country);
    return { norm: phone.e164, extension: phone.extension };
  }
  const norm = normalizePost(value);
  if (norm === null) throw new Invalid('The address is empty.');
  return { norm, extension: null };
}
