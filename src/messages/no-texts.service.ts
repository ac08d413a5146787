import { Injectable } from '@nestjs/common';
import { Consent } from '../consent/consent.service';
import type { Reader } from '../platform/database/tx';

/** Which of a customer's numbers get no texts, because whoever reads them asked for that. */
@Injectable()
export class NoTexts {
  constructor(private readonly consent: Consent) {}

  /** The numbers in E.164; of a merged customer those of the one it became. */
  async among(reader: Reader, customerId: string | null): Promise<string[]> {
    if (customerId === null) return [];
    const numbers = await reader.rows<{ value: string }>(
      `SELECT value_norm AS value FROM address
       WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1) AND kind = 'phone' AND state = 'live'`,
      [customerId],
    );
    if (numbers.length === 0) return [];
    const off = await this.consent.suppressed(
      reader,
      numbers.map(({ value }) => ({ channel: 'sms', valueNorm: value })),
    );
    return numbers.map(({ value }) => value).filter((value) => off.has(`sms:${value}`));
  }
}
