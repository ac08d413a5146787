import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { ComplaintView, LogComplaint } from './complaint.dto';
import { setHoldProblem } from '../lifecycle/holds.rules';
import type { LockedTicket } from './locked-ticket.dto';
import { openedBefore } from './opened-before.service';
import { receivedAt } from '../lifecycle/opening.rules';
import { worse, worseMood } from '../lifecycle/severity.rules';
import { TicketCare } from './ticket-care.service';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import { TicketHolds } from './ticket-holds.service';
import { TicketMoves } from './ticket-moves.service';
import { TicketSeverity } from './ticket-severity.service';
import { TicketTalk } from './ticket-talk.service';

/** Complaints that join a ticket which is there already. */
@Injectable()
export class TicketAdditions {
  constructor(
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
    private readonly holds: TicketHolds,
    private readonly severity: TicketSeverity,
  ) {}

  /**
   * Another complaint about the same matter: kept on the ticket, its owner is told. Of a merged ticket the one it lives on in takes it. The same
   * call twice is kept once (edge 55).
   */
  async add(tx: Tx, ref: string, body: LogComplaint, by: Actor): Promise<ComplaintView> {
    const t = await this.living(tx, ref, by);
    const received = receivedAt(body.receivedAt, t.now);
    const sourceKey = body.callId === undefined ? undefined : `call:${body.callId}`;
    const said = { kind: 'complaint', channel: body.channel, direction: 'in', human: true, text: body.text, at: received.at } as const;
    const id = await this.talk.keep(tx, t, { ...said, waitSeconds: body.holdSeconds, sourceKey }, by);
    if (id !== null) await this.takeIn(tx, t, body, by);
    const { view } = await openedBefore(tx, t.row.id, body, 'As the ticket has it.');
    return { ...view, complaint: { id: id ?? view.complaint.id, channel: body.channel, receivedAt: received.at } };
  }

  private async living(tx: Tx, ref: string, by: Actor): Promise<LockedTicket> {
    let t = await this.moves.lock(tx, ref, by);
    while (t.row.mergedInto !== null) t = await this.moves.lock(tx, t.row.mergedInto, by);
    if (!FINAL_STATES.includes(t.row.state)) return t;
    const label = `R-${String(t.row.number)}`;
    throw new Refused('state', `${label} is done: reopen it, or log this as a new complaint about ${label}.`, { state: t.row.state });
  }

  /** The ticket becomes as bad as the worse of the two (domain.md 3.5). */
  private async takeIn(tx: Tx, t: LockedTicket, body: LogComplaint, by: Actor): Promise<void> {
    const { row } = t;
    row.mood = worseMood(row.mood, body.mood ?? row.mood);
    await this.addTouchPoint(tx, t, body.touchPoint);
    await this.moves.record(tx, t, { kind: 'complaint_added', data: { channel: body.channel } }, by);
    for (const kind of body.holds ?? []) {
      const problem = setHoldProblem(kind, by);
      if (problem) throw new Refused('who', problem);
      await this.holds.put(tx, t, kind, 'Set when the customer complained again.', by);
    }
    const severity = worse(row.severity, body.severity ?? row.severity);
    if (severity !== row.severity) await this.severity.become(tx, t, severity, by, 'The customer complained again.');
    if (row.ownerId !== by.staffId)
      await this.care.tellOwner(tx, t, 'complaint_added', `The customer of R-${String(row.number)} complained again.`);
    await this.moves.save(tx, t);
  }

  private async addTouchPoint(tx: Tx, t: LockedTicket, key: string | undefined): Promise<void> {
    if (key === undefined || key === 'unsure') return;
    const found = await tx.maybe<{ id: string }>('SELECT id FROM touch_point WHERE key = $1 AND NOT hidden', [key]);
    if (!found) throw new Invalid(`There is no touch point "${key}". Use one of the list, or "unsure".`);
    t.row.primaryTouchPoint ??= found.id;
    if (t.row.primaryTouchPoint === found.id) return;
    await tx.run('INSERT INTO ticket_touch_point (ticket_id, touch_point_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [t.row.id, found.id]);
  }
}
