import { Inject, Injectable } from '@nestjs/common';
import { Consent } from '../consent/consent.service';
import { IncomingMessages } from '../intake/incoming.service';
import { MessagesService } from '../messages/messages.service';
import { TaskWriting } from '../messages/task-writing.service';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { SECRET } from '../platform/runtime';
import { hashToken, numberKey, sameText } from '../platform/tokens';
import { SYSTEM } from '../staff/actor.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';

// The ticket of the link itself: a text went out for it before it was joined with another one.
const TEXTED = `
  SELECT t.id, array_agg(DISTINCT n.number) AS numbers FROM ticket t JOIN message m ON m.ticket_id = t.id
  CROSS JOIN LATERAL (
    SELECT m.to_address AS number WHERE m.channel = 'sms'
    UNION SELECT y.to_address FROM message_try y WHERE y.message_id = m.id AND y.channel = 'sms') n
  WHERE t.status_hash = $1 AND n.number IS NOT NULL GROUP BY t.id`;
const FIND_WITHIN_MS = 4 * 3_600_000;
const PROOF = 'the link in our text';

/** A text reached somebody who is not the customer: they say so by the link in it, and nothing goes to that number any more (edge 130). */
@Injectable()
export class WrongNumbers {
  constructor(
    private readonly db: Database,
    private readonly incoming: IncomingMessages,
    private readonly consent: Consent,
    private readonly messages: MessagesService,
    private readonly tasks: TaskWriting,
    private readonly moves: TicketMoves,
    private readonly care: TicketCare,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** Did the reader come by a text of ours? */
  async isTheirs(token: string, key: string | undefined): Promise<boolean> {
    return key !== undefined && (await this.numberOf(this.db, token, key)) !== null;
  }

  /** Said twice it is done once. Missing where link or key are none of ours. `ticketId` is where the complaint lives now. */
  disown(token: string, key: string, ticketId: string): Promise<string> {
    return this.db.transaction(async (tx) => {
      const t = await this.incoming.lockLiving(tx, ticketId);
      const number = await this.numberOf(tx, token, key);
      if (number === null) throw new Missing('This link is not complete.');
      const dead = await this.consent.addressDied(tx, { kind: 'phone', valueNorm: number, why: 'reassigned', proof: PROOF, now: t.now });
      if (dead > 0) await this.tell(tx, t);
      return 'Thank you. We do not use this number any more.';
    });
  }

  private async tell(tx: Tx, t: LockedTicket): Promise<void> {
    const { row, now } = t;
    const ref = `R-${String(row.number)}`;
    const wrong = `The customer of ${ref} seems to have another number: somebody else has this one.`;
    await this.moves.record(tx, t, { kind: 'not_their_number', data: { channel: 'page' } }, SYSTEM);
    await this.care.tellOwner(tx, t, 'not_their_number', `${wrong} Find out the right one.`);
    await this.moves.save(tx, t);
    if (await this.messages.hasLiveAddress(tx, row.customerId)) return;
    await this.tasks.open(tx, {
      ...{
        dedupeKey: `wrong-number:${row.id}:${String(row.eventSeq)}`,
        kind: 'no_way_to_reach',
        ticketId: row.id,
        customerId: row.customerId,
      },
      ...{ dueAt: new Date(now.getTime() + FIND_WITHIN_MS), script: `${wrong} There is no other way to reach them: find one.`, now },
    });
  }

  private async numberOf(reader: Reader, token: string, key: string): Promise<string | null> {
    const [texted] = await reader.rows<{ id: string; numbers: string[] }>(TEXTED, [hashToken(token)]);
    return texted?.numbers.find((number) => sameText(numberKey(this.secret, texted.id, number), key)) ?? null;
  }
}
