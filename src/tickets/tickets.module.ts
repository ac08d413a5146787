import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarModule } from '../calendar/calendar.module';
import { ClocksModule } from '../clocks/clocks.module';
import { ConsentModule } from '../consent/consent.module';
import { CustomersModule } from '../customers/customers.module';
import { MessagesModule } from '../messages/messages.module';
import { OrganisationModule } from '../organisation/organisation.module';
import { StaffModule } from '../staff/staff.module';
import { TemplatesModule } from '../templates/templates.module';
import { TouchpointsModule } from '../touchpoints/touchpoints.module';
import { Acknowledgements } from './acknowledgements.service';
import { FixesService } from './fixes.service';
import { ManagerStepsController } from './manager-steps.controller';
import { ManagerSteps } from './manager-steps.service';
import { MergedRows } from './merged-rows.service';
import { MoveMessages } from './move-messages.service';
import { OwnerNews } from './owner-news.service';
import { OwnersGoneWork } from './owners-gone.worker';
import { NewOwner } from './new-owner.service';
import { OpeningPlan } from './opening-plan.service';
import { OpeningContexts } from './opening-context.service';
import { RedressController } from './redress.controller';
import { RepliesController } from './replies.controller';
import { ReplyMessages } from './reply-messages.service';
import { TicketSnippets } from './ticket-snippets.service';
import { TakeNextController } from './take-next.controller';
import { TakeNext } from './take-next.service';
import { TicketAdditions } from './ticket-additions.service';
import { TicketAlarms } from './ticket-alarms.service';
import { TicketCareController } from './ticket-care.controller';
import { TicketCare } from './ticket-care.service';
import { TicketClosing } from './ticket-closing.service';
import { TicketCommands } from './ticket-commands.service';
import { TicketFactsReader } from './ticket-facts.service';
import { StuckWorkController } from './stuck-work.controller';
import { StuckWork } from './stuck-work.service';
import { TicketFirstSteps } from './ticket-first-steps.service';
import { TicketHolds } from './ticket-holds.service';
import { TicketMerging } from './ticket-merging.service';
import { TicketWork } from './ticket-work.service';
import { TicketMoves } from './ticket-moves.service';
import { TicketOpening } from './ticket-opening.service';
import { TicketReplies } from './ticket-replies.service';
import { TicketSeverity } from './ticket-severity.service';
import { TicketTalk } from './ticket-talk.service';
import { TicketViews } from './ticket-view.service';
import { Ticket } from './ticket.entity';
import { TicketsController } from './tickets.controller';
import { TicketsReadController } from './tickets-read.controller';
import { TicketsService } from './tickets.service';
import { DeadMessagesWork } from './dead-messages.worker';
import { Timelines } from './timeline.service';

/** The recovery ticket: opened, moved, looked after, merged, shown. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Ticket]),
    CalendarModule,
    OrganisationModule,
    StaffModule,
    CustomersModule,
    ConsentModule,
    TouchpointsModule,
    TemplatesModule,
    MessagesModule,
    ClocksModule,
  ],
  controllers: [
    TicketsReadController,
    TicketsController,
    TicketCareController,
    TakeNextController,
    RepliesController,
    RedressController,
    ManagerStepsController,
    StuckWorkController,
  ],
  providers: [
    TicketFactsReader,
    TicketMoves,
    TicketWork,
    MergedRows,
    MoveMessages,
    NewOwner,
    OwnerNews,
    TicketViews,
    TicketCommands,
    TicketTalk,
    TicketClosing,
    FixesService,
    TicketsService,
    TicketCare,
    TakeNext,
    TicketSeverity,
    TicketHolds,
    TicketMerging,
    TicketReplies,
    ReplyMessages,
    TicketSnippets,
    ManagerSteps,
    Acknowledgements,
    OpeningContexts,
    OpeningPlan,
    TicketOpening,
    TicketAdditions,
    TicketFirstSteps,
    TicketAlarms,
    Timelines,
    DeadMessagesWork,
    OwnersGoneWork,
    StuckWork,
  ],
  exports: [
    TicketCommands,
    TicketMoves,
    TicketWork,
    OwnerNews,
    TicketTalk,
    TicketClosing,
    TicketCare,
    TicketHolds,
    OpeningContexts,
    OpeningPlan,
    TicketOpening,
    TicketAdditions,
    TicketFirstSteps,
    TicketViews,
    FixesService,
    TicketAlarms,
    DeadMessagesWork,
    OwnersGoneWork,
  ],
})
export class TicketsModule {}
