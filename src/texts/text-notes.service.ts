import { Injectable } from '@nestjs/common';
import { Consent } from '../consent/consent.service';
import { CustomersService } from '../customers/customers.service';
import { IncomingMessages } from '../intake/incoming.service';
import type { Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import { keyOf, type KeptText, type Routed } from './kept-text.rules';

/** What a text asks about texts, as the timeline has it and as the owner is told. */
const NOTES = {
  stop: { kind: 'texts_off', says: 'asked not to be texted any more' },
  start: { kind: 'texts_on', says: 'wants text messages again' },
  not_me: { kind: 'not_their_number', says: 'seems to have another number: somebody else answered. Find out the right one' },
} as const;

/** Texts about texts themselves, on the ticket: what they ask for was done when they came. */
@Injectable()
export class TextNotes {
  constructor(
    private readonly incoming: IncomingMessages,
    private readonly customers: CustomersService,
    private readonly consent: Consent,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
  ) {}

  /** The words stay on the ticket; they answer no question and reopen nothing. */
  async take(tx: Tx, kept: KeptText, ticketId: string, reading: keyof typeof NOTES): Promise<Routed> {
    const note = NOTES[reading];
    const t = await this.incoming.lockLiving(tx, ticketId);
    const { text, from, receivedAt: at } = kept;
    const contact = {
      kind: 'message',
      channel: 'sms',
      direction: 'in',
      human: true,
      text,
      at,
      fromAddress: from,
      sourceKey: keyOf(kept),
    } as const;
    await this.talk.keep(tx, t, { ...contact, visitor: kept.reading === 'not_me' }, SYSTEM);
    const [what = ''] = await this.contactNotes(tx, t);
    await this.moves.record(
      tx,
      t,
      { kind: note.kind, reason: what === '' ? undefined : what, data: { channel: 'sms' }, cause: keyOf(kept) },
      SYSTEM,
    );
    await this.care.tellOwner(tx, t, note.kind, `The customer of R-${String(t.row.number)} ${note.says}. ${what}`.trim());
    await this.moves.save(tx, t);
    return { outcome: note.kind, ticketId: t.row.id };
  }

  /** "Do not text; call or e-mail." */
  private async contactNotes(tx: Tx, t: LockedTicket): Promise<string[]> {
    if (t.row.customerId === null) return [];
    const addresses = (await this.customers.addresses(tx, t.row.customerId)).filter(({ state }) => state === 'live');
    return this.consent.contactNotes(
      tx,
      addresses.map(({ kind, value }) => ({ kind, valueNorm: value })),
    );
  }
}
