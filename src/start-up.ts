import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAccount } from './signin/first-account.service';

/** What the features do once when the program starts and when it ends. */
@Injectable()
export class StartUp {
  constructor(private readonly firstAccount: FirstAccount) {}

  /** The OpenAPI document and its page. */
  describe(_app: NestFastifyApplication): void {}

  /** Starter data and the first account; returns the one-time link, if one is needed. */
  async prepare(): Promise<string | null> {
    return (await this.firstAccount.ensure()).link;
  }

  async receiveMail(): Promise<number | null> {
    return null;
  }

  async stopMail(): Promise<void> {}
}
