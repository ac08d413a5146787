import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { countryOfZone, normalizeEmail, normalizePhone } from '../customers/address.service';
import { CustomersService } from '../customers/customers.service';
import { IncomingMessages } from '../intake/incoming.service';
import { PublicBrakes } from '../intake/public-brakes.service';
import { MessagesService } from '../messages/messages.service';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { NightlyRuns } from '../platform/jobs/nightly-runs';
import { CONFIG, SECRET } from '../platform/runtime';
import { checkCode, hashCheckCode } from '../platform/tokens';
import { customerByLink } from '../staff/actor.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { CODE_LIVES_MS, type ContactStep, MOST_CODES_AN_HOUR, MOST_TRIES, typedCode } from './contact-change.rules';

interface Change {
  id: string;
  customerId: string | null;
  codeHash: Buffer;
  tries: number;
  kind: 'email' | 'phone';
  raw: string;
  value: string;
  replaces: boolean;
}

interface NewAddress {
  kind: 'email' | 'phone';
  raw: string;
  value: string;
}

/** Of guesses from one network within an hour, over all complaints. */
const MOST_CALLS_AN_HOUR = 30;
/** So many old addresses are told. */
const MOST_TOLD = 3;

const OPEN = `
  SELECT id, customer_id AS "customerId", code_hash AS "codeHash", tries, kind, value_raw AS raw, value_norm AS value, replaces
  FROM contact_change WHERE ticket_id = $1 AND state = $2 AND expires_at > $3`;
const END = `UPDATE contact_change SET state = $2, value_raw = NULL, value_norm = NULL WHERE id = $1`;
/** What nobody finished keeps no address. */
const FORGET = `UPDATE contact_change SET state = 'over', value_raw = NULL, value_norm = NULL WHERE state IN ('asked', 'proved')`;

/**
 * Customers change how we reach them, on their page. The page's link may have been handed on, so a code goes to an address that we know already, and nothing
 * on the page tells whether there is one. What is typed in counts only once a second code was read at the new address.
 */
@Injectable()
export class ContactChanges {
  constructor(
    private readonly db: Database,
    private readonly incoming: IncomingMessages,
    private readonly customers: CustomersService,
    private readonly messages: MessagesService,
    private readonly moves: TicketMoves,
    private readonly care: TicketCare,
    private readonly brakes: PublicBrakes,
    private readonly nights: NightlyRuns,
    @Inject(SECRET) private readonly secret: string,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smsUrl' | 'deskZone'>,
  ) {}

  /** What the page asks for next. */
  async step(reader: Reader, ticketId: string, now: Date): Promise<ContactStep> {
    const [row] = await reader.rows<{ state: string }>(
      `SELECT state FROM contact_change WHERE ticket_id = $1 AND state IN ('asked', 'proved') AND expires_at > $2`,
      [ticketId, now],
    );
    if (!row) return 'ask';
    return row.state === 'asked' ? 'prove' : 'confirm';
  }

  /** Sends a code to the address that we know. The answer is the same where we know none. TooOften (429), or Refused after three in an hour. */
  ask(ticketId: string, ip: string): Promise<string> {
    return this.db.transaction(async (tx) => {
      const t = await this.incoming.lockLiving(tx, ticketId);
      await this.brakes.count(tx, 'code', ip, MOST_CALLS_AN_HOUR, t.now);
      const { sent } = await tx.one<{ sent: number }>(
        `SELECT count(*)::int AS sent FROM contact_change WHERE ticket_id = $1 AND created_at > $2::timestamptz - interval '1 hour'`,
        [t.row.id, t.now],
      );
      if (sent >= MOST_CODES_AN_HOUR) throw new Refused('code_often', 'You have asked for three codes. Please wait an hour, or call us.');
      await tx.run(`${FORGET} AND ticket_id = $1`, [t.row.id]);
      const id = uuidv7();
      const until = new Date(t.now.getTime() + CODE_LIVES_MS);
      await tx.run(
        `INSERT INTO contact_change (id, ticket_id, customer_id, state, code_hash, expires_at, created_at)
         VALUES ($1, $2, (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $3), 'asked', $4, $5, $6)`,
        [id, t.row.id, t.row.customerId, this.hashOf(id), until, t.now],
      );
      await this.send(tx, t, 'contact_code', { codeOf: id, until });
      return 'The code is on its way to the address that we know.';
    });
  }

  /** Each night what nobody finished, so that a typed address does not stay. */
  forget(): Promise<number> {
    return this.nights.once('contact_changes', async (tx, { now }) => {
      await tx.run(`${FORGET} AND expires_at <= $1`, [now]);
      return [];
    });
  }

