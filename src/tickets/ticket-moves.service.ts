import { Injectable } from '@nestjs/common';
import type { ClockName } from '../clocks/clock.rules';
import type { ClockVerb } from '../clocks/clock-verbs.rules';
import { ClocksService } from '../clocks/clocks.service';
import { Missing, Refused } from '../platform/errors';
import type { Tx } from '../platform/database/tx';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { uuidv7 } from 'uuidv7';
import { careAfter, patchOf, traceOf, type WorkKind, workAfter } from '../lifecycle/move-effects.rules';
import { MoveMessages } from './move-messages.service';
import { blocks } from '../lifecycle/holds.rules';
import { verbsOf } from '../lifecycle/move-clocks.rules';
import { NewOwner } from './new-owner.service';
import { FINAL_STATES, type MoveInput } from '../lifecycle/ticket-facts.rules';
import { TicketFactsReader } from './ticket-facts.service';
import type { TicketEvent } from '../lifecycle/ticket-table.rules';
import { type Step, move, moves } from '../lifecycle/ticket.rules';
import type { LockedTicket, MoveDetails } from './locked-ticket.dto';
import { clockTicketOf, Ticket } from './ticket.entity';
import { eventPath } from '../lifecycle/ticket-steps.rules';
import { refCondition, visibleTo } from './visibility.rules';

/** Worked out anew with each change, so that whatever happened to the customer's addresses is seen. Who chats is there; nobody is to be reached where nobody is known. */
const UNREACHABLE = `channel <> 'chat' AND customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM address a WHERE a.state = 'live'
  AND a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = ticket.customer_id))`;

/** Everything that happens to a ticket happens here, inside somebody's transaction and under the ticket's lock. */
@Injectable()
export class TicketMoves {
  constructor(
    private readonly reader: TicketFactsReader,
    private readonly clocks: ClocksService,
    private readonly messages: MoveMessages,
    private readonly newOwner: NewOwner,
  ) {}

