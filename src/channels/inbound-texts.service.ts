import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Consent } from '../consent/consent.service';
import type { Reading } from '../consent/stop-words.rules';
import { normalizePhone } from '../customers/address.service';
import { PLAN_CONFIRMATION } from '../messages/message-plan.service';
import { taskOfText, TaskWriting } from '../messages/task-writing.service';
import type { Config } from '../platform/config';
import { withoutCardNumbers } from '../platform/card-numbers.rules';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import type { TextEvent } from './provider-events.rules';

/** Whose number it is, and which complaint they write about. */
interface Sender {
  ticketId: string | null;
  customerId: string | null;
  language: string | null;
}

const CHECK_WITHIN_MS = 4 * 3_600_000;

// The complaint of the last text that went to this number, else the latest of somebody whose number it is; open ones first.
const SENDER = `
  WITH texted AS (
    SELECT ticket_id, customer_id FROM (
      SELECT m.ticket_id, m.customer_id, m.created_at AS at FROM message m WHERE m.channel = 'sms' AND m.to_address = $1 AND m.ticket_id IS NOT NULL
      ORDER BY m.seq DESC LIMIT 1) last
  ), owned AS (
    SELECT t.id AS ticket_id, a.customer_id FROM address a JOIN customer c ON c.id = a.customer_id AND c.status = 'active'
    LEFT JOIN LATERAL (SELECT id, created_at, closed_at FROM ticket WHERE customer_id = a.customer_id AND state NOT IN ('merged', 'void')
      ORDER BY closed_at IS NOT NULL, created_at DESC LIMIT 1) t ON true
    WHERE a.kind = 'phone' AND a.value_norm = $1 ORDER BY a.state DESC, t.closed_at IS NOT NULL, t.created_at DESC NULLS LAST LIMIT 1
  ), found AS (SELECT * FROM texted UNION ALL SELECT * FROM owned LIMIT 1)
  SELECT f.ticket_id AS "ticketId", f.customer_id AS "customerId", coalesce(t.language, c.language) AS language
  FROM found f LEFT JOIN ticket t ON t.id = f.ticket_id LEFT JOIN customer c ON c.id = f.customer_id`;
const KEEP = `
  INSERT INTO inbound_text (id, provider, source_id, from_number, to_number, text, reading, ticket_id, customer_id, received_at, not_before)
  VALUES ($1, $2, $3, $4, $5, $6, 'none', $7, $8, $9, $9) ON CONFLICT (provider, source_id) DO NOTHING`;
/** When the number was last switched on by its owner: a STOP after that is answered again. */
const SWITCHED_ON = `SELECT max(received_at) AS at FROM inbound_text WHERE from_number = $1 AND reading = 'start'`;

/**
 * Texts that people send. What one asks for about texts themselves holds from the moment at which we say that we have it; everything else is done after that,
 * by a worker, on the ticket (edges 111, 112, 130).
 */
@Injectable()
export class InboundTexts {
  constructor(
    private readonly db: Database,
    private readonly consent: Consent,
    private readonly tasks: TaskWriting,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smsUrl'>,
  ) {}

  /** False where the same text came before. */
  take(provider: string, event: TextEvent): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      const text = withoutCardNumbers(event.text);
      const number = normalizePhone(event.from)?.e164 ?? event.from.slice(0, 40);
      const sender = (await tx.maybe<Sender>(SENDER, [number])) ?? { ticketId: null, customerId: null, language: null };
      const id = uuidv7();
      const kept = [id, provider, event.id, number, event.to, text, sender.ticketId, sender.customerId, now];
      if ((await tx.run(KEEP, kept)) === 0) return false;
      const reading = await this.read(tx, number, sender, text, now);
      await tx.run('UPDATE inbound_text SET reading = $2 WHERE id = $1', [id, reading.kind]);
      if (reading.kind === 'stop') await this.confirm(tx, id, number, sender, now);
      if (reading.kind === 'unclear') await this.askPerson(tx, id, number, sender, text, now);
      tx.wake('mail-in', id);
      return true;
    });
  }

  /** Somebody without a real number (a short code, a name) can ask for nothing. */
  private async read(tx: Tx, number: string, { customerId, language }: Sender, text: string, now: Date): Promise<Reading> {
    if (!number.startsWith('+')) return { kind: 'none', words: '' };
    return this.consent.takeReply(tx, { customerId, phone: number, text, language, now });
  }

  private async confirm(tx: Tx, id: string, number: string, { ticketId, customerId, language }: Sender, now: Date): Promise<void> {
    const { at } = await tx.one<{ at: Date | null }>(SWITCHED_ON, [number]);
    const state = this.config.smsUrl ? 'pending' : 'held';
    const planned = [uuidv7(), `stop:${id}`, ticketId, customerId, number, at, now, language ?? 'en', state];
    if ((await tx.run(PLAN_CONFIRMATION, planned)) > 0) tx.wake('send-other', id);
  }

  private async askPerson(tx: Tx, id: string, number: string, { ticketId, customerId }: Sender, text: string, now: Date): Promise<void> {
    await this.tasks.open(tx, {
      dedupeKey: taskOfText(id),
      kind: 'human_check',
      ticketId,
      customerId,
      address: number,
      dueAt: new Date(now.getTime() + CHECK_WITHIN_MS),
      script: `The customer texted:\n\n${text}\n\nDo they want no more texts? Until you decide, no automatic text goes to this number.`,
      now,
    });
  }
}
