import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can } from '../platform/http/caller';
import { PreviewComplaint, PreviewView } from './preview.dto';
import { Previews } from './previews.service';

@ApiTags('Complaints')
@Controller('api/v1/complaints/preview')
export class PreviewsController {
  constructor(private readonly previews: Previews) {}

  @Post()
  @HttpCode(200)
  @Can('complaint.log')
  @ApiOkResponse({ type: PreviewView })
  preview(@Body() wish: PreviewComplaint): Promise<PreviewView> {
    return this.previews.preview(wish);
  }
}
