import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Actor } from '../staff/actor.dto';
import { LIVE_STATES } from '../tickets/ticket-order.rules';
import { visibleTo } from '../tickets/visibility.rules';
import type { DuplicateView, EarlierTicketView } from './caller.dto';
import { DUPLICATE_DAYS, duplicateScore, duplicateVerdict, type Likeness } from './duplicates.rules';

const MOST_SHOWN = 5;
/** Nobody has more matters open at once; whoever has is looked at from the newest on. */
const MOST_COMPARED = 50;
/** Longer texts are compared by how they begin. */
const COMPARED_LENGTH = 1000;

interface Row extends Omit<EarlierTicketView, 'touchPoint'>, Likeness {
  touchPointKey: string | null;
  touchPointName: string | null;
}

/** "Is this the same matter again?" (domain.md 9.4) */
@Injectable()
export class Duplicates {
  constructor(private readonly db: Database) {}

  /** What may be the same matter among the tickets of these customers that are live or closed at most 30 days ago; the likeliest first. */
  async of(
    customerIds: readonly string[],
    { text, touchPoint, order }: { text?: string; touchPoint?: string; order?: string },
    actor: Actor,
  ): Promise<DuplicateView[]> {
    if (customerIds.length === 0) return [];
    const now = await this.db.now();
    const params: unknown[] = [customerIds, LIVE_STATES, now, text ?? '', touchPoint ?? null, order?.toLowerCase() ?? null];
    const rows = await this.db.rows<Row>(compared(visibleTo(actor, 't', params)), params);
    return rows
      .map((row) => ({ row, score: duplicateScore(row), verdict: duplicateVerdict(row) }))
      .filter((one): one is typeof one & { verdict: 'probably' | 'maybe' } => one.verdict !== null)
      .sort((a, b) => Number(b.verdict === 'probably') - Number(a.verdict === 'probably') || b.score - a.score)
      .slice(0, MOST_SHOWN)
      .map(({ row, score, verdict }) => ({ ticket: earlierOf(row), sameOrder: row.sameOrder, score: Math.round(score * 100), verdict }));
  }
}

/** The title counts like the text: it is what was read last time. */
function compared(visible: string): string {
  const recently = `t.state = ANY($2::text[]) OR (t.state = 'closed' AND t.closed_at >= $3::timestamptz - interval '${String(DUPLICATE_DAYS)} days')`;
  const begins = `left(k.text, ${String(COMPARED_LENGTH)})`;
  return `WITH earlier AS (
      SELECT t.* FROM ticket t WHERE t.customer_id = ANY($1::uuid[]) AND (${recently}) AND ${visible} ORDER BY t.id DESC LIMIT ${String(MOST_COMPARED)})
    SELECT e.id, e.number, e.title, e.state, e.received_at AS "receivedAt", p.key AS "touchPointKey", p.name AS "touchPointName",
      greatest(similarity(e.title, $4::text), said.alike) AS similarity,
      coalesce(p.key = $5::text, false) AS "sameTouchPoint",
      coalesce(said.named OR position($6::text IN lower(e.title)) > 0, false) AS "sameOrder",
      greatest(0, extract(epoch FROM $3::timestamptz - e.received_at) * 1000) AS "ageMs"
    FROM earlier e LEFT JOIN touch_point p ON p.id = e.primary_touch_point
    LEFT JOIN LATERAL (
      SELECT max(similarity(${begins}, $4::text)) AS alike, bool_or(position($6::text IN lower(k.text)) > 0) AS named
      FROM contact k WHERE k.ticket_id = e.id AND k.kind = 'complaint') said ON true`;
}

function earlierOf({ id, number, title, state, receivedAt, touchPointKey, touchPointName }: Row): EarlierTicketView {
  return {
    ...{ id, number, title, state, receivedAt },
    touchPoint: touchPointKey === null ? null : { key: touchPointKey, name: touchPointName ?? touchPointKey },
  };
}
