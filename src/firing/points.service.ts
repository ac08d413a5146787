import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { Unavailable } from '../platform/errors';
import type { DueWork } from '../platform/jobs/due-work';
import { LOG } from '../platform/runtime';
import { type AlarmHandlers, PointNews, type WaitingPoint } from './point-news.service';
import type { WhenToTell } from './points.rules';

/** Clock → what is done when it rings; given by whoever puts the program together. */
export const ALARM_HANDLERS = Symbol('AlarmHandlers');

const BATCH = 100;
const LOUD_FROM = 5;
const LONGEST_ERROR = 500;

interface Key {
  timerId: string;
  point: number;
  forDesk: boolean;
}

const WAITING = statement(
  'points.waiting',
  `SELECT timer_id AS "timerId", point, recipient = 'desk' AS "forDesk" FROM timer_event
   WHERE state = 'pending' AND not_before <= desk_now() ORDER BY not_before LIMIT ${String(BATCH)}`,
);

const CLAIM = statement(
  'points.claim',
  `SELECT e.timer_id AS "timerId", e.point AS percent, e.recipient, t.clock, t.kind, t.state, t.acknowledged_until AS "acknowledgedUntil",
     coalesce(t.due_at, e.due_at) AS "dueAt", t.calendar_id AS "calendarId", k.id AS "ticketId", k.number, k.severity, k.location_id AS "locationId",
     k.team_id AS "teamId", k.desk_id AS "deskId", k.subject_staff_id AS "subjectStaffId", l.zone,
     (SELECT s.id FROM staff s WHERE s.id = k.owner_id AND s.status = 'active') AS "ownerId",
     EXISTS (SELECT FROM timer_event h WHERE h.timer_id = e.timer_id AND h.point > e.point AND h.state <> 'quiet') AS outdone
   FROM unnest($1::uuid[], $2::int[]) AS w(timer_id, point) JOIN timer_event e ON e.timer_id = w.timer_id AND e.point = w.point
   JOIN timer t ON t.id = e.timer_id JOIN ticket k ON k.id = t.ticket_id JOIN location l ON l.id = k.location_id
   WHERE e.state = 'pending' ORDER BY e.not_before FOR UPDATE OF e SKIP LOCKED`,
);

const SETTLE = statement(
  'points.settle',
  `UPDATE timer_event e SET state = r.state, not_before = coalesce(r.not_before, e.not_before)
   FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[]) AS r(timer_id, point, state, not_before)
   WHERE e.timer_id = r.timer_id AND e.point = r.point`,
);

const SET_BACK = statement(
  'points.set-back',
  `UPDATE timer_event SET attempts = attempts + 1, last_error = $3, not_before = desk_now() + make_interval(secs => least(power(4, attempts), 3600))
   WHERE timer_id = $1 AND point = $2 AND state = 'pending' RETURNING attempts`,
);

/** What passed points lead to: people are told, and alarms ring. Firing itself only writes them down. */
@Injectable()
export class PointsWork implements DueWork {
  readonly name = 'points';
  readonly queue = 'notify';

  constructor(
    private readonly db: Database,
    private readonly news: PointNews,
    @Inject(ALARM_HANDLERS) private readonly alarms: AlarmHandlers,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async run(): Promise<number> {
    const waiting = await this.db.rows<Key>(WAITING);
    const forPeople = waiting.filter((key) => !key.forDesk);
    let done = await this.tellAll(forPeople);
    for (const key of waiting.filter((one) => one.forDesk)) done += await this.alone(key, (tx, point) => this.ring(tx, point));
    return done;
  }

  /** Many in one transaction; after a failure each by itself, so that one cannot hold up the others. */
  private async tellAll(keys: readonly Key[]): Promise<number> {
    if (keys.length === 0) return 0;
    const tell = (tx: Tx, point: WaitingPoint, now: Date) => this.news.tell(tx, point, now);
    try {
      return await this.take(keys, tell);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      let done = 0;
      for (const key of keys) done += await this.alone(key, tell);
      return done;
    }
  }

  private async alone(key: Key, work: (tx: Tx, point: WaitingPoint, now: Date) => Promise<WhenToTell>): Promise<number> {
    try {
      return await this.take([key], work);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      await this.setBack(key, error);
      return 0;
    }
  }

  private take(keys: readonly Key[], work: (tx: Tx, point: WaitingPoint, now: Date) => Promise<WhenToTell>): Promise<number> {
    return this.db.transaction(async (tx) => {
      const points = await tx.rows<WaitingPoint>(CLAIM, [keys.map((key) => key.timerId), keys.map((key) => key.point)]);
      if (points.length === 0) return 0;
      const now = await tx.now();
      const ends: WhenToTell[] = [];
      for (const point of points) ends.push(await work(tx, point, now));
      await tx.run(SETTLE, [
        points.map((point) => point.timerId),
        points.map((point) => point.percent),
        ends.map((end) => (end instanceof Date ? 'pending' : end === 'quiet' ? 'quiet' : 'done')),
        ends.map((end) => (end instanceof Date ? end : null)),
      ]);
      return points.length;
    });
  }

  /** An alarm whose clock was taken away meanwhile stays silent. */
  private async ring(tx: Tx, { clock, state, ticketId, percent }: WaitingPoint): Promise<WhenToTell> {
    if (state === 'cancelled') return 'quiet';
    const handle = this.alarms[clock];
    if (!handle) throw new Error(`Nothing is to be done when ${clock} rings: see ALARM_HANDLERS.`);
    await handle(tx, ticketId, percent);
    return 'now';
  }

  private async setBack({ timerId, point }: Key, error: unknown): Promise<void> {
    const [row] = await this.db.rows<{ attempts: number }>(SET_BACK, [timerId, point, String(error).slice(0, LONGEST_ERROR)]);
    const facts = { timer: timerId, point, attempts: row?.attempts, err: error };
    if ((row?.attempts ?? 0) >= LOUD_FROM) this.log.error(facts, 'what a passed clock point leads to keeps failing');
    else this.log.warn(facts, 'what a passed clock point leads to failed; trying again later');
  }
}
