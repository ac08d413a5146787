import { Injectable } from '@nestjs/common';
import { Consent } from '../consent/consent.service';
import { blocks } from '../lifecycle/holds.rules';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';

/** So many in a row; then a person must write (domain.md 6.1). */
const MOST_IN_A_ROW = 2;
/** News that a person wrote or spoke. */
const BY_A_PERSON = ['first_contact', 'contact', 'ask_customer', 'fix_delivered', 'fixed_at_first_contact'];

/** "We are still working on it", before the promise of the next news breaks. */
@Injectable()
export class StillWorking {
  constructor(
    private readonly messages: MessagesService,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
    private readonly consent: Consent,
  ) {}

  /**
   * It counts as news: the running clock ends and the next one begins. After two in a row the owner is asked to write, and the clock runs on; so it does
   * where nothing can be sent. True where the ticket changed.
   */
  async tell(tx: Tx, t: LockedTicket, cycle: number, timerId: string): Promise<boolean> {
    const { row } = t;
    if (row.state !== 'open' || row.cycle !== cycle || !(await this.isInTime(tx, t, timerId))) return false;
    if (blocks(t.facts.holds, 'automated_messages')) return false;
    if ((await this.inARow(tx, row.id)) >= MOST_IN_A_ROW) {
      const text = `R-${String(row.number)}: the customer got two automatic notes in a row. Please write or call yourself before the next news is due.`;
      await this.care.tellOwner(tx, t, 'write_yourself', text);
      return false;
    }
    const nextNews = await this.moves.ifRestarted(tx, t, 'update');
    if (nextNews === null || !(await this.plan(tx, t, timerId, nextNews))) return false;
    await this.moves.record(tx, t, { kind: 'still_working', data: { nextNews } }, SYSTEM);
    await this.talk.news(tx, t, SYSTEM);
    return true;
  }

  private async isInTime(tx: Tx, t: LockedTicket, timerId: string): Promise<boolean> {
    const running = await tx.maybe(`SELECT 1 FROM timer WHERE id = $1 AND state = 'running' AND breached_at IS NULL AND due_at > $2`, [
      timerId,
      t.now,
    ]);
    return running !== null;
  }

  /** Those since a person was last heard, by the timeline. */
  private async inARow(tx: Tx, ticketId: string): Promise<number> {
    const { n } = await tx.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM ticket_event WHERE ticket_id = $1 AND kind = 'still_working'
         AND seq > coalesce((SELECT max(seq) FROM ticket_event WHERE ticket_id = $1 AND actor_kind = 'staff' AND kind = ANY($2::text[])), 0)`,
      [ticketId, BY_A_PERSON],
    );
    return n;
  }

  /** Will it leave? What waits for a mail relay, is stopped by a brake or is not wanted is no news to anybody. */
  private async plan(tx: Tx, t: LockedTicket, timerId: string, nextNews: Date): Promise<boolean> {
    const { row } = t;
    const id = await this.messages.plan(tx, {
      effectKey: `ticket:${row.id}:${String(row.cycle)}:still_working:${timerId}`,
      kind: 'still_working',
      class: 'service',
      ticketId: row.id,
      customerId: row.customerId,
      cycle: row.cycle,
      vars: { nextNews: nextNews.toISOString() },
      sendBefore: nextNews,
      now: t.now,
    });
    const leaving = await tx.maybe<{ channel: 'email' | 'sms'; to: string }>(
      `SELECT channel, to_address AS "to" FROM message WHERE id = $1 AND state = 'pending'`,
      [id],
    );
    if (!leaving) return false;
    const [may] = await this.consent.mayReceive(tx, [{ class: 'service', channel: leaving.channel, valueNorm: leaving.to }]);
    if (may === false) await this.messages.cancelOutdated(tx, row.id, ['still_working']);
    return may !== false;
  }
}
