import type { Reader } from '../platform/database/tx';
import type { Actor } from '../staff/actor.dto';
import { firstName, maskedContact, seesContactData } from './contact-mask.rules';
import type { AddressView, CustomerView } from './customer.dto';

type AddressRow = Pick<AddressView, keyof AddressView>;
type Row = Omit<CustomerView, 'masked' | 'addresses'> & { addresses: AddressRow[] };

const CUSTOMERS = `
  SELECT c.id, c.name, c.language, c.zone, c.external_id AS "externalId",
    c.flags, c.is_business AS business, c.last_contact_at AS "lastContactAt", c.created_at AS "createdAt", c.version,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'state', a.state, 'verified', a.verified, 'extension', a.extension,
        'value', CASE a.kind WHEN 'post' THEN a.value_raw ELSE a.value_norm END) ORDER BY a.state DESC, a.created_at DESC, a.id DESC)
      FROM (SELECT * FROM address WHERE customer_id = c.id ORDER BY state DESC, created_at DESC, id DESC LIMIT 50) a), '[]') AS addresses
  FROM customer c
  WHERE c.status = 'active' AND c.id IN (SELECT coalesce(o.merged_into, o.id) FROM customer o WHERE o.id = ANY($1))
  ORDER BY c.last_contact_at DESC, c.id DESC`;

/** Customers by id as this person may see them, latest contact first. Erased ones are left out, merged ones are the one they became. */
export async function readCustomers(reader: Reader, ids: readonly string[], actor: Actor): Promise<CustomerView[]> {
  const rows = await reader.rows<Row>(CUSTOMERS, [ids]);
  return rows.map(seesContactData(actor.roles) ? plain : masked);
}

function plain(row: Row): CustomerView {
  return { ...row, masked: false };
}

/** What leaves the house: a list of what is shown, so that a new column is hidden until somebody thinks about it. */
function masked({ id, name, language, zone, business, addresses, lastContactAt, createdAt, version }: Row): CustomerView {
  const shown = addresses.map((address): AddressRow => ({
    ...address,
    value: maskedContact(address.kind, address.value),
    extension: null,
  }));
  return {
    id,
    name: firstName(name),
    language,
    zone,
    externalId: null,
    flags: [],
    business,
    masked: true,
    addresses: shown,
    lastContactAt,
    createdAt,
    version,
  };
}
