import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import { CalendarRef, CalendarsView, CalendarView, PreviewCalendar, CalendarPreviewView, PublishCalendar } from './calendar.dto';
import { CalendarPreview } from './calendar-preview.service';
import { CalendarSettings } from './calendar-settings.service';

@ApiTags('Settings')
@Controller('api/v1/calendars')
export class CalendarController {
  constructor(
    private readonly settings: CalendarSettings,
    private readonly previews: CalendarPreview,
  ) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: CalendarsView })
  list(@Query() page: PageQuery): Promise<CalendarsView> {
    return this.settings.list(page);
  }

  @Get(':key')
  @Can('settings.see')
  @ApiOkResponse({ type: CalendarView })
  view(@Param() { key }: CalendarRef): Promise<CalendarView> {
    return this.settings.view(key);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: CalendarView })
  publish(@Body() wish: PublishCalendar, @Who() by: Caller): Promise<CalendarView> {
    return this.settings.publish(wish, by);
  }

  @Post('preview')
  @HttpCode(200)
  @Can('settings.see')
  @ApiOkResponse({ type: CalendarPreviewView })
  preview(@Body() wish: PreviewCalendar): Promise<CalendarPreviewView> {
    return this.previews.preview(wish);
  }
}
