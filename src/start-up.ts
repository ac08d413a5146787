import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { SmtpIntake } from './intake/smtp-intake.client';
import { FirstAccount } from './signin/first-account.service';
import { Starter } from './starter/starter.service';

/** What the features do once when the program starts and when it ends. */
@Injectable()
export class StartUp {
  constructor(
    private readonly starter: Starter,
    private readonly firstAccount: FirstAccount,
    private readonly mail: SmtpIntake,
  ) {}

  /** The OpenAPI document at /openapi.json and its page at /docs. */
  describe(app: NestFastifyApplication): void {
    const outline = new DocumentBuilder()
      .setTitle('Amends')
      .setDescription('Service recovery desk. Durations are ISO 8601, instants RFC 3339 in UTC, money whole numbers in the smallest unit. Errors are problem documents (RFC 9457).')
      .setVersion('1')
      .addCookieAuth('sid')
      .addBearerAuth()
      .build();
    SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, outline), { jsonDocumentUrl: 'openapi.json' });
  }

  /** Starter data and the first account; returns the one-time link, if one is needed. */
  async prepare(): Promise<string | null> {
    await this.starter.ensure();
    return (await this.firstAccount.ensure()).link;
  }

  /** Opens the door for mail; null where this process takes none. */
  receiveMail(): Promise<number | null> {
    return this.mail.listen();
  }

  stopMail(): Promise<void> {
    return this.mail.close();
  }
}
