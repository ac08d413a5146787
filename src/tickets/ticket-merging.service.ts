import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import type { HoldKind } from '../lifecycle/holds.rules';
import type { LockedTicket } from './locked-ticket.dto';
import { followMerges, mergeFields, type MergeFacts } from '../lifecycle/merge.rules';
import { MergedRows } from './merged-rows.service';
import { TicketCare } from './ticket-care.service';
import { TicketCommands } from './ticket-commands.service';
import type { MergeBody, ReasonBody } from './ticket.dto';
import { TicketHolds } from './ticket-holds.service';
import { TicketMoves } from './ticket-moves.service';
import { TicketSeverity } from './ticket-severity.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

/** Two tickets about one matter become one, and can be taken apart again for a week (domain.md 3.5). */
@Injectable()
export class TicketMerging {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly holds: TicketHolds,
    private readonly severity: TicketSeverity,
    private readonly care: TicketCare,
    private readonly rows: MergedRows,
  ) {}

  merge(ref: string, b: MergeBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(
      ref,
      by,
      b.version,
      async (tx, source) => {
        const into = await this.livingTarget(tx, b.into, source);
        const target = into.loops ? source : await this.moves.lock(tx, into.targetId, by);
        await this.mergeInto(tx, source, target, into.loops, b, by);
      },
      (tx) => this.rows.bothEnds(tx, ref, b.into),
    );
  }

  private async mergeInto(
    tx: Tx,
    source: LockedTicket,
    target: LockedTicket,
    loops: boolean,
    { keepGesture }: MergeBody,
    by: Actor,
  ): Promise<void> {
    const { id, number, state, customerId, oneUp } = target.row;
    const input = { keepGesture, target: { id, label: `R-${String(number)}`, state, customerId, oneUp, loops } };
    await this.moves.move(tx, source, 'merge', input, by, { data: { into: id, number, ...(keepGesture ? { keepGesture } : {}) } });
    await this.takeOver(tx, target, source, by);
  }

  /** Follows earlier merges to the ticket that lives (edge 73). */
  private async livingTarget(tx: Tx, ref: string, source: LockedTicket): Promise<{ targetId: string; loops: boolean }> {
    const way = await this.rows.wayOf(tx, ref);
    const [first] = way;
    if (first === undefined) throw new Missing('There is no such ticket to merge into.');
    return followMerges(source.row.id, first, (id) => way[way.indexOf(id) + 1] ?? null);
  }

  private async takeOver(tx: Tx, target: LockedTicket, source: LockedTicket, by: Actor): Promise<void> {
    const [into, from] = [target.row, source.row];
    const earlier = from.receivedAt.getTime() < into.receivedAt.getTime();
    const fields = mergeFields(factsOf(target), factsOf(source));
    into.receivedAt = fields.receivedAt;
    into.mood = fields.mood;
    into.restricted = fields.restricted;
    into.primaryTouchPoint ??= from.primaryTouchPoint;
    await this.rows.moveInto(tx, into.id, from);
    await this.moves.record(tx, target, { kind: 'merged_in', data: { from: from.id, number: from.number } }, by);
    await this.takeSubject(tx, target, source, by);
    const more = { originTicketId: from.id };
    for (const kind of fields.holds) await this.holds.put(tx, target, kind, `From R-${String(from.number)}.`, by, more);
    if (fields.severity !== into.severity) await this.severity.become(tx, target, fields.severity, by);
    // The customer's matter began with the earlier ticket: clocks of the first attempt count from there, as new rows.
    if (earlier && into.cycle === 1) await this.restart(tx, target);
    await this.moves.save(tx, target);
  }

  /** Whoever the complaint is about must not look after what it was merged into. */
  private async takeSubject(tx: Tx, target: LockedTicket, source: LockedTicket, by: Actor): Promise<void> {
    const [into, from] = [target.row, source.row];
    into.subjectStaffId ??= from.subjectStaffId;
    if (into.subjectStaffId === null || into.ownerId !== into.subjectStaffId) return;
    await this.care.give(tx, target, from.ownerId === into.subjectStaffId ? null : from.ownerId, by);
  }

  private async restart(tx: Tx, target: LockedTicket): Promise<void> {
    const running = await tx.rows<{ clock: 'contact' | 'fix' }>(
      `SELECT clock FROM timer WHERE ticket_id = $1 AND state = 'running' AND clock IN ('contact', 'fix')`,
      [target.row.id],
    );
    await this.moves.applyClocks(
      tx,
      target,
      running.flatMap(({ clock }) => [
        { clock, verb: 'clear' as const },
        { clock, verb: 'arm' as const, startAt: target.row.receivedAt },
      ]),
    );
  }

  /** Within seven days: its own rows go back to it, and its own clocks go on. What it went into hears of it, wherever that lives now. */
  unmerge(ref: string, b: ReasonBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(
      ref,
      by,
      b.version,
      async (tx, t) => {
        const into = t.row.mergedInto;
        await this.moves.move(tx, t, 'unmerge', { reason: b.reason }, by);
        await this.rows.takeBack(tx, t.row.id);
        for (const id of into === null ? [] : await this.rows.wayOf(tx, into)) await this.letGo(tx, id, t, by);
      },
      (tx) => this.rows.wayOf(tx, ref),
    );
  }

  /** A ticket that may be hidden from this person by now loses what came with the other one all the same. */
  private async letGo(tx: Tx, targetId: string, source: LockedTicket, by: Actor): Promise<void> {
    const target = await this.moves.lock(tx, targetId, SYSTEM);
    await this.moves.record(tx, target, { kind: 'unmerged_from', data: { from: source.row.id, number: source.row.number } }, by);
    await this.holds.releaseOf(tx, target, source.row.id, by);
    await this.moves.save(tx, target);
  }
}

function factsOf(t: LockedTicket): MergeFacts {
  const { receivedAt, severity, mood, restricted, primaryTouchPoint } = t.row;
  const holds: HoldKind[] = t.facts.holds.map(({ kind }) => kind);
  return { receivedAt, severity, mood, restricted, holds, touchPoints: primaryTouchPoint ? [primaryTouchPoint] : [] };
}
