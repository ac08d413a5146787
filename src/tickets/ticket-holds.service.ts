import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { CalendarService } from '../calendar/calendar.service';
import { pauseEnd } from '../clocks/timer.rules';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { blocks, holdEffects, holdWords, releaseHoldProblem, setHoldProblem, type HoldKind } from '../lifecycle/holds.rules';
import { pauseProblem } from '../lifecycle/pause.rules';
import { TicketClosing } from './ticket-closing.service';
import { TicketCommands } from './ticket-commands.service';
import type * as body from './ticket.dto';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';
import { TicketSeverity } from './ticket-severity.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

type Answer = Promise<TicketView | TicketStub>;

/** What stops a ticket for a while: holds and pauses. */
@Injectable()
export class TicketHolds {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly severity: TicketSeverity,
    private readonly closing: TicketClosing,
    private readonly calendars: CalendarService,
  ) {}

  set(ref: string, b: body.HoldBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const problem = setHoldProblem(b.kind, by);
      if (problem) throw new Refused('who', problem);
      if (t.facts.holds.some(({ kind }) => kind === b.kind)) throw new Refused('hold', `The ticket is under ${holdWords(b.kind)} already.`);
      await this.put(tx, t, b.kind, b.reason, by);
    });
  }

  /**
   * Sets a hold with all that follows from it; one that is there already stays as it is. Logging a complaint and merging use it as well:
   * there the severity has been worked out with the holds in mind (`graded`).
   */
  async put(
    tx: Tx,
    t: LockedTicket,
    kind: HoldKind,
    reason: string,
    by: Actor,
    { graded = false, originTicketId = null }: { graded?: boolean; originTicketId?: string | null } = {},
  ): Promise<void> {
    const set = await tx.run(
      `INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_by, set_at, origin_ticket_id) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [uuidv7(), t.row.id, kind, reason, by.staffId, t.now, originTicketId],
    );
    if (set === 0) return;
    const effects = holdEffects(kind, t.row.severity);
    if (effects.restricted) t.row.restricted = true;
    await this.moves.record(tx, t, { kind: 'hold_set', reason, data: { hold: kind } }, by);
    if (!graded && effects.severity !== t.row.severity) await this.severity.become(tx, t, effects.severity, by);
    await this.moves.refresh(tx, t);
    if (t.row.state === 'fixed' && blocks(t.facts.holds, 'gestures'))
      await this.moves.applyClocks(tx, t, [{ clock: 'one_up', verb: 'clear' }]);
    if (kind === 'safety' || kind === 'data_breach')
      await this.severity.page(tx, t, kind === 'safety' ? 'manager' : 'privacy_officer', holdWords(kind));
  }

  release(ref: string, kind: HoldKind, b: body.ReasonBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const subject = { staffId: t.row.subjectStaffId, actorInLine: await this.inLine(tx, t.row.subjectStaffId, by.staffId) };
      const problem = releaseHoldProblem(kind, by, b.reason, subject);
      if (problem) throw new Refused('who', problem);
      const released = await tx.run(
        `UPDATE ticket_hold SET released_by = $3, released_at = $4, release_reason = $5 WHERE ticket_id = $1 AND kind = $2 AND released_at IS NULL`,
        [t.row.id, kind, by.staffId, t.now, b.reason],
      );
      if (released === 0) throw new Refused('hold', `The ticket is not under ${holdWords(kind)}.`);
      await this.moves.record(tx, t, { kind: 'hold_released', reason: b.reason, data: { hold: kind } }, by);
      await this.afterRelease(tx, t);
    });
  }

  /** The holds that came from another ticket go with it when the merge is undone. */
  async releaseOf(tx: Tx, t: LockedTicket, originTicketId: string, by: Actor): Promise<void> {
    const released = await tx.run(
      `UPDATE ticket_hold SET released_by = $3, released_at = $4, release_reason = 'The merge was undone.'
       WHERE ticket_id = $1 AND origin_ticket_id = $2 AND released_at IS NULL`,
      [t.row.id, originTicketId, by.staffId, t.now],
    );
    if (released > 0) await this.afterRelease(tx, t);
  }

  /** A hold that the desk set itself, and whose time is over; false where it is lifted already or a person set it. */
  async lift(tx: Tx, t: LockedTicket, kind: 'abuse_review', reason: string): Promise<boolean> {
    const released = await tx.run(
      `UPDATE ticket_hold SET released_at = $3, release_reason = $4 WHERE ticket_id = $1 AND kind = $2 AND set_by IS NULL AND released_at IS NULL`,
      [t.row.id, kind, t.now, reason],
    );
    if (released === 0) return false;
    await this.moves.record(tx, t, { kind: 'hold_released', reason, data: { hold: kind } }, SYSTEM);
    await this.afterRelease(tx, t);
    return true;
  }

  private async afterRelease(tx: Tx, t: LockedTicket): Promise<void> {
    const wasBlocked = blocks(t.facts.holds, 'gestures');
    await this.moves.refresh(tx, t);
    if (wasBlocked && !blocks(t.facts.holds, 'gestures')) await this.oneUpGoesOn(tx, t);
    await this.closing.tryClose(tx, t);
  }

  /** What a hold kept back: the step to the follow-up, else the one-up's clock and the suggestion (settled.md 32). */
  private async oneUpGoesOn(tx: Tx, t: LockedTicket): Promise<void> {
    if (t.row.state !== 'fixed' || (await this.moves.oneUpStands(tx, t))) return;
    await this.moves.applyClocks(tx, t, [{ clock: 'one_up', verb: 'arm' }]);
    if (t.row.oneUp === 'none') await this.moves.leaveWork(tx, t, 'suggest');
  }

  private async inLine(tx: Tx, subjectId: string | null, managerId: string | null): Promise<boolean> {
    if (!subjectId || !managerId) return false;
    const { found } = await tx.one<{ found: boolean }>(
      `WITH RECURSIVE line AS (
         SELECT manager_id FROM staff WHERE id = $1
         UNION SELECT s.manager_id FROM staff s JOIN line ON s.id = line.manager_id
       ) SELECT EXISTS (SELECT 1 FROM line WHERE manager_id = $2) AS found`,
      [subjectId, managerId],
    );
    return found;
  }

  /** Stands still until a time the customer wished, for a legal matter, or while the place is shut. Ends by itself. */
  pause(ref: string, b: body.PauseBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const { spec } = await this.calendars.versionAt(tx, t.row.calendarId, t.now);
      const used = t.facts.pausedOpenDays ?? 0;
      const asked = {
        state: t.row.state,
        reason: b.reason,
        until: b.until,
        capAt: pauseEnd(spec, t.now, used),
        paused: await this.isPaused(tx, t),
        subjectStaffId: t.row.subjectStaffId,
      };
      const problem = pauseProblem(asked, by, t.now);
      if (problem) throw new Refused('pause', problem);
      const end = pauseEnd(spec, t.now, used, b.until) ?? b.until;
      await this.moves.record(tx, t, { kind: 'paused', reason: b.note, data: { why: b.reason, until: end } }, by);
      await this.moves.endPromise(tx, t);
      await this.moves.applyClocks(tx, t, [
        { clock: 'fix', verb: 'pause', pauseReason: b.reason },
        { clock: 'update', verb: 'clear' },
        { clock: 'promise', verb: 'clear' },
        { clock: 'snooze', verb: 'arm', points: [{ percent: 100, at: end }] },
      ]);
    });
  }

  unpause(ref: string, b: body.NoBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      if (!(await this.isPaused(tx, t)) || t.row.state === 'waiting_customer') throw new Refused('pause', 'The clock is not paused.');
      await this.goOn(tx, t, by);
    });
  }

  /** The pause is over, by a person or because its end has come. */
  async goOn(tx: Tx, t: LockedTicket, by: Actor): Promise<void> {
    await this.moves.record(tx, t, { kind: 'unpaused' }, by);
    await this.moves.applyClocks(tx, t, [
      { clock: 'fix', verb: 'resume' },
      { clock: 'snooze', verb: 'clear' },
      ...(t.row.state === 'open' ? [{ clock: 'update', verb: 'arm' } as const] : []),
    ]);
  }

  private async isPaused(tx: Tx, t: LockedTicket): Promise<boolean> {
    const { paused } = await tx.one<{ paused: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM timer WHERE ticket_id = $1 AND clock = 'fix' AND state = 'paused') AS paused`,
      [t.row.id],
    );
    return paused;
  }
}
