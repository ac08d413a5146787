import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { CustomersService } from '../customers/customers.service';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { SECRET } from '../platform/runtime';
import { publicToken } from '../platform/tokens';
import {
  type AddressedBy,
  channelsAt,
  CONSENT_CHANNELS,
  type ConsentChannel,
  type ConsentClass,
  type ConsentSource,
  contactNotes,
  kindOf,
  mayReceive,
  reopens,
  type WaysOpen,
} from './consent.rules';
import { type Reading, readReply } from './stop-words.rules';

/** One word of a customer about one address. */
export interface ConsentRecord {
  /** null where nobody knows whose address it is. */
  customerId: string | null;
  kind: AddressedBy;
  /** As `CustomerAddress.value`; a postal address in one line of small letters. */
  valueNorm: string;
  channel: ConsentChannel | 'all';
  /** `all` given leaves advertising out: consent to that must be given by its name. */
  class: ConsentClass | 'all';
  given: boolean;
  source: ConsentSource;
  /** The version of the words that the customer was shown. */
  wording?: string | null;
  /** Who of the staff wrote it down. */
  actor: string | null;
  /** What proves it: the text of an answer, a note, a reference. */
  proof?: string | null;
  now: Date;
}

/** The same for an address that is known by its hash only, as a link in an old mail knows it. */
export type HashedConsent = Omit<ConsentRecord, 'valueNorm'> & { hash: Buffer };

export interface MayReceiveAsk {
  /** Of the rules (`effectiveClass`), not of the template. */
  class: ConsentClass;
  channel: ConsentChannel;
  valueNorm: string;
  /** A letter that the law asks for. */
  requiredByLaw?: boolean;
}

/**
 * A boolean SQL expression: may the address of this keyed hash (`Consent.addressHash`) be sent to? For statements that claim many at once; all three are SQL
 * expressions, `messageClass` being that of `effectiveClass`. Two look-ups by index. Knows nothing of letters that the law asks for.
 */
export function mayReceiveSql(hash: string, channel: string, messageClass: string): string {
  return `(NOT ${suppressedSql(hash, channel)} AND coalesce(${lastWordSql(hash, channel, messageClass)}, ${messageClass} <> 'marketing'))`;
}

function suppressedSql(hash: string, channel: string): string {
  return `EXISTS (SELECT FROM suppression s WHERE s.address_hash = ${hash} AND s.channel = ${channel})`;
}

/** The view consent_now says the same about whole addresses; this reads one class of one of them. */
function lastWordSql(hash: string, channel: string, messageClass: string): string {
  return `(SELECT e.given FROM consent_event e WHERE e.address_hash = ${hash} AND e.channel IN (${channel}, 'all')
    AND (e.class = ${messageClass} OR (e.class = 'all' AND NOT (e.given AND ${messageClass} = 'marketing'))) ORDER BY e.seq DESC LIMIT 1)`;
}

