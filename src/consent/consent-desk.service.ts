import { Injectable } from '@nestjs/common';
import { maskedContact, seesContactData } from '../customers/contact-mask.rules';
import { type CustomerAddress, CustomersService } from '../customers/customers.service';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { channelsAt, CONSENT_CLASSES, type ConsentChannel, type ConsentClass, type ConsentSource, mayReceive } from './consent.rules';
import type { AddressConsentView, ChannelConsentView, ClassConsentView, ConsentEventView, ConsentView, RecordConsent } from './consent.dto';
import { Consent } from './consent.service';

interface Word {
  hash: string;
  channel: ConsentChannel;
  class: ConsentClass;
  given: boolean;
  source: ConsentSource;
  at: Date;
}

interface Closed {
  hash: string;
  channel: ConsentChannel;
  since: Date;
}

const MOST = 50;
const WORDS = `SELECT encode(address_hash, 'hex') AS hash, channel, class, given, source, at FROM consent_now WHERE address_hash = ANY($1)`;
const CLOSED = `SELECT encode(address_hash, 'hex') AS hash, channel, since FROM suppression WHERE address_hash = ANY($1)`;
// By the customer, and by the address: what its last owner said holds too. The words of somebody else stay out.
const EVENTS = `
  WITH people AS (SELECT id FROM customer WHERE id = $1 OR merged_into = $1)
  SELECT e.at, e.channel, e.class, e.given, e.source, s.name AS by, CASE WHEN e.customer_id IN (SELECT id FROM people) THEN e.proof END AS note
  FROM consent_event e LEFT JOIN staff s ON s.id = e.actor
  WHERE e.id IN (
    (SELECT c.id FROM consent_event c WHERE c.customer_id IN (SELECT id FROM people) ORDER BY c.seq DESC LIMIT ${String(MOST)})
    UNION (SELECT a.id FROM consent_event a WHERE a.address_hash = ANY($2) ORDER BY a.seq DESC LIMIT ${String(MOST)}))
  ORDER BY e.seq DESC LIMIT ${String(MOST)}`;

const ONLY_THE_CUSTOMER =
  'The customer closed this channel. Only the customer can open it again: by texting START to us, or on the page behind the link in our messages.';

/** What people at the desk see and write down of a customer's wishes. */
@Injectable()
export class ConsentDesk {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly customers: CustomersService,
    private readonly consent: Consent,
  ) {}

  /** What holds now for each address, what to know before calling, and how it came about. Missing (404) where there is no such customer. */
  async view(id: string, actor: Actor, reader: Reader = this.db): Promise<ConsentView> {
    const customer = await this.customers.view(id, actor, reader);
    const addresses = (await this.customers.addresses(reader, customer.id)).slice(0, MOST);
    const hashes = addresses.map((address) => this.hashOf(address));
    const words = await reader.rows<Word>(WORDS, [hashes]);
    const closed = await reader.rows<Closed>(CLOSED, [hashes]);
    const live = addresses.filter(({ state }) => state === 'live').map(({ kind, value }) => ({ kind, valueNorm: value }));
    const masked = !seesContactData(actor.roles);
    return {
      customer: customer.id,
      contactNotes: await this.consent.contactNotes(reader, live),
      addresses: addresses.map((address) => addressView(address, this.hashOf(address).toString('hex'), words, closed, masked)),
      events: await reader.rows<ConsentEventView>(EVENTS, [customer.id, hashes]),
    };
  }

  /**
   * Writes down what the customer said. Missing (404), Invalid (400) where advertising is given without what proves it, Refused (409) where the customer has
   * no address for the channel, and where the channel was closed: only the customer opens it.
   */
  record(id: string, wish: RecordConsent, actor: Actor): Promise<ConsentView> {
    if (wish.given && wish.class === 'marketing' && !wish.note)
      throw new Invalid('Write down what the customer agreed to: advertising needs proof.');
    return this.commands.once(actor.command, async (tx) => {
      const customer = await this.customers.view(id, actor, tx);
      const meant = await this.meant(tx, customer.id, wish);
      if (wish.given) await this.refuseClosed(tx, meant, wish.channel);
      const now = await tx.now();
      for (const { kind, value } of meant) {
        await this.consent.record(tx, {
          ...{ customerId: customer.id, kind, valueNorm: value, channel: wish.channel, class: wish.class, given: wish.given },
          ...{ source: wish.how, actor: actor.staffId, proof: wish.note ?? null, now },
        });
      }
      return this.view(customer.id, actor, tx);
    });
  }

  /** The addresses that the wish speaks of, in the order of every writer (kind, then hash): two at once take turns instead of blocking each other. */
  private async meant(tx: Tx, customerId: string, { channel, address }: RecordConsent): Promise<CustomerAddress[]> {
    const all = await this.customers.addresses(tx, customerId);
    if (address !== undefined && !all.some(({ id }) => id === address)) throw new Missing('The customer has no such address.');
    const meant = all.filter(({ id, kind }) => (address === undefined || id === address) && channelsAt(kind, channel).length > 0);
    if (meant.length === 0) throw new Refused('no_address', 'The customer has no address for this channel. Add it first.');
    return meant.sort((a, b) => a.kind.localeCompare(b.kind) || this.hashOf(a).compare(this.hashOf(b)));
  }

  private async refuseClosed(tx: Tx, meant: readonly CustomerAddress[], channel: ConsentChannel | 'all'): Promise<void> {
    const asked = meant.flatMap(({ kind, value }) => channelsAt(kind, channel).map((one) => ({ channel: one, valueNorm: value })));
    if ((await this.consent.suppressed(tx, asked)).size > 0) throw new Refused('only_the_customer', ONLY_THE_CUSTOMER);
  }

  private hashOf({ kind, value }: CustomerAddress): Buffer {
    return this.consent.addressHash(kind, value);
  }
}

function addressView(
  { id, kind, value, state }: CustomerAddress,
  hash: string,
  words: readonly Word[],
  closed: readonly Closed[],
  masked: boolean,
): AddressConsentView {
  const own = words.filter((word) => word.hash === hash);
  const shut = closed.filter((one) => one.hash === hash);
  const channels = channelsAt(kind, 'all').map((channel) => channelView(channel, own, shut));
  return { id, kind, value: masked ? maskedContact(kind, value) : value, state, channels };
}

function channelView(channel: ConsentChannel, words: readonly Word[], closed: readonly Closed[]): ChannelConsentView {
  const shut = closed.find((one) => one.channel === channel);
  const classes = CONSENT_CLASSES.map((one): ClassConsentView => {
    const word = words.find((said) => said.channel === channel && said.class === one);
    const allowed = mayReceive({ suppressed: shut !== undefined, given: word?.given ?? null }, { class: one, channel });
    const said = word === undefined ? 'not_asked' : word.given ? 'given' : 'refused';
    return { class: one, allowed, said, source: word?.source ?? null, at: word?.at ?? null };
  });
  return { channel, closed: shut !== undefined, closedSince: shut?.since ?? null, classes };
}
