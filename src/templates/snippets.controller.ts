import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { AddSnippet, ChangeSnippet, SnippetRef, SnippetsView, SnippetView } from './snippet.dto';
import { Snippets } from './snippets.service';

@ApiTags('Settings')
@Controller('api/v1/snippets')
export class SnippetsController {
  constructor(private readonly snippets: Snippets) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: SnippetsView })
  list(): Promise<SnippetsView> {
    return this.snippets.list();
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: SnippetView })
  add(@Body() wish: AddSnippet, @Who() by: Caller): Promise<SnippetView> {
    return this.snippets.add(wish, by);
  }

  @Patch(':id')
  @Can('settings.edit')
  @ApiOkResponse({ type: SnippetView })
  change(@Param() { id }: SnippetRef, @Body() wish: ChangeSnippet, @Who() by: Caller): Promise<SnippetView> {
    return this.snippets.change(id, wish, by);
  }
}
