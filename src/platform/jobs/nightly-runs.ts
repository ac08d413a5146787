import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config';
import { Database } from '../database/database';
import { statement } from '../database/sql';
import type { Tx } from '../database/tx';
import { CONFIG } from '../runtime';

/** What is done once in each day of the desk's zone, by whichever process looks first after midnight. */
export type NightlyJob = 'budgets' | 'vouchers' | 'reviews' | 'outcomes' | 'learning' | 'contact_changes';

/** `day` is YYYY-MM-DD in the desk's zone. */
export interface Night {
  day: string;
  now: Date;
}

const DONE = statement('nightly-run.done', `SELECT 1 AS done FROM nightly_run WHERE job = $1 AND day = (desk_now() AT TIME ZONE $2)::date`);

/** One row of `nightly_run` for each job and day: it is written in the transaction of the work, so a day is done whole or is still to do. */
@Injectable()
export class NightlyRuns {
  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskZone'>,
  ) {}

  /** Work that is one transaction; what it returns is kept as what it found. Of two at once the second does nothing. 1 where this call did it. */
  async once(job: NightlyJob, work: (tx: Tx, night: Night) => Promise<readonly object[]>): Promise<number> {
    if (!(await this.isToDo(job))) return 0;
    return this.db.transaction(async (tx) => {
      if (!(await this.isAlone(tx, job))) return 0;
      const night = await this.tonight(tx);
      if (!(await this.claim(tx, job, night))) return 0;
      const found = await work(tx, night);
      if (found.length > 0)
        await tx.run('UPDATE nightly_run SET findings = $3 WHERE job = $1 AND day = $2', [job, night.day, JSON.stringify(found)]);
      return 1;
    });
  }

  /**
   * The next step of work in many transactions, which says how much it did and whether it was the last. Two at once must be harmless, as must be
   * a step after the last. Returns how much was done, 0 once the day is done.
   */
  async step(job: NightlyJob, work: (tx: Tx, night: Night) => Promise<{ done: number; isLast: boolean }>): Promise<number> {
    if (!(await this.isToDo(job))) return 0;
    return this.db.transaction(async (tx) => {
      if (!(await this.isAlone(tx, job))) return 0;
      const night = await this.tonight(tx);
      const { done, isLast } = await work(tx, night);
      if (isLast) await this.claim(tx, job, night);
      return done;
    });
  }

  /**
   * Spares the second process the wait for the first, and an error after two seconds of it. A row lock, as not every PostgreSQL-compatible server has
   * advisory ones. That the work is done once rests on the row of `claim` alone.
   */
  private async isAlone(tx: Tx, job: NightlyJob): Promise<boolean> {
    return (await tx.maybe('SELECT job FROM nightly_job WHERE job = $1 FOR UPDATE SKIP LOCKED', [job])) !== null;
  }

  private async isToDo(job: NightlyJob): Promise<boolean> {
    if (await this.isDone(job)) return false;
    await this.db.rows('INSERT INTO nightly_job (job) VALUES ($1) ON CONFLICT DO NOTHING', [job]);
    return true;
  }

  private async isDone(job: NightlyJob): Promise<boolean> {
    return (await this.db.maybe(DONE, [job, this.config.deskZone])) !== null;
  }

  private async tonight(tx: Tx): Promise<Night> {
    const now = await tx.now();
    const { day } = await tx.one<{ day: string }>('SELECT ($1::timestamptz AT TIME ZONE $2)::date AS day', [now, this.config.deskZone]);
    return { day, now };
  }

  private async claim(tx: Tx, job: NightlyJob, { day, now }: Night): Promise<boolean> {
    return (await tx.run('INSERT INTO nightly_run (job, day, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [job, day, now])) === 1;
  }
}
