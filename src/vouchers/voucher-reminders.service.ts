import { Injectable } from '@nestjs/common';
import { effectiveClass } from '../consent/consent.rules';
import { MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { remindFrom } from './voucher.rules';

const AT_ONCE = 100;
const AHEAD_MS = -remindFrom(new Date(0)).getTime();

interface Due {
  id: string;
  gestureId: string;
  expiresAt: Date;
  ticketId: string;
  customerId: string | null;
  cycle: number;
  text: string;
  needsSpend: boolean;
  lastContactAt: Date | null;
}

const CLAIM = `UPDATE voucher v SET reminded_at = $1 FROM gesture g JOIN ticket t ON t.id = g.ticket_id
    JOIN gesture_type_version ty ON ty.id = g.type_version_id LEFT JOIN customer c ON c.id = t.customer_id
  WHERE v.id IN (SELECT id FROM voucher WHERE status = 'issued' AND reminded_at IS NULL AND expires_at > $1 AND expires_at <= $2
      ORDER BY expires_at LIMIT ${String(AT_ONCE)} FOR UPDATE SKIP LOCKED)
    AND v.reminded_at IS NULL AND g.id = v.gesture_id
  RETURNING v.id, g.id AS "gestureId", v.expires_at AS "expiresAt", t.id AS "ticketId", t.customer_id AS "customerId", g.cycle, g.text,
    ty.needs_spend AS "needsSpend", c.last_contact_at AS "lastContactAt"`;

/** "Fourteen days are left": once for each voucher that was not used. */
@Injectable()
export class VoucherReminders {
  constructor(
    private readonly db: Database,
    private readonly messages: MessagesService,
  ) {}

  /**
   * Returns how many it looked at. What the customer would have to pay for is advertising when the last contact is long ago, and leaves only with
   * consent; that is asked at the moment of sending. Without an address there is nobody to remind.
   */
  remind(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      const due = await tx.rows<Due>(CLAIM, [now, new Date(now.getTime() + AHEAD_MS)]);
      for (const voucher of due) await this.tell(tx, voucher, now);
      return due.length;
    });
  }

  private async tell(tx: Tx, due: Due, now: Date): Promise<void> {
    const { id, gestureId, expiresAt, ticketId, customerId, cycle, text, needsSpend, lastContactAt } = due;
    await this.messages.plan(tx, {
      effectKey: `voucher:${id}:reminder`,
      kind: 'voucher_reminder',
      class: effectiveClass({ class: 'gesture', channel: 'email', needsSpend, lastContactAt, now }),
      ticketId,
      customerId,
      cycle,
      vars: { gestureId, gesture: text },
      sendBefore: expiresAt,
      now,
    });
  }
}
