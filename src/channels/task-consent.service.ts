import { Injectable } from '@nestjs/common';
import { type ConsentClass, effectiveClass } from '../consent/consent.rules';
import { Consent } from '../consent/consent.service';
import type { Reader } from '../platform/database/tx';
import type { TaskView } from './task.dto';
import { barredScript } from './task.rules';

/** What the consent to a call or a letter depends on, beside the task itself; null where it brings no message. */
export interface TaskAbout {
  messageClass: ConsentClass | null;
  needsSpend: boolean | null;
  lastContactAt: Date | null;
  now: Date;
}

/**
 * The last look before a person calls or writes, as mails and texts have theirs: between planning and doing it the customer may have asked for no calls,
 * and a gift that asks for spending may have become advertising.
 */
@Injectable()
export class TaskConsent {
  constructor(private readonly consent: Consent) {}

  /** The tasks as they are shown, in order; one that may not be done any more says so in place of what to say. */
  async looked(reader: Reader, rows: readonly (TaskView & TaskAbout)[]): Promise<TaskView[]> {
    const asked = rows.flatMap((row) => {
      const { kind, address, state, now, lastContactAt } = row;
      if (state !== 'open' || address === null || (kind !== 'call' && kind !== 'post')) return [];
      const facts = {
        class: row.messageClass ?? 'service',
        channel: kind,
        needsSpend: row.needsSpend === true,
        lastContactAt,
        now,
      } as const;
      return [{ id: row.id, class: effectiveClass(facts), channel: kind, valueNorm: address }];
    });
    const allowed = await this.consent.mayReceive(reader, asked);
    const barred = new Set(asked.filter((_, place) => allowed[place] === false).map(({ id }) => id));
    return rows.map((row) => {
      const { messageClass: _class, needsSpend: _spend, lastContactAt: _last, now: _now, ...task } = row;
      return barred.has(task.id) ? { ...task, script: barredScript(task.kind) } : task;
    });
  }
}
