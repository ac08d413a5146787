import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Reader, Tx } from '../platform/database/tx';
import { NightlyRuns } from '../platform/jobs/nightly-runs';
import { LOG, SECRET } from '../platform/runtime';
import { hashVoucherCode, voucherCode } from '../platform/tokens';
import { StaffService } from '../staff/staff.service';

export interface VoucherProblem {
  voucherId: string;
  problem: string;
}

const MOST = 100;
const NEWEST = 200;

/** What can still be used, and what changed lately: the rest was looked at some four hundred times. */
const LIVELY = `(v.status = 'issued' OR v.changed_at > desk_now() - interval '400 days')`;

/** What no CHECK can say, because it spans rows. */
const PROBLEMS = `SELECT v.id AS "voucherId", p.problem
  FROM voucher v JOIN gesture g ON g.id = v.gesture_id
  CROSS JOIN LATERAL (SELECT count(*) AS counting, (array_agg(r.id))[1] AS id FROM redemption r WHERE r.voucher_id = v.id AND r.undone_at IS NULL) r
  CROSS JOIN LATERAL (VALUES
    (v.status = 'redeemed' AND r.counting <> 1, 'used, without exactly one use that counts'),
    (v.status <> 'redeemed' AND r.counting <> 0, 'not used, with a use that counts'),
    (v.status = 'redeemed' AND r.id IS DISTINCT FROM v.redemption_id, 'used, by another use than the one that counts'),
    (v.status IN ('issued', 'redeemed', 'expired') AND g.state <> CASE v.status WHEN 'issued' THEN 'fulfilled' WHEN 'redeemed' THEN 'redeemed' ELSE 'unredeemed' END,
      'says something else than its gift')) AS p (is_wrong, problem)
  WHERE ${LIVELY} AND p.is_wrong ORDER BY v.id LIMIT ${String(MOST)}`;

/** A gift that was taken away takes its voucher with it. Refused at the till at once; here the row says so as well. */
const GONE = `UPDATE voucher v SET status = 'void', ended_at = $1, end_reason = CASE WHEN t.state = 'void' THEN 'ticket_void' ELSE g.state END, version = v.version + 1
  FROM gesture g JOIN ticket t ON t.id = g.ticket_id
  WHERE g.id = v.gesture_id AND v.status IN ('issued', 'expired') AND ${LIVELY} AND (t.state = 'void' OR g.state NOT IN ('fulfilled', 'redeemed', 'unredeemed'))`;

/** Once a night vouchers that can be used or changed within 400 days, their uses and their gifts are compared. */
@Injectable()
export class VoucherProof {
  constructor(
    private readonly nights: NightlyRuns,
    private readonly staff: StaffService,
    @Inject(SECRET) private readonly secret: string,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** What is wrong, at most a hundred; nothing where all is well. */
  async problems(reader: Reader): Promise<VoucherProblem[]> {
    return [...(await reader.rows<VoucherProblem>(PROBLEMS)), ...(await this.foreignKeys(reader))];
  }

  /** The day's look: 1 where this call did it. */
  nightly(): Promise<number> {
    return this.nights.once('vouchers', async (tx, { day, now }) => {
      await tx.run(GONE, [now]);
      await tx.run(`DELETE FROM voucher_guess WHERE since < $1::timestamptz - interval '1 day'`, [now]);
      const problems = await this.problems(tx);
      if (problems.length > 0) await this.alarm(tx, problems, day);
      return problems;
    });
  }

  private async alarm(tx: Tx, problems: readonly VoucherProblem[], day: string): Promise<void> {
    this.log.error({ problems }, 'vouchers and their gifts do not agree');
    for (const { staffId } of await this.staff.people(tx, { role: 'manager', locationId: null, teamId: null })) {
      const text = `${String(problems.length)} vouchers do not agree with their gifts. The log of the desk names them.`;
      await this.staff.notify(tx, { staffId, ticketId: null, kind: 'voucher_proof', text, dedupeKey: `voucher-proof:${day}:${staffId}` });
    }
  }

  /** Codes are worked out from the desk's key: with another one, what mails and pages show is worth nothing at the till. */
  private async foreignKeys(reader: Reader): Promise<VoucherProblem[]> {
    const rows = await reader.rows<{ id: string; version: number; hash: Buffer }>(
      `SELECT id, code_version AS version, hash FROM voucher WHERE status = 'issued' ORDER BY id DESC LIMIT ${String(NEWEST)}`,
    );
    const foreign = rows.filter(
      ({ id, version, hash }) => !hashVoucherCode(this.secret, voucherCode(this.secret, id, version)).equals(hash),
    );
    return foreign.map(({ id }) => ({ voucherId: id, problem: 'made with another SECRET_KEY than the present one' }));
  }
}
