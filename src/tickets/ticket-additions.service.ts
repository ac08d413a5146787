import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Invalid } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { StaffService } from '../staff/staff.service';
import type { ComplaintView, LogComplaint } from './complaint.dto';
import type { FixBody } from './fix.rules';
import { FixesService } from './fixes.service';
import type { HoldKind } from './holds.rules';
import { receivedAt } from './opening.rules';
import { TicketCare } from './ticket-care.service';
import { TicketHolds } from './ticket-holds.service';
import { TicketMoves } from './ticket-moves.service';
import { TicketTalk } from './ticket-talk.service';
import { fixVars } from './move-messages.service';

/** What a complaint brings with it beside the ticket itself, and complaints that join a ticket that is there. */
@Injectable()
export class TicketAdditions {
  constructor(
    private readonly moves: TicketMoves,
    private readonly holds: TicketHolds,
    private readonly fixes: FixesService,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
    private readonly staff: StaffService,
    private readonly messages: MessagesService,
  ) {}

  /** Holds and the fix of a complaint that was just opened in this transaction. */
  async afterOpening(tx: Tx, ticketId: string, more: { holds: readonly HoldKind[]; fix?: FixBody }, by: Actor): Promise<void> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    for (const kind of more.holds) await this.holds.put(tx, t, kind, 'Set when the complaint was logged.', by);
    if (more.fix) {
      await this.fixes.write(tx, t, more.fix, by, true);
      await this.moves.refresh(tx, t);
      await this.moves.leaveWork(tx, t, 'suggest');
      await this.messages.plan(tx, {
        effectKey: `ticket:${t.row.id}:1:${String(t.row.eventSeq)}:fix_summary`,
        kind: 'fix_summary',
        class: 'service',
        ticketId: t.row.id,
        customerId: t.row.customerId,
        cycle: 1,
        vars: fixVars({ fix: more.fix }),
        now: t.now,
      });
    }
    await this.moves.save(tx, t);
  }

  /** Another complaint about the same matter: kept on the ticket, its owner is told. */
  async addComplaint(tx: Tx, ref: string, body: LogComplaint, by: Actor): Promise<ComplaintView> {
    const t = await this.moves.lock(tx, ref, by);
    const received = receivedAt(body.receivedAt, t.now);
    const id = await this.talk.keep(tx, t, { kind: 'complaint', channel: body.channel, direction: 'in', human: true, text: body.text, at: received.at }, by);
    await this.moves.record(tx, t, { kind: 'complaint_added', data: { channel: body.channel } }, by);
    if (t.row.ownerId !== by.staffId) await this.care.tellOwner(tx, t, 'complaint_added', `The customer of R-${String(t.row.number)} complained again.`);
    await this.moves.save(tx, t);
    const { row } = t;
    return {
      complaint: { id: id ?? '', channel: body.channel, receivedAt: received.at },
      ticket: {
        id: row.id,
        number: row.number,
        label: `R-${String(row.number)}`,
        state: row.state,
        severity: row.severity,
        severityReason: 'As the ticket had it.',
        mood: row.mood,
        title: row.title,
        failureClass: row.failureClass as ComplaintView['ticket']['failureClass'],
        touchPoint: body.touchPoint && body.touchPoint !== 'unsure' ? body.touchPoint : null,
        location: body.location ?? '',
        owner: row.ownerId,
        receivedAt: row.receivedAt,
        version: row.version,
      },
      promise: null,
    };
  }

  /** Who looks after a complaint about a colleague: the colleague's manager, else somebody above; never the colleague (domain.md 10.3). */
  async ownerAgainst(tx: Tx, subjectStaffId: string, by: Actor): Promise<string | null> {
    const subject = await tx.maybe<{ managerId: string | null; managerHere: boolean }>(
      `SELECT s.manager_id AS "managerId", coalesce(m.status = 'active', false) AS "managerHere" FROM staff s LEFT JOIN staff m ON m.id = s.manager_id WHERE s.id = $1`,
      [subjectStaffId],
    );
    if (!subject) throw new Invalid('There is no colleague of this id.');
    if (subject.managerId && subject.managerHere) return subject.managerId;
    const above = await this.staff.people(tx, { role: 'manager', locationId: null, teamId: null, except: [subjectStaffId, ...(by.staffId ? [by.staffId] : [])] });
    return above[0]?.staffId ?? null;
  }
}
