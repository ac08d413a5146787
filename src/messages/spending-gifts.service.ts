import { Injectable } from '@nestjs/common';
import { CONSENT_CHANNELS, type ConsentChannel, effectiveClass, kindOf } from '../consent/consent.rules';
import { Consent } from '../consent/consent.service';
import type { Reader } from '../platform/database/tx';
import type { Channel } from './message.rules';

// The customer may have been two people once.
const LAST_CONTACTS = `
  SELECT w.id, greatest(c.last_contact_at, (SELECT max(k.at) FROM contact k WHERE k.customer_id IN (w.id, c.id) AND k.human AND k.direction <> 'inside')) AS at
  FROM unnest($1::uuid[]) AS w(id) JOIN customer o ON o.id = w.id JOIN customer c ON c.id = coalesce(o.merged_into, o.id)`;
const ADDRESSES = `
  SELECT kind, value_norm AS "valueNorm" FROM address
  WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1) AND state = 'live'`;

/** What a gift is called whose telling was stopped, in a sentence that a person reads. */
export const IS_ADVERTISING = 'the customer must spend money to use it, so this would be advertising, and they have not agreed to that';

/**
 * Gifts that the customer must spend money to use: by text message, and by any way long after the last contact, telling of one is advertising and asks for
 * consent (domain.md 6.2).
 */
@Injectable()
export class SpendingGifts {
  constructor(private readonly consent: Consent) {}

  /** When each of these customers was last in contact with us; nobody who is unknown is in it. */
  async lastContacts(reader: Reader, customerIds: readonly string[]): Promise<Map<string, Date>> {
    if (customerIds.length === 0) return new Map();
    const rows = await reader.rows<{ id: string; at: Date }>(LAST_CONTACTS, [[...new Set(customerIds)]]);
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /**
   * Of these channels those by which the customer may be told of such a gift now, in the same order; `barred` are the addresses (as `sms:+12125550100`) to
   * which advertising would go that nobody agreed to there: consent is given for an address and not for all of a kind.
   */
  async ways(
    reader: Reader,
    customerId: string | null,
    open: readonly Channel[],
    now: Date,
  ): Promise<{ channels: Channel[]; barred: string[] }> {
    if (customerId === null) return { channels: [...open], barred: [] };
    const lastContactAt = (await this.lastContacts(reader, [customerId])).get(customerId) ?? null;
    const isFree = (channel: Channel): boolean =>
      channel === 'chat' || effectiveClass({ class: 'gesture', channel, needsSpend: true, lastContactAt, now }) === 'gesture';
    if (open.every(isFree)) return { channels: [...open], barred: [] };
    const asked = await this.asked(reader, customerId);
    const agreed = new Set(asked.filter(({ may }) => may).map(({ channel }) => channel));
    return {
      channels: open.filter((channel) => isFree(channel) || (channel !== 'chat' && agreed.has(channel))),
      barred: asked.filter(({ may, channel }) => !may && !isFree(channel)).map(({ channel, valueNorm }) => `${channel}:${valueNorm}`),
    };
  }

  /** Each address by each channel: did the customer agree to advertising there? */
  private async asked(reader: Reader, customerId: string): Promise<{ channel: ConsentChannel; valueNorm: string; may: boolean }[]> {
    const addresses = await reader.rows<{ kind: string; valueNorm: string }>(ADDRESSES, [customerId]);
    const asked = addresses.flatMap(({ kind, valueNorm }) =>
      CONSENT_CHANNELS.filter((channel) => kindOf(channel) === kind).map(
        (channel) => ({ class: 'marketing', channel, valueNorm }) as const,
      ),
    );
    const allowed = await this.consent.mayReceive(reader, asked);
    return asked.map(({ channel, valueNorm }, place) => ({ channel, valueNorm, may: allowed[place] === true }));
  }
}
