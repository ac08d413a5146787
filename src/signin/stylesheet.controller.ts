import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../platform/http/caller';

/** The style of the small pages that the server writes itself, and the sign by which a browser shows any page of the desk. */
@ApiExcludeController()
@Controller()
export class StylesheetController {
  private readonly css = readFileSync(fileAbove(__dirname, 'web/pages/desk.css'), 'utf8');
  private readonly mark = readFileSync(fileAbove(__dirname, 'web/pages/mark.svg'), 'utf8');

  @Get('assets/desk.css')
  @Public()
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  desk(): string {
    return this.css;
  }

  /** Every browser asks for it, at every page that names no other. */
  @Get('favicon.ico')
  @Public()
  @Header('content-type', 'image/svg+xml')
  @Header('cache-control', 'public, max-age=86400')
  icon(): string {
    return this.mark;
  }
}

/** The built program lies one folder deeper than its source, so the file is looked for upwards. */
function fileAbove(dir: string, path: string): string {
  const file = join(dir, path);
  if (existsSync(file)) return file;
  if (dirname(dir) === dir) throw new Error(`The file ${path} of this program is missing.`);
  return fileAbove(dirname(dir), path);
}
