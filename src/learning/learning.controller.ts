import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ChangeLearning, LearningQuery, LearningSettingView, LearningView, PutBack, PutBackView } from './learning.dto';
import { LearningService } from './learning.service';

@ApiTags('One-up')
@Controller('api/v1/learning')
export class LearningController {
  constructor(private readonly learning: LearningService) {}

  @Get()
  @Can('report.see')
  @ApiOkResponse({ type: LearningView })
  list(@Query() query: LearningQuery): Promise<LearningView> {
    return this.learning.list(query);
  }

  @Patch()
  @Can('gesture.manage')
  @ApiOkResponse({ type: LearningSettingView })
  change(@Body() body: ChangeLearning, @Who() by: Actor): Promise<LearningSettingView> {
    return this.learning.change(body, by);
  }

  @Post('put-back')
  @HttpCode(200)
  @Can('gesture.manage')
  @ApiOkResponse({ type: PutBackView })
  putBack(@Body() body: PutBack, @Who() by: Actor): Promise<PutBackView> {
    return this.learning.putBack(body, by);
  }
}
