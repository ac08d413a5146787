import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { StaffService } from '../staff/staff.service';
import { dearSentence, isDear } from './budget.rules';

/** A gift that is given, and whose it is. Money in the smallest unit of its currency. */
interface GivenGift {
  gestureId: string;
  ticketId: string;
  locationId: string;
  teamId: string | null;
  deskId: string | null;
  reservedMinor: number;
  actualMinor: number;
  /** Who gave it, and whom the complaint is about: they are not asked whether it is right. */
  except: readonly (string | null)[];
  now: Date;
}

/** Gifts that cost far more than was set aside, with or without a budget: nobody gives a large gift behind a small reserve. */
@Injectable()
export class DearGifts {
  constructor(private readonly staff: StaffService) {}

  /** Tells the managers of the place, once for each gift. */
  async tell(tx: Tx, gift: GivenGift): Promise<void> {
    const { gestureId, ticketId, locationId, teamId, deskId, reservedMinor, actualMinor, now } = gift;
    if (!isDear(reservedMinor, actualMinor)) return;
    const except = gift.except.filter((id) => id !== null);
    const text = dearSentence(reservedMinor, actualMinor);
    for (const { staffId } of await this.staff.people(tx, { role: 'manager', locationId, teamId, deskId, except })) {
      await this.staff.notify(tx, { staffId, ticketId, kind: 'dear_gift', text, dedupeKey: `dear:${gestureId}:${staffId}` }, now);
    }
  }
}
