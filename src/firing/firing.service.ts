import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCKS, isAlarmClock } from '../clocks/clock.rules';
import { machineMs, monotonicMs } from '../platform/clock';
import { Database } from '../platform/database/database';
import { PlainError } from '../platform/errors';
import type { TimedWork } from '../platform/jobs/due-work';
import { Metrics } from '../platform/metrics';
import { LOG } from '../platform/runtime';
import { HoursChanged } from './firing-hours.service';
import { BATCH, CANDIDATES, FIRE, LANES, LOCK, NEXT, SET_BACK } from './firing-statements.service';

const ALARMS = CLOCKS.filter(isAlarmClock);

/** What is due but cannot be had, because somebody works on its ticket, is looked at again after this. */
const BUSY_MS = 20;
const DRIFT_ALARM_SECONDS = 30;
const DRIFT_SILENCE_MS = 60_000;
const LONGEST_ERROR = 500;

/**
 * The clocks' loop (reliability.md 4.3): whatever has become due is fired in sets. Any number of processes may run it. Only the database's
 * clock decides; a machine whose own clock is wrong says so and goes on (edge 14).
 */
@Injectable()
export class Firing implements TimedWork {
  readonly name = 'clocks';
  private warnedAt = -Infinity;

  constructor(
    private readonly db: Database,
    private readonly hours: HoursChanged,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Fires one set of what is due. Returns how many points passed and how many tickets got other opening hours; 0 when nothing is left. */
  async run(): Promise<number> {
    const [outdated, due] = await Promise.all([this.hours.outdated(), this.db.rows<{ id: string }>(CANDIDATES)]);
    // First the hours: what is due by the old ones may not be due by the new ones.
    const moved = outdated.length === 0 ? 0 : await this.hours.move(outdated);
    if (moved > 0 || due.length === 0) return moved;
    const tickets = due.map((row) => row.id);
    const size = tickets.length > BATCH / LANES ? Math.ceil(tickets.length / LANES) : BATCH;
    const lanes = Array.from({ length: Math.ceil(tickets.length / size) }, (_, lane) => tickets.slice(lane * size, (lane + 1) * size));
    const fired = await Promise.all(lanes.map((lane) => this.fireAll(lane)));
    return fired.reduce((sum, points) => sum + points, 0);
  }

  async untilNextMs(): Promise<number | null> {
    const before = machineMs();
    const [next] = await this.db.rows<{ ms: number | null; realTime: Date }>(NEXT);
    this.compareClocks((before + machineMs()) / 2, next?.realTime ?? new Date(before));
    if (next?.ms === null || next === undefined) return null;
    return next.ms <= 0 ? BUSY_MS : Math.ceil(next.ms);
  }

  /** One that throws must not keep the others waiting, so after a failure each ticket is tried by itself. */
  private async fireAll(tickets: readonly string[]): Promise<number> {
    try {
      return await this.fire(tickets);
    } catch (error) {
      if (error instanceof PlainError) throw error;
      let points = 0;
      for (const ticket of tickets) points += await this.fireAlone(ticket);
      return points;
    }
  }

  private async fireAlone(ticket: string): Promise<number> {
    try {
      return await this.fire([ticket]);
    } catch (error) {
      if (error instanceof PlainError) throw error;
      await this.setBack(ticket, error);
      return 0;
    }
  }

  private async fire(tickets: readonly string[]): Promise<number> {
    const fired = await this.db.transaction(async (tx) => {
      const locked = (await tx.rows<{ id: string }>(LOCK, [tickets])).map((row) => row.id);
      if (locked.length === 0) return null;
      const now = await tx.now();
      const readAt = monotonicMs();
      const points = await tx.rows<{ at: Date }>(FIRE, [locked, now, ALARMS]);
      if (points.length > 0) tx.wake('notify', locked[0] ?? '');
      return { points, now, readAt };
    });
    if (fired === null) return 0;
    const tookMs = monotonicMs() - fired.readAt;
    for (const { at } of fired.points) this.metrics.clockLatenessSeconds.observe((fired.now.getTime() - at.getTime() + tookMs) / 1000);
    return fired.points.length;
  }

  private async setBack(ticket: string, error: unknown): Promise<void> {
    const why = String(error).slice(0, LONGEST_ERROR);
    const clocks = await this.db.transaction(async (tx) => {
      const locked = await tx.rows(LOCK, [[ticket]]);
      return locked.length === 0 ? [] : tx.rows<{ id: string; clock: string; state: string }>(SET_BACK, [ticket, await tx.now(), why]);
    });
    for (const { id, clock, state } of clocks) {
      const facts = { ticket, timer: id, clock, err: error };
      if (state === 'quarantined') this.log.error(facts, 'a clock could not be fired five times and is set aside until it is changed');
      else this.log.warn(facts, 'a clock could not be fired; trying again later');
    }
  }

  private compareClocks(machine: number, database: Date): void {
    const seconds = (machine - database.getTime()) / 1000;
    this.metrics.clockDriftSeconds.set(seconds);
    const isSilent = monotonicMs() - this.warnedAt < DRIFT_SILENCE_MS;
    if (Math.abs(seconds) <= DRIFT_ALARM_SECONDS || isSilent) return;
    this.warnedAt = monotonicMs();
    this.log.error(
      { seconds: Math.round(seconds) },
      'the clock of this machine and the clock of the database differ; promised times follow the database',
    );
  }
}
