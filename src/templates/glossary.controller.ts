import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { AddTerm, ChangeTerm, ExplainerRef, GlossaryQuery, TermList, TermView } from './explainer.dto';
import { Glossary } from './glossary.service';

@ApiTags('Settings')
@Controller('api/v1/glossary')
export class GlossaryController {
  constructor(private readonly glossary: Glossary) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: TermList })
  list(@Query() query: GlossaryQuery): Promise<TermList> {
    return this.glossary.list(query);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: TermView })
  add(@Body() wish: AddTerm, @Who() by: Caller): Promise<TermView> {
    return this.glossary.add(wish, by);
  }

  @Patch(':id')
  @Can('settings.edit')
  @ApiOkResponse({ type: TermView })
  change(@Param() { id }: ExplainerRef, @Body() wish: ChangeTerm, @Who() by: Caller): Promise<TermView> {
    return this.glossary.change(id, wish, by);
  }
}
