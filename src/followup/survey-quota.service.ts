import { Injectable } from '@nestjs/common';
import { DAY_MS, type Severity } from '../clocks/clock.rules';
import { Consent } from '../consent/consent.service';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { worse } from '../lifecycle/severity.rules';
import { TicketClosing } from '../tickets/ticket-closing.service';
import { TicketMoves } from '../tickets/ticket-moves.service';

/** A customer is asked by survey once in this time, whatever number of tickets there is (domain.md 6.8). */
const QUOTA_MS = 30 * DAY_MS;

interface Other {
  ticketId: string;
  planned: boolean;
  severity: Severity;
}

/** One survey for one customer: about the more serious matter where the other one has not been asked about yet (edge 119). */
@Injectable()
export class SurveyQuota {
  constructor(
    private readonly moves: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly messages: MessagesService,
    private readonly consent: Consent,
  ) {}

  /** May the customer be asked about this ticket? If not, its follow-up is waived here. */
  async mayAsk(tx: Tx, t: LockedTicket): Promise<boolean> {
    // Two tickets of one customer at once: the second waits here and then sees the first.
    await tx.rows('SELECT id FROM customer WHERE id = $1 FOR NO KEY UPDATE', [t.row.customerId]);
    const others = await tx.rows<Other>(
      `SELECT s.ticket_id AS "ticketId", s.state = 'planned' AS planned, o.severity FROM survey s JOIN ticket o ON o.id = s.ticket_id
       WHERE o.customer_id = $1 AND o.id <> $2 AND s.state <> 'cancelled' AND coalesce(s.sent_at, s.created_at) > $3`,
      [t.row.customerId, t.row.id, new Date(t.now.getTime() - QUOTA_MS)],
    );
    const giveWay = others.filter(
      ({ planned, severity }) => planned && severity !== t.row.severity && worse(severity, t.row.severity) === t.row.severity,
    );
    if (giveWay.length < others.length) {
      await this.waive(tx, t, 'survey_quota');
      return false;
    }
    for (const { ticketId } of giveWay) await this.takeBack(tx, ticketId);
    return true;
  }

  /** Did the survey not leave because the customer wants none? Then nobody asks by another way either, and the follow-up is waived here. */
  async isRefused(tx: Tx, t: LockedTicket, { channel, to }: { channel: 'email' | 'sms'; to: string }): Promise<boolean> {
    const [allowed] = await this.consent.mayReceive(tx, [{ class: 'survey', channel, valueNorm: to }]);
    if (allowed !== false) return false;
    await this.waive(tx, t, 'opted_out');
    return true;
  }

  private async takeBack(tx: Tx, ticketId: string): Promise<void> {
    const other = await this.moves.lock(tx, ticketId, SYSTEM);
    await this.messages.cancelOutdated(tx, ticketId, ['survey', 'survey_reminder']);
    await tx.run(`UPDATE survey SET state = 'cancelled' WHERE ticket_id = $1 AND state = 'planned'`, [ticketId]);
    if (other.row.state === 'following_up') await this.waive(tx, other, 'survey_quota');
    await this.moves.save(tx, other);
  }

  private async waive(tx: Tx, t: LockedTicket, reason: 'survey_quota' | 'opted_out'): Promise<void> {
    t.row.followUp = 'waived';
    t.row.followUpWaived = reason;
    await this.moves.record(tx, t, { kind: 'follow_up_waived', data: { reason } }, SYSTEM);
    await this.moves.applyClocks(tx, t, [{ clock: 'follow_up', verb: 'clear' }]);
    await this.moves.refresh(tx, t);
    await this.closing.tryClose(tx, t);
  }
}
