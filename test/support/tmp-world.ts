import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { DiscoveryService, MetadataScanner, NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { AppModule } from '../../src/app.module';
import { loadConfig } from '../../src/platform/config';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../../src/platform/http/public-origin';
import { checkedRoutes } from '../../src/platform/http/route-check';
import { furnish, httpAdapter } from '../../src/platform/http/server';
import { nestLogger } from '../../src/platform/log';
import { Metrics } from '../../src/platform/metrics';
import { hashToken } from '../../src/platform/tokens';
import { StartUp } from '../../src/start-up';
import { Client } from './client';
import { cloneTemplate } from './world';

let counter = 0;
export class World {
  private constructor(readonly desk: any, readonly database: pg.Pool, readonly databaseUrl: string) {}
  static async start(wish: any = {}): Promise<World> {
    const databaseUrl = await cloneTemplate();
    const config = loadConfig({ DATABASE_URL: databaseUrl, SECRET_KEY: 'a-secret-of-the-tests-that-is-long-enough-0123456789', PORT: '0', ADMIN_EMAIL: 'admin@desk.test', ADMIN_PASSWORD: 'correct horse battery staple', LOG_LEVEL: 'silent', ...wish.env }, [], '/tmp');
    const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.of({ config, databaseUrl, secret: config.secretKey!, log }), httpAdapter(config, log), { logger: nestLogger(log), abortOnError: false, bodyParser: false });
    const routes = checkedRoutes(app.get(DiscoveryService), new MetadataScanner(), app.get(Reflector));
    await furnish(app, app.get(Metrics));
    await app.listen(0, '127.0.0.1');
    const url = config.publicUrl ?? `http://localhost:${(app.getHttpServer().address() as AddressInfo).port}`;
    app.get<PublicOrigin>(PUBLIC_ORIGIN).set(url);
    const setupLink = await app.get(StartUp).prepare();
    return new World({ app, url, port: (app.getHttpServer().address() as AddressInfo).port, setupLink, routes }, new pg.Pool({ connectionString: databaseUrl, max: 4 }), databaseUrl);
  }
  get url() { return `http://127.0.0.1:${this.desk.port}`; }
  get anonymous() { return new Client(this.url); }
  async signIn(role: string, where: any = {}): Promise<Client> {
    counter += 1; const id = uuidv7();
    await this.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, $2, $3, desk_now())`, [id, where.email ?? `${role}${counter}@staff.test`, where.name ?? `${role} ${counter}`]);
    await this.grant(id, role, where);
    return this.session(id);
  }
  async grant(staffId: string, role: string, where: any = {}) {
    const kind = where.location ? 'location' : where.team ? 'team' : where.desk ? 'desk' : 'org';
    await this.sql(`INSERT INTO role_grant (id, staff_id, role, scope_kind, location_id, team_id, desk_id, valid_from)
       VALUES ($1, $2, $3, $4, (SELECT id FROM location WHERE key = $5), (SELECT id FROM team WHERE key = $6), (SELECT id FROM desk WHERE key = $7), desk_now())`, [uuidv7(), staffId, role, kind, where.location ?? null, where.team ?? null, where.desk ?? null]);
  }
  async session(staffId: string) {
    const token = randomBytes(32).toString('base64url');
    await this.sql(`INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '7 days')`, [hashToken(token), staffId]);
    return new Client(this.url, { cookie: `sid=${token}` }, staffId);
  }
  async sql<Row extends Record<string, unknown> = any>(text: string, params: unknown[] = []): Promise<Row[]> { return (await this.database.query<Row>(text, params)).rows; }
  async shift(ms: number) {
    await this.sql(`UPDATE clock_shift SET shift = shift + make_interval(secs => $1)`, [ms / 1000]);
    await this.sql(`UPDATE session SET last_seen_at = desk_now(), expires_at = greatest(expires_at, desk_now() + interval '7 days')`);
  }
  async stop() {
    await this.desk.app.close(); await this.database.end();
    const admin = new pg.Client({ connectionString: process.env['AMENDS_TEST_URL'] }); await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${new URL(this.databaseUrl).pathname.slice(1)} WITH (FORCE)`); await admin.end();
  }
}
