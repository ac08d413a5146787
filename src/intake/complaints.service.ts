import { Injectable } from '@nestjs/common';
import { readLanguage, readZone } from '../customers/customer-match.service';
import { Commands } from '../platform/database/commands';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { ComplaintView, LogComplaint } from '../tickets/complaint.dto';
import { FixesService } from '../tickets/fixes.service';
import { TicketAdditions } from '../tickets/ticket-additions.service';
import { TicketFirstSteps } from '../tickets/ticket-first-steps.service';
import { type OpenTicket, TicketOpening } from '../tickets/ticket-opening.service';
import { refCondition, visibleTo } from '../tickets/visibility.rules';

/** Complaints that a person or a form sends: on the phone, at the counter, from a website. */
@Injectable()
export class ComplaintsService {
  constructor(
    private readonly commands: Commands,
    private readonly opening: TicketOpening,
    private readonly additions: TicketAdditions,
    private readonly firstSteps: TicketFirstSteps,
    private readonly fixes: FixesService,
  ) {}

  /** Most complaints are one statement; those that bring more with them (a fix, a hold, a link, a colleague) are a transaction. */
  async log(body: LogComplaint, by: Actor): Promise<ComplaintView> {
    this.check(body);
    if (body.ticket !== undefined) return this.addTo(body.ticket, body, by);
    const brings =
      body.fix !== undefined || body.aboutTicket !== undefined || body.subjectStaff !== undefined || (body.holds ?? []).length > 0;
    if (!brings) return (await this.opening.open(this.inputOf(body), by)).view;
    return this.commands.once(by.command, (tx) => this.openWithMore(tx, body, by));
  }

  private check(body: LogComplaint): void {
    if (body.anonymous && body.customer) throw new Invalid('An anonymous complaint has no customer: leave out one of the two.');
    if (!body.anonymous && !body.customer && !body.ticket)
      throw new Invalid('Say who the customer is, or that the complaint is anonymous.');
    const { id, name, email, phone, externalId } = body.customer ?? {};
    if (body.customer && !id && !name && !email && !phone && !externalId)
      throw new Invalid('Say at least one thing about the customer: a name, an e-mail address, a phone number or a customer number.');
  }

  private inputOf(body: LogComplaint): OpenTicket {
    const { ticket: _ticket, aboutTicket: _about, subjectStaff, fix, ...rest } = body;
    return {
      ...rest,
      subjectStaffId: subjectStaff,
      fix: fix ? this.fixes.bodyOf(fix) : undefined,
      language: readLanguage(body.language ?? null) ?? undefined,
      zone: readZone(body.zone ?? null) ?? undefined,
    };
  }

  private async openWithMore(tx: Tx, body: LogComplaint, by: Actor): Promise<ComplaintView> {
    const input = this.inputOf(body);
    const holds = body.holds ?? [];
    await this.firstSteps.check(tx, { holds, subjectStaffId: body.subjectStaff }, by);
    if (body.aboutTicket !== undefined) input.aboutTicketId = await this.visible(tx, body.aboutTicket, by);
    const { ticketId, isNew, view } = await this.opening.openIn(tx, input, by);
    if (!isNew) return view;
    tx.wake('send-email', ticketId);
    const { ownerId, version } = await this.firstSteps.take(tx, ticketId, { holds, fix: input.fix }, by);
    return { ...view, ticket: { ...view.ticket, owner: ownerId, version } };
  }

  private async addTo(ref: string, body: LogComplaint, by: Actor): Promise<ComplaintView> {
    if (body.fix) throw new Invalid('Add the complaint first, then record the fix on the ticket.');
    if (body.subjectStaff) throw new Invalid('A complaint about a colleague is a ticket of its own: log it with aboutTicket.');
    return this.commands.once(by.command, (tx) => this.additions.add(tx, ref, body, by));
  }

  private async visible(tx: Tx, ref: string, by: Actor): Promise<string> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(by, 't', params)}`;
    const row = await tx.maybe<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
    if (!row) throw new Missing('There is no such ticket.');
    return row.id;
  }
}
