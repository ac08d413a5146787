import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import {
  PublishTemplate,
  TemplatePreviewView,
  TemplateRef,
  TemplatesQuery,
  TemplatesView,
  TemplateView,
  TryTemplate,
} from './template.dto';
import { TemplatesService } from './templates.service';

@ApiTags('Settings')
@Controller('api/v1/templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: TemplatesView })
  list(@Query() query: TemplatesQuery): Promise<TemplatesView> {
    return this.templates.list(query);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: TemplateView })
  publish(@Body() wish: PublishTemplate, @Who() actor: Actor): Promise<TemplateView> {
    return this.templates.publish(wish, actor);
  }

  @Post('preview')
  @HttpCode(200)
  @Can('settings.edit')
  @ApiOkResponse({ type: TemplatePreviewView })
  tryOut(@Body() wish: TryTemplate): TemplatePreviewView {
    return this.templates.tryOut(wish);
  }

  @Get(':id/preview')
  @Can('settings.see')
  @ApiOkResponse({ type: TemplatePreviewView })
  preview(@Param() { id }: TemplateRef): Promise<TemplatePreviewView> {
    return this.templates.preview(id);
  }
}
