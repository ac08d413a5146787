import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { StaffService } from '../staff/staff.service';
import { REVIEW, type ReviewKind, reviewWords } from './review.rules';
import { type Finding, ReviewFindings } from './review-findings.service';

const TODAY = statement(
  'reviews.today',
  `SELECT n.day::text AS day, EXISTS (SELECT FROM review_day d WHERE d.day = n.day AND d.done_at IS NOT NULL) AS done
   FROM (SELECT (desk_now() AT TIME ZONE $1)::date AS day) n`,
);

/** The same about the same waits until the item before has run out, whatever became of it. */
const WRITE = `INSERT INTO review_item (id, kind, subject, staff_id, customer_id, ticket_id, location_id, ticket_ids, facts, dedupe_key, since, until)
  SELECT f.id, f.kind, f.subject, f."staffId", f."customerId", f."ticketIds"[1], f."locationId", f."ticketIds", f.facts, f.kind || ':' || f.subject || ':' || $2, $3, $4
  FROM jsonb_to_recordset($1::jsonb) AS f(id uuid, kind text, subject text, "staffId" uuid, "customerId" uuid, "ticketIds" uuid[], "locationId" uuid, facts jsonb)
  WHERE NOT EXISTS (SELECT FROM review_item o WHERE o.kind = f.kind AND o.subject = f.subject AND o.until > $3)
  ON CONFLICT (dedupe_key) DO NOTHING
  RETURNING id, kind, facts, staff_id AS "staffId", ticket_id AS "ticketId", location_id AS "locationId",
    ARRAY(SELECT DISTINCT t.subject_staff_id FROM ticket t WHERE t.id = ANY(review_item.ticket_ids) AND t.subject_staff_id IS NOT NULL) AS subjects`;

interface Written extends Pick<Finding, 'facts' | 'staffId' | 'locationId'> {
  id: string;
  kind: ReviewKind;
  ticketId: string | null;
  /** Whom complaints among the tickets are about. */
  subjects: string[];
}

/** Once a local day: looks for patterns and puts them on the manager's list. */
@Injectable()
export class ReviewDays {
  constructor(
    private readonly db: Database,
    private readonly findings: ReviewFindings,
    private readonly staff: StaffService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskZone'>,
  ) {}

  /** Returns 1 where this worker did today's look, 0 where it was done or another does it. All of a day is one transaction: it is there, or it is tried again. */
  async run(): Promise<number> {
    const { day, done } = await this.db.one<{ day: string; done: boolean }>(TODAY, [this.config.deskZone]);
    if (done) return 0;
    await this.db.rows(`INSERT INTO review_day (day) VALUES ($1) ON CONFLICT DO NOTHING`, [day]);
    return this.db.transaction(async (tx) => {
      const mine = await tx.maybe(`SELECT day FROM review_day WHERE day = $1 AND done_at IS NULL FOR UPDATE SKIP LOCKED`, [day]);
      if (!mine) return 0;
      const now = await tx.now();
      await this.look(tx, day, now);
      await tx.run(`UPDATE review_day SET done_at = $2 WHERE day = $1`, [day, now]);
      return 1;
    });
  }

  private async look(tx: Tx, day: string, now: Date): Promise<void> {
    const found = (await this.findings.all(tx, now)).map((finding) => ({ id: uuidv7(), ...finding }));
    if (found.length === 0) return;
    const until = new Date(now.getTime() + REVIEW.endsAfterMs);
    const written = await tx.rows<Written>(WRITE, [JSON.stringify(found), day, now, until]);
    for (const item of written) await this.tell(tx, item, now);
  }

  /** The managers of the place, once for each item; never whoever it is about, nor whom one of the complaints is about. */
  private async tell(tx: Tx, item: Written, now: Date): Promise<void> {
    const except = [item.staffId, ...item.subjects].filter((id) => id !== null);
    const people = await this.staff.people(tx, { role: 'manager', locationId: item.locationId, teamId: null, except });
    for (const { staffId } of people) {
      const text = reviewWords(item.kind, item.facts);
      await this.staff.notify(
        tx,
        { staffId, ticketId: item.ticketId, kind: 'review', text, dedupeKey: `review:${item.id}:${staffId}` },
        now,
      );
    }
  }
}