  /** Takes the ticket's lock; everybody who changes it takes it first. 404 where `by` may not see it. `ref`: id, 1001 or R-1001. */
  async lock(tx: Tx, ref: string, by: Actor): Promise<LockedTicket> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(by, 't', params)}`;
    const [row] = await tx.load(Ticket, `SELECT t.* FROM ticket t WHERE ${where} FOR NO KEY UPDATE OF t`, params);
    if (!row) throw new Missing('There is no such ticket.');
    const now = await tx.now();
    return { row, facts: await this.reader.read(tx, row, now), now, before: { ...row } };
  }

  /** Takes the locks of several tickets, always in the same order. What they are is read by `lock` afterwards. */
  async lockInOrder(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.rows('SELECT id FROM ticket WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  }

  /** Reads the facts again after something they rest on was written in this transaction (a fix, a hold, a cause). */
  async refresh(tx: Tx, t: LockedTicket): Promise<void> {
    t.facts = await this.reader.read(tx, t.row, t.now);
  }

  /** Refuses a stale `version` with the ticket's present one. */
  checkVersion(t: LockedTicket, version: number | undefined): void {
    if (version !== undefined && version !== t.row.version) {
      throw new Refused('version', 'Somebody changed this ticket in the meantime. Look at it again.', {
        version: t.row.version,
        state: t.row.state,
      });
    }
  }

  /** Makes one move of the machine: guard, state, timeline, clocks, messages, work for later features. Refused with the guard's sentence. */
  async move(tx: Tx, t: LockedTicket, event: TicketEvent, input: MoveInput, by: Actor, details: MoveDetails = {}): Promise<void> {
    const verdict = move(t.facts, event, by, input, t.now);
    if (!verdict.ok) throw this.refusal(t, by, verdict.guard, verdict.why);
    const { row } = t;
    const { cycle: cycleBefore, waitingSince } = row;
    const from = row.state;
    Object.assign(row, patchOf(verdict, t.facts, input, t.now));
    if (event === 'one_up_settled') Object.assign(row, await this.messages.followUpPossible(tx, row));
    if (event === 'bad_answer' || (event === 'reopen' && input.answer)) await this.newOwner.takesOver(tx, t);
    const data = { ...details.data, ...traceOf(verdict, cycleBefore) };
    await this.record(tx, t, { kind: verdict.transition.event, reason: input.reason, data, cause: details.cause, from }, by);
    if (from === 'open') await this.endPromise(tx, t);
    const followUpWaived = row.followUp === 'waived';
    await this.applyClocks(
      tx,
      t,
      verbsOf(verdict, { facts: t.facts, input, nextNewsAt: details.nextNewsAt, followUpWaived, waitingSince }),
    );
    if (from === 'waiting_customer') await this.messages.takeBackQuestion(tx, t);
    if (row.cycle > cycleBefore || FINAL_STATES.includes(row.state)) await this.messages.stopJourney(tx, t);
    await this.messages.plan(tx, t, verdict, input);
    for (const kind of workAfter(verdict, cycleBefore)) await this.leaveWork(tx, t, kind, cycleBefore);
    for (const { kind, at } of careAfter(row, t.now)) await this.leaveWork(tx, t, kind, row.cycle, at);
    await this.refresh(tx, t);
  }

  /** True and done where the machine allows the move now; false, and nothing happened, where a guard stands in the way. */
  async tryMove(tx: Tx, t: LockedTicket, event: TicketEvent, input: MoveInput, by: Actor, details: MoveDetails = {}): Promise<Step | null> {
    const verdict = move(t.facts, event, by, input, t.now);
    if (!verdict.ok) return null;
    await this.move(tx, t, event, input, by, details);
    return verdict;
  }

  async applyClocks(tx: Tx, t: LockedTicket, verbs: readonly ClockVerb[]): Promise<void> {
    const next = await this.clocks.apply(tx, clockTicketOf(t.row), verbs, t.now);
    t.row.nextDueAt = next.dueAt;
    t.row.nextClock = next.clock;
  }

  /** When this clock would fall due if it began anew now; null where there is none such. */
  ifRestarted(tx: Tx, t: LockedTicket, clock: ClockName): Promise<Date | null> {
    return this.clocks.ifRestarted(tx, clockTicketOf(t.row), clock, t.now);
  }

  /** The promise of the next news: kept if it is heard of in time, else broken. Nothing promised stays open once we no longer work on the fix. */
  async endPromise(tx: Tx, t: LockedTicket): Promise<void> {
    await tx.run(
      `UPDATE promise SET state = CASE WHEN due_at >= $2 THEN 'kept' ELSE 'broken' END, ended_at = $2 WHERE ticket_id = $1 AND state = 'open'`,
      [t.row.id, t.now],
    );
  }

  /** A line on the timeline; returns its number. */
  async record(
    tx: Tx,
    t: LockedTicket,
    entry: { kind: string; reason?: string; data?: object; cause?: string; from?: string },
    by: Actor,
  ): Promise<number> {
    t.row.eventSeq += 1;
    await tx.run(
      `INSERT INTO ticket_event (ticket_id, seq, kind, from_state, to_state, actor_id, actor_kind, reason, data, at, cause)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        t.row.id,
        t.row.eventSeq,
        entry.kind,
        entry.from ?? null,
        entry.from === undefined ? null : t.row.state,
        by.staffId,
        by.kind,
        entry.reason ?? null,
        JSON.stringify(entry.data ?? {}),
        t.now,
        entry.cause ?? null,
      ],
    );
    return t.row.eventSeq;
  }

  /**
   * Where the one-up of the present cycle stands. `offered` and `waived` tell what just happened, because T12 runs at the offer or the
   * settlement, not when a gesture is merely taken.
   */
  async setOneUp(
    tx: Tx,
    t: LockedTicket,
    value: 'none' | 'open' | 'settled',
    how: { offered?: boolean; waived?: boolean } = {},
  ): Promise<void> {
    t.row.oneUp = value;
    t.facts = { ...t.facts, oneUp: value };
    if (t.row.state !== 'fixed' || value === 'none') return;
    await this.tryMove(tx, t, 'one_up_settled', { gestureOffered: how.offered, waived: how.waived }, SYSTEM);
  }

  /** The one-up was offered or settled while a hold kept the ticket back: then it goes on to the follow-up now. False where it was not. */
  async oneUpStands(tx: Tx, t: LockedTicket): Promise<boolean> {
    const { offered } = await tx.one<{ offered: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM gesture_facts WHERE ticket_id = $1 AND cycle = $2 AND state IN ('offered', 'accepted', 'fulfil_failed')) AS offered`,
      [t.row.id, t.row.cycle],
    );
    return (await this.tryMove(tx, t, 'one_up_settled', { gestureOffered: offered }, SYSTEM)) !== null;
  }

  /** Work for a later feature's worker, in this transaction. The line on the timeline that caused it is its name. */
  async leaveWork(tx: Tx, t: LockedTicket, kind: WorkKind | 'try_close', cycle = t.row.cycle, notBefore = t.now): Promise<void> {
    if (kind === 'suggest' && blocks(t.facts.holds, 'gestures')) return;
    await tx.run(
      `INSERT INTO ticket_work (id, ticket_id, cycle, event_seq, kind, not_before) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [uuidv7(), t.row.id, cycle, t.row.eventSeq, kind, notBefore],
    );
    if (notBefore > t.now) return;
    tx.wake(kind === 'suggest' || kind === 'gestures_moved_on' ? 'suggest' : 'notify', t.row.id);
  }

  /** Writes what changed, one version on. Call it once, at the end. */
  async save(tx: Tx, t: LockedTicket): Promise<void> {
    t.row.version = t.before.version + 1;
    t.row.changedAt = t.now;
    const changed = Object.entries(t.row).filter(([key, value]) => value !== t.before[key as keyof Ticket]);
    await tx.manager.update(Ticket, { id: t.row.id }, { ...Object.fromEntries(changed), unreachable: () => UNREACHABLE });
  }

  private refusal(t: LockedTicket, by: Actor, guard: string, why: string): Refused {
    const { allowed, refused } = moves(t.facts, by, t.now);
    return new Refused(guard, why, {
      state: t.row.state,
      version: t.row.version,
      allowed: allowed.map(eventPath),
      refused: refused.map((entry) => ({ event: eventPath(entry.event), guard: entry.guard, why: entry.why })),
    });
  }
}