  /**
   * The code from the known address, and the new one. Refused: no address (`contact_shape`), no way to text (`no_texts`), wrong (`code_wrong`), or nothing
   * asked for, too old or guessed too often (`code_over`).
   */
  async prove(ticketId: string, typed: { code: string; contact: string; replaces: boolean }, ip: string): Promise<string> {
    const address = this.read(typed.contact);
    const { code, replaces } = typed;
    await this.check(ticketId, 'asked', code, ip, async (tx, t, { id }) => {
      const until = new Date(t.now.getTime() + CODE_LIVES_MS);
      const next = `${id}:new`;
      await tx.run(
        `UPDATE contact_change SET state = 'proved', code_hash = $2, tries = 0, expires_at = $3, kind = $4, value_raw = $5, value_norm = $6, replaces = $7
         WHERE id = $1`,
        [id, this.hashOf(next), until, address.kind, address.raw, address.value, replaces],
      );
      await this.send(tx, t, 'contact_confirm', { codeOf: next, until, to: address });
    });
    return 'A second code is on its way to the new address.';
  }

  /** The code from the new address: from now on we use it, the old one is told, and the complaint's owner. */
  async confirm(ticketId: string, code: string, ip: string): Promise<string> {
    await this.check(ticketId, 'proved', code, ip, async (tx, t, change) => {
      if (change.customerId === null) return;
      const { kind, replaces } = change;
      const known = (await this.customers.addresses(tx, change.customerId)).filter(
        ({ state, kind: one }) => state === 'live' && one !== 'post',
      );
      const others = await this.customers.keepProved(tx, change.customerId, change, replaces, t.now);
      await tx.run(END, [change.id, 'done']);
      const told = others.length > 0 ? others.slice(0, MOST_TOLD) : known.filter((one) => one.kind !== kind).slice(0, 1);
      for (const old of told) await this.send(tx, t, 'contact_changed', { codeOf: `${change.id}:${old.id}`, to: old });
      await this.moves.record(tx, t, { kind: 'contact_changed', data: { address: kind, replaced: replaces } }, customerByLink(t.row.id));
      const what = kind === 'email' ? 'e-mail address' : 'phone number';
      await this.care.tellOwner(
        tx,
        t,
        'contact_changed',
        `The customer of R-${String(t.row.number)} changed their ${what} on their page, by a code.`,
      );
    });
    return 'Thank you. From now on we use the new address.';
  }

  /** A wrong try is counted and stays counted: the refusal comes after the commit. */
  private async check(
    ticketId: string,
    state: 'asked' | 'proved',
    typed: string,
    ip: string,
    work: (tx: Tx, t: LockedTicket, change: Change) => Promise<void>,
  ): Promise<void> {
    const end = await this.db.transaction(async (tx): Promise<'right' | 'wrong' | 'over'> => {
      const t = await this.incoming.lockLiving(tx, ticketId);
      await this.brakes.count(tx, 'code', ip, MOST_CALLS_AN_HOUR, t.now);
      const change = await tx.maybe<Change>(OPEN, [t.row.id, state, t.now]);
      if (!change) return 'over';
      if (change.customerId === null || !this.isRight(change, state, typed)) {
        const last = change.tries + 1 >= MOST_TRIES;
        await tx.run('UPDATE contact_change SET tries = tries + 1 WHERE id = $1', [change.id]);
        if (last) await tx.run(END, [change.id, 'over']);
        return last ? 'over' : 'wrong';
      }
      await work(tx, t, change);
      await this.moves.save(tx, t);
      return 'right';
    });
    if (end === 'wrong') throw new Refused('code_wrong', 'This is not the code. Please look at it again.');
    if (end === 'over') throw new Refused('code_over', 'This code does not work any more. Please ask for a new one.');
  }

  private isRight({ id, codeHash }: Change, state: 'asked' | 'proved', typed: string): boolean {
    return hashCheckCode(this.secret, state === 'asked' ? id : `${id}:new`, typedCode(typed)).equals(codeHash);
  }

  private hashOf(id: string): Buffer {
    return hashCheckCode(this.secret, id, checkCode(this.secret, id));
  }

  private read(contact: string): NewAddress {
    const email = normalizeEmail(contact);
    if (email !== null) return { kind: 'email', raw: contact.trim(), value: email };
    const phone = normalizePhone(contact, countryOfZone(this.config.deskZone));
    if (!phone || phone.extension !== null)
      throw new Refused('contact_shape', 'This is no e-mail address and no phone number. Please look at it again.');
    if (!this.config.smsUrl) throw new Refused('no_texts', 'We cannot send text messages. Please give an e-mail address, or call us.');
    return { kind: 'phone', raw: contact.trim(), value: phone.e164 };
  }

  /**
   * To the customer's best address, or to this one and no other. One that is new, or no longer used, is nobody's of ours: the message carries neither name
   * nor links of the customer.
   */
  private async send(
    tx: Tx,
    { row, now }: LockedTicket,
    kind: 'contact_code' | 'contact_confirm' | 'contact_changed',
    { codeOf, until, to }: { codeOf: string; until?: Date; to?: Pick<NewAddress, 'value'> & { kind: string } },
  ): Promise<void> {
    await this.messages.plan(tx, {
      ...{ effectKey: `${kind}:${codeOf}`, kind, class: 'service', ticketId: row.id, cycle: row.cycle, automatic: false, now },
      customerId: to === undefined ? row.customerId : null,
      vars: kind === 'contact_changed' ? {} : { codeOf },
      ...(until === undefined ? {} : { sendBefore: until }),
      ...(to === undefined ? {} : { to: to.value, channel: to.kind === 'email' ? 'email' : 'sms' }),
    });
  }
}
