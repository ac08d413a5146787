import { Injectable } from '@nestjs/common';
import { blocks } from '../lifecycle/holds.rules';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketWork } from '../tickets/ticket-work.service';

const KINDS = ['after_care_2', 'after_care_14', 'after_care_30'] as const;
type AfterCareKind = (typeof KINDS)[number];

/**
 * "Still fine?", two days, two weeks and a month after a serious complaint was put right (domain.md 6.1). Left behind when it closes; whether it is still
 * right to ask is looked at on the day.
 */
@Injectable()
export class AfterCare {
  constructor(
    private readonly work: TicketWork,
    private readonly messages: MessagesService,
  ) {}

  /** Returns how many it looked at. */
  async run(): Promise<number> {
    let done = 0;
    for (const kind of KINDS) done += await this.work.each(kind, (tx, t, cycle) => this.ask(tx, t, cycle, kind));
    return done;
  }

  /** Always false: the ticket itself stays as it is. */
  private async ask(tx: Tx, t: LockedTicket, cycle: number, kind: AfterCareKind): Promise<boolean> {
    const { row } = t;
    const isRight =
      row.state === 'closed' && row.cycle === cycle && row.closeReason === 'recovered' && !blocks(t.facts.holds, 'automated_follow_up');
    if (!isRight || (await this.hasOther(tx, t))) return false;
    await this.messages.plan(tx, {
      effectKey: `ticket:${row.id}:${String(cycle)}:${kind}`,
      kind,
      class: 'service',
      ticketId: row.id,
      customerId: row.customerId,
      cycle,
      vars: {},
      now: t.now,
    });
    return false;
  }

  /** Something of the same customer is open, or what they say now is that it was not put right: "is all well?" would sound like mockery. */
  private async hasOther(tx: Tx, { row }: LockedTicket): Promise<boolean> {
    const other = await tx.maybe(
      `SELECT 1 FROM ticket WHERE customer_id = $1 AND id <> $2 AND state NOT IN ('closed', 'merged', 'void')
       UNION ALL SELECT 1 FROM outcome WHERE ticket_id = $2 AND cycle = $3 AND value = 'not_recovered' LIMIT 1`,
      [row.customerId, row.id, row.cycle],
    );
    return other !== null;
  }
}
