import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { ApprovalList, ApproveGesture } from './approval.dto';
import { ApprovalsService } from './approvals.service';
import { GestureReason, GestureRef, GestureView } from './gesture.dto';

/** Who may decide hangs on the amount and on who asks, so the service says it. */
@ApiTags('One-up')
@Controller('api/v1')
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @Get('approvals')
  @Can('gesture.take')
  @ApiOkResponse({ type: ApprovalList })
  list(@Query() page: PageQuery, @Who() by: Actor): Promise<ApprovalList> {
    return this.approvals.list(page, by);
  }

  @Post('gestures/:id/approve')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  approve(@Param() { id }: GestureRef, @Body() body: ApproveGesture, @Who() by: Actor): Promise<GestureView> {
    return this.approvals.approve(id, body, by);
  }

  @Post('gestures/:id/reject')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  reject(@Param() { id }: GestureRef, @Body() body: GestureReason, @Who() by: Actor): Promise<GestureView> {
    return this.approvals.reject(id, body, by);
  }
}
