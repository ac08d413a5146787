import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can } from '../platform/http/caller';
import { AuthorityLimitList } from './authority.dto';
import { AuthorityService } from './authority.service';

@ApiTags('One-up')
@Controller('api/v1')
export class AuthorityController {
  constructor(private readonly authority: AuthorityService) {}

  @Get('authority-limits')
  @Can('gesture.see')
  @ApiOkResponse({ type: AuthorityLimitList })
  limits(): Promise<AuthorityLimitList> {
    return this.authority.limits();
  }
}
