import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { StockLevels } from './stock-levels.service';
import { SetStock, StockedTypeParam, StockList, StockView } from './stock.dto';

@ApiTags('One-up')
@Controller('api/v1/gesture-types/:code/stock')
export class StockController {
  constructor(private readonly levels: StockLevels) {}

  @Get()
  @Can('gesture.see')
  @ApiOkResponse({ type: StockList })
  list(@Param() { code }: StockedTypeParam): Promise<StockList> {
    return this.levels.list(code);
  }

  @Put()
  @Can('gesture.manage')
  @ApiOkResponse({ type: StockView })
  set(@Param() { code }: StockedTypeParam, @Body() body: SetStock, @Who() by: Actor): Promise<StockView> {
    return this.levels.set(code, body, by);
  }
}
