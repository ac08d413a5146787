import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../platform/database/tx';

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

  /** A call, a letter or a look that nobody has to do any more. How many there were. */
  cancelOf(tx: Tx, messageId: string, why: string): Promise<number> {
    return tx.run(`UPDATE task SET state = 'cancelled', done_at = desk_now(), note = $2 WHERE message_id = $1 AND state = 'open'`, [
      messageId,
      why,
    ]);
  }
}
