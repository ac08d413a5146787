import { Injectable } from '@nestjs/common';
import { REOPEN_WINDOW_MS } from '../clocks/clock.rules';
import { ClockViews } from '../clocks/clock-views.service';
import { Consent } from '../consent/consent.service';
import { firstName, maskedContact, seesContactData } from '../customers/contact-mask.rules';
import type { Reader } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { roleAtLeast } from '../staff/role.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import { blockedBy } from '../lifecycle/holds.rules';
import { readDetails, type TicketDetails } from './ticket-details.service';
import { TicketFactsReader } from './ticket-facts.service';
import { eventPath } from '../lifecycle/ticket-steps.rules';
import type {
  FixView,
  HoldView,
  OpenPromiseView,
  RedressView,
  TicketCustomerView,
  TicketGestureView,
  TicketNameView,
  TicketView,
} from './ticket-view.dto';
import type { Ticket } from './ticket.entity';
import { moves } from '../lifecycle/ticket.rules';
import { refCondition, visibleTo } from './visibility.rules';

interface Linked {
  id: string;
  number: number;
}

interface Found {
  row: Ticket;
  now: Date;
  mergedInto: Linked | null;
  follows: Linked | null;
}

const NEEDS_A_LEAD = 'Needs a lead.';

/** The ticket's page. */
@Injectable()
export class TicketViews {
  constructor(
    private readonly facts: TicketFactsReader,
    private readonly clocks: ClockViews,
    private readonly consent: Consent,
  ) {}

  /** One ticket as `actor` may see it. `ref`: id, 1001 or R-1001. Missing where there is none or not for this person. */
  async view(reader: Reader, ref: string, actor: Actor): Promise<TicketView> {
    const { row, now, mergedInto, follows } = await findTicket(reader, ref, actor);
    const details = await readDetails(reader, row.id);
    const clocks = await this.clocks.timersOf(reader, row.id);
    const facts = await this.facts.read(reader, row, now);
    const { allowed, refused } = moves(facts, actor, now);
    return {
      ...ownFields(row),
      ...named(details),
      label: labelOf(row.number),
      customer:
        details.customer && customerOf(details.customer, await this.contactNotes(reader, details.customer), !seesContactData(actor.roles)),
      clocks,
      promise: details.promise && promiseOf(details.promise),
      fix: details.fix && fixOf(details.fix),
      redress: details.redress.map(redressOf),
      gestures: details.gestures.map(gestureOf),
      holds: details.holds.map((hold) => holdOf(hold, roleAtLeast(actor.roles, 'lead'))),
      reopenUntil: row.state === 'closed' && row.closedAt ? new Date(row.closedAt.getTime() + REOPEN_WINDOW_MS) : null,
      mergedInto: linkOf(mergedInto),
      follows: linkOf(follows),
      allowed: allowed.map(eventPath),
      refused: refused.map(({ event, guard, why }) => ({ event: eventPath(event), guard, why })),
    };
  }

  private contactNotes(reader: Reader, { email, phone }: NonNullable<TicketDetails['customer']>): Promise<string[]> {
    const ways = [{ kind: 'email', valueNorm: email } as const, { kind: 'phone', valueNorm: phone } as const];
    return this.consent.contactNotes(
      reader,
      ways.flatMap(({ kind, valueNorm }) => (valueNorm === null ? [] : [{ kind, valueNorm }])),
    );
  }
}

