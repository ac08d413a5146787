import { Inject, Injectable } from '@nestjs/common';
import { dayWords } from '../calendar/local-time.rules';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Forbidden, Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import { qrSvg } from '../platform/qr';
import { SECRET } from '../platform/runtime';
import { grouped } from '../platform/short-code.rules';
import { hashVoucherCode, voucherCode } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import { refCondition, visibleTo } from '../tickets/visibility.rules';
import { voucherPage } from './voucher-page.rules';
import type { ConflictList, ConflictView, VoucherList, VoucherQuery, VoucherView } from './voucher.dto';
import type { VoucherStatus } from './voucher.rules';

/** What the customer's own page shows of the voucher. The code only while it can be used. */
export interface ShownVoucher {
  status: VoucherStatus;
  code: string | null;
  /** Inline SVG. */
  qr: string | null;
  lastDay: string;
  usedOn: string | null;
}

type Row = Omit<VoucherView, 'printUrl'>;

interface Facts {
  id: string;
  codeVersion: number;
  hash: Buffer;
  status: VoucherStatus;
  expiresAt: Date;
  zone: string;
  redeemedAt: Date | null;
}

const VIEW = `SELECT v.id, v.gesture_id AS gesture, t.id AS ticket, t.number AS "ticketNumber", v.last4, v.status, v.issued_at AS "issuedAt",
    v.expires_at AS "expiresAt", v.grace_until AS "graceUntil", r.redeemed_at AS "redeemedAt", coalesce(r.place, r.terminal) AS "redeemedWhere", v.version
  FROM voucher v JOIN gesture g ON g.id = v.gesture_id JOIN ticket t ON t.id = g.ticket_id LEFT JOIN redemption r ON r.id = v.redemption_id`;
const FACTS = `SELECT id, code_version AS "codeVersion", hash, status, expires_at AS "expiresAt", zone, redeemed_at AS "redeemedAt" FROM voucher_facts`;
const MOST = 100;

/** Shows vouchers: in lists only their last four characters, on paper and on the customer's page the code. */
@Injectable()
export class VoucherViews {
  constructor(
    @Inject(SECRET) private readonly secret: string,
    private readonly db: Database,
  ) {}

  /** Of a gift or of a ticket, the oldest first. */
  async list({ gesture, ticket }: VoucherQuery, by: Actor): Promise<VoucherList> {
    if (gesture === undefined && ticket === undefined) throw new Invalid('Say of which gift or which ticket: ?gesture= or ?ticket=.');
    const params: unknown[] = [gesture ?? null];
    const ofTicket = ticket === undefined ? 'true' : refCondition(ticket, 't', params);
    const rows = await this.db.rows<Row>(
      `${VIEW} WHERE ($1::uuid IS NULL OR v.gesture_id = $1) AND ${ofTicket} AND ${visibleTo(by, 't', params)} ORDER BY v.issued_at, v.id LIMIT ${String(MOST)}`,
      params,
    );
    return { items: rows.map((row) => withPrint(row, by)) };
  }

  /** Throws Missing where `by` may not see the ticket. */
  async one(id: string, by: Actor, reader: Reader = this.db): Promise<VoucherView> {
    const params: unknown[] = [id];
    const [row] = await reader.rows<Row>(`${VIEW} WHERE v.id = $1 AND ${visibleTo(by, 't', params)}`, params);
    if (!row) throw new Missing('There is no such voucher.');
    return withPrint(row, by);
  }

  /** Taken on paper and too late when it was typed in, the newest first (edge 104). */
  async conflicts({ limit = PAGE_SIZE, cursor }: PageQuery, by: Actor): Promise<ConflictList> {
    const [before] = cursor ? decodeCursor(cursor, 1) : [null];
    const params: unknown[] = [limit + 1, before ?? null];
    const rows = await this.db.rows<ConflictView>(
      `SELECT c.id, v.id AS voucher, t.id AS ticket, t.number AS "ticketNumber", v.last4, c.reason, c.terminal, c.place,
         c.amount_minor AS "amountMinor", c.redeemed_at AS "redeemedAt", c.recorded_at AS "recordedAt", r.redeemed_at AS "usedAt",
         coalesce(r.place, r.terminal) AS "usedWhere"
       FROM voucher_conflict c JOIN voucher v ON v.id = c.voucher_id JOIN gesture g ON g.id = v.gesture_id JOIN ticket t ON t.id = g.ticket_id
       LEFT JOIN redemption r ON r.id = v.redemption_id
       WHERE ($2::uuid IS NULL OR c.id < $2::uuid) AND ${visibleTo(by, 't', params)} ORDER BY c.id DESC LIMIT $1`,
      params,
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The page to print. Missing where `by` may not see the ticket; Refused where the code is of no use any more. */
  async page(id: string, by: Actor): Promise<string> {
    await this.one(id, by);
    if (!by.can('voucher.redeem')) throw new Forbidden('Only whoever may take vouchers can print one.');
    const shown = await this.shown(this.db, 'id', id);
    if (!shown?.code || !shown.qr) throw new Refused('state', 'This code cannot be shown any more.');
    const words = await this.db.one<{ gift: string; place: string }>(
      `SELECT g.text AS gift, l.name AS place FROM voucher v JOIN gesture g ON g.id = v.gesture_id JOIN ticket t ON t.id = g.ticket_id
       JOIN location l ON l.id = t.location_id WHERE v.id = $1`,
      [id],
    );
    return voucherPage({ ...words, code: shown.code, qr: shown.qr, lastDay: shown.lastDay });
  }

  /** The voucher of a gift as its owner sees it, with its days in `language`; null where there is none. */
  ofGesture(reader: Reader, gestureId: string, language = 'en'): Promise<ShownVoucher | null> {
    return this.shown(reader, 'gesture_id', gestureId, language);
  }

  private async shown(reader: Reader, column: 'id' | 'gesture_id', id: string, language = 'en'): Promise<ShownVoucher | null> {
    const [facts] = await reader.rows<Facts>(`${FACTS} WHERE ${column} = $1`, [id]);
    if (!facts) return null;
    const { status, zone } = facts;
    const code = status === 'issued' ? this.codeOf(facts) : null;
    return {
      status,
      code,
      qr: code === null ? null : qrSvg(code, 'QR code of the voucher'),
      lastDay: dayWords(facts.expiresAt, zone, { language }),
      usedOn: facts.redeemedAt && dayWords(facts.redeemedAt, zone, { language }),
    };
  }

  /** Null where the desk's key is not the one that made it: better no code than one that no till will take. */
  private codeOf({ id, codeVersion, hash }: Facts): string | null {
    const code = voucherCode(this.secret, id, codeVersion);
    return hashVoucherCode(this.secret, code).equals(hash) ? grouped(code) : null;
  }
}

function withPrint(row: Row, by: Actor): VoucherView {
  const mayPrint = row.status === 'issued' && by.can('voucher.redeem');
  return { ...row, printUrl: mayPrint ? `/api/v1/vouchers/${row.id}/print` : null };
}
