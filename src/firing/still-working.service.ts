import { Injectable } from '@nestjs/common';
import { Consent } from '../consent/consent.service';
import { blocks } from '../lifecycle/holds.rules';
import { MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';

/** So many in a row; then a person must write (domain.md 6.1). */
const MOST_IN_A_ROW = 2;
/** News that a person wrote or spoke. */
const BY_A_PERSON = ['first_contact', 'contact', 'ask_customer', 'fix_delivered', 'fixed_at_first_contact'];

/** One that has left and was not counted yet. */
interface Left {
  id: string;
  ticketId: string;
  cycle: number;
  writtenAt: Date;
  nextNews: string;
  timerId: string;
}

/** "We are still working on it", before the promise of the next news breaks. */
@Injectable()
export class StillWorking {
  constructor(
    private readonly db: Database,
    private readonly rows: RowByRow,
    private readonly messages: MessagesService,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
    private readonly consent: Consent,
  ) {}

  /**
   * Plans it. It counts as news once it has left, see `settleSent`; what waits until the clock is over does not leave any more. After two in a row the
   * owner is asked to write instead. Always false: the ticket itself stays as it is.
   */
  async tell(tx: Tx, t: LockedTicket, cycle: number, timerId: string): Promise<boolean> {
    const { row } = t;
    if (row.state !== 'open' || row.cycle !== cycle) return false;
    const dueAt = await this.dueOf(tx, t, timerId);
    if (dueAt === null) return false;
    if (blocks(t.facts.holds, 'automated_messages')) return false;
    if ((await this.inARow(tx, row.id)) >= MOST_IN_A_ROW) {
      const text = `R-${String(row.number)}: the customer got two automatic notes in a row. Please write or call yourself before the next news is due.`;
      await this.care.tellOwner(tx, t, 'write_yourself', text);
      return false;
    }
    const nextNews = await this.moves.ifRestarted(tx, t, 'update');
    if (nextNews !== null) await this.plan(tx, t, { timerId, dueAt, nextNews });
    return false;
  }

  /** Those that have left are news: the clock that they were about ends, and the next one begins at the time that the customer read of. Returns how many. */
  async settleSent(): Promise<number> {
    const left = await this.db.rows<Left>(
      `SELECT m.id, m.ticket_id AS "ticketId", m.cycle, m.created_at AS "writtenAt", m.vars ->> 'nextNews' AS "nextNews", split_part(m.effect_key, ':', 5) AS "timerId"
       FROM message m WHERE m.kind = 'still_working' AND m.state = 'sent' AND m.settled_at IS NULL AND ${mayBeTried('working_told', 'm.id')} ORDER BY m.seq LIMIT 50`,
    );
    return this.rows.each('working_told', left, (tx, one) => this.settle(tx, one).then(() => true));
  }

  private async settle(tx: Tx, { id, ticketId, cycle, writtenAt, nextNews, timerId }: Left): Promise<void> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    await this.messages.settled(tx, id);
    const isRunning = await tx.maybe(`SELECT 1 FROM timer WHERE id = $1 AND state = 'running'`, [timerId]);
    if (t.row.state !== 'open' || t.row.cycle !== cycle || isRunning === null) return;
    await this.moves.record(tx, t, { kind: 'still_working', data: { nextNews } }, SYSTEM);
    await this.talk.news(tx, { ...t, now: writtenAt }, SYSTEM);
    await this.moves.save(tx, t);
  }

  /** By when the news is promised; null where that is over or the clock does not run any more. */
  private async dueOf(tx: Tx, t: LockedTicket, timerId: string): Promise<Date | null> {
    const running = await tx.maybe<{ dueAt: Date }>(
      `SELECT due_at AS "dueAt" FROM timer WHERE id = $1 AND state = 'running' AND breached_at IS NULL AND due_at > $2`,
      [timerId, t.now],
    );
    return running?.dueAt ?? null;
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

  /** Nobody need hear of it where the customer does not want it. */
  private async plan(
    tx: Tx,
    t: LockedTicket,
    { timerId, dueAt, nextNews }: { timerId: string; dueAt: Date; nextNews: Date },
  ): Promise<void> {
    const { row } = t;
    const id = await this.messages.plan(tx, {
      effectKey: `ticket:${row.id}:${String(row.cycle)}:still_working:${timerId}`,
      kind: 'still_working',
      class: 'service',
      ticketId: row.id,
      customerId: row.customerId,
      cycle: row.cycle,
      vars: { nextNews: nextNews.toISOString() },
      sendBefore: dueAt,
      now: t.now,
    });
    const leaving = await tx.maybe<{ channel: 'email' | 'sms'; to: string }>(
      `SELECT channel, to_address AS "to" FROM message WHERE id = $1 AND state = 'pending'`,
      [id],
    );
    if (!leaving) return;
    const [may] = await this.consent.mayReceive(tx, [{ class: 'service', channel: leaving.channel, valueNorm: leaving.to }]);
    if (may === false) await this.messages.cancelOutdated(tx, row.id, ['still_working']);
  }
}
