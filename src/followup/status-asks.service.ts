import { Inject, Injectable } from '@nestjs/common';
import { countryOfZone, normalizeEmail, normalizePhone } from '../customers/address.service';
import { IncomingMessages } from '../intake/incoming.service';
import { PublicBrakes } from '../intake/public-brakes.service';
import { MessagesService } from '../messages/messages.service';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { CONFIG } from '../platform/runtime';
import { customerByLink } from '../staff/actor.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import { mayAskAbove } from './status-page.rules';

const MOST_LINKS_AN_HOUR = 10;
/** One customer with several complaints gets the links of the latest ones. */
const MOST_TICKETS = 3;
const HOUR_MS = 3_600_000;
/** In English, for the timeline and the person above, where the customer gave no words. */
const NO_WORDS = 'The customer asks for somebody above.';

const OPEN_TICKETS = `
  SELECT t.id, t.customer_id AS "customerId", t.cycle FROM address a
  JOIN customer o ON o.id = a.customer_id OR o.merged_into = a.customer_id JOIN ticket t ON t.customer_id = o.id
  WHERE a.kind = $1 AND a.value_norm = $2 AND a.state = 'live' AND t.state IN ('new', 'open', 'waiting_customer', 'fixed', 'following_up')
  ORDER BY t.id DESC LIMIT ${String(MOST_TICKETS)}`;

interface OpenTicket {
  id: string;
  customerId: string | null;
  cycle: number;
}

/** What customers ask of us on their page besides the work itself: somebody above, the link to their wishes, a new link. */
@Injectable()
export class StatusAsks {
  constructor(
    private readonly db: Database,
    private readonly incoming: IncomingMessages,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
    private readonly messages: MessagesService,
    private readonly brakes: PublicBrakes,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskZone'>,
  ) {}

  /** The lead is told, once in 24 hours. Throws Refused where nothing is open or it was asked for already. */
  escalate(ticketId: string, words: string): Promise<string> {
    return this.db.transaction(async (tx) => {
      const t = await this.incoming.lockLiving(tx, ticketId);
      if (!mayAskAbove(t.row.state)) throw new Refused('nothing_open', 'Nothing is open here. Use “It is not right yet” to open it again.');
      const before = await tx.maybe(
        `SELECT 1 FROM ticket_event WHERE ticket_id = $1 AND kind = 'escalated' AND actor_kind = 'customer' AND at > $2::timestamptz - interval '1 day'`,
        [t.row.id, t.now],
      );
      if (before) throw new Refused('asked_already', 'You have asked for this today. The person above has been told.');
      const by = customerByLink(t.row.id);
      if (words !== '') await this.talk.keep(tx, t, { kind: 'message', channel: 'page', direction: 'in', human: true, text: words }, by);
      await this.care.callForHelp(tx, t, words || NO_WORDS, by);
      await this.moves.save(tx, t);
      return 'Thank you. The person above has been told.';
    });
  }

  /**
   * The link may have been handed on, so wishes and contact data are not changed by it (edge 129): a message to the known address carries the link to the
   * wishes at its foot.
   */
  preferences(ticketId: string): Promise<string> {
    return this.db.transaction(async (tx) => {
      const ticket = await tx.one<OpenTicket>('SELECT id, customer_id AS "customerId", cycle FROM ticket WHERE id = $1', [ticketId]);
      await this.sendLink(tx, ticket, await tx.now());
      return 'The link is on its way to the address that we know.';
    });
  }

  /** The answer is the same whether we know the address or not. TooOften (429) past 10 from one network in an hour. */
  newLink(contact: string, ip: string): Promise<string> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      await this.brakes.count(tx, 'link', ip, MOST_LINKS_AN_HOUR, now);
      const email = normalizeEmail(contact);
      const phone = email === null ? normalizePhone(contact, countryOfZone(this.config.deskZone)) : null;
      // what is no address at all is looked for too: the answer takes the same way
      const tickets = await tx.rows<OpenTicket>(OPEN_TICKETS, [email === null ? 'phone' : 'email', email ?? phone?.e164 ?? '']);
      for (const ticket of tickets) await this.sendLink(tx, ticket, now, email ?? undefined);
      return 'If we know this address and something is open, a new link is on its way to it.';
    });
  }

  /** At most one an hour for a ticket, however often somebody asks. Asked for by the reader: at once, at any hour. */
  private async sendLink(tx: Tx, { id, customerId, cycle }: OpenTicket, now: Date, to?: string): Promise<void> {
    await this.messages.plan(tx, {
      effectKey: `new-link:${id}:${String(Math.floor(now.getTime() / HOUR_MS))}`,
      kind: 'new_link',
      class: 'service',
      ticketId: id,
      customerId,
      cycle,
      vars: {},
      automatic: false,
      now,
      ...(to === undefined ? {} : { to }),
    });
  }
}
