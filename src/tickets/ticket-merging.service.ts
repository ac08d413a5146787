import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { HoldKind } from './holds.rules';
import { followMerges, mergeFields, type MergeFacts } from './merge.rules';
import { TicketCommands } from './ticket-commands.service';
import type { MergeBody, ReasonBody } from './ticket.dto';
import { TicketHolds } from './ticket-holds.service';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';
import { TicketSeverity } from './ticket-severity.service';
import type { TicketStub, TicketView } from './ticket-view.dto';
import { refCondition } from './visibility.rules';

/** Two tickets about one matter become one, and can be taken apart again for a week (domain.md 3.5). */
@Injectable()
export class TicketMerging {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly holds: TicketHolds,
    private readonly severity: TicketSeverity,
  ) {}

  async merge(ref: string, b: MergeBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, b.version, async (tx, source) => {
      const into = await this.livingTarget(tx, source.row.id, b.into);
      const target = into.loops ? null : await this.moves.lock(tx, into.targetId, by);
      const facts = target ?? source;
      await this.moves.move(
        tx,
        source,
        'merge',
        {
          keepGesture: b.keepGesture,
          target: {
            id: facts.row.id,
            label: `R-${String(facts.row.number)}`,
            state: facts.row.state,
            customerId: facts.row.customerId,
            oneUp: facts.row.oneUp,
            loops: into.loops,
          },
        },
        by,
        { data: { into: facts.row.id, number: facts.row.number } },
      );
      if (target) await this.takeOver(tx, target, source, by);
    });
  }

  /** Follows earlier merges to the ticket that lives (edge 73). The way is short: a merged ticket points at a living one or at one merged later. */
  private async livingTarget(tx: Tx, sourceId: string, ref: string): Promise<{ targetId: string; loops: boolean }> {
    const params: unknown[] = [];
    const chain = await tx.rows<{ id: string; mergedInto: string | null }>(
      `WITH RECURSIVE way AS (
         SELECT t.id, t.merged_into, 1 AS step FROM ticket t WHERE ${refCondition(ref, 't', params)}
         UNION ALL SELECT t.id, t.merged_into, w.step + 1 FROM ticket t JOIN way w ON t.id = w.merged_into WHERE w.step < 100
       ) SELECT id, merged_into AS "mergedInto" FROM way`,
      params,
    );
    const first = chain[0];
    if (!first) throw new Missing('There is no such ticket to merge into.');
    const next = new Map(chain.map((row) => [row.id, row.mergedInto]));
    return followMerges(sourceId, first.id, (id) => next.get(id) ?? null);
  }

  private async takeOver(tx: Tx, target: LockedTicket, source: LockedTicket, by: Actor): Promise<void> {
    const [into, from] = [target.row, source.row];
    const earlier = from.receivedAt.getTime() < into.receivedAt.getTime();
    const fields = mergeFields(this.factsOf(target), this.factsOf(source));
    into.receivedAt = fields.receivedAt;
    into.mood = fields.mood;
    into.restricted = fields.restricted;
    into.subjectStaffId ??= from.subjectStaffId;
    into.primaryTouchPoint ??= from.primaryTouchPoint;
    await this.moveRows(tx, into.id, from.id, from.primaryTouchPoint);
    await this.moves.record(tx, target, { kind: 'merged_in', data: { from: from.id, number: from.number } }, by);
    for (const kind of fields.holds) {
      if (!target.facts.holds.some((hold) => hold.kind === kind)) await this.holds.put(tx, target, kind, `From R-${String(from.number)}.`, by, from.id);
    }
    if (fields.severity !== into.severity) await this.severity.become(tx, target, fields.severity, by);
    // The customer's matter began with the earlier ticket: clocks of the first attempt count from there, as new rows.
    if (earlier && into.cycle === 1) await this.restart(tx, target);
    await this.moves.save(tx, target);
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

  /** What was said and sent in moves over; each row remembers where it came from. */
  private async moveRows(tx: Tx, into: string, from: string, touchPoint: string | null): Promise<void> {
    await tx.run('UPDATE contact SET ticket_id = $1, origin_ticket_id = coalesce(origin_ticket_id, $2) WHERE ticket_id = $2', [into, from]);
    await tx.run('UPDATE ticket_file SET ticket_id = $1, origin_ticket_id = coalesce(origin_ticket_id, $2) WHERE ticket_id = $2', [into, from]);
    await tx.run(
      `INSERT INTO ticket_touch_point (ticket_id, touch_point_id, origin_ticket_id)
       SELECT $1::uuid, touch_point_id, $2::uuid FROM ticket_touch_point WHERE ticket_id = $2
       UNION SELECT $1::uuid, $3::uuid, $2::uuid WHERE $3::uuid IS NOT NULL
       ON CONFLICT DO NOTHING`,
      [into, from, touchPoint],
    );
  }

  private factsOf(t: LockedTicket): MergeFacts {
    const { receivedAt, severity, mood, restricted, primaryTouchPoint } = t.row;
    const holds: HoldKind[] = t.facts.holds.map(({ kind }) => kind);
    return { receivedAt, severity, mood, restricted, holds, touchPoints: primaryTouchPoint ? [primaryTouchPoint] : [] };
  }

  /** Within seven days: its own rows go back to it, and its own clocks go on. */
  unmerge(ref: string, b: ReasonBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const target = t.row.mergedInto;
      await this.moves.move(tx, t, 'unmerge', { reason: b.reason }, by);
      await tx.run('UPDATE contact SET ticket_id = $1, origin_ticket_id = NULL WHERE origin_ticket_id = $1', [t.row.id]);
      await tx.run('UPDATE ticket_file SET ticket_id = $1, origin_ticket_id = NULL WHERE origin_ticket_id = $1', [t.row.id]);
      await tx.run('DELETE FROM ticket_touch_point WHERE origin_ticket_id = $1', [t.row.id]);
      await tx.run(
        `UPDATE ticket_hold SET released_by = $2, released_at = $3, release_reason = 'unmerged' WHERE origin_ticket_id = $1 AND released_at IS NULL`,
        [t.row.id, by.staffId, t.now],
      );
      if (target) await this.tellTarget(tx, target, t, by);
    });
  }

  private async tellTarget(tx: Tx, targetId: string, source: LockedTicket, by: Actor): Promise<void> {
    const target = await this.moves.lock(tx, targetId, by);
    await this.moves.record(tx, target, { kind: 'unmerged_from', data: { from: source.row.id, number: source.row.number } }, by);
    await this.moves.save(tx, target);
  }
}
