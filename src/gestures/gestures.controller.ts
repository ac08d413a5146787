import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TicketRef } from '../tickets/ticket.dto';
import {
  ExtendGesture,
  FulfilGesture,
  GestureReason,
  GestureRef,
  GestureVersion,
  GestureView,
  OfferGesture,
  RevokeGesture,
  SubstituteGesture,
  TakeGesture,
  WaivedView,
  WaiveGesture,
} from './gesture.dto';
import { GesturesService } from './gestures.service';

@ApiTags('One-up')
@Controller('api/v1')
export class GesturesController {
  constructor(private readonly gestures: GesturesService) {}

  @Post('tickets/:id/gestures')
  @Can('gesture.take')
  @ApiCreatedResponse({ type: GestureView })
  take(@Param() { id }: TicketRef, @Body() body: TakeGesture, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.take(id, body, by);
  }

  @Post('tickets/:id/waive-gesture')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: WaivedView })
  waive(@Param() { id }: TicketRef, @Body() body: WaiveGesture, @Who() by: Actor): Promise<WaivedView> {
    return this.gestures.waive(id, body, by);
  }

  @Post('gestures/:id/offer')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  offer(@Param() { id }: GestureRef, @Body() body: OfferGesture, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.offer(id, body, by);
  }

  @Post('gestures/:id/accept')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  accept(@Param() { id }: GestureRef, @Body() body: GestureVersion, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.accept(id, body, by);
  }

  @Post('gestures/:id/decline')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  decline(@Param() { id }: GestureRef, @Body() body: GestureVersion, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.decline(id, body, by);
  }

  @Post('gestures/:id/extend')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  extend(@Param() { id }: GestureRef, @Body() body: ExtendGesture, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.extend(id, body, by);
  }

  @Post('gestures/:id/fulfil')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  fulfil(@Param() { id }: GestureRef, @Body() body: FulfilGesture, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.fulfil(id, body, by);
  }

  @Post('gestures/:id/fulfil-failed')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  fulfilFailed(@Param() { id }: GestureRef, @Body() body: GestureReason, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.fulfilFailed(id, body, by);
  }

  @Post('gestures/:id/retry')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  retry(@Param() { id }: GestureRef, @Body() body: GestureVersion, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.retry(id, body, by);
  }

  @Post('gestures/:id/substitute')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  substitute(@Param() { id }: GestureRef, @Body() body: SubstituteGesture, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.substitute(id, body, by);
  }

  @Post('gestures/:id/revoke')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  revoke(@Param() { id }: GestureRef, @Body() body: RevokeGesture, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.revoke(id, body, by);
  }

  @Post('gestures/:id/dismiss')
  @HttpCode(200)
  @Can('gesture.take')
  @ApiOkResponse({ type: GestureView })
  dismiss(@Param() { id }: GestureRef, @Body() body: GestureVersion, @Who() by: Actor): Promise<GestureView> {
    return this.gestures.dismiss(id, body, by);
  }
}
