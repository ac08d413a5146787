import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { GestureMoves } from '../gestures/gesture-moves.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { VoucherRows, type VoucherRow } from './voucher-rows.service';
import type { ConflictReason, RedeemVoucher, RedeemedView } from './voucher.dto';
import { runOutSentence, timeProblem, tooOldProblem, usedAt, usedSentence } from './voucher.rules';
import { WrongCodes } from './wrong-codes.service';

/** The same words for a code that is not there and for one that cannot be. */
const UNKNOWN = 'This is not one of our codes. Check it and try again.';

/** One request of a till. */
interface Use {
  body: RedeemVoucher;
  by: Actor;
  idemKey: string | null;
}

type Outcome = { view: RedeemedView } | { refused: Refused };

// The last word between two at once. A voucher that ran out meanwhile is still taken where it was used on paper before that, or where staff are kind.
const REDEEM = `WITH won AS (
    UPDATE voucher SET status = 'redeemed', redemption_id = $2::uuid, ended_at = NULL, version = version + 1
    WHERE id = $1 AND status IN ('issued', 'expired') AND $3::timestamptz < CASE WHEN $4::boolean THEN grace_until ELSE expires_at END RETURNING id)
  INSERT INTO redemption (id, voucher_id, terminal, place, by_staff, by_token, idem_key, amount_minor, on_paper, in_grace, redeemed_at, recorded_at)
  SELECT $2::uuid, id, $5, $6, $7::uuid, $8::uuid, $9, $10::bigint, $11::boolean, $4::boolean, $3::timestamptz, $12::timestamptz FROM won`;

const CONFLICT = `INSERT INTO voucher_conflict (id, voucher_id, reason, terminal, place, by_staff, by_token, idem_key, amount_minor, redeemed_at, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`;

/** Vouchers at the till. Nothing here asks who the customer is: a code is good even after everything about the customer was erased. */
@Injectable()
export class VoucherTill {
  constructor(
    private readonly db: Database,
    private readonly rows: VoucherRows,
    private readonly wrongCodes: WrongCodes,
    private readonly moves: GestureMoves,
    private readonly tickets: TicketMoves,
  ) {}

  /**
   * Uses a voucher, once (G17). The same Idempotency-Key from the same till gets the same answer; everybody else is told when and where it was used.
   * Missing (404) for every code that is not one of ours; TooOften after ten of these in a minute.
   */
  async redeem(body: RedeemVoucher, by: Actor): Promise<RedeemedView> {
    await this.wrongCodes.refuseGuessing(by);
    const id = await this.rows.idOf(this.db, body.code);
    if (id === null) {
      await this.wrongCodes.count(by, body.terminal);
      throw new Missing(UNKNOWN);
    }
    if (body.grace && by.kind !== 'staff') throw new Refused('grace', 'Only a person can take a voucher after its last day.');
    const idemKey = by.command && `${by.key}\n${body.terminal}\n${by.command.key}`;
    const outcome = await this.db.transaction((tx) => this.once(tx, id, { body, by, idemKey }));
    if ('refused' in outcome) throw outcome.refused;
    return outcome.view;
  }

  /** A refusal is an answer and not thrown: what it leaves on the manager's list must stay. */
  private async once(tx: Tx, id: string, use: Use): Promise<Outcome> {
    // In this order: whoever sees the voucher as used also finds under which key, even if that happened a moment ago.
    const seen = await this.rows.read(tx, id);
    const earlier = await this.rows.answer(tx, id, use.idemKey);
    if (earlier) return { view: earlier };
    // Most that is typed twice was used long ago: that is told without waiting for anybody's lock.
    if (seen.status === 'redeemed' || seen.status === 'void') return this.turnDown(tx, seen, use, await tx.now());
    const h = await this.moves.lock(tx, seen.gestureId, SYSTEM);
    const { now } = h.t;
    const at = usedAt(use.body.redeemedAt, now);
    if (at === null) return { refused: new Refused('future', 'redeemedAt lies in the future. Check the clock of the till.') };
    if (h.t.row.state === 'void' || !(await this.take(tx, id, use, at, now))) return this.lost(tx, await this.rows.read(tx, id), use, now);
    // It ran out before the paper was typed in, or staff are kind: then it is a gift that was given and not used, and is used now.
    if (h.gesture.state === 'unredeemed') await this.rows.giveAgain(tx, h, use.by, 'voucher_taken_late', seen.last4);
    await this.moves.move(tx, h, 'redeem', use.by, {}, { endedAt: now });
    await this.tickets.save(tx, h.t);
    return { view: await this.rows.counting(tx, id) };
  }

