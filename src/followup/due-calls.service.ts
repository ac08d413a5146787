import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { HOUR_MS } from '../clocks/clock.rules';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { SYSTEM } from '../staff/actor.dto';
import { OwnerNews } from '../tickets/owner-news.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { CallTasks } from './call-tasks.service';

/** Why a person has to turn to the customer; one call of each kind and cycle. */
export type CallReason = 'follow_up' | 'no_survey_possible' | 'survey_not_delivered' | 'middling_answer' | 'read_answer';

interface Finished {
  id: string;
  ticketId: string;
  cycle: number;
  tries: number;
  reason: CallReason;
  taskKind: 'call' | 'no_way_to_reach';
  outcome: 'reached' | 'not_reached' | 'wrong_number' | 'found' | 'given_up';
  /** The number that was to be called. */
  address: string | null;
  doneBy: string | null;
  doneAt: Date;
}

const BATCH = 50;
/** So often somebody is called; after that another way has to be found. */
const MOST_TRIES = 3;
/** Whoever did not answer now does not answer in half an hour either. */
const AGAIN_AFTER_MS = 3 * HOUR_MS;
const FINISHED = `
  SELECT d.id, d.ticket_id AS "ticketId", d.cycle, d.tries, d.reason, k.kind AS "taskKind", k.outcome, k.address, k.done_by AS "doneBy", k.done_at AS "doneAt"
  FROM due_call d JOIN task k ON k.id = d.task_id WHERE d.done_at IS NULL AND k.state = 'done'`;

/**
 * Calls that are due: one row on the board and one task with what to say, for the same call. Whichever of them is done, so is the other: a task settles
 * its row here, a complaint that has gone on takes its task back.
 */
@Injectable()
export class DueCalls {
  constructor(
    private readonly db: Database,
    private readonly moves: TicketMoves,
    private readonly care: TicketCare,
    private readonly tasks: CallTasks,
    private readonly news: OwnerNews,
    private readonly rows: RowByRow,
  ) {}

  /** Somebody is to call the customer, or to read what they wrote; shown on the board until it is done. */
  async open(tx: Tx, t: LockedTicket, reason: CallReason, dueAt: Date): Promise<void> {
    const id = uuidv7();
    const made = await tx.run(
      `INSERT INTO due_call (id, ticket_id, cycle, reason, due_at, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [id, t.row.id, t.row.cycle, reason, dueAt, t.now],
    );
    if (made === 0) return;
    if (reason !== 'read_answer') await this.tasks.open(tx, t, { dueCallId: id, tries: 1, from: t.now, dueAt });
    await this.moves.record(tx, t, { kind: 'call_due', data: { reason, dueAt } }, SYSTEM);
    const ref = `R-${String(t.row.number)}`;
    const text =
      reason === 'read_answer'
        ? `The customer of ${ref} has answered. Please read it before the ticket closes.`
        : `Please call the customer of ${ref} and ask how it went.`;
    await this.care.tellOwner(tx, t, 'call_due', text);
  }

  /** Calls whose task is done: they were held, or the next try is planned. Returns how many. */
  async settle(): Promise<number> {
    const finished = await this.db.rows<Finished>(
      `${FINISHED} AND ${mayBeTried('due_call', 'd.id')} ORDER BY k.done_at LIMIT ${String(BATCH)}`,
    );
    return this.rows.each('due_call', finished, (tx, one) => this.settleOne(tx, one));
  }

  private async settleOne(tx: Tx, { id, ticketId }: Finished): Promise<boolean> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    const call = await tx.maybe<Finished>(`${FINISHED} AND d.id = $1 FOR UPDATE OF d`, [id]);
    if (!call) return false;
    await this.take(tx, t, call);
    await this.moves.save(tx, t);
    return true;
  }

  private async take(tx: Tx, t: LockedTicket, call: Finished): Promise<void> {
    const isOver = t.row.state !== 'following_up' || t.row.cycle !== call.cycle;
    if (isOver || call.outcome === 'given_up') return this.done(tx, call);
    if (call.outcome === 'reached') return this.held(tx, t, call);
    await this.missed(tx, t, call);
  }

  private async done(tx: Tx, { id, doneBy, doneAt }: Finished): Promise<void> {
    await tx.run('UPDATE due_call SET done_at = $2, done_by = $3 WHERE id = $1', [id, doneAt, doneBy]);
  }

  /** The promise is kept by the call (settled.md 18); what was said is written down with the closing, or opens the complaint again. */
  private async held(tx: Tx, t: LockedTicket, call: Finished): Promise<void> {
    await this.done(tx, call);
    await this.moves.record(tx, t, { kind: 'call_held', data: { by: call.doneBy, tries: call.tries } }, SYSTEM);
    await this.moves.applyClocks(tx, { ...t, now: call.doneAt }, [{ clock: 'follow_up', verb: 'stop' }]);
    const ref = `R-${String(t.row.number)}`;
    await this.care.tellOwner(
      tx,
      t,
      'call_held',
      `The customer of ${ref} was reached. Write down what they said: close ${ref}, or open it again.`,
    );
  }

  /**
   * Nobody answered, or the number was wrong: the next try, at another hour. The line `call_missed` on the timeline says when (`nextTry`, null where
   * there is none); what the customer is told about it hangs on this.
   */
  private async missed(tx: Tx, t: LockedTicket, { id, tries, outcome, taskKind, address }: Finished): Promise<void> {
    const from = new Date(t.now.getTime() + (outcome === 'not_reached' ? AGAIN_AFTER_MS : 0));
    const isFresh = taskKind === 'no_way_to_reach';
    const again =
      isFresh || tries < MOST_TRIES ? await this.tasks.open(tx, t, { dueCallId: id, tries: tries + 1, from, dueAt: null }) : null;
    if (isFresh) return;
    const nextTry = again?.hasNumber === true ? again.bestFrom : null;
    await this.moves.record(tx, t, { kind: 'call_missed', data: { tries, nextTry } }, SYSTEM);
    // nobody called where the customer does not want it, or where there is no number
    if (outcome === 'not_reached' && (await this.tasks.mayBeCalled(tx, address))) await this.news.callMissed(tx, t, nextTry ?? undefined);
    if (again !== null) return;
    await this.tasks.findAnotherWay(tx, t, id, tries);
    await this.care.tellOwner(
      tx,
      t,
      'call_missed',
      `Nobody was reached on R-${String(t.row.number)} in ${String(tries)} calls. Find another way.`,
    );
  }

  /** Calls whose ticket has gone on (closed, back to work): they were held, or nobody waits for them any more. Returns how many. */
  async endOver(): Promise<number> {
    const ended = await this.db.rows(
      `WITH over AS (
         UPDATE due_call d SET done_at = t.changed_at FROM ticket t
         WHERE d.done_at IS NULL AND t.id = d.ticket_id AND (t.state NOT IN ('following_up') OR t.cycle <> d.cycle) RETURNING d.id, d.task_id),
       undone AS (
         UPDATE task k SET state = 'cancelled', done_at = desk_now(), note = 'The complaint has gone on.' FROM over WHERE k.id = over.task_id AND k.state = 'open')
       SELECT id FROM over`,
    );
    return ended.length;
  }
}