/** The row of a ticket, and of those it points at what this person may see. Throws Missing. */
async function findTicket(reader: Reader, ref: string, actor: Actor): Promise<Found> {
  const params: unknown[] = [];
  const linked = (id: string): string =>
    `(SELECT jsonb_build_object('id', m.id, 'number', m.number) FROM ticket m WHERE m.id = ${id} AND ${visibleTo(actor, 'm', params)})`;
  const [found] = await reader.rows<{ now: Date; merged: Linked | null; follows: Linked | null } & Record<string, unknown>>(
    `SELECT t.*, desk_now() AS now, ${linked('t.merged_into')} AS merged, ${linked('t.follows_ticket_id')} AS follows
     FROM ticket t WHERE ${refCondition(ref, 't', params)} AND ${visibleTo(actor, 't', params)}`,
    params,
  );
  if (!found) throw new Missing('There is no such ticket.');
  const { now, merged, follows, ...columns } = found;
  return { row: toTicket(columns), now, mergedInto: merged, follows };
}

/** A row as its entity: the columns are those of the table, so their names are all that differs. */
function toTicket(columns: Record<string, unknown>): Ticket {
  const fields = Object.entries(columns).map(([name, value]) => [
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(fields) as Ticket;
}

export function labelOf(number: number): string {
  return `R-${String(number)}`;
}

function ownFields(row: Ticket) {
  const { id, number, state, version, severity, mood, cycle, title, channel, anonymous, failureClass, fault, wants } = row;
  const { amountMinor, orderMinor, receivedAt, createdAt, nextDueAt, nextClock, oneUp, question, waitingSince, followUp, followUpWaived } =
    row;
  const { closeReason, closedAt, restricted, unreachable, receivedClamped } = row;
  return {
    ...{ id, number, state, version, severity, mood, cycle, title, channel, anonymous, fault, wants, amountMinor, orderMinor },
    failureClass: failureClass as FailureClass,
    ...{ receivedAt, createdAt, nextDueAt, nextClock, oneUp, question, waitingSince, followUp, followUpWaived },
    ...{ closeReason, closedAt, restricted, unreachable, receivedClamped },
  };
}

function named(details: TicketDetails): Pick<TicketView, 'owner' | 'team' | 'desk' | 'location' | 'touchPoint' | 'fixes'> {
  const { owner, team, desk, location, touchPoint, fixes } = details;
  return { owner, team, desk, location, touchPoint, fixes };
}

function customerOf(customer: NonNullable<TicketDetails['customer']>, contactNotes: string[], masked: boolean): TicketCustomerView {
  const { id, name, email, phone, language } = customer;
  if (!masked) return { id, name, email, phone, language, masked, contactNotes };
  return {
    id,
    name: firstName(name),
    email: email && maskedContact('email', email),
    phone: phone && maskedContact('phone', phone),
    language,
    masked,
    contactNotes,
  };
}

function at(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function promiseOf(promise: NonNullable<TicketDetails['promise']>): OpenPromiseView {
  return { ...promise, dueAt: new Date(promise.dueAt), madeAt: new Date(promise.madeAt) };
}

function fixOf(fix: NonNullable<TicketDetails['fix']>): FixView {
  return { ...fix, apology: { ...fix.apology, at: at(fix.apology.at) }, deliveredAt: new Date(fix.deliveredAt) };
}

function redressOf(redress: TicketDetails['redress'][number]): RedressView {
  return { ...redress, paidAt: at(redress.paidAt) };
}

function gestureOf(gesture: TicketDetails['gestures'][number]): TicketGestureView {
  const { offeredAt, expiresAt, acceptedAt, fulfilledAt } = gesture;
  return { ...gesture, offeredAt: at(offeredAt), expiresAt: at(expiresAt), acceptedAt: at(acceptedAt), fulfilledAt: at(fulfilledAt) };
}

/** Why a lead looks at somebody's gifts is between the leads. */
function holdOf(hold: TicketDetails['holds'][number], isLead: boolean): HoldView {
  const reason = hold.kind === 'abuse_review' && !isLead ? NEEDS_A_LEAD : hold.reason;
  return { ...hold, reason, setAt: new Date(hold.setAt), blocks: [...blockedBy(hold.kind)] };
}

function linkOf(linked: Linked | null): TicketNameView | null {
  return linked && { ...linked, label: labelOf(linked.number) };
}
