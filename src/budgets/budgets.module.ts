import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { OrganisationModule } from '../organisation/organisation.module';
import { StaffModule } from '../staff/staff.module';
import { BudgetLedger } from './budget-ledger.service';
import { BudgetNews } from './budget-news.service';
import { BudgetPeriods } from './budget-periods.service';
import { BudgetProof } from './budget-proof.service';
import { BudgetSettings } from './budget-settings.service';
import { BudgetsController } from './budgets.controller';
import { BudgetsService } from './budgets.service';
import { BudgetProofWork, BudgetsWork } from './budgets.worker';
import { DearGifts } from './dear-gifts.service';
import { Overruns } from './overruns.service';

/** The money behind the gifts. */
@Module({
  imports: [CalendarModule, OrganisationModule, StaffModule],
  controllers: [BudgetsController],
  providers: [
    BudgetLedger,
    BudgetNews,
    BudgetPeriods,
    BudgetProof,
    BudgetProofWork,
    BudgetSettings,
    BudgetsService,
    BudgetsWork,
    DearGifts,
    Overruns,
  ],
  exports: [BudgetsService, BudgetsWork, BudgetProofWork, DearGifts],
})
export class BudgetsModule {}
