import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import { OVERTAKEN_KINDS } from '../messages/journey.rules';
import { MessagesService } from '../messages/messages.service';
import type { Actor } from '../staff/actor.dto';
import { FixesService } from './fixes.service';
import { OwnerNews } from './owner-news.service';
import { TicketCommands } from './ticket-commands.service';
import type * as body from './ticket.dto';
import { FINAL_STATES, type MoveInput } from '../lifecycle/ticket-facts.rules';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';
import { TicketTalk } from './ticket-talk.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

type Answer = Promise<TicketView | TicketStub>;

/** The moves of the ticket machine that people ask for. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly fixes: FixesService,
    private readonly messages: MessagesService,
    private readonly ownerNews: OwnerNews,
  ) {}

  firstContact(ref: string, b: body.FirstContactBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      if (t.row.state !== 'new') await this.moves.move(tx, t, 'first_contact', {}, by);
      await this.humanContact(tx, t, b, by);
    });
  }

  /** A call, a meeting or a letter at any time of a ticket's life; or a call that reached nobody. */
  contact(ref: string, b: body.ContactBody, by: Actor): Answer {
    if (b.reached === false && b.how !== 'call') throw new Invalid('Only a call can reach nobody.');
    if (b.reached !== false && b.nextTryAt !== undefined)
      throw new Invalid('nextTryAt belongs to a call that reached nobody (reached: false).');
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      if (FINAL_STATES.includes(t.row.state)) this.refuseOnDone(t);
      if (b.reached === false) return this.missedCall(tx, t, b, by);
      await this.humanContact(tx, t, b, by);
    });
  }

  private async humanContact(tx: Tx, t: LockedTicket, b: body.HumanContactBody, by: Actor): Promise<void> {
    this.notAhead(t, b.at);
    await this.talk.humanContact(tx, t, { how: b.how, note: b.note, channel: b.channel }, by, b.nextNewsAt);
    await this.messages.cancelOutdated(tx, t.row.id, OVERTAKEN_KINDS);
    await this.talk.keep(tx, t, { kind: 'call', channel: b.channel, direction: 'out', human: true, text: b.note, at: b.at }, by);
  }

  /** Nobody was reached, so nobody was told anything: no clock stops. */
  private async missedCall(tx: Tx, t: LockedTicket, b: body.ContactBody, by: Actor): Promise<void> {
    this.notAhead(t, b.at);
    if (b.nextNewsAt !== undefined)
      throw new Invalid('News can be promised to somebody who was reached. Say when we try again (nextTryAt).');
    if (b.nextTryAt && b.nextTryAt <= t.now) throw new Refused('next_try', 'Try again at a time that lies ahead.');
    await this.moves.record(tx, t, { kind: 'call_missed', data: { nextTryAt: b.nextTryAt ?? null } }, by);
    await this.talk.keep(tx, t, { kind: 'call', channel: b.channel, direction: 'out', human: false, text: b.note, at: b.at }, by);
    await this.ownerNews.callMissed(tx, t, b.nextTryAt);
  }

  askCustomer(ref: string, b: body.AskCustomerBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      this.notAhead(t, b.askedAt);
      const channel = b.channel ?? (t.row.channel === 'chat' ? 'chat' : 'email');
      const reachable = channel === 'phone' ? null : await this.messages.reachable(tx, t.row.customerId, channel, t.row.id);
      const input: MoveInput = {
        question: b.question,
        channel,
        askedAt: b.askedAt ?? null,
        channelProblem: reachable?.ok === false ? reachable.why : null,
      };
      await this.moves.move(tx, t, 'ask_customer', input, by, { data: { question: b.question, channel } });
      await this.talk.keep(tx, t, { kind: 'reply', channel, direction: 'out', human: true, text: b.question, at: b.askedAt }, by);
    });
  }

  customerAnswered(ref: string, b: body.CustomerAnsweredBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      this.notAhead(t, b.at);
      await this.moves.move(tx, t, 'customer_answered', { text: b.text, channel: b.channel }, by, { data: { channel: b.channel } });
      await this.talk.keep(tx, t, { kind: 'message', channel: b.channel, direction: 'in', human: true, text: b.text, at: b.at }, by);
    });
  }

  resumeWithoutAnswer(ref: string, b: body.ReasonBody, by: Actor): Answer {
    return this.plain(ref, 'resume_without_answer', b, by);
  }

  lapse(ref: string, b: body.NoBody, by: Actor): Answer {
    return this.plain(ref, 'lapse', b, by);
  }

  fixFailed(ref: string, b: body.ReasonBody, by: Actor): Answer {
    return this.plain(ref, 'fix_failed', b, by);
  }

  reopen(ref: string, b: body.ReasonBody, by: Actor): Answer {
    return this.plain(ref, 'reopen', b, by);
  }

  unvoid(ref: string, b: body.ReasonBody, by: Actor): Answer {
    return this.plain(ref, 'unvoid', b, by);
  }

  voidTicket(ref: string, b: body.VoidBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, (tx, t) =>
      this.moves.move(tx, t, 'void', { reason: b.reason }, by, { data: b.note ? { note: b.note } : {} }),
    );
  }

  private plain(
    ref: string,
    event: 'resume_without_answer' | 'lapse' | 'fix_failed' | 'reopen' | 'unvoid',
    b: { reason?: string; version?: number },
    by: Actor,
  ): Answer {
    return this.tickets.on(ref, by, b.version, (tx, t) => this.moves.move(tx, t, event, { reason: b.reason }, by));
  }

  /** From `open` T09; from `new` T10, which needs the first contact as well. */
  fixDelivered(ref: string, b: body.FixDeliveredBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const { contact, version: _, ...rest } = b;
      this.notAhead(t, contact?.at);
      const fix = this.fixes.bodyOf(rest);
      const first = t.row.state === 'new';
      const input: MoveInput = { fix, ...(contact ? { contact: { how: contact.how, note: contact.note } } : {}) };
      await this.moves.move(tx, t, 'fix_delivered', input, by, { data: { kind: fix.kind, decision: fix.decision } });
      await this.fixes.write(tx, t, fix, by, first);
      if (contact)
        await this.talk.keep(
          tx,
          t,
          { kind: 'call', channel: contact.channel, direction: 'out', human: true, text: contact.note, at: contact.at },
          by,
        );
    });
  }

  badAnswer(ref: string, b: body.BadAnswerBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const answer = { score: b.score ?? null, fixed: b.fixed ?? null, text: b.text };
      await this.moves.move(tx, t, 'bad_answer', { answer, channel: b.channel }, by, {
        data: { score: b.score, fixed: b.fixed, channel: b.channel },
      });
      if (b.text) await this.talk.keep(tx, t, { kind: 'message', channel: b.channel, direction: 'in', human: true, text: b.text }, by);
    });
  }

  close(ref: string, b: body.CloseBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      const followUp = this.followUpOf(b.followUp);
      if (b.cause) await this.fixes.setCause(tx, t.row.id, b.cause);
      await this.moves.refresh(tx, t);
      await this.moves.move(tx, t, 'close', { closeReason: b.closeReason, followUp, cause: b.cause }, by, {
        data: { ...(followUp ?? {}) },
      });
    });
  }

  private followUpOf(b: body.FollowUpBody | undefined): MoveInput['followUp'] {
    if (!b) return undefined;
    if ((b.how === undefined) === (b.waived === undefined))
      throw new Refused('follow_up_done_or_waived', 'Say how the customer was asked, or why nobody is asked.');
    return b.how ? { how: b.how, score: b.score, fixed: b.fixed, text: b.text } : { waived: b.waived ?? 'no_contact_data' };
  }

  withdraw(ref: string, b: body.WithdrawBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      this.notAhead(t, b.at);
      await this.moves.move(tx, t, 'withdraw', { reason: b.reason, channel: b.channel }, by, { data: { channel: b.channel } });
      await this.talk.keep(tx, t, { kind: 'message', channel: b.channel, direction: 'in', human: true, text: b.reason, at: b.at }, by);
    });
  }

  private notAhead(t: LockedTicket, at: Date | undefined): void {
    if (at && at.getTime() > t.now.getTime()) throw new Refused('at', 'This time lies in the future.');
  }

  private refuseOnDone(t: LockedTicket): never {
    throw new Refused('state', `R-${String(t.row.number)} is done; reopen it first.`, { state: t.row.state, version: t.row.version });
  }
}
