import { Injectable } from '@nestjs/common';
import { type CalendarSpec, isOpen } from '../calendar/business-time.rules';
import { CalendarService } from '../calendar/calendar.service';
import type { ClockName, Severity, TimerState } from '../clocks/clock.rules';
import { type PolicyChannel, type PolicyTarget, rearmContactSeverity, targetFor } from '../clocks/default-policy.rules';
import { readTargets } from '../clocks/policies.service';
import { rearmTarget } from '../clocks/timer.rules';
import { asItWas, asItWould, type PastClock, type Trial } from '../clocks/trial.rules';
import { idOfKey } from '../organisation/organisation.service';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { DryRunPolicy, DryRunView, TrialPolicy, TriedClockView, TriedPolicyView, TryPolicy } from './policy-trials.dto';

/** Clocks of a ticket that a policy gives a target; those of gestures go by the gift. */
const TRIED: readonly ClockName[] = ['contact', 'update', 'fix', 'one_up', 'follow_up', 'vendor_ola', 'statutory'];
const MOST_TICKETS = 2000;
const USUAL_DAYS = 28;

interface Row {
  ticketId: string;
  severity: Severity;
  channel: PolicyChannel;
  clock: ClockName;
  cycle: number;
  state: TimerState;
  calendarId: string;
  carriedMs: number;
  startedAt: Date;
  dueAt: Date | null;
  breachedAt: Date | null;
  stoppedAt: Date | null;
  segments: { startedAt: string; endedAt: string | null }[];
}

/** $1 the ids; a clock that was taken away promised nothing in the end. */
const ROWS = `
  SELECT t.id AS "ticketId", t.severity, t.channel, m.clock, m.cycle, m.state, m.calendar_id AS "calendarId", m.carried_ms AS "carriedMs", m.started_at AS "startedAt",
    m.due_at AS "dueAt", m.breached_at AS "breachedAt", m.stopped_at AS "stoppedAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('startedAt', s.started_at, 'endedAt', s.ended_at) ORDER BY s.started_at, s.id)
      FROM timer_segment s WHERE s.timer_id = m.id), '[]') AS segments
  FROM ticket t JOIN timer m ON m.ticket_id = t.id
  WHERE t.id = ANY($1::uuid[]) AND m.clock = ANY($2::text[]) AND m.state NOT IN ('cancelled', 'fired') ORDER BY t.id, m.started_at, m.id`;

interface Trying {
  targets: readonly PolicyTarget[];
  /** Instead of the calendar of each clock. */
  calendarId: string | null;
  specs: Map<string, CalendarSpec>;
  now: Date;
}

/** What a policy would have made of complaints that were there: one of them, or those of the last weeks. */
@Injectable()
export class PolicyTrials {
  constructor(
    private readonly db: Database,
    private readonly calendars: CalendarService,
  ) {}

  /** Missing (404) for a ticket that this person does not see. */
  async one({ policy, ticket }: TryPolicy, actor: Actor): Promise<TriedPolicyView> {
    const params: unknown[] = [ticket];
    const found = await this.db.maybe<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.number = $1 AND ${visibleTo(actor, 't', params)}`,
      params,
    );
    if (!found) throw new Missing('There is no such ticket.');
    const { rows, trying } = await this.prepare(policy, [found.id]);
    return { clocks: rows.map((row) => tried(row, trying)) };
  }

  /** Of the tickets that this person sees; merged and void ones do not count. */
  async many({ policy, days = USUAL_DAYS }: DryRunPolicy, actor: Actor): Promise<DryRunView> {
    const params: unknown[] = [days];
    const tickets = await this.db.rows<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.received_at > desk_now() - make_interval(days => $1::int) AND t.state NOT IN ('merged', 'void')
         AND ${visibleTo(actor, 't', params)} ORDER BY t.id DESC LIMIT ${String(MOST_TICKETS + 1)}`,
      params,
    );
    const ids = tickets.slice(0, MOST_TICKETS).map((one) => one.id);
    const { rows, trying } = await this.prepare(policy, ids);
    const all = rows.map((row) => ({ ticketId: row.ticketId, ...tried(row, trying) }));
    const missed = (of: 'was' | 'would') => all.filter((one) => isMissed(one[of]));
    const byClock = TRIED.map((clock) => ({
      clock,
      ran: all.filter((one) => one.clock === clock).length,
      missedWas: missed('was').filter((one) => one.clock === clock).length,
      missedWould: missed('would').filter((one) => one.clock === clock).length,
    })).filter(({ ran }) => ran > 0);
    const countOf = (of: 'was' | 'would'): number => new Set(missed(of).map((one) => one.ticketId)).size;
    return { tickets: ids.length, cut: tickets.length > MOST_TICKETS, missedWas: countOf('was'), missedWould: countOf('would'), byClock };
  }

  private async prepare(policy: TrialPolicy, ids: readonly string[]): Promise<{ rows: Row[]; trying: Trying }> {
    const targets = readTargets(policy);
    const calendarId = policy.calendar === undefined ? null : await idOfKey(this.db, 'calendar', policy.calendar);
    const [rows, now] = await Promise.all([this.db.rows<Row>(ROWS, [ids, TRIED]), this.db.now()]);
    const specs = new Map<string, CalendarSpec>();
    for (const id of new Set(calendarId === null ? rows.map((row) => row.calendarId) : [calendarId]))
      specs.set(id, (await this.calendars.versionAt(this.db, id, now)).spec);
    return { rows, trying: { targets, calendarId, specs, now } };
  }
}

function tried(row: Row, { targets, calendarId, specs, now }: Trying): TriedClockView {
  const { clock, severity } = row;
  const past: PastClock = {
    ...row,
    segments: row.segments.map(({ startedAt, endedAt }) => ({
      startedAt: new Date(startedAt),
      endedAt: endedAt === null ? null : new Date(endedAt),
    })),
  };
  const spec = specs.get(calendarId ?? row.calendarId);
  const target = spec ? wanted(row, targets, spec) : null;
  const would: Trial = spec && target ? asItWould(past, target, spec, now) : { dueAt: null, state: 'none' };
  return { clock, severity, was: asItWas(past, now), would };
}

/** As clocks are begun: a chat in opening hours is a live one, and after a failed fix the fix has half the time and the contact hurries. */
function wanted(row: Row, targets: readonly PolicyTarget[], spec: CalendarSpec): PolicyTarget | null {
  const isContact = row.clock === 'contact';
  const channel = row.channel === 'chat' && isContact ? (isOpen(spec, row.startedAt) ? 'live_chat' : 'web_form') : row.channel;
  const again = row.cycle > 1;
  const found = targetFor(targets, row.clock, again && isContact ? rearmContactSeverity(row.severity) : row.severity, channel);
  return found && again && row.clock === 'fix' ? { ...found, targetMs: rearmTarget(found.targetMs) } : found;
}

function isMissed({ state }: { state: string }): boolean {
  return state === 'missed' || state === 'late';
}
