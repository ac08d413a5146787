import { Injectable } from '@nestjs/common';
import { Consent, type MayReceiveAsk } from '../consent/consent.service';
import { Database } from '../platform/database/database';
import { effectiveClass } from '../consent/consent.rules';
import { ContactHours } from './contact-hours.service';
import { MessageCaps } from './message-caps.service';
import { CARE_KINDS, UNFITTING_KINDS } from './journey.rules';
import type { ClaimedMessage } from './message-claim.service';
import { whyDrop } from './recheck.rules';
import type { Settlement } from './settler.service';
import { IS_ADVERTISING, SpendingGifts } from './spending-gifts.service';
import { CONFIRMATIONS } from './ways.rules';

/**
 * The last look before messages leave: is each still right, may this customer get it by this way, at this hour, and today? The facts of the first
 * question are those of the claim, an instant ago; the others are asked for the whole set at once, and only where they can matter.
 */
@Injectable()
export class SendChecks {
  constructor(
    private readonly db: Database,
    private readonly consent: Consent,
    private readonly hours: ContactHours,
    private readonly caps: MessageCaps,
    private readonly spending: SpendingGifts,
  ) {}

  /** What becomes of those that do not leave now, by the message's id. */
  async look(messages: readonly ClaimedMessage[]): Promise<Map<string, Settlement>> {
    const stopped = new Map<string, Settlement>();
    const classed = await this.classed(messages);
    const still = (): ClaimedMessage[] =>
      classed.filter((message) => !stopped.has(message.id) && message.class !== 'staff' && !CONFIRMATIONS.includes(message.kind));
    for (const message of messages) {
      const settlement = whyNot(message);
      if (settlement) stopped.set(message.id, settlement);
    }
    await this.unfitting(still(), stopped);
    await this.unclear(still(), stopped);
    await this.unwanted(still(), stopped);
    for (const [id, until] of await this.hours.closed(still())) {
      stopped.set(id, { as: 'waiting', why: 'it waits for an hour at which the customer may be written to', until });
    }
    for (const [id, until] of await this.caps.over(still())) {
      stopped.set(id, { as: 'waiting', why: 'it waits: the customer has had enough automatic messages for now', until });
    }
    return stopped;
  }

  /** By whose rules each goes: a gift that asks for spending may be advertising by now. */
  private async classed(messages: readonly ClaimedMessage[]): Promise<ClaimedMessage[]> {
    const spending = messages.filter((message) => message.class === 'gesture' && message.gestureNeedsSpend === true);
    if (spending.length === 0) return [...messages];
    const customers = spending.flatMap(({ customerId }) => customerId ?? []);
    const lastContacts = await this.spending.lastContacts(this.db, customers);
    return messages.map((message) => {
      if (!spending.includes(message)) return message;
      const { channel, now, customerId } = message;
      const lastContactAt = lastContacts.get(customerId ?? '') ?? null;
      return { ...message, class: effectiveClass({ class: 'gesture', channel, needsSpend: true, lastContactAt, now }) };
    });
  }

  /** Who said that something is not right hears nothing but about that, until it is. A survey that does not leave becomes a call. */
  private async unfitting(messages: readonly ClaimedMessage[], stopped: Map<string, Settlement>): Promise<void> {
    const kind = messages.filter((message) => UNFITTING_KINDS.includes(message.kind));
    if (kind.length === 0) return;
    const rows = await this.db.rows<{ id: string }>(
      `SELECT DISTINCT customer_id AS id FROM ticket WHERE customer_id = ANY($1::uuid[]) AND cycle > 1 AND state IN ('new', 'open', 'waiting_customer')`,
      [kind.map(({ customerId }) => customerId)],
    );
    const why = 'outdated: the customer says that something else is not right';
    for (const { id, customerId } of kind)
      if (rows.some((row) => row.id === customerId)) stopped.set(id, { as: 'cancelled', why, tell: false });
  }

