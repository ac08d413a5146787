import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { AddExplainer, ChangeExplainer, ExplainerList, ExplainerRef, ExplainersQuery, ExplainerView } from './explainer.dto';
import { ExplainerSettings } from './explainer-settings.service';

@ApiTags('Settings')
@Controller('api/v1/explainers')
export class ExplainersController {
  constructor(private readonly explainers: ExplainerSettings) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: ExplainerList })
  list(@Query() query: ExplainersQuery): Promise<ExplainerList> {
    return this.explainers.list(query);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: ExplainerView })
  add(@Body() wish: AddExplainer, @Who() by: Caller): Promise<ExplainerView> {
    return this.explainers.add(wish, by);
  }

  @Patch(':id')
  @Can('settings.edit')
  @ApiOkResponse({ type: ExplainerView })
  change(@Param() { id }: ExplainerRef, @Body() wish: ChangeExplainer, @Who() by: Caller): Promise<ExplainerView> {
    return this.explainers.change(id, wish, by);
  }
}
