import { Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { TooOften } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { StaffService } from '../staff/staff.service';

const MOST_WRONG = 10;
const HOUR_MS = 3_600_000;

const WAIT = `SELECT ceil(extract(epoch FROM since + interval '1 minute' - desk_now()))::int AS seconds FROM voucher_guess
  WHERE caller = $1 AND wrong >= ${String(MOST_WRONG)} AND since > desk_now() - interval '1 minute'`;
const COUNT = `INSERT INTO voucher_guess AS g (caller, since, wrong) VALUES ($1, $2, 1)
  ON CONFLICT (caller) DO UPDATE SET since = CASE WHEN g.since > $2::timestamptz - interval '1 minute' THEN g.since ELSE $2 END,
    wrong = CASE WHEN g.since > $2::timestamptz - interval '1 minute' THEN g.wrong + 1 ELSE 1 END
  RETURNING wrong`;

/**
 * The brake on guessing codes (edge 102). It counts for the person or the token that asks, because the name of a terminal is only what somebody says it
 * is; so each till has a token of its own. It lives in PostgreSQL, so it counts over all processes.
 */
@Injectable()
export class WrongCodes {
  constructor(
    private readonly db: Database,
    private readonly staff: StaffService,
  ) {}

  /** TooOften where this caller has typed too many wrong codes within a minute, whatever comes now. */
  async refuseGuessing(by: Actor): Promise<void> {
    const shut = await this.db.maybe<{ seconds: number }>(WAIT, [by.key]);
    if (shut) throw tooOften(shut.seconds);
  }

  /** Counts one. TooOften for every wrong one after the tenth; the tenth itself tells the managers, once an hour. */
  async count(by: Actor, terminal: string): Promise<void> {
    const wrong = await this.db.transaction(async (tx) => {
      const now = await tx.now();
      const counted = await tx.one<{ wrong: number }>(COUNT, [by.key, now]);
      if (counted.wrong === MOST_WRONG) await this.alarm(tx, by, terminal, now);
      return counted.wrong;
    });
    if (wrong > MOST_WRONG) throw tooOften(60);
  }

  private async alarm(tx: Tx, by: Actor, terminal: string, now: Date): Promise<void> {
    const hour = Math.floor(now.getTime() / HOUR_MS);
    await audit(tx, by, 'voucher.guessing', `terminal:${terminal}`, { wrong: MOST_WRONG });
    const managers = await this.staff.people(tx, { role: 'manager', locationId: null, teamId: null });
    for (const { staffId } of managers) {
      await this.staff.notify(tx, {
        staffId,
        ticketId: null,
        kind: 'voucher_guessing',
        text: `${String(MOST_WRONG)} wrong voucher codes within a minute at "${terminal}", by ${by.name}. Somebody may be guessing.`,
        dedupeKey: `voucher-guessing:${by.key}:${String(hour)}:${staffId}`,
      });
    }
  }
}

function tooOften(seconds: number): TooOften {
  return new TooOften('Too many wrong voucher codes. Wait a minute and check the code.', Math.max(seconds, 1));
}
