import { Injectable } from '@nestjs/common';
import type { InForce } from '../calendar/calendar-hours.rules';
import { CalendarService } from '../calendar/calendar.service';
import { DAY_MS } from '../calendar/zone.rules';
import type { Handled } from '../gestures/handled-gesture.dto';
import type { Tx } from '../platform/database/tx';
import { endOnOpenDay, farthestEnd, lastMoment, revivedUntil } from './voucher.rules';

/** Until when a voucher is good, by the opening hours of its place as they are known now. */
@Injectable()
export class VoucherDays {
  constructor(private readonly calendars: CalendarService) {}

  /** Of a voucher that is issued now. */
  async lastMoment(tx: Tx, h: Handled): Promise<Date> {
    const { t, entry, scene } = h;
    const days = entry.terms.validityDays;
    return lastMoment(t.now, days, scene.zone, await this.hours(tx, h, new Date(t.now.getTime() + days * DAY_MS)));
  }

  /** Of one that was to end at `end`: later, where the place is closed on that day after all. */
  async postponed(tx: Tx, h: Handled, end: Date): Promise<Date> {
    return endOnOpenDay(end, h.scene.zone, await this.hours(tx, h, end));
  }

  /** Of one that is revived now. */
  async revived(tx: Tx, h: Handled, end: Date): Promise<Date> {
    return revivedUntil(end, h.t.now, h.scene.zone, await this.hours(tx, h, h.t.now));
  }

  private async hours(tx: Tx, { t }: Handled, around: Date): Promise<InForce[]> {
    const { calendarId } = await tx.one<{ calendarId: string }>('SELECT calendar_id AS "calendarId" FROM location WHERE id = $1', [
      t.row.locationId,
    ]);
    const from = new Date(around.getTime() - 2 * DAY_MS);
    return this.calendars.versionsBetween(tx, calendarId, from, farthestEnd(around));
  }
}
