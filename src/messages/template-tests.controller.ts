import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TemplateRef } from '../templates/template.dto';
import { TemplateTestView, TestTemplate } from './template-test.dto';
import { TemplateTests } from './template-tests.service';

@ApiTags('Settings')
@Controller('api/v1/templates')
export class TemplateTestsController {
  constructor(private readonly tests: TemplateTests) {}

  @Post(':id/test')
  @HttpCode(200)
  @Can('settings.edit')
  @ApiOkResponse({ type: TemplateTestView })
  test(@Param() { id }: TemplateRef, @Body() _wish: TestTemplate, @Who() actor: Actor): Promise<TemplateTestView> {
    return this.tests.send(id, actor);
  }
}
