import { Injectable } from '@nestjs/common';
import { idOfKey } from '../organisation/organisation.service';
import { Database } from '../platform/database/database';
import type { Phase } from '../touchpoints/starter-touch-points.rules';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { SuggestTouchPoints, TouchPointGuessesView } from './touch-point-guess.dto';
import { guesses, type Past, wordsOf } from './touch-point-guess.rules';

const MOST_TOP = 8;
const DAYS = 90;
/** The newest complaints of a place: enough to know what people complain about there. */
const MOST_LOOKED_AT = 1000;

const POINTS = `SELECT p.id, p.key, p.name, p.phase FROM touch_point p LEFT JOIN touch_point u ON u.id = p.parent_id LEFT JOIN touch_point v ON v.id = u.parent_id
  WHERE NOT (p.hidden OR coalesce(u.hidden, false) OR coalesce(v.hidden, false))
  ORDER BY array_position(ARRAY['before', 'during', 'after'], p.phase), coalesce(v.position, u.position, p.position), p.parent_id NULLS FIRST, p.position, p.key LIMIT 500`;

/** $1 location, $2 now, $3 words as a query or null, $4 customer. One line a touch point. */
function past(visible: string): string {
  return `WITH lately AS (
    SELECT t.primary_touch_point AS point, t.title FROM ticket t
    WHERE t.location_id = $1 AND t.received_at > $2::timestamptz - interval '${String(DAYS)} days' AND t.primary_touch_point IS NOT NULL AND ${visible}
    ORDER BY t.id DESC LIMIT ${String(MOST_LOOKED_AT)})
  SELECT p.key, coalesce(l.used, 0)::int AS used, coalesce(l.alike, 0)::int AS alike,
    (SELECT count(*) FROM ticket t WHERE t.customer_id = $4::uuid AND t.primary_touch_point = p.id AND ${visible})::int AS customers
  FROM touch_point p LEFT JOIN (
    SELECT point, count(*) AS used, count(*) FILTER (WHERE to_tsvector('simple', title) @@ to_tsquery('simple', $3::text)) AS alike
    FROM lately GROUP BY point) l ON l.point = p.id`;
}

interface Point {
  id: string;
  key: string;
  name: string;
  phase: Phase;
}

/** "Where did it go wrong?" – guessed while somebody is typing. */
@Injectable()
export class TouchPointGuesses {
  constructor(private readonly db: Database) {}

  /** Counts only what the caller may see. Throws Invalid (400) for a location that does not exist. */
  async of({ text, customer, location }: SuggestTouchPoints, actor: Actor): Promise<TouchPointGuessesView> {
    const words = wordsOf(text ?? '');
    const place = await this.place(location);
    const query = words.length > 0 ? words.join(' | ') : null;
    const params: unknown[] = [place, await this.db.now(), query, customer ?? null];
    const [points, before] = await Promise.all([
      this.db.rows<Point>(POINTS),
      this.db.rows<Past & { used: number }>(past(visibleTo(actor, 't', params)), params),
    ]);
    return { likely: guesses(points, words, before), top: topOf(points, new Map(before.map((one) => [one.key, one.used]))) };
  }

  private async place(location: string | undefined): Promise<string | null> {
    if (location !== undefined) return idOfKey(this.db, 'location', location);
    const [main] = await this.db.rows<{ id: string }>(`SELECT id FROM location ORDER BY key = 'main' DESC, created_at LIMIT 1`);
    return main?.id ?? null;
  }
}

/** The most used ones, filled up in the order of the journey. */
function topOf(points: readonly Point[], used: ReadonlyMap<string, number>): TouchPointGuessesView['top'] {
  const times = (point: Point): number => used.get(point.key) ?? 0;
  return points
    .map((point, place) => ({ point, place }))
    .sort((a, b) => times(b.point) - times(a.point) || a.place - b.place)
    .slice(0, MOST_TOP)
    .map(({ point: { key, name, phase } }) => ({ key, name, stage: phase }));
}
