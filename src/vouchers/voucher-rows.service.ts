import { Inject, Injectable } from '@nestjs/common';
import { GestureMoves } from '../gestures/gesture-moves.service';
import type { Handled } from '../gestures/handled-gesture.dto';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { SECRET } from '../platform/runtime';
import { readCode } from '../platform/short-code.rules';
import { hashVoucherCode } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import type { RedeemedView } from './voucher.dto';
import type { VoucherStatus } from './voucher.rules';

/** A voucher with the use that counts. */
export interface VoucherRow {
  id: string;
  gestureId: string;
  last4: string;
  codeVersion: number;
  hash: Buffer;
  status: VoucherStatus;
  issuedAt: Date;
  expiresAt: Date;
  graceUntil: Date;
  zone: string;
  ticketVoid: boolean;
  redemptionId: string | null;
  redeemedAt: Date | null;
  recordedAt: Date | null;
  redeemedWhere: string | null;
}

const READ = statement(
  'voucher.read',
  `SELECT v.id, v.gesture_id AS "gestureId", v.last4, v.code_version AS "codeVersion", v.hash, v.status, v.issued_at AS "issuedAt",
     v.expires_at AS "expiresAt", v.grace_until AS "graceUntil", l.zone, t.state = 'void' AS "ticketVoid", v.redemption_id AS "redemptionId",
     r.redeemed_at AS "redeemedAt", r.recorded_at AS "recordedAt", coalesce(r.place, r.terminal) AS "redeemedWhere"
   FROM voucher v JOIN gesture g ON g.id = v.gesture_id JOIN ticket t ON t.id = g.ticket_id JOIN location l ON l.id = t.location_id
   LEFT JOIN redemption r ON r.id = v.redemption_id WHERE v.id = $1`,
);
const BY_HASH = statement('voucher.by_hash', 'SELECT id FROM voucher WHERE hash = $1');
const ANSWER = `SELECT v.id, v.last4, g.text AS gift, g.face_minor AS "faceMinor", g.currency, r.terminal, r.place, r.amount_minor AS "amountMinor",
    r.redeemed_at AS "redeemedAt", r.recorded_at AS "recordedAt"
  FROM redemption r JOIN voucher v ON v.id = r.voucher_id JOIN gesture g ON g.id = v.gesture_id WHERE v.id = $1`;
const ANSWER_TO_KEY = statement('voucher.answer_to_key', `${ANSWER} AND r.idem_key = $2`);
const COUNTING = statement('voucher.counting', `${ANSWER} AND r.undone_at IS NULL`);

/** Reads vouchers, and puts the gift back to where a voucher is only given. */
@Injectable()
export class VoucherRows {
  constructor(
    @Inject(SECRET) private readonly secret: string,
    private readonly moves: GestureMoves,
    private readonly tickets: TicketMoves,
  ) {}

  /** The voucher behind what was typed; null where there is none. */
  async idOf(reader: Reader, typed: string): Promise<string | null> {
    const code = readCode(typed);
    return code === null ? null : ((await reader.rows<{ id: string }>(BY_HASH, [hashVoucherCode(this.secret, code)]))[0]?.id ?? null);
  }

  /** Throws Missing. */
  async read(reader: Reader, id: string): Promise<VoucherRow> {
    const [row] = await reader.rows<VoucherRow>(READ, [id]);
    if (!row) throw new Missing('There is no such voucher.');
    return row;
  }

  /** What a till was told when it asked under this key, even if that use was taken back since: the same request never uses a voucher twice. */
  async answer(reader: Reader, id: string, idemKey: string | null): Promise<RedeemedView | null> {
    return idemKey === null ? null : ((await reader.rows<RedeemedView>(ANSWER_TO_KEY, [id, idemKey]))[0] ?? null);
  }

  /** The use that counts. */
  async counting(tx: Tx, id: string): Promise<RedeemedView> {
    return tx.one<RedeemedView>(COUNTING, [id]);
  }

  /** The machine has no way back from "used" or "run out": this is a correction, and the timeline says by whom and why (docs/decisions/0008). */
  async giveAgain(tx: Tx, h: Handled, by: Actor, kind: string, last4: string, reason?: string): Promise<void> {
    await this.moves.write(tx, h, { state: 'fulfilled', endedAt: null });
    const data = { gesture: h.gesture.id, name: h.entry.terms.name, last4 };
    await this.tickets.record(tx, h.t, { kind, reason, data }, by);
  }
}
