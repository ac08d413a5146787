import { Injectable } from '@nestjs/common';
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
