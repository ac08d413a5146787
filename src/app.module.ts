import { type DynamicModule, Module } from '@nestjs/common';
import { CalendarModule } from './calendar/calendar.module';
import { ChannelsModule } from './channels/channels.module';
import { ChatModule } from './chat/chat.module';
import { ClocksModule } from './clocks/clocks.module';
import { ConsentModule } from './consent/consent.module';
import { ConsoleModule } from './console/console.module';
import { ComplaintsModule } from './intake/complaints.module';
import { DraftsModule } from './drafts/drafts.module';
import { CustomersModule } from './customers/customers.module';
import { FiringModule } from './firing/firing.module';
import { FollowupModule } from './followup/followup.module';
import { AuthorityModule } from './authority/authority.module';
import { BudgetsModule } from './budgets/budgets.module';
import { CatalogueModule } from './catalogue/catalogue.module';
import { LearningModule } from './learning/learning.module';
import { SuggestionsModule } from './suggestions/suggestions.module';
import { GesturesModule } from './gestures/gestures.module';
import { InsightModule } from './insight/insight.module';
import { IntakeModule } from './intake/intake.module';
import { MessagesModule } from './messages/messages.module';
import { OutcomesModule } from './outcomes/outcomes.module';
import { OrganisationModule } from './organisation/organisation.module';
import { PurchasesModule } from './purchases/purchases.module';
import { PlatformModule } from './platform/platform.module';
import { ReceptionModule } from './reception/reception.module';
import type { Runtime } from './platform/runtime';
import { PushesModule } from './pushes/pushes.module';
import { SigninModule } from './signin/signin.module';
import { StaffModule } from './staff/staff.module';
import { StarterModule } from './starter/starter.module';
import { StockModule } from './stock/stock.module';
import { StartUp } from './start-up';
import { TemplatesModule } from './templates/templates.module';
import { TextsModule } from './texts/texts.module';
import { TicketsModule } from './tickets/tickets.module';
import { VouchersModule } from './vouchers/vouchers.module';
import { FairnessModule } from './fairness/fairness.module';
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
        DraftsModule,
        CustomersModule,
        PurchasesModule,
        ConsentModule,
        TouchpointsModule,
        TemplatesModule,
        MessagesModule,
        ChannelsModule,
        ClocksModule,
        TicketsModule,
        FiringModule,
        WorklistModule,
        ReceptionModule,
        CatalogueModule,
        StockModule,
        AuthorityModule,
        BudgetsModule,
        GesturesModule,
        LearningModule,
        SuggestionsModule,
        VouchersModule,
        FairnessModule,
        PushesModule,
        ComplaintsModule,
        IntakeModule,
        ChatModule,
        FollowupModule,
        TextsModule,
        OutcomesModule,
        InsightModule,
        ConsoleModule,
        StarterModule,
        WorkersModule,
      ],
      providers: [StartUp],
    };
  }
}
