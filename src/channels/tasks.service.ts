import { Injectable } from '@nestjs/common';
import { formatLocal } from '../calendar/local-time.rules';
import { Consent } from '../consent/consent.service';
import { messageVisibleTo } from '../messages/message-sight.rules';
import { Receipts } from '../messages/receipts.service';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { taskPage } from './task-page.rules';
import { arrivedBy, outcomesOf } from './task.rules';
import type { FinishTask, TaskList, TaskQuery, TaskView } from './task.dto';

// A task is seen by whoever sees its ticket; one without a ticket by whoever sees everything.
const FROM = `FROM (SELECT k.*, NULL::uuid AS staff_id FROM task k) m LEFT JOIN ticket t ON t.id = m.ticket_id
  LEFT JOIN customer c ON c.id = m.customer_id LEFT JOIN staff s ON s.id = m.done_by LEFT JOIN location l ON l.id = t.location_id`;
const COLUMNS = `m.id, m.kind, m.ticket_id AS "ticketId", 'R-' || t.number AS "ticketRef", m.message_id AS "messageId", c.name AS "customerName", m.address,
  m.due_at AS "dueAt", m.best_from AS "bestFrom", m.script, m.state, m.outcome, m.note, s.name AS "doneBy", m.done_at AS "doneAt"`;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Calls, letters and looks that people owe: listed, printed, done. */
@Injectable()
export class Tasks {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly consent: Consent,
    private readonly receipts: Receipts,
  ) {}

  /** What is due first comes first. */
  async list({ state = 'open', kind, ticket, limit = PAGE_SIZE, cursor }: TaskQuery, actor: Actor): Promise<TaskList> {
    const params: unknown[] = [limit + 1, state];
    const conditions = [messageVisibleTo(actor, 'm', 't', params), 'm.state = $2'];
    const where = (condition: (...places: string[]) => string, ...values: unknown[]) => {
      conditions.push(condition(...values.map((value) => `$${String(params.push(value))}`)));
    };
    if (cursor) where((at, id) => `(m.due_at, m.id) > (${at}::timestamptz, ${id}::uuid)`, ...decodeCursor(cursor, 2));
    if (kind) where((place) => `m.kind = ${place}`, kind);
    if (ticket !== undefined) {
      if (ID.test(ticket)) where((place) => `m.ticket_id = ${place}::uuid`, ticket);
      else where((place) => `t.number = ${place}::bigint`, numberIn(ticket));
    }
    const rows = await this.db.rows<TaskView>(
      `SELECT ${COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY m.due_at, m.id LIMIT $1`,
      params,
    );
    return pageOf(rows, limit, (row) => [row.dueAt.toISOString(), row.id]);
  }

  /** Missing (404), Invalid (400) for an end that this kind cannot have, Refused (409) where it is done already. */
  finish(id: string, { outcome, note }: FinishTask, actor: Actor): Promise<TaskView> {
    return this.commands.once(actor.command, async (tx) => {
      await tx.rows('SELECT id FROM task WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const { task } = await this.one(tx, id, actor);
      if (task.state !== 'open') throw new Refused('task_state', `This is ${task.state} already.`, { state: task.state });
      const ends = outcomesOf(task.kind);
      if (!ends.includes(outcome)) throw new Invalid(`This can end as: ${ends.join(', ')}.`);
      const now = await tx.now();
      await tx.run(`UPDATE task SET state = 'done', outcome = $2, note = $3, done_by = $4, done_at = $5 WHERE id = $1`, [
        id,
        outcome,
        note ?? null,
        actor.staffId,
        now,
      ]);
      await this.effect(tx, task, { outcome, note }, actor, now);
      tx.wake('notify', id);
      return (await this.one(tx, id, actor)).task;
    });
  }

  async page(id: string, actor: Actor): Promise<string> {
    const { task, place, zone } = await this.one(this.db, id, actor);
    const { kind, ticketRef: ref, customerName: customer, address, script, dueAt, bestFrom } = task;
    const local = (at: Date): string => formatLocal(at, zone ?? 'UTC');
    return taskPage({ kind, ref, place, customer, address, script, due: local(dueAt), best: bestFrom ? local(bestFrom) : null });
  }

  private async effect(tx: Tx, task: TaskView, { outcome, note }: FinishTask, actor: Actor, now: Date): Promise<void> {
    const { address, messageId } = task;
    if (outcome === 'wrong_number' && address !== null)
      await this.consent.addressDied(tx, { kind: 'phone', valueNorm: address, why: 'reassigned', now });
    if (task.kind === 'human_check' && address !== null) await this.decided(tx, address, outcome, actor, now);
    const arrived = arrivedBy(outcome);
    if (messageId === null || arrived === null) return;
    if (arrived) await this.receipts.broughtByHand(tx, messageId, now);
    else await this.receipts.cameBack(tx, messageId, note ?? `nobody was reached: ${outcome}`, now);
  }

  /** What waited for the answer goes on: by text, or by another way where texts are not wanted. */
  private async decided(tx: Tx, number: string, outcome: FinishTask['outcome'], actor: Actor, now: Date): Promise<void> {
    const said = { customerId: null, kind: 'phone', valueNorm: number, channel: 'sms', class: 'all', actor: actor.staffId, now } as const;
    if (outcome === 'stop') await this.consent.record(tx, { ...said, given: false, source: 'written' });
    if (outcome === 'not_me') await this.consent.addressDied(tx, { kind: 'phone', valueNorm: number, why: 'reassigned', now });
    await this.receipts.releaseChecked(tx, number);
  }

  private async one(reader: Reader, id: string, actor: Actor): Promise<{ task: TaskView; place: string | null; zone: string | null }> {
    const params: unknown[] = [id];
    const visible = messageVisibleTo(actor, 'm', 't', params);
    const [row] = await reader.rows<TaskView & { place: string | null; zone: string | null }>(
      `SELECT ${COLUMNS}, l.name AS place, l.zone ${FROM} WHERE m.id = $1 AND ${visible}`,
      params,
    );
    if (!row) throw new Missing('There is no such task.');
    const { place, zone, ...task } = row;
    return { task, place, zone };
  }
}

function numberIn(ref: string): number | null {
  const found = /^(?:R-)?(\d{1,15})$/i.exec(ref);
  return found ? Number(found[1]) : null;
}