  /** Somebody answered in words that are not clear: no more texts to that number until a person has read them (edge 112). */
  private async unclear(messages: readonly ClaimedMessage[], stopped: Map<string, Settlement>): Promise<void> {
    const texts = messages.filter(({ channel, automatic }) => channel === 'sms' && automatic);
    if (texts.length === 0) return;
    const rows = await this.db.rows<{ address: string }>(
      `SELECT DISTINCT address FROM task WHERE kind = 'human_check' AND state = 'open' AND address = ANY($1::text[])`,
      [texts.map(({ to }) => to)],
    );
    const numbers = new Set(rows.map((row) => row.address));
    for (const { id, to } of texts)
      if (to !== null && numbers.has(to)) stopped.set(id, { as: 'checked', why: 'a person reads the customer’s last answer first' });
  }

  /** A refused channel sends it on by another way, unless it was only a kind word; a refused sort of message ends it. */
  private async unwanted(messages: readonly ClaimedMessage[], stopped: Map<string, Settlement>): Promise<void> {
    const asked = messages.filter(({ automatic, channel, to }) => to !== null && (automatic || channel === 'sms'));
    const allowed = await this.consent.mayReceive(this.db, asked.map(asking));
    const refused = asked.filter((_, place) => allowed[place] === false);
    if (refused.length === 0) return;
    const closed = await this.consent.suppressed(this.db, refused.map(asking));
    for (const { id, channel, to, gestureNeedsSpend, kind } of refused) {
      const whole = closed.has(`${channel}:${to ?? ''}`);
      const why = `the customer asked for nothing by ${channel === 'sms' ? 'text' : 'e-mail'}`;
      if (CARE_KINDS.includes(kind)) stopped.set(id, { as: 'cancelled', why: `consent: ${why}`, tell: false });
      else if (whole) stopped.set(id, { as: 'dead', why, tell: true });
      else if (gestureNeedsSpend === true && kind !== 'voucher_reminder')
        stopped.set(id, { as: channel === 'sms' ? 'dead' : 'cancelled', why: IS_ADVERTISING, tell: true });
      else stopped.set(id, { as: 'cancelled', why: 'consent: the customer does not want messages of this sort', tell: false });
    }
  }
}

function asking(message: ClaimedMessage): MayReceiveAsk {
  const { class: given, channel, to } = message;
  return { class: given === 'staff' ? 'service' : given, channel, valueNorm: to ?? '' };
}

/** Why a message does not leave at all; null when it may. */
function whyNot(message: ClaimedMessage): Settlement | null {
  if (message.class === 'staff') return whyNotToStaff(message);
  if (message.addressDead) return { as: 'dead', why: 'the address is dead', tell: true };
  if (message.receiptTwin) return { as: 'cancelled', why: 'brake: one receipt per address in 15 minutes', tell: false };
  const drop = whyDrop(message, ticketOf(message), gestureOf(message));
  return drop && { as: 'cancelled', why: drop.why, tell: drop.tell };
}

function whyNotToStaff(message: ClaimedMessage): Settlement | null {
  if (message.staffBarred) return { as: 'cancelled', why: 'outdated: this person gets no news of it any more', tell: false };
  const isOver = message.kind === 'invitation' && message.inviteId === null;
  return isOver ? { as: 'cancelled', why: 'outdated: the invitation is used or too old', tell: false } : null;
}

function ticketOf(message: ClaimedMessage) {
  const { ticketState, ticketCycle, automaticBlocked, apologyBlocked, followUpBlocked } = message;
  if (ticketState === null || ticketCycle === null) return null;
  return {
    state: ticketState,
    cycle: ticketCycle,
    automaticBlocked: automaticBlocked === true,
    apologyBlocked: apologyBlocked === true,
    followUpBlocked: followUpBlocked === true,
  };
}

function gestureOf({ gestureState, gestureSilent, voucherStatus }: ClaimedMessage) {
  return gestureState === null ? null : { state: gestureState, silent: gestureSilent === true, voucher: voucherStatus };
}
