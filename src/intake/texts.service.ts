import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Consent } from '../consent/consent.service';
import { CustomersService } from '../customers/customers.service';
import { TaskWriting } from '../messages/task-writing.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { LOG } from '../platform/runtime';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import { IncomingMessages } from './incoming.service';

/** A text that was kept when it came; what it says about texts themselves is done already. */
interface Kept {
  id: string;
  provider: string;
  sourceId: string;
  from: string;
  text: string;
  reading: 'stop' | 'start' | 'not_me' | 'unclear' | 'none';
  ticketId: string | null;
  customerId: string | null;
  receivedAt: Date;
}

const MOST_AT_ONCE = 20;
const LOOK_WITHIN_MS = 4 * 3_600_000;
const CLAIM = `
  UPDATE inbound_text m SET attempts = m.attempts + 1, not_before = (SELECT desk_now()) + interval '5 minutes'
  WHERE m.id IN (SELECT q.id FROM inbound_text q WHERE q.state = 'pending' AND q.not_before <= (SELECT desk_now())
    ORDER BY q.not_before, q.id LIMIT ${String(MOST_AT_ONCE)} FOR UPDATE SKIP LOCKED)
  RETURNING m.id`;
const READ = `
  SELECT id, provider, source_id AS "sourceId", from_number AS "from", text, reading, ticket_id AS "ticketId", customer_id AS "customerId", received_at AS "receivedAt"
  FROM inbound_text WHERE id = $1 AND state = 'pending' FOR UPDATE`;

/** What a text asks about texts, as the timeline has it and as the owner is told. */
const NOTES = {
  stop: { kind: 'texts_off', says: 'asked not to be texted any more' },
  start: { kind: 'texts_on', says: 'wants text messages again' },
  not_me: { kind: 'not_their_number', says: 'seems to have another number: somebody else answered. Find out the right one' },
} as const;

/** Texts that customers sent to us, on their complaints: the same as mail, but a number stands for the person. */
@Injectable()
export class Texts {
  constructor(
    private readonly db: Database,
    private readonly incoming: IncomingMessages,
    private readonly customers: CustomersService,
    private readonly consent: Consent,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
    private readonly tasks: TaskWriting,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** How many it took up, in the order in which they came. */
  async run(): Promise<number> {
    const rows = await this.db.rows<{ id: string }>(CLAIM);
    for (const { id } of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) await this.take(id);
    return rows.length;
  }

  private async take(id: string): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        const kept = await tx.maybe<Kept>(READ, [id]);
        if (!kept) return;
        const { outcome, ticketId } = await this.route(tx, kept);
        await tx.run(
          `UPDATE inbound_text SET state = 'done', outcome = $2, ticket_id = coalesce($3, ticket_id), last_error = NULL WHERE id = $1`,
          [id, outcome, ticketId],
        );
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log.warn({ text: id, why }, 'a text could not be taken up; again later');
      await this.db.rows('UPDATE inbound_text SET last_error = $2 WHERE id = $1', [id, why.slice(0, 500)]);
    }
  }

  private async route(tx: Tx, kept: Kept): Promise<{ outcome: string; ticketId: string | null }> {
    const { ticketId, reading, text, from, receivedAt: at } = kept;
    if (ticketId === null) return this.toPerson(tx, kept, 'Somebody texted us from a number that belongs to no complaint');
    if (reading === 'stop' || reading === 'start' || reading === 'not_me') return this.note(tx, kept, ticketId, NOTES[reading]);
    const author = (await this.isTheirs(tx, kept)) ? 'participant' : 'visitor';
    const said = { channel: 'sms', text, at, fromAddress: from, sourceKey: keyOf(kept), tell: true } as const;
    const taken = await this.incoming.take(tx, ticketId, said, author);
    if (taken.outcome !== 'new') return { outcome: taken.outcome, ticketId: taken.ticketId };
    return this.toPerson(tx, kept, 'The customer texted long after their complaint was closed');
  }

  /** The words stay on the ticket; they answer no question and reopen nothing. */
  private async note(
    tx: Tx,
    kept: Kept,
    ticketId: string,
    note: { kind: string; says: string },
  ): Promise<{ outcome: string; ticketId: string }> {
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

  private async isTheirs(tx: Tx, { customerId, from }: Kept): Promise<boolean> {
    if (customerId === null) return false;
    const addresses = await this.customers.addresses(tx, customerId);
    return addresses.some(({ kind, value, state }) => kind === 'phone' && value === from && state === 'live');
  }

  /** Nothing that somebody wrote is lost: where no ticket takes it, a person reads it. */
  private async toPerson(tx: Tx, kept: Kept, why: string): Promise<{ outcome: string; ticketId: null }> {
    const now = await tx.now();
    await this.tasks.open(tx, {
      dedupeKey: `unplaced:${kept.id}`,
      kind: 'human_check',
      ticketId: kept.ticketId,
      customerId: kept.customerId,
      dueAt: new Date(now.getTime() + LOOK_WITHIN_MS),
      script: `${why} (${kept.from}):\n\n${kept.text}`,
      now,
    });
    return { outcome: 'to_person', ticketId: null };
  }
}

function keyOf({ provider, sourceId }: Kept): string {
  return `text:${provider}:${sourceId}`;
}
