import { Injectable } from '@nestjs/common';
import { formatPromise } from '../calendar/local-time.rules';
import { ClocksService, type NextDue } from '../clocks/clocks.service';
import type { ClockTicket } from '../clocks/timer-row.rules';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { sentence } from '../platform/said.rules';
import { StaffService } from '../staff/staff.service';
import { OUTDATED } from './firing-statements.service';

interface Row extends ClockTicket {
  number: number;
  ownerId: string | null;
  subjectStaffId: string | null;
  zone: string;
  nextDueAt: Date | null;
  nextClock: string | null;
}

const LOCK_ONE = `
  SELECT t.id, t.number, t.cycle, t.severity, t.channel, t.live, t.location_id AS "locationId", t.calendar_id AS "calendarId",
    t.policy_version_id AS "policyVersionId", t.received_at AS "receivedAt", t.owner_id AS "ownerId", t.subject_staff_id AS "subjectStaffId",
    t.next_due_at AS "nextDueAt", t.next_clock AS "nextClock", l.zone
  FROM ticket t JOIN location l ON l.id = t.location_id WHERE t.id = $1 FOR NO KEY UPDATE OF t SKIP LOCKED`;

/** What happened to the times of a ticket, and how they are counted from then on. */
interface Change {
  code: string;
  words: string;
  count(clocks: ClocksService, tx: Tx, ticket: ClockTicket, now: Date): Promise<NextDue>;
}

const HOURS: Change = {
  code: 'news.hours',
  words: 'the opening hours were changed',
  count: (clocks, tx, ticket, now) => clocks.recut(tx, ticket, now),
};
const ZONE: Change = {
  code: 'news.zone',
  words: 'the clock change of its time zone was moved',
  count: (clocks, tx, ticket, now) => clocks.replan(tx, ticket, now),
};

/** Opening hours that were changed while clocks ran by them (edges 5, 11 and 13): those clocks count on by the new ones, and the owner hears of it. */
@Injectable()
export class HoursChanged {
  constructor(
    private readonly db: Database,
    private readonly clocks: ClocksService,
    private readonly staff: StaffService,
  ) {}

  /** Some tickets with a clock that still runs by the hours before. */
  async outdated(): Promise<string[]> {
    return (await this.db.rows<{ id: string }>(OUTDATED)).map((row) => row.id);
  }

  /** Moves these tickets to the hours that hold now; returns how many, without those that somebody is working on. */
  async move(tickets: readonly string[]): Promise<number> {
    let moved = 0;
    for (const id of tickets) moved += (await this.db.transaction((tx) => this.moveOne(tx, id, HOURS))) ? 1 : 0;
    return moved;
  }

  /** Counts the clocks of this ticket on by the zones as this program knows them. False where somebody is working on it. */
  replan(tx: Tx, id: string): Promise<boolean> {
    return this.moveOne(tx, id, ZONE);
  }

  private async moveOne(tx: Tx, id: string, change: Change): Promise<boolean> {
    const ticket = await tx.maybe<Row>(LOCK_ONE, [id]);
    if (!ticket) return false;
    const now = await tx.now();
    const next = await change.count(this.clocks, tx, ticket, now);
    const isSame = ticket.nextDueAt?.getTime() === next.dueAt?.getTime();
    if (isSame && change === ZONE) return true;
    await this.record(tx, ticket, next, now);
    if (next.dueAt && !isSame) await this.tellOwner(tx, ticket, change, next.dueAt, now);
    return true;
  }

  private async record(tx: Tx, ticket: Row, next: NextDue, now: Date): Promise<void> {
    const seq = await tx.one<{ seq: number }>(
      `UPDATE ticket SET next_due_at = $2, next_clock = $3, event_seq = event_seq + 1, version = version + 1, changed_at = $4
       WHERE id = $1 RETURNING event_seq AS seq`,
      [ticket.id, next.dueAt, next.clock, now],
    );
    const data = { before: ticket.nextDueAt, after: next.dueAt, clock: next.clock };
    await tx.run(
      `INSERT INTO ticket_event (ticket_id, seq, kind, actor_kind, data, at) VALUES ($1, $2, 'hours_changed', 'system', $3, $4)`,
      [ticket.id, seq.seq, JSON.stringify(data), now],
    );
  }

  private async tellOwner(tx: Tx, ticket: Row, change: Change, dueAt: Date, now: Date): Promise<void> {
    if (ticket.ownerId === null || ticket.ownerId === ticket.subjectStaffId) return;
    const { words, code } = change;
    const english = `R-${String(ticket.number)}: ${words}. The next promise is now due ${formatPromise(dueAt, now, ticket.zone)}.`;
    const text = sentence(code, english, { ticket: `R-${String(ticket.number)}`, dueAt: dueAt.toISOString(), zone: ticket.zone });
    const dedupeKey = `hours:${ticket.id}:${dueAt.toISOString()}:${ticket.ownerId}`;
    await this.staff.notify(tx, { staffId: ticket.ownerId, ticketId: ticket.id, kind: 'hours_changed', text, dedupeKey }, now);
  }
}
