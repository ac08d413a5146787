import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../platform/http/caller';

/** The style of the small pages that the server writes itself. */
@ApiExcludeController()
@Controller('assets')
export class StylesheetController {
  private readonly css = readFileSync(fileAbove(__dirname, 'web/pages/desk.css'), 'utf8');

  @Get('desk.css')
  @Public()
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  desk(): string {
    return this.css;
  }
}

/** The built program lies one folder deeper than its source, so the file is looked for upwards. */
function fileAbove(dir: string, path: string): string {
  const file = join(dir, path);
  if (existsSync(file)) return file;
  if (dirname(dir) === dir) throw new Error(`The file ${path} of this program is missing.`);
  return fileAbove(dirname(dir), path);
}
