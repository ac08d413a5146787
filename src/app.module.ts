import { type DynamicModule, Module } from '@nestjs/common';
import { CalendarModule } from './calendar/calendar.module';
import { ChatModule } from './chat/chat.module';
import { ClocksModule } from './clocks/clocks.module';
import { ComplaintsModule } from './intake/complaints.module';
import { CustomersModule } from './customers/customers.module';
import { FiringModule } from './firing/firing.module';
import { FollowupModule } from './followup/followup.module';
import { BudgetsModule } from './budgets/budgets.module';
import { CatalogueModule } from './catalogue/catalogue.module';
import { SuggestionsModule } from './suggestions/suggestions.module';
import { GesturesModule } from './gestures/gestures.module';
import { InsightModule } from './insight/insight.module';
import { IntakeModule } from './intake/intake.module';
import { MessagesModule } from './messages/messages.module';
import { OrganisationModule } from './organisation/organisation.module';
import { PlatformModule } from './platform/platform.module';
import type { Runtime } from './platform/runtime';
import { SigninModule } from './signin/signin.module';
import { StaffModule } from './staff/staff.module';
import { StarterModule } from './starter/starter.module';
import { StartUp } from './start-up';
import { TicketsModule } from './tickets/tickets.module';
import { TouchpointsModule } from './touchpoints/touchpoints.module';
import { WorkersModule } from './workers.module';
import { WorklistModule } from './worklist/worklist.module';

/** The list of features, in the order in which they may know each other. */
@Module({})
export class AppModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(runtime),
        CalendarModule,
        OrganisationModule,
        StaffModule,
        SigninModule,
        CustomersModule,
        TouchpointsModule,
        MessagesModule,
        ClocksModule,
        TicketsModule,
        FiringModule,
        WorklistModule,
        CatalogueModule,
        BudgetsModule,
        GesturesModule,
        SuggestionsModule,
        ComplaintsModule,
        IntakeModule,
        ChatModule,
        FollowupModule,
        InsightModule,
        StarterModule,
        WorkersModule,
      ],
      providers: [StartUp],
    };
  }
}
