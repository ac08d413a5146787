import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ReviewList, ReviewNote, ReviewQuery, ReviewRef, ReviewView } from './review.dto';
import { Reviews } from './reviews.service';

@ApiTags('Manager')
@Controller('api/v1/reviews')
export class ReviewsController {
  constructor(private readonly reviews: Reviews) {}

  @Get()
  @Can('review.see')
  @ApiOkResponse({ type: ReviewList })
  list(@Query() query: ReviewQuery, @Who() by: Actor): Promise<ReviewList> {
    return this.reviews.list(query, by);
  }

  @Post(':id/seen')
  @HttpCode(200)
  @Can('review.see')
  @ApiOkResponse({ type: ReviewView })
  seen(@Param() { id }: ReviewRef, @Body() body: ReviewNote, @Who() by: Actor): Promise<ReviewView> {
    return this.reviews.seen(id, body, by);
  }

  @Post(':id/done')
  @HttpCode(200)
  @Can('review.see')
  @ApiOkResponse({ type: ReviewView })
  done(@Param() { id }: ReviewRef, @Body() body: ReviewNote, @Who() by: Actor): Promise<ReviewView> {
    return this.reviews.done(id, body, by);
  }
}
