import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { type Night, NightlyRuns } from '../platform/jobs/nightly-runs';
import type { Actor } from '../staff/actor.dto';
import { refCondition, visibleTo } from '../tickets/visibility.rules';
import { isFinal, type Outcome, outcomeOf, outcomeOfEarlier } from './outcome.rules';
import type { OutcomeList, OutcomeView } from './outcomes.dto';

const BATCH = 200;

/** $1 today's date. Locked like everything that writes a ticket's outcome, so that no answer comes between the look and the writing. */
const CANDIDATES = `
  SELECT t.id FROM ticket t LEFT JOIN outcome o ON o.ticket_id = t.id AND o.cycle = t.cycle
  WHERE t.state = 'closed' AND o.final_at IS NULL AND o.looked_on IS DISTINCT FROM $1::date
  ORDER BY t.id LIMIT ${String(BATCH)} FOR NO KEY UPDATE OF t`;

/**
 * $1 tickets, $2 now. A person is every record merged into the same one. A complaint comes again when it is made after the fix was delivered. What was said is
 * what is written down already as an answer, else how a person closed it after a call. Hours, because a day is as long as the session's zone says.
 */
const FACTS = `
  SELECT t.id, t.cycle, t.closed_at AS "closedAt",
    CASE WHEN t.close_reason IN ('recovered', 'not_recovered') THEN t.close_reason END AS "closedAs",
    (SELECT coalesce(json_agg(json_build_object('cycle', o.cycle, 'value', o.value, 'basis', o.basis)), '[]') FROM outcome o WHERE o.ticket_id = t.id) AS known,
    (SELECT min(c.left_at) FROM customer c WHERE c.id = ANY(who.ids)) AS "leftAt",
    EXISTS (SELECT FROM purchase_event p WHERE p.customer_id = ANY(who.ids) AND p.amount_minor > 0 AND p.at > t.closed_at
      AND p.at <= least(t.closed_at + interval '2160 hours', $2::timestamptz)) AS bought,
    (SELECT coalesce(json_agg(json_build_object('at', r.received_at, 'sameMatter', r.follows_ticket_id IS NOT DISTINCT FROM t.id
         OR r.primary_touch_point = t.primary_touch_point
         OR EXISTS (SELECT FROM ticket_cause a JOIN ticket_cause b ON b.cause_id = a.cause_id WHERE a.ticket_id = t.id AND b.ticket_id = r.id)) ORDER BY r.received_at), '[]')
     FROM ticket r WHERE r.customer_id = ANY(who.ids) AND r.id <> t.id AND r.state NOT IN ('merged', 'void')
       AND r.received_at > coalesce((SELECT max(f.delivered_at) FROM fix_action f WHERE f.ticket_id = t.id), t.closed_at)
       AND r.received_at <= t.closed_at + interval '2160 hours') AS repeats
  FROM ticket t
  CROSS JOIN LATERAL (SELECT ARRAY(
    WITH RECURSIVE up AS (
      SELECT id, merged_into FROM customer WHERE id = t.customer_id
      UNION SELECT c.id, c.merged_into FROM up JOIN customer c ON c.id = up.merged_into),
    person AS (
      SELECT id FROM up WHERE merged_into IS NULL
      UNION SELECT c.id FROM person p JOIN customer c ON c.merged_into = p.id)
    SELECT id FROM person) AS ids) who
  WHERE t.id = ANY($1::uuid[])`;

/** The instant of the decision stays while nothing changes; what is final is not touched. */
const WRITE = `
  INSERT INTO outcome (ticket_id, cycle, value, basis, decided_at, final_at, looked_on)
  SELECT u.ticket_id, u.cycle, u.value, u.basis, $5, CASE WHEN u.final THEN $5::timestamptz END, $7
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $6::boolean[]) AS u(ticket_id, cycle, value, basis, final)
  ON CONFLICT (ticket_id, cycle) DO UPDATE SET value = excluded.value, basis = excluded.basis, final_at = excluded.final_at, looked_on = excluded.looked_on,
    decided_at = CASE WHEN outcome.value = excluded.value THEN outcome.decided_at ELSE excluded.decided_at END
  WHERE outcome.final_at IS NULL`;

interface Facts {
  id: string;
  cycle: number;
  closedAt: Date;
  closedAs: 'recovered' | 'not_recovered' | null;
  known: ({ cycle: number } & Outcome)[];
  leftAt: Date | null;
  bought: boolean;
  repeats: { at: string; sameMatter: boolean }[];
}

interface Decided extends Outcome {
  ticketId: string;
  cycle: number;
  final: boolean;
}

/** What became of customers: looked at once a local day for every closed ticket, until it is final at day 90 (domain.md 7.6). */
@Injectable()
export class Outcomes {
  constructor(
    private readonly db: Database,
    private readonly nights: NightlyRuns,
  ) {}

  /** One set of tickets that nobody looked at today. Returns how many; 0 once the day is done. */
  daily(): Promise<number> {
    return this.nights.step('outcomes', async (tx, night) => {
      const done = await this.look(tx, night);
      return { done, isLast: done < BATCH };
    });
  }

  /** The outcomes of a ticket, one an attempt; the last one counts. Missing where the person may not see the ticket. */
  async ofTicket(ref: string, by: Actor): Promise<OutcomeList> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(by, 't', params)}`;
    const [ticket] = await this.db.rows<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
    if (!ticket) throw new Missing('There is no such ticket.');
    const items = await this.db.rows<OutcomeView>(
      `SELECT cycle, value, basis, decided_at AS "decidedAt", final_at AS "finalAt" FROM outcome WHERE ticket_id = $1 ORDER BY cycle`,
      [ticket.id],
    );
    return { items };
  }

  private async look(tx: Tx, { day, now }: Night): Promise<number> {
    const ids = (await tx.rows<{ id: string }>(CANDIDATES, [day])).map(({ id }) => id);
    if (ids.length > 0)
      await this.write(
        tx,
        (await tx.rows<Facts>(FACTS, [ids, now])).flatMap((facts) => decide(facts, now)),
        now,
        day,
      );
    return ids.length;
  }

  private async write(tx: Tx, decided: readonly Decided[], now: Date, day: string): Promise<void> {
    await tx.run(WRITE, [
      decided.map((one) => one.ticketId),
      decided.map((one) => one.cycle),
      decided.map((one) => one.value),
      decided.map((one) => one.basis),
      now,
      decided.map((one) => one.final),
      day,
    ]);
  }
}

/** One outcome for each attempt: later ones overwrite what earlier ones mean for the ticket, not what is written about them. */
function decide({ id, cycle, closedAt, closedAs, known, leftAt, bought, repeats }: Facts, now: Date): Decided[] {
  const final = isFinal(closedAt, now);
  const saidIn = (of: number): Outcome | null => {
    const row = known.find((one) => one.cycle === of && (one.basis === 'survey' || one.basis === 'call'));
    return row ? { value: row.value, basis: row.basis } : null;
  };
  const earlier = Array.from({ length: cycle - 1 }, (_, before) => before + 1);
  const said = saidIn(cycle) ?? (closedAs === null ? null : { value: closedAs, basis: 'call' as const });
  const last = outcomeOf({ closedAt, now, said, bought, leftAt, repeats: repeats.map((one) => ({ ...one, at: new Date(one.at) })) });
  return [
    ...earlier.map((of) => ({ ticketId: id, cycle: of, final, ...outcomeOfEarlier(saidIn(of)) })),
    { ticketId: id, cycle, final, ...last },
  ];
}
