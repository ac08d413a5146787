import { uuidv7 } from 'uuidv7';
import { isZone } from '../calendar/zone.rules';
import { Invalid } from '../platform/errors';
import { normalizeEmail, normalizePhone } from './address.service';
import { type Candidate, chooseCustomer, claimKey, type KnownOf } from './customer-match.rules';
import { keptName } from './greeting.rules';

/*
 * Finding or making the customer of a contact takes two statements: one that reads candidates and one that writes. Both are given here as text,
 * so that intake can put them into its own single read and single write; `CustomersService.findOrCreate` runs the same two.
 *
 *   const known = readCustomer(given, location.country)             // Invalid (400) for an address that is none
 *   …  SELECT …, coalesce((SELECT jsonb_agg(m) FROM (${matchSql(1)}) m), '[]') AS candidates        with matchParams(known)
 *   const choice = customerFor(known, candidates)
 *   …  WITH ${customerWriteSql(7)}, … INSERT INTO ticket … (SELECT id FROM customer_who) …           with customerWrite(known, choice, now)
 */

/** What is said about the person who complains; at least one of name and the three identifying fields. */
export interface CustomerGiven {
  /** Picked from the list by a person. */
  id?: string | null;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  externalId?: string | null;
  /** BCP 47, such as "en" or "pt-BR". */
  language?: string | null;
  /** IANA name. */
  zone?: string | null;
  /** Typed by the public (web form, chat): see KnownOf. */
  selfReported?: boolean;
}

/** What was given, read and normalised; the raw texts stay beside it. */
export interface ReadCustomer extends KnownOf {
  language: string | null;
  zone: string | null;
  rawEmail: string | null;
  rawPhone: string | null;
}

const LONGEST = 200;

/** Reads what was given. `country` (two letters) is that of the location, for numbers without a country code. Throws Invalid (400) with a sentence. */
export function readCustomer(given: CustomerGiven, country?: string | null): ReadCustomer {
  const [rawEmail, rawPhone] = [said(given.email), said(given.phone)];
  const selfReported = given.selfReported ?? false;
  const phone = rawPhone === null ? null : readPhone(rawPhone, country);
  return {
    chosenId: selfReported ? null : (given.id ?? null),
    name: keptName(given.name)?.slice(0, LONGEST) ?? null,
    email: rawEmail === null ? null : readEmail(rawEmail),
    phone: phone?.e164 ?? null,
    extension: phone?.extension ?? null,
    // The public does not know the shop's own numbers; whoever sends one is trying somebody else's.
    externalId: selfReported ? null : said(given.externalId),
    language: readLanguage(said(given.language)),
    zone: readZone(said(given.zone)),
    selfReported,
    rawEmail,
    rawPhone,
  };
}

function said(text: string | null | undefined): string | null {
  return text?.trim() ? text.trim() : null;
}

/** The address in its normal form. Throws Invalid (400). */
export function readEmail(raw: string): string {
  const email = normalizeEmail(raw);
  if (email === null) throw new Invalid(`"${raw.slice(0, 80)}" is not an e-mail address.`);
  return email;
}

/** The number in its normal form. Throws Invalid (400). */
export function readPhone(raw: string, country?: string | null): { e164: string; extension: string | null } {
  const phone = normalizePhone(raw, country);
  if (phone === null)
    throw new Invalid(`"${raw.slice(0, 80)}" is not a phone number we can read. Write it with its country code, such as +1 212 555 0143.`);
  return phone;
}

/** Throws Invalid (400) for what is no language tag. */
export function readLanguage(language: string | null): string | null {
  if (language === null) return null;
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) throw new Invalid('language must be a tag such as en or pt-BR.');
  return Intl.getCanonicalLocales(language)[0] ?? null;
}

/** Throws Invalid (400) for a zone that nobody knows. */
export function readZone(zone: string | null): string | null {
  if (zone !== null && !isZone(zone)) throw new Invalid('zone must be a time zone such as Europe/Paris.');
  return zone;
}

/** The parameters of `matchSql`, in order. */
export function matchParams(
  known: KnownOf,
): [email: string | null, phone: string | null, externalId: string | null, chosenId: string | null] {
  return [known.email, known.phone, known.externalId, known.chosenId];
}

/**
 * A SELECT of every active customer who has the e-mail address $p, the phone number $p+1, the external id $p+2 or the id $p+3 (each may be null), as `Candidate` rows,
 * latest contact first. A customer merged into another one stands for that other one. At most 200: an office line has fewer people.
 */
