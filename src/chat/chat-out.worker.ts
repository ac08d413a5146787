import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { ChatOut } from './chat-out.service';

/** Answers in the chat reach the customer. */
@Injectable()
export class ChatOutWork implements DueWork {
  readonly name = 'chat-out';
  readonly queue = 'send-other';

  constructor(private readonly out: ChatOut) {}

  run(): Promise<number> {
    return this.out.send();
  }
}
