import { Injectable } from '@nestjs/common';
import { blocks } from '../lifecycle/holds.rules';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { sentence } from '../platform/said.rules';
import { SYSTEM } from '../staff/actor.dto';
import { TicketCare } from './ticket-care.service';
import { TicketClosing } from './ticket-closing.service';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketHolds } from './ticket-holds.service';
import { TicketMoves } from './ticket-moves.service';

/** The points of a chase are the working days since the question (settled.md 18). */
const FIRST = 1;
const LAST = 10;

/** What the desk does by itself when an alarm has rung: asks again, gives a question up, ends a pause, closes after silence. */
@Injectable()
export class TicketAlarms {
  constructor(
    private readonly moves: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly holds: TicketHolds,
    private readonly care: TicketCare,
    private readonly messages: MessagesService,
  ) {}

  /** The alarm of a ticket that has rung, with its point. Harmless where the ticket has moved on. */
  async rang(tx: Tx, ticketId: string, clock: string, point: number): Promise<void> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    if (clock === 'chase' && t.row.state === 'waiting_customer') await this.chase(tx, t, point);
    else if (clock === 'survey_window') await this.closing.tryClose(tx, t);
    else if (clock === 'snooze' && (await this.isPaused(tx, t))) await this.holds.goOn(tx, t, SYSTEM);
    else return;
    await this.moves.save(tx, t);
  }

  private async isPaused(tx: Tx, t: LockedTicket): Promise<boolean> {
    const { paused } = await tx.one<{ paused: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM timer WHERE ticket_id = $1 AND clock = 'fix' AND state = 'paused' AND pause_reason <> 'waiting_customer') AS paused`,
      [t.row.id],
    );
    return paused;
  }

  private async chase(tx: Tx, t: LockedTicket, point: number): Promise<void> {
    if (point === LAST) return this.giveUp(tx, t);
    const kind = point === FIRST ? 'chase_1' : 'chase_2';
    const { row } = t;
    const message = (await this.mayWrite(tx, t))
      ? await this.messages.plan(tx, {
          effectKey: `ticket:${row.id}:${String(row.cycle)}:${kind}:${row.waitingSince?.toISOString() ?? ''}`,
          kind,
          class: 'service',
          ticketId: row.id,
          customerId: row.customerId,
          cycle: row.cycle,
          vars: { question: row.question ?? '' },
          now: t.now,
        })
      : null;
    await this.moves.record(tx, t, { kind: 'chased', data: { number: point === FIRST ? 1 : 2, written: message !== null } }, SYSTEM);
    if (message) row.chasesSent += 1;
    else await this.care.tellOwner(tx, t, 'chase', `R-${String(row.number)}: the customer has not answered yet. Please ask again.`);
  }

  /** What was asked aloud is asked again aloud, and so is whoever must not hear from a machine (edge 84). */
  private async mayWrite(tx: Tx, t: LockedTicket): Promise<boolean> {
    const { holds } = t.facts;
    if (blocks(holds, 'automated_follow_up') || blocks(holds, 'automated_messages')) return false;
    const asked = await tx.maybe<{ channel: string | null }>(
      `SELECT data ->> 'channel' AS channel FROM ticket_event WHERE ticket_id = $1 AND kind = 'ask_customer' ORDER BY seq DESC LIMIT 1`,
      [t.row.id],
    );
    return asked?.channel !== 'phone';
  }

  /** Ten working days without a word: small matters lapse, serious ones go on without the answer, and a lead hears of it. */
  private async giveUp(tx: Tx, t: LockedTicket): Promise<void> {
    await this.moves.refresh(tx, t);
    if (t.row.severity === 'S3' || t.row.severity === 'S4') {
      if (await this.moves.tryMove(tx, t, 'lapse', {}, SYSTEM)) return;
    }
    await this.moves.move(tx, t, 'resume_without_answer', { reason: 'no answer' }, SYSTEM);
    const ticket = `R-${String(t.row.number)}`;
    const text = `${ticket}: no answer from the customer for ten working days. We go on without it.`;
    await this.care.tell(tx, t, 'lead', 'no_answer', sentence('news.noAnswer', text, { ticket }), null);
  }

  /**
   * A message never arrived. Where it was the question we go on, and the time we waited was ours (settled.md 27). Saving the ticket, and the others
   * of the same customer, says whether a way to reach them is left.
   */
  async notDelivered(tx: Tx, ticketId: string, wasQuestion: boolean): Promise<void> {
    const theirs = await tx.rows<{ id: string }>(
      `SELECT o.id FROM ticket t JOIN ticket o ON o.id = t.id OR (o.customer_id = t.customer_id AND o.state NOT IN ('closed', 'merged', 'void'))
       WHERE t.id = $1 ORDER BY o.id`,
      [ticketId],
    );
    for (const { id } of theirs) {
      const t = await this.moves.lock(tx, id, SYSTEM);
      if (id === ticketId && wasQuestion && t.row.state === 'waiting_customer') await this.questionNotDelivered(tx, t);
      await this.moves.save(tx, t);
    }
  }

  private async questionNotDelivered(tx: Tx, t: LockedTicket): Promise<void> {
    await this.moves.move(tx, t, 'resume_without_answer', { reason: 'question not delivered', pauseWasOurs: true }, SYSTEM);
    await this.care.tellOwner(
      tx,
      t,
      'question_not_delivered',
      `R-${String(t.row.number)}: the question could not be delivered. Please ask another way.`,
    );
  }
}
