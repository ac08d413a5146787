import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { nextDueOf } from '../clocks/clocks.service';
import { timerRecords } from '../clocks/timer-writing.service';
import type { TimerRow } from '../clocks/timer-row.rules';
import { customerFor, customerWrite, readCustomer, type ReadCustomer } from '../customers/customer-match.service';
import type { Config } from '../platform/config';
import type { Command } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { CONFIG, SECRET } from '../platform/runtime';
import { hashToken, publicToken } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { ComplaintView } from './complaint.dto';
import { holdEffects, type HoldKind } from '../lifecycle/holds.rules';
import { aroundParams, type NewAround, type NewTicket, ticketParams, WRITE_ANONYMOUS, WRITE_TICKET } from './opening-statements.service';
import { type OpenedTicket, openedBefore, replayed, twin } from './opened-before.service';
import { gradeOf, OpeningPlan } from './opening-plan.service';
import { type OpeningContext, OpeningContexts } from './opening-context.service';
import { isLiveChannel, loggingEvent, promiseOf, receivedAt, startedAt, titleOf } from '../lifecycle/opening.rules';
import type { Spoken } from '../lifecycle/promise-words.rules';
import type { Mood } from '../lifecycle/severity.rules';
import type { MoveInput } from '../lifecycle/ticket-facts.rules';
import type { Severity } from '../clocks/clock.rules';
import { move } from '../lifecycle/ticket.rules';
import type { TicketChannel } from './ticket.entity';

/** A complaint that becomes a ticket, from whichever door. */
export interface OpenTicket {
  channel: TicketChannel;
  text: string;
  title?: string;
  customer?: { name?: string; email?: string; phone?: string; externalId?: string; selfReported?: boolean };
  anonymous?: boolean;
  /** A key, or "unsure". */
  touchPoint?: string;
  location?: string;
  severity?: Severity;
  mood?: Mood;
  receivedAt?: Date;
  holdSeconds?: number;
  callId?: string;
  wants?: string[];
  /** Unique name of where it came from: the same source opens one ticket. */
  sourceKey?: string;
  language?: string;
  /** In which the promise is read aloud; English, if not given. */
  speak?: Spoken;
  zone?: string;
  aboutTicketId?: string;
  subjectStaffId?: string;
  holds?: HoldKind[];
  failureClass?: FailureClass;
  amountMinor?: number;
  orderMinor?: number;
  eventToday?: boolean;
  fix?: MoveInput['fix'];
  /** A machine wrote to us, or nobody may be answered: no receipt. */
  silent?: boolean;
  fromAddress?: string;
  /** When the form was opened, and how many keys were pressed in it besides the text. */
  startedAt?: Date;
  keystrokes?: number;
}

