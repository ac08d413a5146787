import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../platform/database/tx';
import type { MessageKind } from './message.rules';
import { noWayScript, unwrittenScript } from './task-script.rules';
import { MESSAGE_WORDS } from './troubles.service';
import { channelsFor } from './ways.rules';

export const TASK_KINDS = ['call', 'post', 'no_way_to_reach', 'human_check'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export interface NewTask {
  /** One task under one name, however often it is asked for. */
  dedupeKey: string;
  kind: TaskKind;
  ticketId: string | null;
  customerId: string | null;
  messageId?: string;
  /** The number to call, the postal address, or the number whose answer must be read. */
  address?: string | null;
  dueAt: Date;
  /** The best hour to call, from then on. */
  bestFrom?: Date;
  /** What to say or do, in sentences. */
  script: string;
  now: Date;
}

const DAY_MS = 24 * 3_600_000;
const NUMBER = `SELECT value_norm AS number FROM address
  WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1) AND kind = 'phone' AND state = 'live'
  ORDER BY verified DESC, created_at DESC, id DESC LIMIT 1`;

/** The name of the one task to read a text that somebody sent. */
export function taskOfText(textId: string): string {
  return `text:${textId}`;
}

/** Leaves work for people: a call, a letter, a look. */
@Injectable()
export class TaskWriting {
  /** Returns the new task's id, or null where there is one under this name already. */
  async open(tx: Tx, task: NewTask): Promise<string | null> {
    const row = await tx.maybe<{ id: string }>(
      `INSERT INTO task (id, dedupe_key, kind, ticket_id, customer_id, message_id, address, due_at, best_from, script, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`,
      [
        ...[uuidv7(), task.dedupeKey, task.kind, task.ticketId, task.customerId, task.messageId ?? null, task.address ?? null],
        ...[task.dueAt, task.bestFrom ?? null, task.script, task.now],
      ],
    );
    return row?.id ?? null;
  }

  /** No way to the customer is left: somebody looks for one, where the message is worth a call. Once for each ticket and cycle, and never two at a time. */
  async noWay(
    tx: Tx,
    missed: { kind: MessageKind; ticketId: string | null; customerId: string | null; cycle: number | null; messageId?: string; now: Date },
  ): Promise<void> {
    const { kind, ticketId, customerId, cycle, messageId, now } = missed;
    const isWorthIt = channelsFor(kind, { email: true, sms: true }).includes('call');
    if (!isWorthIt || ticketId === null) return;
    const isSought = await tx.maybe(`SELECT 1 FROM task WHERE ticket_id = $1 AND kind = 'no_way_to_reach' AND state = 'open' LIMIT 1`, [
      ticketId,
    ]);
    if (isSought) return;
    const dueAt = new Date(now.getTime() + DAY_MS);
    const script = noWayScript(MESSAGE_WORDS[kind]);
    await this.open(tx, {
      dedupeKey: `no_way:${ticketId}:${String(cycle ?? 1)}`,
      kind: 'no_way_to_reach',
      ticketId,
      customerId,
      messageId,
      dueAt,
      script,
      now,
    });
  }

  /** The text of a message asks for something that nobody knows: a person tells the customer instead. Once for each message. */
  async unwritten(
    tx: Tx,
    missed: { messageId: string; kind: MessageKind; ticketId: string | null; customerId: string | null; missing: string; now: Date },
  ): Promise<void> {
    const { messageId, kind, ticketId, customerId, missing, now } = missed;
    if (ticketId === null) return;
    const phone = await tx.maybe<{ number: string }>(NUMBER, [customerId]);
    const dueAt = new Date(now.getTime() + DAY_MS);
    const task = {
      ticketId,
      customerId,
      address: phone?.number ?? null,
      dueAt,
      script: unwrittenScript(MESSAGE_WORDS[kind], missing),
      now,
    };
    await this.open(tx, { dedupeKey: `unwritten:${messageId}`, kind: 'call', ...task });
  }

  /** A call, a letter or a look that nobody has to do any more. How many there were. */
  cancelOf(tx: Tx, messageId: string, why: string): Promise<number> {
    return tx.run(`UPDATE task SET state = 'cancelled', done_at = desk_now(), note = $2 WHERE message_id = $1 AND state = 'open'`, [
      messageId,
      why,
    ]);
  }
}
