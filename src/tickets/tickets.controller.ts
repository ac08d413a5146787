import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import * as dto from './ticket.dto';
import { TicketMerging } from './ticket-merging.service';
import { TicketView } from './ticket-view.dto';
import { TicketsService } from './tickets.service';

/** The events of the ticket machine, with dashes. */
@ApiTags('Tickets')
@Controller('api/v1/tickets/:id')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly merging: TicketMerging,
  ) {}

  @Post('first-contact')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  firstContact(@Param() { id }: dto.TicketRef, @Body() body: dto.FirstContactBody, @Who() by: Actor) {
    return this.tickets.firstContact(id, body, by);
  }

  @Post('ask-customer')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  askCustomer(@Param() { id }: dto.TicketRef, @Body() body: dto.AskCustomerBody, @Who() by: Actor) {
    return this.tickets.askCustomer(id, body, by);
  }

  @Post('customer-answered')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  customerAnswered(@Param() { id }: dto.TicketRef, @Body() body: dto.CustomerAnsweredBody, @Who() by: Actor) {
    return this.tickets.customerAnswered(id, body, by);
  }

  @Post('resume-without-answer')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  resumeWithoutAnswer(@Param() { id }: dto.TicketRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.tickets.resumeWithoutAnswer(id, body, by);
  }

  @Post('lapse')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  lapse(@Param() { id }: dto.TicketRef, @Body() body: dto.NoBody, @Who() by: Actor) {
    return this.tickets.lapse(id, body, by);
  }

  @Post('fix-delivered')
  @HttpCode(200)
  @Can('ticket.fix')
  @ApiOkResponse({ type: TicketView })
  fixDelivered(@Param() { id }: dto.TicketRef, @Body() body: dto.FixDeliveredBody, @Who() by: Actor) {
    return this.tickets.fixDelivered(id, body, by);
  }

  @Post('fix-failed')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  fixFailed(@Param() { id }: dto.TicketRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.tickets.fixFailed(id, body, by);
  }

  @Post('bad-answer')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  badAnswer(@Param() { id }: dto.TicketRef, @Body() body: dto.BadAnswerBody, @Who() by: Actor) {
    return this.tickets.badAnswer(id, body, by);
  }

  @Post('close')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  close(@Param() { id }: dto.TicketRef, @Body() body: dto.CloseBody, @Who() by: Actor) {
    return this.tickets.close(id, body, by);
  }

  @Post('reopen')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  reopen(@Param() { id }: dto.TicketRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.tickets.reopen(id, body, by);
  }

  @Post('withdraw')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  withdraw(@Param() { id }: dto.TicketRef, @Body() body: dto.WithdrawBody, @Who() by: Actor) {
    return this.tickets.withdraw(id, body, by);
  }

  @Post('merge')
  @HttpCode(200)
  @Can('ticket.merge')
  @ApiOkResponse({ type: TicketView })
  merge(@Param() { id }: dto.TicketRef, @Body() body: dto.MergeBody, @Who() by: Actor) {
    return this.merging.merge(id, body, by);
  }

  @Post('unmerge')
  @HttpCode(200)
  @Can('ticket.merge')
  @ApiOkResponse({ type: TicketView })
  unmerge(@Param() { id }: dto.TicketRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.merging.unmerge(id, body, by);
  }

  @Post('void')
  @HttpCode(200)
  @Can('ticket.merge')
  @ApiOkResponse({ type: TicketView })
  voidTicket(@Param() { id }: dto.TicketRef, @Body() body: dto.VoidBody, @Who() by: Actor) {
    return this.tickets.voidTicket(id, body, by);
  }

  @Post('unvoid')
  @HttpCode(200)
  @Can('ticket.merge')
  @ApiOkResponse({ type: TicketView })
  unvoid(@Param() { id }: dto.TicketRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.tickets.unvoid(id, body, by);
  }
}
