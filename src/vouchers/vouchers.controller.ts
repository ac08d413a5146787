import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { GestureRef } from '../gestures/gesture.dto';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { VoucherCare } from './voucher-care.service';
import { VoucherTill } from './voucher-till.service';
import { VoucherViews } from './voucher-views.service';
import {
  ConflictList,
  RedeemedView,
  RedeemVoucher,
  VoucherList,
  VoucherQuery,
  VoucherReason,
  VoucherRef,
  VoucherView,
} from './voucher.dto';
import { VouchersService } from './vouchers.service';

@ApiTags('One-up')
@Controller('api/v1')
export class VouchersController {
  constructor(
    private readonly vouchers: VouchersService,
    private readonly till: VoucherTill,
    private readonly care: VoucherCare,
    private readonly views: VoucherViews,
  ) {}

  @Post('gestures/:id/voucher')
  @Can('gesture.take')
  @ApiCreatedResponse({ type: VoucherView })
  issue(@Param() { id }: GestureRef, @Who() by: Actor): Promise<VoucherView> {
    return this.vouchers.issue(id, by);
  }

  @Post('vouchers/redeem')
  @HttpCode(200)
  @Can('voucher.redeem')
  @ApiOkResponse({ type: RedeemedView })
  redeem(@Body() body: RedeemVoucher, @Who() by: Actor): Promise<RedeemedView> {
    return this.till.redeem(body, by);
  }

  @Get('vouchers')
  @Can('voucher.see')
  @ApiOkResponse({ type: VoucherList })
  list(@Query() query: VoucherQuery, @Who() by: Actor): Promise<VoucherList> {
    return this.views.list(query, by);
  }

  @Get('vouchers/conflicts')
  @Can('review.see')
  @ApiOkResponse({ type: ConflictList })
  conflicts(@Query() page: PageQuery, @Who() by: Actor): Promise<ConflictList> {
    return this.views.conflicts(page, by);
  }

  @Get('vouchers/:id/print')
  @Can('voucher.see')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiProduces('text/html')
  print(@Param() { id }: VoucherRef, @Who() by: Actor): Promise<string> {
    return this.views.page(id, by);
  }

  @Post('vouchers/:id/undo')
  @HttpCode(200)
  @Can('voucher.undo')
  @ApiOkResponse({ type: VoucherView })
  async undo(@Param() { id }: VoucherRef, @Body() { reason }: VoucherReason, @Who() by: Actor): Promise<VoucherView> {
    await this.care.undo(id, reason, by);
    return this.views.one(id, by);
  }

  @Post('vouchers/:id/revive')
  @HttpCode(200)
  @Can('voucher.undo')
  @ApiOkResponse({ type: VoucherView })
  async revive(@Param() { id }: VoucherRef, @Body() { reason }: VoucherReason, @Who() by: Actor): Promise<VoucherView> {
    await this.care.revive(id, reason, by);
    return this.views.one(id, by);
  }
}