  private async take(tx: Tx, id: string, { body, by, idemKey }: Use, at: Date, now: Date): Promise<boolean> {
    const voucher = await this.rows.read(tx, id);
    if (tooOldProblem(at, askedBy(by), now) !== null || timeProblem(voucher, at, body.grace ?? false) !== null) return false;
    const { staff, token } = whoIs(by);
    // clocks that do not quite agree may put the use before the issue
    const when = at < voucher.issuedAt ? voucher.issuedAt : at;
    const row = [
      id,
      uuidv7(),
      when,
      body.grace ?? false,
      body.terminal,
      body.place ?? null,
      staff,
      token,
      idemKey,
      body.amountMinor ?? null,
    ];
    return (await tx.run(REDEEM, [...row, body.redeemedAt !== undefined, now])) === 1;
  }

  /** Somebody was faster, perhaps this very till with the same key. */
  private async lost(tx: Tx, voucher: VoucherRow, use: Use, now: Date): Promise<Outcome> {
    const earlier = await this.rows.answer(tx, voucher.id, use.idemKey);
    return earlier ? { view: earlier } : this.turnDown(tx, voucher, use, now);
  }

  /** Why not, in a sentence. What was taken on paper is lost to the shop, so the managers see it (edge 104). */
  private async turnDown(tx: Tx, voucher: VoucherRow, use: Use, now: Date): Promise<Outcome> {
    const { body, by, idemKey } = use;
    const at = usedAt(body.redeemedAt, now) ?? now;
    const { reason, refused } = whyNot(voucher, at, use, now);
    if (body.redeemedAt !== undefined && reason !== null) {
      const { staff, token } = whoIs(by);
      const who = [body.terminal, body.place ?? null, staff, token, idemKey, body.amountMinor ?? null];
      // as the till says it: typed in again, with a key or without, it is the same row
      await tx.run(CONFLICT, [uuidv7(), voucher.id, reason, ...who, body.redeemedAt, now]);
    }
    return { refused };
  }
}

function whyNot(voucher: VoucherRow, at: Date, { body, by }: Use, now: Date): { reason: ConflictReason | null; refused: Refused } {
  const { status, zone, redeemedAt, redeemedWhere } = voucher;
  if (status === 'redeemed' && redeemedAt !== null) {
    const words = usedSentence(redeemedAt, redeemedWhere ?? 'another till', zone);
    return { reason: 'used', refused: new Refused('used', words, { redeemedAt, redeemedWhere }) };
  }
  const problem = status === 'void' || voucher.ticketVoid ? 'void' : timeProblem(voucher, at, body.grace ?? false);
  if (problem === 'run_out') return { reason: 'run_out', refused: new Refused('run_out', runOutSentence(voucher, zone, now)) };
  if (problem === 'too_early') return { reason: null, refused: new Refused('too_early', 'There was no such voucher yet at that time.') };
  const tooOld = tooOldProblem(at, askedBy(by), now);
  if (problem !== 'void' && tooOld !== null) return { reason: 'too_old', refused: new Refused('too_old', tooOld) };
  return { reason: 'void', refused: new Refused('void', 'This voucher is not valid any more.') };
}

function askedBy({ kind }: Actor): 'till' | 'person' {
  return kind === 'api_token' ? 'till' : 'person';
}

/** A till's token, or the person at the screen. */
function whoIs({ kind, key, staffId }: Actor): { staff: string | null; token: string | null } {
  return kind === 'api_token' ? { staff: null, token: key.slice(key.indexOf(':') + 1) } : { staff: staffId, token: null };
}
