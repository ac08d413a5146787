import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import {
  AddBudget,
  AllowOverrun,
  AskLeft,
  AskOverruns,
  BudgetEntryList,
  BudgetLeftView,
  BudgetList,
  BudgetParam,
  BudgetPeriodList,
  BudgetPeriodView,
  BudgetView,
  ChangeBudget,
  OverrunList,
  OverrunView,
  ReleaseMore,
} from './budget.dto';
import { BudgetLedger } from './budget-ledger.service';
import { BudgetSettings } from './budget-settings.service';
import { Overruns } from './overruns.service';

@ApiTags('Budgets')
@Controller('api/v1')
export class BudgetsController {
  constructor(
    private readonly settings: BudgetSettings,
    private readonly ledger: BudgetLedger,
    private readonly overruns: Overruns,
  ) {}

  @Get('budgets')
  @Can('budget.see')
  @ApiOkResponse({ type: BudgetList })
  list(@Query() page: PageQuery, @Who() by: Actor): Promise<BudgetList> {
    return this.settings.list(page, by);
  }

  @Get('budgets/left')
  @Can('budget.left')
  @ApiOkResponse({ type: BudgetLeftView })
  left(@Query() { location }: AskLeft, @Who() by: Actor): Promise<BudgetLeftView> {
    return this.ledger.left(location, by);
  }

  @Post('budgets')
  @Can('budget.set')
  @ApiCreatedResponse({ type: BudgetView })
  add(@Body() body: AddBudget, @Who() by: Actor): Promise<BudgetView> {
    return this.settings.add(body, by);
  }

  @Patch('budgets/:id')
  @Can('budget.set')
  @ApiOkResponse({ type: BudgetView })
  change(@Param() { id }: BudgetParam, @Body() body: ChangeBudget, @Who() by: Actor): Promise<BudgetView> {
    return this.settings.change(id, body, by);
  }

  @Get('budgets/:id/periods')
  @Can('budget.see')
  @ApiOkResponse({ type: BudgetPeriodList })
  periods(@Param() { id }: BudgetParam, @Query() page: PageQuery, @Who() by: Actor): Promise<BudgetPeriodList> {
    return this.ledger.periods(id, page, by);
  }

  @Get('budgets/:id/entries')
  @Can('budget.see')
  @ApiOkResponse({ type: BudgetEntryList })
  entries(@Param() { id }: BudgetParam, @Query() page: PageQuery, @Who() by: Actor): Promise<BudgetEntryList> {
    return this.ledger.entries(id, page, by);
  }

  @Post('budget-periods/:id/override')
  @HttpCode(200)
  @Can('budget.override')
  @ApiOkResponse({ type: BudgetPeriodView })
  release(@Param() { id }: BudgetParam, @Body() body: ReleaseMore, @Who() by: Actor): Promise<BudgetPeriodView> {
    return this.ledger.release(id, body, by);
  }

  @Get('overruns')
  @Can('budget.see')
  @ApiOkResponse({ type: OverrunList })
  overrunList(@Query() ask: AskOverruns, @Who() by: Actor): Promise<OverrunList> {
    return this.overruns.list(ask, by);
  }

  @Post('overruns/:id/allow')
  @HttpCode(200)
  @Can('budget.override')
  @ApiOkResponse({ type: OverrunView })
  allow(@Param() { id }: BudgetParam, @Body() { reason }: AllowOverrun, @Who() by: Actor): Promise<OverrunView> {
    return this.overruns.allow(id, reason, by);
  }
}
