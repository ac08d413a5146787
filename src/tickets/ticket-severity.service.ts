import { Injectable } from '@nestjs/common';
import { ClockViews } from '../clocks/clock-views.service';
import { ClocksService } from '../clocks/clocks.service';
import { type Severity, isPromiseClock } from '../clocks/clock.rules';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { Role } from '../staff/role.rules';
import { StaffService } from '../staff/staff.service';
import { severityChangeProblem } from '../lifecycle/severity.rules';
import { TicketCommands } from './ticket-commands.service';
import type { SeverityBody } from './ticket.dto';
import type { LockedTicket } from './locked-ticket.dto';
import { clockTicketOf } from './ticket.entity';
import { TicketMoves } from './ticket-moves.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

/** How bad it is, and what a change of that does to the clocks. */
@Injectable()
export class TicketSeverity {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly clocks: ClocksService,
    private readonly clockViews: ClockViews,
    private readonly staff: StaffService,
  ) {}

  change(ref: string, b: SeverityBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const promises = (await this.clockViews.progressOf(tx, t.row.id, t.now)).filter(({ clock }) => isPromiseClock(clock));
      const asked = { from: t.row.severity, to: b.severity, ownerId: t.row.ownerId, reason: b.reason ?? '', promises };
      const problem = severityChangeProblem(asked, by);
      if (problem) throw new Refused('severity', problem);
      await this.become(tx, t, b.severity, by, b.reason);
    });
  }

  /** The clocks get new targets from what has been used so far; a dangerous matter pages the manager. */
  async become(tx: Tx, t: LockedTicket, severity: Severity, by: Actor, reason?: string): Promise<void> {
    const from = t.row.severity;
    t.row.severity = severity;
    await this.moves.record(tx, t, { kind: 'severity', reason, data: { from, to: severity } }, by);
    const next = await this.clocks.regrade(tx, { ...clockTicketOf(t.row), severity: from }, severity, t.now);
    t.row.nextDueAt = next.dueAt;
    t.row.nextClock = next.clock;
    t.facts = { ...t.facts, severity };
    if (severity === 'S1') await this.page(tx, t, 'manager', 'something dangerous');
  }

  /** Tells the people on duty at once. */
  async page(tx: Tx, t: LockedTicket, role: Role, what: string): Promise<void> {
    const except = t.row.subjectStaffId ? [t.row.subjectStaffId] : [];
    const people = await this.staff.people(tx, { role, locationId: t.row.locationId, teamId: t.row.teamId, except });
    for (const person of people) {
      const dedupeKey = `page:${t.row.id}:${String(t.row.eventSeq)}:${person.staffId}`;
      const text = `R-${String(t.row.number)} is about ${what}. Please look at it now.`;
      await this.staff.notify(tx, { staffId: person.staffId, ticketId: t.row.id, kind: 'page', text, dedupeKey }, t.now);
    }
  }
}
