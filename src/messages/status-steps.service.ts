import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { MessagesService } from './messages.service';

/** A step of the work that the customer should hear of: a part was ordered, the courier has it, it is ready. */
export interface StatusStep {
  /** One step under one name, however often it is reported. */
  effectKey: string;
  ticketId: string;
  customerId: string | null;
  cycle: number;
  /** What happened, in one or two sentences for the customer. */
  text: string;
  /** What is next, and by when. */
  next?: string;
  nextBy?: Date;
  now: Date;
  /** When it happened, where that was earlier: the order in which steps are told. */
  at?: Date;
}

/** Steps within this time of the first are told together; after a message the next one comes at the earliest after the pause. */
const GATHER_MS = 30 * 60_000;
const PAUSE_MS = 4 * 3_600_000;

/** News about the work, gathered: several steps make one message (domain.md 6.1). */
@Injectable()
export class StatusSteps {
  constructor(private readonly messages: MessagesService) {}

  /** The message that will tell of it; null where no way to the customer is left or the step was told before. The caller holds the ticket's lock. */
  async tell(tx: Tx, step: StatusStep): Promise<string | null> {
    const open = await tx.maybe<{ id: string }>(
      `SELECT id FROM message WHERE ticket_id = $1 AND kind = 'status_step' AND cycle = $2 AND state IN ('pending', 'held') AND attempts = 0
       ORDER BY seq LIMIT 1 FOR NO KEY UPDATE`,
      [step.ticketId, step.cycle],
    );
    const id = open?.id ?? (await this.begin(tx, step));
    if (id === null) return null;
    const isNew = await tx.run(
      'INSERT INTO message_step (effect_key, message_id, text, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [step.effectKey, id, step.text, step.at ?? step.now],
    );
    if (isNew === 0) return null;
    await tx.run(
      `UPDATE message SET vars = jsonb_build_object('next', $2::text, 'nextBy', $3::text, 'step', (
         SELECT string_agg(text, E'\\n' ORDER BY at, effect_key) FROM message_step WHERE message_id = $1))
         || CASE WHEN vars ? 'late' THEN jsonb_build_object('late', vars -> 'late', 'latePromise', vars -> 'latePromise') ELSE '{}' END WHERE id = $1`,
      [id, step.next ?? null, step.nextBy?.toISOString() ?? null],
    );
    return id;
  }

  private async begin(tx: Tx, { effectKey, ticketId, customerId, cycle, text, now }: StatusStep): Promise<string | null> {
    const told = await tx.maybe<{ id: string }>('SELECT message_id AS id FROM message_step WHERE effect_key = $1', [effectKey]);
    if (told) return null;
    const last = await tx.maybe<{ at: Date | null }>(
      `SELECT max(coalesce(sent_at, not_before)) AS at FROM message WHERE ticket_id = $1 AND kind = 'status_step' AND state IN ('sending', 'sent', 'uncertain')`,
      [ticketId],
    );
    const notBefore = new Date(Math.max(now.getTime() + GATHER_MS, (last?.at?.getTime() ?? 0) + PAUSE_MS));
    const planned = { effectKey: `steps:${effectKey}`, kind: 'status_step', class: 'service' } as const;
    return this.messages.plan(tx, { ...planned, ticketId, customerId, cycle, vars: { step: text }, notBefore, now });
  }
}
