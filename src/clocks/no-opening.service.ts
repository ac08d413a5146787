import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { StaffService } from '../staff/staff.service';

/** A calendar without an opening within 60 days is a mistake in the settings; until it is put right, promises count real time (edge 10). */
@Injectable()
export class NoOpening {
  constructor(private readonly staff: StaffService) {}

  /** Tells the administrators, once per calendar and version of its hours. */
  async tell(tx: Tx, calendarId: string, now: Date): Promise<void> {
    const calendar = await tx.one<{ key: string; version: number }>(
      `SELECT c.key, max(v.version) AS version FROM calendar c JOIN calendar_version v ON v.calendar_id = c.id WHERE c.id = $1 GROUP BY c.key`,
      [calendarId],
    );
    for (const admin of await this.staff.people(tx, { role: 'admin', locationId: null, teamId: null })) {
      const text = `The calendar "${calendar.key}" has no opening hours in the next 60 days. Until that is changed, promised times count day and night.`;
      const dedupeKey = `no-opening:${calendarId}:${String(calendar.version)}:${admin.staffId}`;
      await this.staff.notify(tx, { staffId: admin.staffId, ticketId: null, kind: 'no_opening', text, dedupeKey }, now);
    }
  }
}
