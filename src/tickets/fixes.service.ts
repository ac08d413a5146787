import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { Commands } from '../platform/database/commands';
import type { Actor } from '../staff/actor.dto';
import { TouchPointsService } from '../touchpoints/touch-points.service';
import type { FixDto } from './fix.dto';
import { type Apology, type FixBody, UNKNOWN_CAUSE } from '../lifecycle/fix.rules';
import { TicketClosing } from './ticket-closing.service';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';

/** The fix of a cycle and the money that is owed. */
@Injectable()
export class FixesService {
  constructor(
    private readonly commands: Commands,
    private readonly moves: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly touchPoints: TouchPointsService,
  ) {}

  /** The body as the rules want it: an apology is given or it is not. */
  bodyOf(fix: FixDto): FixBody {
    const { given, by, at, why } = fix.apology;
    const apology: Apology = given ? { given: true, by, at } : { given: false, why: why ?? '' };
    return { ...fix, apology };
  }

  /** Writes the fix, its redress and its cause. Call it after the move was allowed, in the same transaction. `cycle` is that of the fix. */
  async write(tx: Tx, t: LockedTicket, fix: FixBody, by: Actor, sameContact: boolean): Promise<void> {
    const fixId = uuidv7();
    const { apology } = fix;
    await tx.run(
      `INSERT INTO fix_action (id, ticket_id, cycle, kind, summary, decision, fault, cause_key, apology_given, apology_by, apology_at, apology_why_not,
         loss_minor, what_changed, not_upheld_reason, not_upheld_next_step, same_contact, delivered_by, delivered_at)
       VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)`,
      [
        fixId,
        t.row.id,
        t.row.cycle,
        fix.kind,
        fix.summary,
        fix.decision,
        fix.fault,
        fix.cause,
        apology.given,
        apology.given ? (apology.by ?? by.name) : null,
        apology.given ? (apology.at ?? t.now) : null,
        apology.given ? null : apology.why,
        fix.lossMinor ?? null,
        fix.whatChanged ?? null,
        fix.notUpheld?.reason ?? null,
        fix.notUpheld?.nextStep ?? null,
        sameContact,
        by.staffId,
        fix.at ?? t.now,
      ],
    );
    await this.writeRedress(tx, t, fixId, fix);
    await this.setCause(tx, t.row.id, fix.cause);
    t.row.fault = fix.fault;
    if (fix.failureClass) t.row.failureClass = fix.failureClass;
  }

  private async writeRedress(tx: Tx, t: LockedTicket, fixId: string, { redress }: FixBody): Promise<void> {
    if (!redress) return;
    const paid = redress.state === 'paid';
    await tx.run(
      `INSERT INTO redress (id, fix_id, ticket_id, kind, amount_minor, currency, method, state, due_on, paid_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
      [
        uuidv7(),
        fixId,
        t.row.id,
        redress.kind,
        redress.amountMinor,
        redress.currency,
        redress.method,
        redress.state,
        redress.dueOn ?? null,
        paid ? (redress.paidAt ?? t.now) : null,
      ],
    );
  }

  /** The main cause of the ticket; "unknown yet" records none. */
  async setCause(tx: Tx, ticketId: string, key: string): Promise<void> {
    if (key === UNKNOWN_CAUSE) return;
    const cause = await this.touchPoints.causeByKey(tx, key);
    if (!cause) throw new Invalid(`There is no cause "${key}".`);
    await tx.run('DELETE FROM ticket_cause WHERE ticket_id = $1 AND main', [ticketId]);
    await tx.run(
      'INSERT INTO ticket_cause (ticket_id, cause_id, main) VALUES ($1, $2, true) ON CONFLICT (ticket_id, cause_id) DO UPDATE SET main = true',
      [ticketId, cause.id],
    );
  }

  /** A scheduled payment has been made. */
  paid(redressId: string, paidAt: Date | undefined, by: Actor): Promise<{ id: string; state: string; paidAt: Date }> {
    return this.commands.once(by.command, async (tx) => {
      const owner = await tx.maybe<{ ticketId: string }>('SELECT ticket_id AS "ticketId" FROM redress WHERE id = $1', [redressId]);
      if (!owner) throw new Missing('There is no such payment.');
      const t = await this.moves.lock(tx, owner.ticketId, by);
      const at = paidAt ?? t.now;
      if (at.getTime() > t.now.getTime()) throw new Refused('paid_at', 'The payment cannot lie in the future.');
      const changed = await tx.run(`UPDATE redress SET state = 'paid', paid_at = $2 WHERE id = $1 AND state = 'scheduled'`, [
        redressId,
        at,
      ]);
      if (changed === 0) throw new Refused('already_paid', 'This payment was recorded before.');
      await this.moves.record(tx, t, { kind: 'redress_paid', data: { redress: redressId, paidAt: at } }, by);
      await this.moves.refresh(tx, t);
      await this.closing.tryClose(tx, t);
      await this.moves.save(tx, t);
      return { id: redressId, state: 'paid', paidAt: at };
    });
  }
}
