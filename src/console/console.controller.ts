import { randomBytes } from 'node:crypto';
import { Controller, Get, Header, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Missing } from '../platform/errors';
import { Public } from '../platform/http/caller';
import { type ConsoleFile, ConsoleFiles } from './console-files.service';
import { encodingFor, NOT_BUILT, pageWith, policyOf } from './console-page.rules';

const NONCE_BYTES = 18;

/** The screens. Open to everybody: the page holds no data; what it shows it asks the API for, as whoever is signed in. */
@ApiExcludeController()
@Controller()
export class ConsoleController {
  constructor(private readonly files: ConsoleFiles) {}

  @Get()
  @Public()
  @Redirect('/desk', 302)
  home(): void {
    // the way is in the decorator
  }

  @Get('desk')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  desk(@Res({ passthrough: true }) reply: FastifyReply): string {
    return this.page(reply);
  }

  /** A file where there is one of that name; else the page, which finds its screen by the address. A missing asset is a 404, never the page. */
  @Get('desk/*')
  @Public()
  below(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string | Buffer {
    const path = request.url.replace(/^\/desk\//, '').replace(/[?#].*$/s, '');
    const file = this.files.find(path);
    if (file) return send(file, path, request, reply);
    if (path.startsWith('assets/')) throw new Missing('There is no such file. Load the page again: the desk may have been updated.');
    void reply.type('text/html; charset=utf-8');
    return this.page(reply);
  }

  private page(reply: FastifyReply): string {
    // the short page of a desk without a console keeps the policy of all other pages
    if (this.files.page === null) return NOT_BUILT;
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    void reply.header('content-security-policy', policyOf(nonce));
    return pageWith(this.files.page, nonce);
  }
}

function send(file: ConsoleFile, path: string, { headers }: FastifyRequest, reply: FastifyReply): string | Buffer {
  // the name of an asset changes with its content
  const isAsset = path.startsWith('assets/');
  void reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  void reply.header('etag', file.tag).header('vary', 'accept-encoding').type(file.type);
  if (headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === file.tag)) {
    void reply.status(304);
    return '';
  }
  const encoding = encodingFor(headers['accept-encoding'], file.packed);
  const body = encoding === null ? file.plain : (file.packed[encoding] ?? file.plain);
  if (encoding !== null) void reply.header('content-encoding', encoding);
  return body;
}
