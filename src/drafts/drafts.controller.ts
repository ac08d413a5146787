import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { DraftRef, DraftsView, DraftView, KeepDraft, KeptDraftView } from './draft.dto';
import { Drafts } from './drafts.service';

@ApiTags('Me')
@Controller('api/v1/drafts')
export class DraftsController {
  constructor(private readonly drafts: Drafts) {}

  @Get()
  @Can('me')
  @ApiOkResponse({ type: DraftsView })
  list(@Who() actor: Actor): Promise<DraftsView> {
    return this.drafts.list(actor);
  }

  @Get(':key')
  @Can('me')
  @ApiOkResponse({ type: DraftView })
  one(@Param() { key }: DraftRef, @Who() actor: Actor): Promise<DraftView> {
    return this.drafts.one(key, actor);
  }

  @Put(':key')
  @Can('me')
  @ApiOkResponse({ type: KeptDraftView })
  keep(@Param() { key }: DraftRef, @Body() body: KeepDraft, @Who() actor: Actor): Promise<KeptDraftView> {
    return this.drafts.keep(key, body, actor);
  }

  @Delete(':key')
  @HttpCode(204)
  @Can('me')
  @ApiNoContentResponse()
  drop(@Param() { key }: DraftRef, @Who() actor: Actor): Promise<void> {
    return this.drafts.drop(key, actor);
  }
}
