import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import type { Role } from '../staff/role.rules';
import type { AuthorityLimitList } from './authority.dto';
import { limitMinor } from './limits.rules';

/** Domain.md 5.4: who has a limit, and in units how much a day, which stage 2 counts. */
const PER_DAY_MINOR: readonly (readonly [Role, number | null])[] = [
  ['vendor_agent', 6000],
  ['vendor_lead', 6000],
  ['agent', 15_000],
  ['senior_agent', 30_000],
  ['lead', 80_000],
  ['manager', null],
  ['area_manager', null],
];

/** Who may give how much. */
@Injectable()
export class AuthorityService {
  constructor(private readonly db: Database) {}

  /** Who may give how much, from the smallest. */
  async limits(): Promise<AuthorityLimitList> {
    const items = await this.db.rows<AuthorityLimitList['items'][number]>(
      `SELECT role, per_gesture_minor AS "perGestureMinor", per_day_minor AS "perDayMinor" FROM authority_limit
       ORDER BY per_gesture_minor, role`,
    );
    return { items };
  }

  /** The limits a new desk starts with; what is there already stays as it is. */
  async ensureStarter(tx: Tx): Promise<void> {
    for (const [role, perDay] of PER_DAY_MINOR) {
      await tx.run(
        `INSERT INTO authority_limit (role, per_gesture_minor, per_day_minor) VALUES ($1, $2, $3) ON CONFLICT (role) DO NOTHING`,
        [role, limitMinor([role]) ?? 0, perDay],
      );
    }
  }
}
