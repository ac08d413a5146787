import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ApprovalsView, FairnessQuery, FairnessView, ReportQuery } from './report.dto';
import { Reports } from './reports.service';

const CSV = 'text/csv; charset=utf-8';

@ApiTags('Reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get('fairness')
  @Can('report.see')
  @ApiOkResponse({ type: FairnessView })
  fairness(@Query() query: FairnessQuery, @Who() by: Actor): Promise<FairnessView> {
    return this.reports.fairness(query, by);
  }

  @Get('fairness.csv')
  @Can('report.see')
  @Header('content-type', CSV)
  @Header('content-disposition', 'attachment; filename="fairness.csv"')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  fairnessCsv(@Query() query: FairnessQuery, @Who() by: Actor): Promise<string> {
    return this.reports.fairnessCsv(query, by);
  }

  @Get('approvals')
  @Can('report.see')
  @ApiOkResponse({ type: ApprovalsView })
  approvals(@Query() query: ReportQuery, @Who() by: Actor): Promise<ApprovalsView> {
    return this.reports.approvals(query, by);
  }

  @Get('approvals.csv')
  @Can('report.see')
  @Header('content-type', CSV)
  @Header('content-disposition', 'attachment; filename="approvals.csv"')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  approvalsCsv(@Query() query: ReportQuery, @Who() by: Actor): Promise<string> {
    return this.reports.approvalsCsv(query, by);
  }
}
