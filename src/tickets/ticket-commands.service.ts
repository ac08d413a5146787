import { Injectable } from '@nestjs/common';
import { Commands } from '../platform/database/commands';
import type { Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';
import type { TicketView, TicketStub } from './ticket-view.dto';
import { TicketViews } from './ticket-view.service';

/** The frame of every command on one ticket: once per key, lock, version, work, save, answer. */
@Injectable()
export class TicketCommands {
  constructor(
    private readonly commands: Commands,
    private readonly moves: TicketMoves,
    private readonly views: TicketViews,
  ) {}

  /** `alsoLocks` names the tickets of a command that changes more than one: all are locked first and in one order, or two at once could wait for each other. */
  on(
    ref: string,
    by: Actor,
    version: number | undefined,
    work: (tx: Tx, t: LockedTicket) => Promise<void>,
    alsoLocks?: (tx: Tx) => Promise<readonly string[]>,
  ): Promise<TicketView | TicketStub> {
    return this.commands.once(by.command, async (tx) => {
      if (alsoLocks) await this.moves.lockInOrder(tx, await alsoLocks(tx));
      const t = await this.moves.lock(tx, ref, by);
      this.moves.checkVersion(t, version);
      await work(tx, t);
      await this.moves.save(tx, t);
      return this.answer(tx, t, by);
    });
  }

  /** The ticket as it is now; only its name where the command itself took it out of this person's sight (a hold, a new owner). */
  async answer(tx: Tx, t: LockedTicket, by: Actor): Promise<TicketView | TicketStub> {
    try {
      return await this.views.view(tx, t.row.id, by);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      return { id: t.row.id, number: t.row.number, label: `R-${String(t.row.number)}`, state: t.row.state, version: t.row.version };
    }
  }
}