export function matchSql(p: number): string {
  return `SELECT c.id, c.name, c.external_id AS "externalId",
      bool_or(f.how = 'chosen') AS chosen,
      bool_or(f.how = 'external') AS "byExternalId", bool_or(f.how = 'email') AS "byEmail", bool_or(f.how = 'phone') AS "byPhone",
      max(f.extension) AS extension,
      EXISTS (SELECT FROM address e WHERE e.customer_id = c.id AND e.kind = 'email' AND e.state = 'live') AS "hasEmail",
      c.last_contact_at AS "lastContactAt"
    FROM (SELECT customer_id, 'email' AS how, NULL AS extension FROM address WHERE kind = 'email' AND value_norm = $${String(p)}::text
          UNION ALL SELECT customer_id, 'phone', extension FROM address WHERE kind = 'phone' AND value_norm = $${String(p + 1)}::text
          UNION ALL SELECT id, 'external', NULL FROM customer WHERE external_id = $${String(p + 2)}::text
          UNION ALL SELECT id, 'chosen', NULL FROM customer WHERE id = $${String(p + 3)}::uuid) f
    JOIN customer o ON o.id = f.customer_id
    JOIN customer c ON c.id = coalesce(o.merged_into, o.id) AND c.status = 'active'
    GROUP BY c.id ORDER BY c.last_contact_at DESC, c.id DESC LIMIT 200`;
}

/** The customer that is meant, or null for a new one. Throws Invalid (400) where a person picked one that is not there. */
export function customerFor(known: KnownOf, candidates: readonly Candidate[]): Candidate | null {
  const choice = chooseCustomer(known, candidates);
  if (known.chosenId !== null && choice === null) throw new Invalid('There is no such customer any more. Look them up again.');
  return choice;
}

/** The one parameter of `customerWriteSql`, as JSON text. `choice` null makes a new customer. */
export function customerWrite(known: ReadCustomer, choice: Candidate | null, now: Date): string {
  const addresses = [
    { kind: 'email', raw: known.rawEmail, norm: known.email, extension: null },
    { kind: 'phone', raw: known.rawPhone, norm: known.phone, extension: known.extension },
  ].filter((address) => address.norm !== null);
  return JSON.stringify({
    id: choice?.id ?? uuidv7(),
    known: choice !== null,
    claim: choice === null ? claimKey(known) : null,
    name: known.name,
    language: known.language,
    zone: known.zone,
    external_id: known.externalId,
    now,
    addresses: (choice !== null && known.selfReported ? [] : addresses).map((address) => ({ id: uuidv7(), ...address })),
  });
}

/**
 * CTEs (without WITH) that write what `customerWrite` says, $p being its JSON. `customer_who(id, is_new)` is the customer, one row.
 * Of two who make the same new customer at once the second waits on the claim's row and then joins the first: only ON CONFLICT sees what was
 * committed after the statement began, so this cannot be a look-up. Foreign keys are checked when the whole statement is done.
 */
export function customerWriteSql(p: number): string {
  return `customer_in AS (
    SELECT * FROM jsonb_to_record($${String(p)}::jsonb) AS r(id uuid, known boolean, claim text, name text, language text, zone text,
      external_id text, now timestamptz, addresses jsonb)),
  customer_claimed AS (
    INSERT INTO customer_claim (key, customer_id) SELECT claim, id FROM customer_in WHERE claim IS NOT NULL
    ON CONFLICT (key) DO UPDATE SET customer_id = CASE
      WHEN EXISTS (SELECT FROM customer c WHERE c.id = customer_claim.customer_id AND c.status <> 'active') THEN excluded.customer_id
      ELSE customer_claim.customer_id END
    RETURNING customer_id),
  customer_who AS (
    SELECT coalesce(k.customer_id, i.id) AS id, NOT i.known AND coalesce(k.customer_id, i.id) = i.id AS is_new
    FROM customer_in i LEFT JOIN customer_claimed k ON true),
  customer_made AS (
    INSERT INTO customer (id, name, language, zone, external_id, last_contact_at, created_at)
    SELECT w.id, i.name, i.language, i.zone, i.external_id, i.now, i.now FROM customer_in i, customer_who w WHERE w.is_new),
  customer_seen AS (
    UPDATE customer c SET last_contact_at = greatest(c.last_contact_at, i.now), name = coalesce(c.name, i.name),
      language = coalesce(c.language, i.language), zone = coalesce(c.zone, i.zone), external_id = coalesce(c.external_id, i.external_id)
    FROM customer_in i, customer_who w WHERE NOT w.is_new AND c.id = w.id),
  customer_addresses AS (
    INSERT INTO address (id, customer_id, kind, value_raw, value_norm, extension, created_at)
    SELECT a.id, w.id, a.kind, a.raw, a.norm, a.extension, i.now
    FROM customer_in i, customer_who w, jsonb_to_recordset(i.addresses) AS a(id uuid, kind text, raw text, norm text, extension text)
    -- whoever gives a dead address again wants to be reached there; if it is dead still, the next message will tell
    ON CONFLICT (customer_id, kind, value_norm) DO UPDATE SET state = 'live' WHERE address.state = 'dead')`;
}
