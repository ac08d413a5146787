import { Injectable } from '@nestjs/common';
import type { Reader } from '../platform/database/tx';
import type { PushStep } from './push-step.rules';

/** A step as the customer's page shows it. */
export interface ShownPush {
  step: PushStep;
  text: string | null;
  at: Date;
  /** Null where the time has passed. */
  nextBy: Date | null;
}

const MOST_SHOWN = 5;

/** What other systems have reported about a complaint, for its page. */
@Injectable()
export class PushNews {
  /** The newest first by when it happened, whenever the report came. */
  shown(reader: Reader, ticketId: string, now: Date): Promise<ShownPush[]> {
    return reader.rows<ShownPush>(
      `SELECT step, text, at, CASE WHEN next_by > $2::timestamptz THEN next_by END AS "nextBy" FROM push
       WHERE ticket_id = $1 OR ticket_id IN (SELECT id FROM ticket WHERE merged_into = $1) ORDER BY at DESC, id DESC LIMIT ${String(MOST_SHOWN)}`,
      [ticketId, now],
    );
  }
}
