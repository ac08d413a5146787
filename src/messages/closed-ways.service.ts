import { Injectable } from '@nestjs/common';
import { type ConsentChannel, channelsAt } from '../consent/consent.rules';
import { Consent } from '../consent/consent.service';
import type { Reader } from '../platform/database/tx';

/**
 * By which ways a customer asked for nothing at all: not to be texted, called or written to. What goes by e-mail is asked about when it leaves, because a
 * mail that is refused then still goes on by another way; a call or a letter is on somebody's list as soon as it is planned.
 */
@Injectable()
export class ClosedWays {
  constructor(private readonly consent: Consent) {}

  /** Keys `sms:+12125550100`, `call:…`, `post:…`; of a merged customer those of the one it became. */
  async of(reader: Reader, customerId: string | null): Promise<ReadonlySet<string>> {
    if (customerId === null) return new Set();
    const addresses = await reader.rows<{ kind: 'phone' | 'post'; valueNorm: string }>(
      `SELECT kind, value_norm AS "valueNorm" FROM address
       WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1) AND kind IN ('phone', 'post') AND state = 'live'`,
      [customerId],
    );
    if (addresses.length === 0) return new Set();
    const asked = addresses.flatMap(({ kind, valueNorm }): { channel: ConsentChannel; valueNorm: string }[] =>
      channelsAt(kind, 'all').map((channel) => ({ channel, valueNorm })),
    );
    return this.consent.suppressed(reader, asked);
  }
}
