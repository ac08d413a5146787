import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ComplaintView, LogComplaint } from '../tickets/complaint.dto';
import { ComplaintsService } from './complaints.service';

@ApiTags('Complaints')
@Controller('api/v1/complaints')
export class ComplaintsController {
  constructor(private readonly complaints: ComplaintsService) {}

  @Post()
  @Can('complaint.log')
  @ApiCreatedResponse({ type: ComplaintView })
  log(@Body() body: LogComplaint, @Who() by: Actor): Promise<ComplaintView> {
    return this.complaints.log(body, by);
  }
}
