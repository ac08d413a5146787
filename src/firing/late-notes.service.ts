import { Injectable } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service';
import type { ClockName } from '../clocks/clock.rules';
import { blocks } from '../lifecycle/holds.rules';
import { joinLate, OVERTAKEN } from '../messages/late-parts.service';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { type BrokenPromise, newTime } from './late.rules';

interface Broken extends BrokenPromise {
  clock: ClockName;
  calendarId: string;
}

/**
 * One honest word per clock and cycle when a promise is broken: what we promised, that we are sorry, and the new time. It ends no clock: whoever works
 * on the complaint goes on being reminded, and at the new time the next level hears of it.
 */
@Injectable()
export class LateNotes {
  constructor(
    private readonly calendars: CalendarService,
    private readonly messages: MessagesService,
    private readonly moves: TicketMoves,
  ) {}

  /** True where the ticket changed. Nothing where the clock was stopped meanwhile. */
  async tell(tx: Tx, t: LockedTicket, cycle: number, timerId: string): Promise<boolean> {
    const { row } = t;
    if ((row.state !== 'new' && row.state !== 'open') || row.cycle !== cycle) return false;
    const broken = await tx.maybe<Broken>(
      `SELECT clock, kind, due_at AS "dueAt", coalesce(target_ms, 0)::float8 AS "targetMs", calendar_id AS "calendarId"
       FROM timer WHERE id = $1 AND state = 'running' AND breached_at IS NOT NULL`,
      [timerId],
    );
    if (!broken || (await this.wasSaid(tx, t, clockSaid(broken.clock)))) return false;
    const { spec } = await this.calendars.versionAt(tx, broken.calendarId, t.now);
    const promise = newTime(broken, spec, t.now);
    const message = await this.say(tx, t, { ...broken, timerId }, promise);
    if (message === null) return false;
    await this.moves.record(tx, t, { kind: 'late_note', data: { clock: clockSaid(broken.clock), cycle, promise, message } }, SYSTEM);
    return true;
  }

  /** A note that never left, with its mail or by itself, was not said; one that a person's words took the place of was. Only mails carry it along. */
  private async wasSaid(tx: Tx, { row }: LockedTicket, clock: ClockName): Promise<boolean> {
    const said = await tx.maybe(
      `SELECT 1 FROM ticket_event e LEFT JOIN message m ON m.id = (e.data ->> 'message')::uuid
       WHERE e.ticket_id = $1 AND e.kind = 'late_note' AND e.data ->> 'clock' = $2 AND (e.data ->> 'cycle')::int = $3
         AND (m.id IS NULL OR m.last_error = $4 OR (m.state NOT IN ('dead', 'cancelled') AND (m.kind = 'late_note' OR m.channel = 'email')))`,
      [row.id, clock, row.cycle, OVERTAKEN],
    );
    return said !== null;
  }

  /** With other news of the next half hour, else by itself. The message's id; null where there is no way to the customer, or a brake stops it. */
  private async say(tx: Tx, t: LockedTicket, { timerId, dueAt }: Broken & { timerId: string }, promise: Date): Promise<string | null> {
    const { id: ticketId, cycle, customerId } = t.row;
    const isOpen = !blocks(t.facts.holds, 'automated_messages') && !blocks(t.facts.holds, 'automated_apology');
    const carrying = isOpen ? await joinLate(tx, { ticketId, cycle, promised: dueAt, promise, now: t.now }) : null;
    if (carrying !== null) return carrying;
    const id = await this.messages.plan(tx, {
      effectKey: `ticket:${ticketId}:${String(cycle)}:late_note:${timerId}`,
      kind: 'late_note',
      class: 'service',
      ticketId,
      customerId,
      cycle,
      vars: { promised: dueAt.toISOString(), promise: promise.toISOString() },
      // who reads it later would read of a time that is over
      sendBefore: promise,
      now: t.now,
    });
    const planned = await tx.maybe(`SELECT 1 FROM message WHERE id = $1 AND state <> 'cancelled'`, [id]);
    if (planned === null) return null;
    // it is signed by whoever looks after it, so the name need not come twice
    await this.messages.cancelOutdated(tx, ticketId, ['owner_named']);
    return id;
  }
}

/** A promised time of the next news stands in the place of the news clock (domain.md 4.1), so both are one to the customer. */
function clockSaid(clock: ClockName): ClockName {
  return clock === 'promise' ? 'update' : clock;
}
