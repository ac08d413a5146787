import { Controller, Get, Header, HttpCode, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from './config';
import { Database } from './database/database';
import { Missing, PlainError } from './errors';
import { Public } from './http/caller';
import { QueueBackend } from './jobs/queues';
import { Metrics } from './metrics';
import { CONFIG } from './runtime';
import { sameText } from './tokens';

/** For load balancers and monitors: is it alive, is it ready, how is it doing. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Database,
    private readonly queues: QueueBackend,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Public()
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get('health/ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, string>> {
    const database = await this.databaseState();
    const queue = await this.queueState();
    void reply.status(database === 'ok' ? 200 : 503);
    return { status: database === 'ok' ? 'ready' : 'not ready', database, queue };
  }

  @Get('metrics')
  @Public()
  @Header('content-type', 'text/plain; version=0.0.4')
  async prometheus(@Req() request: FastifyRequest): Promise<string> {
    if (!this.mayRead(request)) throw new Missing();
    return this.metrics.registry.metrics();
  }

  private async databaseState(): Promise<string> {
    try {
      await this.db.rows('SELECT 1 AS one');
      return 'ok';
    } catch (error) {
      if (error instanceof PlainError) return error.message;
      throw error;
    }
  }

  private async queueState(): Promise<string> {
    if (!this.config.redisUrl) return 'ok (on PostgreSQL)';
    return (await this.queues.evictionWarning(this.config.redisUrl)) ?? 'ok (on Redis)';
  }

  /** The metrics are for this machine, or for whoever holds the token. */
  private mayRead(request: FastifyRequest): boolean {
    const given = request.headers.authorization?.replace(/^Bearer /i, '');
    if (this.config.metricsToken && given) return sameText(given, this.config.metricsToken);
    return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '') && !request.headers['x-forwarded-for'];
  }
}
