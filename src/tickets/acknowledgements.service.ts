import { Injectable } from '@nestjs/common';
import type { ClockName } from '../clocks/clock.rules';
import { ClocksService } from '../clocks/clocks.service';
import { Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { clockTicketOf } from './ticket.entity';
import { TicketCommands } from './ticket-commands.service';
import { TicketMoves } from './ticket-moves.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

/** "I have it": whoever looks after a late promise keeps the next level from being told for a while (domain.md 4.5). */
@Injectable()
export class Acknowledgements {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly clocks: ClocksService,
  ) {}

  acknowledge(ref: string, clock: ClockName, version: number | undefined, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, version, async (tx, t) => {
      if (by.staffId === null) throw new Refused('who', 'Only a person can take care of it.');
      const until = await this.clocks.acknowledge(tx, clockTicketOf(t.row), clock, by.staffId, t.now);
      await this.moves.record(tx, t, { kind: 'acknowledged', data: { clock, until } }, by);
    });
  }
}