/** Opens tickets: reads once, works it out, writes once. */
@Injectable()
export class TicketOpening {
  constructor(
    private readonly db: Database,
    private readonly contexts: OpeningContexts,
    private readonly plans: OpeningPlan,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** Opens a ticket in one statement of its own. The same command or source twice gives the first ticket again. */
  async open(input: OpenTicket, by: Actor): Promise<OpenedTicket> {
    const opened = await this.openIn(this.db, input, by, by.command);
    if (opened.isNew && opened.hasReceipt) this.db.wake('send-email', opened.ticketId);
    return opened;
  }

  /** The same inside somebody's transaction; the caller wakes `send-email` after the commit. */
  async openIn(reader: Reader, input: OpenTicket, by: Actor, command: Command | null = null): Promise<OpenedTicket> {
    const known =
      input.anonymous || !input.customer
        ? null
        : readCustomer(input.customer, await this.contexts.countryFor(reader, input.customer.phone, input.location));
    const sourceKey = input.sourceKey ?? (input.callId ? `call:${input.callId}` : null);
    const context = await this.contexts.read(reader, { ...input, known, sourceKey, command });
    if (command && context.replay)
      return replayed(command, { ...context.replay, fingerprint: Buffer.from(context.replay.fingerprint, 'hex') });
    this.check(input, context, by);
    if (context.knownTicketId) return openedBefore(reader, context.knownTicketId, input);
    const { ticket, around, view } = await this.compose(reader, input, known, sourceKey, context, by, command);
    const statement = around.customer === null ? WRITE_ANONYMOUS : WRITE_TICKET;
    const [written] = await reader.rows<{ id: string; hasReceipt: boolean }>(statement, [...ticketParams(ticket), ...aroundParams(around)]);
    if (written) return { ticketId: written.id, isNew: true, hasReceipt: written.hasReceipt, view };
    return twin(reader, sourceKey, command, input);
  }

  private check(input: OpenTicket, context: OpeningContext, by: Actor): void {
    const event = loggingEvent(input.channel, input.fix !== undefined);
    const asked: MoveInput = { text: input.text, touchPoint: by.kind === 'system' ? 'unsure' : (input.touchPoint ?? null), fix: input.fix };
    const verdict = move(null, event, by, asked, context.now);
    if (!verdict.ok) throw new Refused(verdict.guard, verdict.why);
  }

  private async compose(
    reader: Reader,
    input: OpenTicket,
    known: ReadCustomer | null,
    sourceKey: string | null,
    context: OpeningContext,
    by: Actor,
    command: Command | null,
  ): Promise<{ ticket: NewTicket; around: NewAround; view: ComplaintView }> {
    const id = uuidv7();
    const received = receivedAt(input.receivedAt, context.now);
    const graded = gradeOf(input, context.touchPointClass);
    const timers = await this.plans.timers(reader, input, context, graded.severity, received.at);
    const next = nextDueOf(timers);
    const restricted =
      (input.holds ?? []).some((kind) => holdEffects(kind, graded.severity).restricted) || input.subjectStaffId !== undefined;
    const live = isLiveChannel(input.channel);
    const ownerId = live && by.staffId !== input.subjectStaffId ? by.staffId : null;
    const ticket: NewTicket = {
      id,
      number: context.number,
      source_key: sourceKey,
      state: input.fix ? 'fixed' : live ? 'open' : 'new',
      severity: graded.severity,
      original_severity: graded.severity,
      mood: input.mood ?? 'calm',
      failure_class: graded.failureClass,
      channel: input.channel,
      live,
      title: input.title ?? titleOf(input.text),
      language: input.language ?? null,
      zone: input.zone ?? null,
      wants: input.wants ?? [],
      amount_minor: input.amountMinor ?? null,
      order_minor: input.orderMinor ?? null,
      location_id: context.locationId,
      team_id: context.teamId,
      desk_id: by.grants.find((grant) => grant.deskId !== null)?.deskId ?? null,
      owner_id: ownerId,
      logged_by: by.staffId,
      anonymous: input.anonymous ?? false,
      primary_touch_point: context.touchPointId,
      policy_version_id: context.policyVersionId,
      calendar_id: context.calendarId,
      received_at: received.at,
      received_clamped: received.clamped,
      restricted,
      unreachable: known !== null && known.email === null && known.phone === null && input.channel !== 'chat',
      subject_staff_id: input.subjectStaffId ?? null,
      follows_ticket_id: input.aboutTicketId ?? null,
      fixed_at: input.fix ? (input.fix.at ?? context.now) : null,
      next_due_at: next.dueAt,
      next_clock: next.clock,
      status_hash: hashToken(publicToken(this.secret, 'status', id, 1)),
      event_seq: 1,
      intake_started_at: startedAt(input.startedAt, context.now),
      keystrokes: input.keystrokes ?? null,
      created_at: context.now,
      changed_at: context.now,
    };
    const complaintId = uuidv7();
    const view = openedView(input, context, ticket, { complaintId, ownerId, receivedAt: received.at, graded, next });
    const around = this.around(input, known, sourceKey, context, by, command, { complaintId, ticketId: id, timers, view });
    return { ticket, around, view };
  }

  private around(
    input: OpenTicket,
    known: ReadCustomer | null,
    sourceKey: string | null,
    context: OpeningContext,
    by: Actor,
    command: Command | null,
    made: { complaintId: string; ticketId: string; timers: TimerRow[]; view: ComplaintView },
  ): NewAround {
    const { timers, segments } = timerRecords(made.timers, made.ticketId);
    const state = this.config.smtpUrl ? 'pending' : 'held';
    const byPerson = by.kind === 'staff' || by.kind === 'api_token';
    const vars = { promise: made.view.promise?.dueAt ?? null, text: byPerson ? input.text : null };
    return {
      customer: known ? customerWrite(known, customerFor(known, context.candidates), context.now) : null,
      idempotency: command
        ? { actor: command.actor, key: command.key, fingerprint: command.fingerprint, answer: JSON.stringify(made.view) }
        : null,
      event: {
        kind: loggingEvent(input.channel, input.fix !== undefined),
        actorId: by.staffId,
        actorKind: by.kind,
        data: JSON.stringify({ channel: input.channel, ...(input.holdSeconds === undefined ? {} : { holdSeconds: input.holdSeconds }) }),
        cause: command ? `req:${command.actor}:${command.key}` : (sourceKey ?? null),
      },
      contact: {
        id: made.complaintId,
        kind: 'complaint',
        human: true,
        fromAddress: input.fromAddress ?? null,
        text: input.text,
        waitSeconds: input.holdSeconds ?? null,
        callId: input.callId ?? null,
        sourceKey,
      },
      timers,
      segments,
      // a fix on the spot is told by its summary, not by a receipt
      receipt:
        known && !input.silent && !input.fix
          ? { id: uuidv7(), vars: JSON.stringify(vars), state, to: known.email, number: this.textable(known) }
          : null,
    };
  }

  /** The number that a text can go to; an extension behind a switchboard is none. */
  private textable({ phone, extension }: ReadCustomer): string | null {
    return this.config.smsUrl === null || extension !== null ? null : phone;
  }
}

/** What whoever logs a complaint reads of it. */
function openedView(
  input: OpenTicket,
  context: OpeningContext,
  ticket: NewTicket,
  made: {
    complaintId: string;
    ownerId: string | null;
    receivedAt: Date;
    graded: ReturnType<typeof gradeOf>;
    next: ReturnType<typeof nextDueOf>;
  },
): ComplaintView {
  const { severity, failureClass, reason } = made.graded;
  const { number } = context;
  const { complaintId: id, ownerId: owner, receivedAt } = made;
  return {
    complaint: { id, channel: input.channel, receivedAt },
    ticket: {
      ...{ id: String(ticket.id), number, label: `R-${String(number)}`, state: String(ticket.state), title: String(ticket.title) },
      ...{ severity, severityReason: reason, mood: input.mood ?? 'calm', failureClass },
      touchPoint: context.touchPointId ? (input.touchPoint ?? null) : null,
      location: context.locationKey,
      owner,
      receivedAt,
      version: 1,
    },
    promise: promiseOf(made.next, context.now, context.locationZone, input.speak),
  };
}
