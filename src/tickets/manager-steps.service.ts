import { Injectable } from '@nestjs/common';
import type { ClockName } from '../clocks/clock.rules';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import { sentence } from '../platform/said.rules';
import type { Actor } from '../staff/actor.dto';
import { StaffService } from '../staff/staff.service';
import type { LockedTicket } from './locked-ticket.dto';
import type { ExtendBody } from './manager-steps.dto';
import type { NoBody } from './ticket.dto';
import { TicketCommands } from './ticket-commands.service';
import { TicketTalk } from './ticket-talk.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

const NUDGE_PAUSE_MINUTES = 15;
const MINUTE_MS = 60_000;

/** What stands in the way of moving each promise by hand; the news are moved by giving some (settled.md 19). */
const FIXED_PROMISES: Readonly<Partial<Record<ClockName, string>>> = {
  contact: 'The first contact cannot be put off: call or write now.',
  fix: 'The time of the fix was promised, so it cannot be moved. Tell the customer when they hear from you next, or pause where the customer wished for a later day.',
  one_up: 'The one-up cannot be put off: give it, or say why there is none.',
  follow_up: 'The follow-up cannot be put off.',
};

/** Reminding the owner, and moving a promise honestly: by telling the customer. */
@Injectable()
export class ManagerSteps {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly talk: TicketTalk,
    private readonly messages: MessagesService,
    private readonly staff: StaffService,
  ) {}

  /** Tells the owner that somebody waits for news, or the lead where the owner is away (edge 78); once in 15 minutes and ticket, whoever does it. */
  nudge(ref: string, { version }: NoBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, version, async (tx, t) => {
      refuseDone(t);
      const { ownerId } = t.row;
      if (ownerId === null) throw new Refused('no_owner', 'Nobody has this one: take it, or give it to somebody.');
      if (ownerId === by.staffId) throw new Refused('own', 'This one is yours.');
      await this.refuseSoon(tx, t);
      await this.remind(tx, t, ownerId, by);
    });
  }

  private async remind(tx: Tx, { row, now }: LockedTicket, ownerId: string, by: Actor): Promise<void> {
    const ticket = `R-${String(row.number)}`;
    const asks = `${by.name} asks how ${ticket} is going`;
    const away = await tx.maybe<{ name: string }>(`SELECT name FROM staff WHERE id = $1 AND status <> 'active'`, [ownerId]);
    const told = away ? await this.leads(tx, row) : [ownerId];
    if (away && (told.length === 0 || told.some((staffId) => staffId === by.staffId)))
      throw new Refused('owner_away', `${away.name} is away: take it, or give it to somebody.`);
    const text = away
      ? sentence('news.nudgeAway', `${asks}. ${away.name}, who has it, is away.`, { who: by.name, ticket, owner: away.name })
      : sentence('news.nudge', `${asks}.`, { who: by.name, ticket });
    for (const staffId of told) {
      const dedupeKey = `nudge:${row.id}:${now.toISOString()}:${staffId}`;
      await this.staff.notify(tx, { staffId, ticketId: row.id, kind: 'nudge', text, dedupeKey }, now);
    }
  }

  private async leads(tx: Tx, { locationId, teamId, deskId, subjectStaffId }: LockedTicket['row']): Promise<string[]> {
    const except = subjectStaffId === null ? [] : [subjectStaffId];
    return (await this.staff.people(tx, { role: 'lead', locationId, teamId, deskId, except })).map(({ staffId }) => staffId);
  }

  /**
   * Tells the customer why it takes longer and when they hear next; that is news, so the running clock ends and the promise takes its place.
   * Refused (409) for every clock that cannot be moved, and where the customer cannot be told.
   */
  extend(ref: string, { clock, until, reason, tellCustomer, version }: ExtendBody, by: Actor): Promise<TicketView | TicketStub> {
    if (!tellCustomer) throw new Invalid('tellCustomer must be true: no promise is moved without telling the customer.');
    return this.tickets.on(ref, by, version, async (tx, t) => {
      refuseDone(t);
      if (clock !== 'update' && clock !== 'promise')
        throw new Refused('fixed_promise', FIXED_PROMISES[clock] ?? 'This clock is not moved by hand.', { clock });
      this.talk.checkNextNews(t, until);
      await this.tell(tx, t, reason, until, by);
    });
  }

  private async tell(tx: Tx, t: LockedTicket, reason: string, until: Date, by: Actor): Promise<void> {
    const { row } = t;
    const mail = await this.messages.reachable(tx, row.customerId, 'email');
    const text = mail.ok ? mail : await this.messages.reachable(tx, row.customerId, 'sms');
    if (!text.ok)
      throw new Refused('reachable', mail.ok ? text.why : `${mail.why} Call the customer, then log the call with the next time.`);
    const channel = mail.ok ? 'email' : 'sms';
    await this.talk.humanContact(tx, t, { how: 'reply', note: reason, channel }, by, until);
    const messageId = await this.messages.plan(tx, {
      effectKey: `ticket:${row.id}:${String(row.cycle)}:${String(row.eventSeq)}:extend`,
      kind: 'staff_reply',
      class: 'service',
      channel,
      ticketId: row.id,
      customerId: row.customerId,
      cycle: row.cycle,
      vars: { text: reason, subject: row.title, nextNews: until.toISOString() },
      automatic: false,
      now: t.now,
    });
    await this.talk.keep(
      tx,
      t,
      { kind: 'reply', channel, direction: 'out', human: true, text: reason, messageId: messageId ?? undefined },
      by,
    );
  }

  private async refuseSoon(tx: Tx, t: LockedTicket): Promise<void> {
    const last = await tx.maybe<{ at: Date }>(
      `SELECT at FROM notification WHERE ticket_id = $1 AND kind = 'nudge' AND at > $2::timestamptz - make_interval(mins => $3) ORDER BY at DESC LIMIT 1`,
      [t.row.id, t.now, NUDGE_PAUSE_MINUTES],
    );
    if (!last) return;
    const minutes = Math.floor((t.now.getTime() - last.at.getTime()) / MINUTE_MS);
    const ago = minutes === 0 ? 'just now' : minutes === 1 ? '1 minute ago' : `${String(minutes)} minutes ago`;
    throw new Refused('nudged', `Nudged ${ago}.`);
  }
}

function refuseDone({ row }: LockedTicket): void {
  if (FINAL_STATES.includes(row.state))
    throw new Refused('state', `R-${String(row.number)} is done; reopen it first.`, { state: row.state, version: row.version });
}
