import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from './actor.dto';
import { AuditFilter, AuditList, AuditQuery } from './audit-trail.dto';
import { AuditTrail } from './audit-trail.service';

@ApiTags('People')
@Controller('api/v1')
export class AuditTrailController {
  constructor(private readonly trail: AuditTrail) {}

  @Get('audit')
  @Can('audit.see')
  @ApiOkResponse({ type: AuditList })
  list(@Query() query: AuditQuery, @Who() actor: Actor): Promise<AuditList> {
    return this.trail.list(query, actor);
  }

  @Get('audit.csv')
  @Can('audit.see')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="audit.csv"')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  csv(@Query() filter: AuditFilter, @Who() actor: Actor): Promise<string> {
    return this.trail.csv(filter, actor);
  }
}
