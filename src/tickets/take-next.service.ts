import { Injectable } from '@nestjs/common';
import { Commands } from '../platform/database/commands';
import type { Actor } from '../staff/actor.dto';
import { OwnerNews } from './owner-news.service';
import { TicketCare } from './ticket-care.service';
import { TicketCommands } from './ticket-commands.service';
import { TicketMoves } from './ticket-moves.service';
import { LIVE_STATES, urgencyRank } from './ticket-order.rules';
import type { TicketStub, TicketView } from './ticket-view.dto';
import { visibleTo } from './visibility.rules';

const LIVE = LIVE_STATES.map((state) => `'${state}'`).join(',');

/** "Take next": of two people at once each gets another ticket. */
@Injectable()
export class TakeNext {
  constructor(
    private readonly commands: Commands,
    private readonly moves: TicketMoves,
    private readonly care: TicketCare,
    private readonly tickets: TicketCommands,
    private readonly ownerNews: OwnerNews,
  ) {}

  /**
   * Gives the caller the oldest ticket that nobody owns and that the caller sees, dangerous ones before all others. Null where there is none. What
   * somebody else is just taking is passed over, not waited for.
   */
  async take(by: Actor): Promise<TicketView | TicketStub | null> {
    const params: unknown[] = [];
    const next = `SELECT t.id FROM ticket t WHERE t.owner_id IS NULL AND t.state IN (${LIVE}) AND ${visibleTo(by, 't', params)}
      ORDER BY ${urgencyRank('t')}, t.received_at, t.id LIMIT 1 FOR NO KEY UPDATE OF t SKIP LOCKED`;
    const { ticket } = await this.commands.once(by.command, async (tx) => {
      const found = await tx.maybe<{ id: string }>(next, params);
      if (!found) return { ticket: null };
      const t = await this.moves.lock(tx, found.id, by);
      await this.care.give(tx, t, by.staffId, by);
      await this.ownerNews.named(tx, t);
      await this.moves.save(tx, t);
      return { ticket: await this.tickets.answer(tx, t, by) };
    });
    return ticket;
  }
}
