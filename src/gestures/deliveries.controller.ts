import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { BookDelivery, DeliveryList, DeliveryQuery } from './delivery.dto';
import { DeliveriesService } from './deliveries.service';
import { GestureRef, GestureView } from './gesture.dto';

@ApiTags('One-up')
@Controller('api/v1')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get('deliveries')
  @Can('gesture.take')
  @ApiOkResponse({ type: DeliveryList })
  list(@Query() query: DeliveryQuery, @Who() by: Actor): Promise<DeliveryList> {
    return this.deliveries.list(query, by);
  }

  @Post('gestures/:id/book')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  book(@Param() { id }: GestureRef, @Body() body: BookDelivery, @Who() by: Actor): Promise<GestureView> {
    return this.deliveries.book(id, body, by);
  }
}
