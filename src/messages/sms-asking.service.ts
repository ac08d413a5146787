import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { MessageKind } from './message.rules';
import { Receipts } from './receipts.service';
import { referenceOf, type SmsStatus } from './sms.rules';
import { SmsClient } from './sms.client';
import { Troubles } from './troubles.service';

interface Doubtful {
  id: string;
  ticketId: string | null;
  kind: MessageKind;
  round: number;
  asks: number;
}

const MOST_AT_ONCE = 10;
/** Then a person is told that it may have arrived; the provider is asked on. */
const TELL_AFTER = 3;
const MOST_ASKS = 8;

// Asking counts before it is done: a process that dies meanwhile leaves the next asking to another one, later.
const CLAIM = statement(
  'message.asking',
  `UPDATE message m SET asks = m.asks + 1, not_before = (SELECT desk_now()) + make_interval(mins => (ARRAY[1, 5, 30, 120, 360])[least(m.asks + 1, 5)])
   WHERE m.id IN (
     SELECT q.id FROM message q WHERE q.state = 'uncertain' AND q.retry_class = 'B' AND q.asks < ${String(MOST_ASKS)} AND q.not_before <= (SELECT desk_now())
     ORDER BY q.not_before LIMIT ${String(MOST_AT_ONCE)} FOR UPDATE SKIP LOCKED)
   RETURNING m.id, m.ticket_id AS "ticketId", m.kind, m.round, m.asks`,
);
const ABSENT = statement(
  'message.absent',
  `UPDATE message SET state = 'pending', not_before = (SELECT desk_now()), last_error = 'the provider never got it'
   WHERE id = $1 AND state = 'uncertain' AND asks = $2`,
);

/** Nobody knows whether a text arrived: before it may be sent again, the provider is asked what it knows of it (reliability.md 4.5, class B). */
@Injectable()
export class SmsAsking {
  constructor(
    private readonly db: Database,
    private readonly client: SmsClient,
    private readonly receipts: Receipts,
    private readonly troubles: Troubles,
  ) {}

  /** How many it asked about. */
  async run(): Promise<number> {
    if (!this.client.isSet) return 0;
    const doubtful = await this.db.rows<Doubtful>(CLAIM);
    await Promise.all(doubtful.map((one) => this.ask(one)));
    return doubtful.length;
  }

  private async ask(one: Doubtful): Promise<void> {
    const status = await this.client.status(referenceOf(one.id, one.round));
    if (status.is === 'absent') await this.db.rows(ABSENT, [one.id, one.asks]);
    else if (status.is === 'found') await this.found(one, status);
    else if (one.asks === TELL_AFTER) await this.tell(one, status.why);
  }

  private async found(one: Doubtful, status: SmsStatus & { is: 'found' }): Promise<void> {
    const { reference, receipt, forGood, addressDead, why } = status;
    const eventId = `asked:${referenceOf(one.id, one.round)}:${String(one.asks)}`;
    const about = { messageId: one.id, round: one.round };
    await this.receipts.take({ provider: 'sms', eventId, about, reference, receipt, forGood, addressDead, why });
  }

  private async tell({ id, ticketId, kind }: Doubtful, why: string): Promise<void> {
    await this.db.transaction((tx) => this.troubles.tell(tx, [{ messageId: id, ticketId, kind, state: 'uncertain', why }]));
  }
}
