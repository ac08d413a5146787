import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../platform/database/tx';
import { NightlyRuns } from '../platform/jobs/nightly-runs';
import { StaffService } from '../staff/staff.service';
import { REVIEW, type ReviewKind, reviewSentence } from './review.rules';
import { type Finding, ReviewFindings } from './review-findings.service';

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
    private readonly nights: NightlyRuns,
    private readonly findings: ReviewFindings,
    private readonly staff: StaffService,
  ) {}

  /** Returns 1 where this worker did today's look, else 0. */
  run(): Promise<number> {
    return this.nights.once('reviews', async (tx, { day, now }) => {
      await this.look(tx, day, now);
      return [];
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
      const text = reviewSentence(item.kind, item.facts);
      await this.staff.notify(
        tx,
        { staffId, ticketId: item.ticketId, kind: 'review', text, dedupeKey: `review:${item.id}:${staffId}` },
        now,
      );
    }
  }
}
