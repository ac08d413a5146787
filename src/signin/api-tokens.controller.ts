import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ApiTokensService } from './api-tokens.service';
import { MadeTokenView, MakeToken, TokenList, TokenParam, TokenQuery } from './signin.dto';

@ApiTags('Signing in')
@Controller('api/v1/api-tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Get()
  @Can('token.create')
  @ApiOkResponse({ type: TokenList })
  list(@Query() query: TokenQuery, @Who() actor: Actor): Promise<TokenList> {
    return this.tokens.list(query, actor);
  }

  @Post()
  @Can('token.create')
  @ApiCreatedResponse({ type: MadeTokenView })
  make(@Body() body: MakeToken, @Who() actor: Actor): Promise<MadeTokenView> {
    return this.tokens.make(body, actor);
  }

  @Delete(':id')
  @HttpCode(204)
  @Can('token.create')
  @ApiNoContentResponse()
  end(@Param() { id }: TokenParam, @Who() actor: Actor): Promise<void> {
    return this.tokens.end(id, actor);
  }
}
