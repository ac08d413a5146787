import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { ALWAYS_OPEN } from '../calendar/business-time.rules';
import { CalendarService } from '../calendar/calendar.service';
import type { Reader, Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { type ClockName, isLive, type Severity } from './clock.rules';
import { applyVerbs, type ClockVerb } from './clock-verbs.rules';
import { ClockViews } from './clock-views.service';
import { type IntakeEvent, intakeVerbs } from './intake-plan.rules';
import { NoOpening } from './no-opening.service';
import { PoliciesService } from './policies.service';
import { type LaterHours, recut, regraded, replanned } from './retarget.rules';
import type { CalendarNow, ClockScene, ClockTicket, PolicyVersion, TimerRow } from './timer-row.rules';
import { type FoundTimer, readTimers } from './timer-reading.service';
import type { ClockExplanation, TimerView } from './timer-view.dto';
import { writeTimers } from './timer-writing.service';
import { timeAfter } from './timer.rules';

/** The promise that is due first, for `ticket.next_due_at` and `next_clock`. */
export interface NextDue {
  dueAt: Date | null;
  clock: ClockName | null;
}

export interface IntakeFacts {
  policyVersionId: string | null;
  calendarVersion: CalendarNow;
  severity: Severity;
  channel: ClockTicket['channel'];
  live: boolean;
  receivedAt: Date;
  now: Date;
  event: IntakeEvent;
  /** Clocks that do not start, such as `one_up` under a hold that blocks gestures. */
  skip?: readonly ClockName[];
}

interface Scene extends ClockScene {
  timers: readonly TimerRow[];
  /** Opening hours by the id of their version, as far as these timers need them. */
  specs: Map<string, CalendarNow['spec']>;
}

/** These stand for something the customer waits for; the work lists are ordered by them. */
const LISTED: readonly ClockName[] = ['contact', 'update', 'promise', 'fix', 'one_up', 'follow_up'];

/** "I have it" keeps the next level away for this share of the target (domain.md 4.5). */
const ACKNOWLEDGED_SHARE = 0.25;

/** The promised times of tickets: starts, stops, pauses and moves their clocks, under the ticket's lock that the caller holds. */
@Injectable()
export class ClocksService {
  constructor(
    private readonly calendars: CalendarService,
    private readonly policies: PoliciesService,
    private readonly noOpening: NoOpening,
    private readonly views: ClockViews,
  ) {}

  /** Does what a move says (settled.md 18) and returns the promise that is due first afterwards. */
  async apply(tx: Tx, ticket: ClockTicket, verbs: readonly ClockVerb[], now: Date): Promise<NextDue> {
    const looksBack = verbs.flatMap(({ clock, verb }) => (clock !== '*' && (verb === 'resume' || verb === 'rearm') ? [clock] : []));
    return this.change(tx, ticket, now, looksBack, (scene) => applyVerbs(scene.timers, verbs, scene));
  }

  /** When this clock would fall due if it ended and began anew now; null where the policy has none such. Nothing is written. */
  async ifRestarted(tx: Tx, ticket: ClockTicket, clock: ClockName, now: Date): Promise<Date | null> {
    const scene = await this.scene(tx, ticket, now, []);
    const after = applyVerbs(
      scene.timers,
      [
        { clock, verb: 'stop' },
        { clock, verb: 'arm' },
      ],
      scene,
    );
    return after.find((row) => row.clock === clock && row.state === 'running')?.dueAt ?? null;
  }

  /** Another severity: `ticket.severity` is still the one before. Closes the segments, grants grace, takes removed clocks away (domain.md 4.4). */
  async regrade(tx: Tx, ticket: ClockTicket, severity: Severity, now: Date): Promise<NextDue> {
    return this.change(tx, ticket, now, [], (scene) => regraded(scene.timers, severity, scene));
  }

  /** Counts the running clocks on by the opening hours that hold now, from when those began (edges 5 and 11). */
  async recut(tx: Tx, ticket: ClockTicket, now: Date): Promise<NextDue> {
    const scene = await this.scene(tx, ticket, now, []);
    const after: TimerRow[] = [];
    for (const row of scene.timers) after.push(recut(row, await this.laterHours(tx, row, now, scene), scene));
    return this.write(tx, scene, after);
  }

  /** Counts the running clocks on from now, because what is known of time zones has changed (edge 13). */
  async replan(tx: Tx, ticket: ClockTicket, now: Date): Promise<NextDue> {
    return this.change(tx, ticket, now, [], (scene) => scene.timers.map((row) => replanned(row, scene)));
  }

  /** The promise that is due first. */
  async nextDue(tx: Tx, ticketId: string): Promise<NextDue> {
    const first = await tx.maybe<{ dueAt: Date; clock: ClockName }>(
      `SELECT due_at AS "dueAt", clock FROM timer WHERE ticket_id = $1 AND state IN ('running', 'quarantined') AND clock = ANY($2)
       ORDER BY due_at, clock LIMIT 1`,
      [ticketId, LISTED],
    );
    return first ?? { dueAt: null, clock: null };
  }

  /**
   * "I have it": keeps the next level of this clock away for a quarter of its target. Returns until when. Refused where the clock does not run.
   */
  async acknowledge(tx: Tx, ticket: ClockTicket, clock: ClockName, staffId: string, now: Date): Promise<Date> {
    const scene = await this.scene(tx, ticket, now, []);
    const row = scene.timers.find((one) => one.clock === clock && one.state === 'running');
    if (!row) throw new Refused('clock_not_running', 'This clock is not running, so there is nothing to hold back.');
    const until = timeAfter(row.kind, scene.calendar(row.calendarId).spec, now, Math.ceil(row.targetMs * ACKNOWLEDGED_SHARE));
    await tx.run('UPDATE timer SET acknowledged_by = $2, acknowledged_until = $3 WHERE id = $1', [row.id, staffId, until]);
    return until;
  }

  /** Loads a policy version for `intakePlan`; costs nothing from the second time on. */
  policy(reader: Reader, versionId: string): Promise<PolicyVersion> {
    return this.policies.version(reader, versionId);
  }

  /**
   * The timers of a new ticket, worked out without a database; the caller inserts them (`timerRecords`, `insertTimers`, `insertSegments`) and
   * takes `nextDueOf` for the ticket. The policy version must have been loaded by `policy`. Where a row has `noCalendar`, tell `NoOpening`.
   */
  intakePlan(facts: IntakeFacts): TimerRow[] {
    const { calendarVersion: calendar, receivedAt, channel, policyVersionId, severity, live, now } = facts;
    const policy = policyVersionId === null ? null : this.policies.known(policyVersionId);
    if (policy === undefined) throw new Error(`The policy version ${String(policyVersionId)} was not loaded before the plan was made.`);
    const ticket = { id: '', cycle: 1, severity, channel, live, locationId: '', calendarId: calendar.id, policyVersionId, receivedAt };
    const scene: ClockScene = { ticket, policy, now, calendar: () => calendar, spec: () => calendar.spec, newId: uuidv7 };
    return [...applyVerbs([], intakeVerbs(facts.event, { at: receivedAt, channel, calendar, skip: facts.skip }), scene)];
  }

  /** The clocks of a ticket for its view. Whoever asks has checked that they may see the ticket; so for the next two. */
  timersOf(reader: Reader, ticketId: string): Promise<TimerView[]> {
    return this.views.timersOf(reader, ticketId);
  }

  /** The share of the target used and whether the promise is broken, of each running clock. */
  progressOf(reader: Reader, ticketId: string, now: Date): Promise<{ clock: ClockName; fractionUsed: number; breached: boolean }[]> {
    return this.views.progressOf(reader, ticketId, now);
  }

  /** "Why this time?" Missing (404) where the ticket never had this clock. */
  explain(reader: Reader, ticketId: string, clock: ClockName): Promise<ClockExplanation> {
    return this.views.explain(reader, ticketId, clock);
  }

  /** The policy of domain.md 4.2 for the whole organisation, where it has none. For starter data. */
  ensureStarterPolicy(tx: Tx, now: Date): Promise<void> {
    return this.policies.ensureStarter(tx, now);
  }

  private async change(
    tx: Tx,
    ticket: ClockTicket,
    now: Date,
    looksBack: readonly ClockName[],
    work: (scene: Scene) => readonly TimerRow[],
  ): Promise<NextDue> {
    const scene = await this.scene(tx, ticket, now, looksBack);
    return this.write(tx, scene, work(scene));
  }

  private async write(tx: Tx, scene: Scene, after: readonly TimerRow[]): Promise<NextDue> {
    await writeTimers(tx, scene.ticket.id, scene.timers, after);
    const blind = after.find((row) => row.noCalendar && row.state === 'running' && !scene.timers.includes(row));
    if (blind) await this.noOpening.tell(tx, blind.calendarId, scene.now);
    return nextDueOf(after);
  }

  /** Everything the rules need, read at once: timers, the versions of their calendars, the policy. */
  private async scene(tx: Tx, ticket: ClockTicket, now: Date, looksBack: readonly ClockName[]): Promise<Scene> {
    const { timers, calendarVersionId } = await readTimers(tx, ticket, looksBack, now);
    const policy = ticket.policyVersionId === null ? null : await this.policies.version(tx, ticket.policyVersionId);
    const specs = new Map<string, CalendarNow['spec']>();
    for (const id of versionsOf(timers, calendarVersionId)) specs.set(id, (await this.calendars.version(tx, id)).spec);
    const current = new Map(timers.map((found) => [found.row.calendarId, found.calendarVersionId]));
    current.set(ticket.calendarId, calendarVersionId);
    const spec = (id: string | null): CalendarNow['spec'] => specs.get(id ?? '') ?? ALWAYS_OPEN('UTC');
    const calendar = (id: string): CalendarNow => {
      const versionId = current.get(id);
      if (!versionId) throw new Error(`The calendar ${id} has no opening hours.`);
      return { id, versionId, spec: spec(versionId) };
    };
    return { ticket, policy, now, spec, specs, calendar, newId: uuidv7, timers: timers.map((found) => found.row) };
  }

  private async laterHours(tx: Tx, row: TimerRow, now: Date, scene: Scene): Promise<LaterHours[]> {
    const open = row.segments.find((segment) => segment.endedAt === null);
    if (!open?.calendarVersionId || open.calendarVersionId === scene.calendar(row.calendarId).versionId) return [];
    const versions = await this.calendars.versionsBetween(tx, row.calendarId, open.startedAt, now);
    const started = versions.filter((version) => version.from.getTime() <= now.getTime());
    const later = started.slice(started.findIndex((version) => version.id === open.calendarVersionId) + 1);
    for (const { id, spec } of later) scene.specs.set(id, spec);
    return later.map(({ id, from, spec }) => ({ versionId: id, from, spec }));
  }
}

/** The promise among these rows that is due first. */
export function nextDueOf(rows: readonly TimerRow[]): NextDue {
  const first = rows
    .filter((row) => row.state === 'running' && row.dueAt !== null && LISTED.includes(row.clock))
    .sort((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || a.clock.localeCompare(b.clock))
    .at(0);
  return { dueAt: first?.dueAt ?? null, clock: first?.clock ?? null };
}

function versionsOf(timers: readonly FoundTimer[], ticketVersion: string | null): Set<string> {
  const counting = timers
    .filter(({ row }) => isLive(row.state))
    .flatMap(({ row }) => row.segments.map((segment) => segment.calendarVersionId));
  const ids = [ticketVersion, ...timers.map((found) => found.calendarVersionId), ...counting];
  return new Set(ids.filter((id) => id !== null));
}
