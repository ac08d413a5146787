import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { GestureMoves } from '../gestures/gesture-moves.service';
import type { Handled } from '../gestures/handled-gesture.dto';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { SECRET } from '../platform/runtime';
import { hashVoucherCode, voucherCode } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import { VoucherDays } from './voucher-days.service';
import { graceEnd } from './voucher.rules';

/** Two vouchers in a thousand million would share a code; more than a few in a row is a fault of ours. */
const MOST_VERSIONS = 10;

const INSERT = `INSERT INTO voucher (id, gesture_id, hash, last4, code_version, status, issued_at, issued_by, expires_at, grace_until)
  VALUES ($1, $2, $3, $4, $5, 'issued', $6, $7, $8, $9) ON CONFLICT (hash) DO NOTHING`;

/** Makes the voucher of an accepted gift. The code is never stored: it is worked out from the desk's secret whenever it is shown. */
@Injectable()
export class VoucherIssuing {
  constructor(
    @Inject(SECRET) private readonly secret: string,
    private readonly moves: GestureMoves,
    private readonly messages: MessagesService,
    private readonly days: VoucherDays,
  ) {}

  /**
   * G11 for a gift that is given by a code: the voucher, the proof, the message to the customer. Returns the voucher's id, that of the earlier one where
   * there is one already. Refused where the gift is given in another way, or by the machine.
   */
  async issue(tx: Tx, h: Handled, by: Actor): Promise<string> {
    const { t, gesture, entry } = h;
    const made = await tx.maybe<{ id: string }>('SELECT id FROM voucher WHERE gesture_id = $1', [gesture.id]);
    if (made) return made.id;
    if (entry.terms.fulfilment !== 'code') throw new Refused('voucher', 'This gift is not given by a code.');
    const id = uuidv7();
    const last4 = await this.insert(tx, id, h, by);
    const proof = `code ····${last4}`;
    const patch = { proof, costActualMinor: gesture.costReservedMinor, fulfilledAt: t.now };
    await this.moves.move(tx, h, 'fulfil', by, { proof }, patch);
    await this.tell(tx, h);
    await this.moves.oneUp(tx, t);
    return id;
  }

  private async insert(tx: Tx, id: string, h: Handled, by: Actor): Promise<string> {
    const { t, gesture, scene } = h;
    const expiresAt = await this.days.lastMoment(tx, h);
    for (let version = 1; version <= MOST_VERSIONS; version += 1) {
      const code = voucherCode(this.secret, id, version);
      const last4 = code.slice(-4);
      const hash = hashVoucherCode(this.secret, code);
      const until = [expiresAt, graceEnd(expiresAt, scene.zone)];
      if ((await tx.run(INSERT, [id, gesture.id, hash, last4, version, t.now, by.staffId, ...until])) === 1) return last4;
    }
    throw new Error('No free code was found for a voucher.');
  }

  /** Whoever has no address takes it along on paper. */
  private async tell(tx: Tx, { t, gesture, entry }: Handled): Promise<void> {
    await this.messages.plan(tx, {
      effectKey: `gesture:${gesture.id}:voucher`,
      kind: 'voucher',
      class: 'gesture',
      needsSpend: entry.terms.needsSpend,
      ticketId: t.row.id,
      customerId: t.row.customerId,
      cycle: gesture.cycle,
      vars: { gestureId: gesture.id, gesture: gesture.text },
      now: t.now,
    });
  }
}
