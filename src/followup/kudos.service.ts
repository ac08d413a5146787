import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Answer } from '../lifecycle/ticket-facts.rules';
import type { Tx } from '../platform/database/tx';
import { sentence } from '../platform/said.rules';
import { StaffService } from '../staff/staff.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { praises } from './survey.rules';

/** Kind words about somebody of ours reach that person (domain.md 6.8). */
@Injectable()
export class Kudos {
  constructor(private readonly staff: StaffService) {}

  /** Reads the answer anew: who is named in it now has the row, who is not named any more has none. People who had a hand in the fix are looked for. */
  async note(tx: Tx, t: LockedTicket, survey: { id: string; cycle: number }, said: Answer): Promise<void> {
    const people = await tx.rows<{ id: string; name: string }>(
      `SELECT s.id, s.name FROM staff s WHERE s.status = 'active' AND (s.id = $2 OR s.id IN (SELECT delivered_by FROM fix_action WHERE ticket_id = $1 AND cycle = $3))`,
      [t.row.id, t.row.ownerId, survey.cycle],
    );
    const named = people.filter(({ name }) => praises(said, name));
    await tx.run(`DELETE FROM kudos WHERE survey_id = $1 AND NOT staff_id = ANY($2::uuid[])`, [survey.id, named.map(({ id }) => id)]);
    for (const { id } of named) {
      await tx.run(
        `INSERT INTO kudos (id, staff_id, ticket_id, survey_id, words, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (survey_id, staff_id) DO UPDATE SET words = excluded.words`,
        [uuidv7(), id, t.row.id, survey.id, said.text ?? '', t.now],
      );
      const ticket = `R-${String(t.row.number)}`;
      const text = sentence('news.kudos', `The customer of ${ticket} praised you. Read it under kind words in My settings.`, { ticket });
      await this.staff.notify(tx, { staffId: id, ticketId: t.row.id, kind: 'kudos', text, dedupeKey: `kudos:${survey.id}:${id}` }, t.now);
    }
  }
}
