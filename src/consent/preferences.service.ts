import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import {
  type AddressedBy,
  channelsAt,
  CONSENT_CHANNELS,
  CONSENT_CLASSES,
  type ConsentChannel,
  type ConsentClass,
  kindOf,
} from './consent.rules';
import { Consent, mayReceiveSql } from './consent.service';
import { type LeavableClass, type LinkOwner, PreferenceLinks } from './preference-links.service';
import { type ChannelWishes, wishKey } from './preference-page.rules';

/** The version of the words of preference-words.rules.ts: what somebody who ticks "Advertising" has read. */
const WORDING = 'preferences.1';

const ALLOWED = `
  SELECT h.place::int - 1 AS place, c.channel, k.class
  FROM unnest($1::bytea[]) WITH ORDINALITY AS h(hash, place), unnest($2::text[]) AS c(channel), unnest($3::text[]) AS k(class)
  WHERE ${mayReceiveSql('h.hash', 'c.channel', 'k.class')}`;

interface Address {
  kind: AddressedBy;
  hash: Buffer;
}

/** One channel of a customer, and the addresses that a change of it is about. */
interface ChannelNow extends ChannelWishes {
  addresses: readonly Address[];
}

export interface LeaveFacts {
  language: string | null;
  class: LeavableClass;
  preferencesPath: string;
}

/** What customers say about our messages by the links in them. Looking changes nothing. */
@Injectable()
export class Preferences {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly consent: Consent,
    private readonly links: PreferenceLinks,
  ) {}

  /** What the link would end. Missing (404) where it is none of ours. */
  async leaveFacts(token: string): Promise<LeaveFacts> {
    return this.factsOf(this.leaver(token));
  }

  /** Ends mails of the link's class to its address. Clicked again it changes nothing more. Missing (404) where the link is none of ours. */
  async leave(token: string, source: 'one_click' | 'unsubscribe_page'): Promise<LeaveFacts> {
    const leaver = this.leaver(token);
    await this.db.transaction(async (tx) => {
      const [here] = await allowedAt(tx, [leaver]);
      const said = { customerId: leaver.customerId, kind: leaver.kind, hash: leaver.hash, channel: 'email', class: leaver.class } as const;
      if (here?.has(wishKey('email', leaver.class))) {
        await this.consent.recordHashed(tx, { ...said, given: false, source, wording: WORDING, actor: null, now: await tx.now() });
      }
    });
    return this.factsOf(leaver);
  }

  /** What is ticked on the page of this link. Missing (404) where the link is none of ours. */
  async wishes(token: string): Promise<{ language: string | null; channels: ChannelWishes[] }> {
    const owner = this.owner(token);
    return { language: await languageOf(this.db, owner.customerId), channels: await this.channelsOf(this.db, owner) };
  }

  /**
   * From now on only what is ticked is sent. What was sent before and is not ticked is refused, at all addresses of that channel; a channel without a tick is
   * closed. What is newly ticked counts only at the address that the link came to: who reads a mail is not for that the owner of a phone.
   */
  async save(token: string, ticked: ReadonlySet<string>): Promise<void> {
    const owner = this.owner(token);
    await this.db.transaction(async (tx) => {
      const now = await tx.now();
      for (const channel of await this.channelsOf(tx, owner)) await this.saveChannel(tx, owner, channel, ticked, now);
    });
  }

  private async saveChannel(tx: Tx, owner: LinkOwner, now: ChannelNow, ticked: ReadonlySet<string>, at: Date): Promise<void> {
    const { channel, allowed, mayOpen, addresses } = now;
    const wanted = CONSENT_CLASSES.filter((one) => ticked.has(wishKey(channel, one)));
    const said = { customerId: owner.customerId, channel, source: 'preference_page', wording: WORDING, actor: null, now: at } as const;
    const refuse = async (messageClass: ConsentClass | 'all'): Promise<void> => {
      for (const address of addresses) await this.consent.recordHashed(tx, { ...said, ...address, class: messageClass, given: false });
    };
    if (wanted.length === 0 && allowed.size > 0) return refuse('all');
    for (const one of CONSENT_CLASSES) {
      if (allowed.has(one) && !wanted.includes(one)) await refuse(one);
      if (!allowed.has(one) && wanted.includes(one) && mayOpen) {
        await this.consent.recordHashed(tx, { ...said, kind: owner.kind, hash: owner.hash, class: one, given: true });
      }
    }
  }

  /** The link's own address, and the customer's others by their kind. An address that was erased is still its link's own. */
  private async channelsOf(reader: Reader, owner: LinkOwner): Promise<ChannelNow[]> {
    const known = await this.customers.addresses(reader, owner.customerId);
    const others = known
      .filter(({ kind }) => kind !== owner.kind)
      .map(({ kind, value }) => ({ kind, hash: this.consent.addressHash(kind, value) }));
    // in the order of every writer: two at once take turns instead of blocking each other
    const all: Address[] = [{ kind: owner.kind, hash: owner.hash }, ...others].sort((a, b) => a.hash.compare(b.hash));
    const allowed = await allowedAt(reader, all);
    return CONSENT_CHANNELS.filter((channel) => all.some(({ kind }) => kind === kindOf(channel))).map((channel) => ({
      channel,
      allowed: new Set(CONSENT_CLASSES.filter((one) => all.some((_, place) => allowed[place]?.has(wishKey(channel, one))))),
      mayOpen: channelsAt(owner.kind, 'all').includes(channel),
      addresses: all.filter(({ kind }) => kind === kindOf(channel)),
    }));
  }

  private async factsOf({ class: leftClass, ...owner }: LinkOwner & { class: LeavableClass }): Promise<LeaveFacts> {
    const preferencesPath = `/public/preferences/${this.links.preferencesToken(owner)}`;
    return { language: await languageOf(this.db, owner.customerId), class: leftClass, preferencesPath };
  }

  private leaver(token: string): LinkOwner & { class: LeavableClass } {
    const leaver = this.links.readUnsubscribe(token);
    if (!leaver) throw new Missing('This link is not complete.');
    return leaver;
  }

  private owner(token: string): LinkOwner {
    const owner = this.links.readPreferences(token);
    if (!owner) throw new Missing('This link is not complete.');
    return owner;
  }
}

/** For each address, in order, what may be sent to it: keys as `wishKey` makes them. */
async function allowedAt(reader: Reader, addresses: readonly Address[]): Promise<ReadonlySet<string>[]> {
  const rows = await reader.rows<{ place: number; channel: ConsentChannel; class: ConsentClass }>(ALLOWED, [
    addresses.map(({ hash }) => hash),
    CONSENT_CHANNELS,
    CONSENT_CLASSES,
  ]);
  return addresses.map(({ kind }, index) => {
    const own = rows.filter(({ place, channel }) => place === index && kindOf(channel) === kind);
    return new Set(own.map((row) => wishKey(row.channel, row.class)));
  });
}

async function languageOf(reader: Reader, customerId: string): Promise<string | null> {
  const [row] = await reader.rows<{ language: string | null }>(
    `SELECT c.language FROM customer o JOIN customer c ON c.id = coalesce(o.merged_into, o.id) WHERE o.id = $1`,
    [customerId],
  );
  return row?.language ?? null;
}