const ASKED = `unnest($1::bytea[], $2::text[], $3::text[]) WITH ORDINALITY AS w(hash, channel, class, n)`;
const SAID = statement(
  'consent.said',
  `SELECT ${suppressedSql('w.hash', 'w.channel')} AS suppressed, ${lastWordSql('w.hash', 'w.channel', 'w.class')} AS given FROM ${ASKED} ORDER BY w.n`,
);
const SUPPRESSED = statement(
  'consent.suppressed',
  `SELECT w.n::int - 1 AS place FROM unnest($1::bytea[], $2::text[]) WITH ORDINALITY AS w(hash, channel, n) WHERE ${suppressedSql('w.hash', 'w.channel')}`,
);
const CLOSE = `INSERT INTO suppression (address_hash, channel, source, since) SELECT $1, unnest($2::text[]), $3, $4 ON CONFLICT DO NOTHING`;
const OPEN = `DELETE FROM suppression WHERE address_hash = $1 AND channel = ANY($2)`;
// A link in an old mail may name a customer of whom nothing is left.
const APPEND = `
  INSERT INTO consent_event (id, customer_id, address_kind, address_hash, channel, class, given, source, wording, actor, proof, at)
  VALUES ($1, (SELECT id FROM customer WHERE id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;
const HOLDERS = `SELECT DISTINCT customer_id AS id FROM address WHERE kind = $1 AND value_norm = $2 ORDER BY customer_id`;
const HAS_CONSENT = `SELECT 1 AS there FROM consent_now WHERE address_hash = $1 AND class = 'marketing' AND given LIMIT 1`;

/** What customers agreed to and refused, address by address; the last word holds (domain.md 6.5). */
@Injectable()
export class Consent {
  constructor(
    private readonly customers: CustomersService,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** By what an address is known here: a keyed hash, which whoever steals the table cannot try addresses against. */
  addressHash(kind: AddressedBy, valueNorm: string): Buffer {
    return Buffer.from(publicToken(this.secret, 'address-hash', `${kind}:${valueNorm}`, 1), 'base64url');
  }

  /** Writes one word down. Refusing a whole channel closes it, for whoever has the address later too; only the customer's own hand opens it again. */
  async record(tx: Tx, { valueNorm, ...said }: ConsentRecord): Promise<void> {
    await this.recordHashed(tx, { ...said, hash: this.addressHash(said.kind, valueNorm) });
  }

  async recordHashed(tx: Tx, said: HashedConsent): Promise<void> {
    const channels = channelsAt(said.kind, said.channel);
    // First, so that two about the same channel take turns on its row.
    if (!said.given && said.class === 'all') await tx.run(CLOSE, [said.hash, channels, said.source, said.now]);
    if (said.given && reopens(said.source)) await tx.run(OPEN, [said.hash, channels]);
    await tx.run(APPEND, [
      uuidv7(),
      said.customerId,
      said.kind,
      said.hash,
      said.channel,
      said.class,
      said.given,
      said.source,
      said.wording ?? null,
      said.actor,
      said.proof ?? null,
      said.now,
    ]);
  }

  /** Which of these are closed altogether: keys `${channel}:${valueNorm}`. One statement, however many are asked for. */
  async suppressed(reader: Reader, asked: readonly { channel: ConsentChannel; valueNorm: string }[]): Promise<ReadonlySet<string>> {
    const hashes = asked.map(({ channel, valueNorm }) => this.addressHash(kindOf(channel), valueNorm));
    const rows = await reader.rows<{ place: number }>(SUPPRESSED, [hashes, asked.map(({ channel }) => channel)]);
    return new Set(rows.flatMap(({ place }) => asked[place] ?? []).map(({ channel, valueNorm }) => `${channel}:${valueNorm}`));
  }

  /** For each of these, in order: may it be sent? One statement for all of them, for the last look before a set of messages leaves. */
  async mayReceive(reader: Reader, asked: readonly MayReceiveAsk[]): Promise<boolean[]> {
    if (asked.length === 0) return [];
    const hashes = asked.map(({ channel, valueNorm }) => this.addressHash(kindOf(channel), valueNorm));
    const said = await reader.rows<{ suppressed: boolean; given: boolean | null }>(SAID, [
      hashes,
      asked.map(({ channel }) => channel),
      asked.map((one) => one.class),
    ]);
    return asked.map((one, place) => mayReceive(said[place] ?? { suppressed: true, given: false }, one));
  }

  /**
   * An answer by text message is read and what it says is done: STOP closes texts to the number (people may still call), START opens them, "not me" ends the
   * address. `unclear` does nothing here: whoever asked holds all sends and shows it to a person (edge 112). `language` is the customer's.
   */
  async takeReply(
    tx: Tx,
    reply: { customerId: string | null; phone: string; text: string; language: string | null; now: Date },
  ): Promise<Reading> {
    const { customerId, phone, text, language, now } = reply;
    const reading = readReply(text, language);
    const said = {
      customerId,
      kind: 'phone',
      valueNorm: phone,
      channel: 'sms',
      class: 'all',
      actor: null,
      proof: reading.words.slice(0, 200),
      now,
    } as const;
    if (reading.kind === 'stop') await this.record(tx, { ...said, given: false, source: 'stop_word' });
    if (reading.kind === 'start') await this.record(tx, { ...said, given: true, source: 'start_word' });
    if (reading.kind === 'not_me')
      await this.addressDied(tx, { kind: 'phone', valueNorm: phone, why: 'reassigned', proof: said.proof, now });
    return reading;
  }

  /**
   * An address ended: a message came back for good (`bounced`), or it is somebody else's now (`reassigned`, edge 130). It becomes dead for everybody who has
   * it, and no consent outlives it; the stranger behind a reassigned one gets nothing more on any channel. Said twice it is written down once.
   * Answers how many addresses became dead.
   */
  async addressDied(
    tx: Tx,
    died: { kind: AddressedBy; valueNorm: string; why: 'bounced' | 'reassigned'; proof?: string | null; now: Date },
  ): Promise<number> {
    const { kind, valueNorm, why, proof = null, now } = died;
    const hash = this.addressHash(kind, valueNorm);
    const dead = await this.customers.markDead(tx, kind, valueNorm);
    const news =
      why === 'reassigned'
        ? (await tx.run(CLOSE, [hash, channelsAt(kind, 'all'), why, now])) > 0
        : (await tx.maybe(HAS_CONSENT, [hash])) !== null;
    if (!news) return dead;
    const holders = await tx.rows<{ id: string }>(HOLDERS, [kind, valueNorm]);
    const what = {
      kind,
      hash,
      channel: 'all',
      class: why === 'reassigned' ? 'all' : 'marketing',
      given: false,
      source: why,
      actor: null,
      proof,
      now,
    } as const;
    for (const customerId of holders.length === 0 ? [null] : holders.map(({ id }) => id))
      await this.recordHashed(tx, { ...what, customerId });
    return dead;
  }

  /**
   * What people must know before they reach for the phone: "Do not text; call or e-mail." `addresses` are the live ones; a channel counts as open where at
   * least one of them may be used about the complaint.
   */
  async contactNotes(reader: Reader, addresses: readonly { kind: AddressedBy; valueNorm: string }[]): Promise<string[]> {
    const asked = addresses.flatMap(({ kind, valueNorm }) =>
      channelsAt(kind, 'all').map((channel) => ({ class: 'service', channel, valueNorm }) as const),
    );
    const allowed = await this.mayReceive(reader, asked);
    const stateOf = (channel: ConsentChannel): WaysOpen[ConsentChannel] => {
      const ways = asked.flatMap((one, place) => (one.channel === channel ? [allowed[place] === true] : []));
      return ways.length === 0 ? 'none' : ways.includes(true) ? 'open' : 'closed';
    };
    return contactNotes(Object.fromEntries(CONSENT_CHANNELS.map((channel) => [channel, stateOf(channel)])) as WaysOpen);
  }
}
