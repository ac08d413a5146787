import type { ClockKind, ClockName, Verb } from './clock.rules';
import { isAlarmClock, isLive, REOPEN_WINDOW_MS, SURVEY_WINDOW_MS, TICKET_CLOCKS } from './clock.rules';
import type { PolicyChannel, PolicyTarget } from './default-policy.rules';
import { rearmContactSeverity, targetFor } from './default-policy.rules';
import type { ClockScene, PauseReason, RowPoint, TimerRow } from './timer-row.rules';
import { begun, closed, ended, judged, opened, pages, pointsFor, scheduled, specOfRow } from './timer-row.rules';
import { chaseTimes, dueOf, frozenMs, rearmTarget, remainingMs } from './timer.rules';

/** What the moves of a ticket do to its clocks (settled.md 18), on rows, without a database. */

/** `*` is every clock of the ticket that no other verb of the same list names; the clocks of gestures run on. */
export interface ClockVerb {
  clock: ClockName | '*';
  verb: Verb;
  /** When it began, where that is not now: a complaint counts from when it was received. For `resume`: a pause that was our own time counts. */
  startAt?: Date;
  /** Due then, whatever the policy says: a promise somebody made, or the end of an alarm. */
  dueAt?: Date;
  /** The points of an alarm, in order of time; without them it has one, at `dueAt`. */
  points?: readonly { percent: number; at: Date }[];
  /** A target that no policy knows: how long keeping a gesture's word may take. */
  targetMs?: number;
  targetKind?: ClockKind;
  pauseReason?: PauseReason;
  gestureId?: string;
  /** Looks the target up under this name instead of the ticket's channel. */
  policyKey?: PolicyChannel;
}

type OneClock = ClockVerb & { clock: ClockName };
type Step = (rows: readonly TimerRow[], verb: OneClock, scene: ClockScene) => readonly TimerRow[];

const STEPS: Readonly<Record<Verb, Step>> = {
  arm: (rows, verb, scene) => begin(rows, verb, armed(verb, scene), scene),
  met: (rows, verb, scene) => begin(rows, verb, metAtOnce(verb, scene), scene),
  rearm: (rows, verb, scene) => begin(rows, verb, rearmed(rows, verb, scene), scene),
  stop: (rows, verb, scene) => eachLive(rows, verb, (row) => stopped(row, scene)),
  clear: (rows, verb, scene) => eachLive(rows, verb, (row) => cleared(row, scene)),
  pause: (rows, verb, scene) => eachLive(rows, verb, (row) => paused(row, verb, scene)),
  resume,
};

/**
 * The rows after all verbs, new ones at the end. What ends does so before anything begins: a promise given with a move is not ended by it.
 * A verb that finds nothing to act on does nothing.
 */
export function applyVerbs(rows: readonly TimerRow[], verbs: readonly ClockVerb[], scene: ClockScene): readonly TimerRow[] {
  const all = writtenOut(verbs);
  const ordered = [...all.filter(isEnd), ...all.filter((verb) => !isEnd(verb))];
  return ordered.reduce((result, verb) => STEPS[verb.verb](result, verb, scene), rows);
}

function isEnd({ verb }: OneClock): boolean {
  return verb === 'stop' || verb === 'clear';
}

function writtenOut(verbs: readonly ClockVerb[]): OneClock[] {
  const named = verbs.map((verb) => verb.clock);
  return verbs.flatMap((verb) => {
    const { clock } = verb;
    if (clock !== '*') return [{ ...verb, clock }];
    return TICKET_CLOCKS.filter((one) => !named.includes(one)).map((one) => ({ ...verb, clock: one }));
  });
}

function concerns(row: TimerRow, verb: OneClock): boolean {
  return row.clock === verb.clock && row.gestureId === (verb.gestureId ?? null);
}

function eachLive(rows: readonly TimerRow[], verb: OneClock, change: (row: TimerRow) => TimerRow): readonly TimerRow[] {
  return rows.map((row) => (concerns(row, verb) && isLive(row.state) ? change(row) : row));
}

/** A clock runs once: what begins ends what runs. `row` null: the policy has no such clock, so nothing comes after. */
function begin(rows: readonly TimerRow[], verb: OneClock, row: TimerRow | null, scene: ClockScene): readonly TimerRow[] {
  const before = eachLive(rows, verb, (one) => stopped(one, scene));
  return row === null ? before : [...before, row];
}

/** Ends a promise as kept or broken; an alarm has nothing to keep. */
function stopped(row: TimerRow, scene: ClockScene): TimerRow {
  if (isAlarmClock(row.clock)) return ended(row, 'cancelled', scene);
  const judgedRow = judged(row, scene);
  return ended(judgedRow, judgedRow.breachedAt ? 'breached_met' : 'met', scene);
}

/** Takes a clock away; that the promise was broken before stays. */
export function cleared(row: TimerRow, scene: ClockScene): TimerRow {
  return ended(isAlarmClock(row.clock) ? row : judged(row, scene), 'cancelled', scene);
}

/** A row that is paused already only gets the new reason (a question asked during another pause). */
function paused(row: TimerRow, verb: OneClock, scene: ClockScene): TimerRow {
  const pauseReason = verb.pauseReason ?? 'waiting_customer';
  if (isAlarmClock(row.clock)) return row;
  if (row.state === 'paused') return { ...row, pauseReason, generation: row.generation + 1 };
  const closing = closed(judged(row, scene), specOfRow(row, scene), scene.now);
  return { ...closing, state: 'paused', pauseReason, pausedAt: scene.now, nextPointAt: null, generation: row.generation + 1 };
}

function resume(rows: readonly TimerRow[], verb: OneClock, scene: ClockScene): readonly TimerRow[] {
  const row = rows.filter((one) => concerns(one, verb)).at(-1);
  if (row?.state === 'paused') return rows.map((one) => (one === row ? resumed(row, verb, scene) : one));
  if (row?.state === 'cancelled' && !isAlarmClock(row.clock)) return [...rows, revived(row, scene)];
  return rows;
}

function resumed(row: TimerRow, verb: OneClock, scene: ClockScene): TimerRow {
  const calendar = scene.calendar(row.calendarId);
  const stoodSince = row.segments.at(-1)?.endedAt ?? row.startedAt;
  const from = new Date(Math.max(stoodSince.getTime(), (verb.startAt ?? scene.now).getTime()));
  // Where a due instant was granted, how much of it is left is known only before the new segment opens.
  const dueAt = dueOf(row, calendar.spec, from);
  const running: TimerRow = { ...row, dueAt, state: 'running', pauseReason: null, pausedAt: null, generation: row.generation + 1 };
  return planned(opened(running, calendar, from, scene.newId), scene);
}

/** A cancelled clock that goes on is a row of its own, which brings along what the old one had counted and passed. */
function revived(row: TimerRow, scene: ClockScene): TimerRow {
  const calendar = scene.calendar(row.calendarId);
  const { clock, gestureId, kind, targetMs, policyVersionId } = row;
  const fresh: TimerRow = {
    ...begun(scene, { clock, gestureId, kind, targetMs, policyVersionId, startedAt: scene.now }),
    calendarId: row.calendarId,
    carriedMs: frozenMs(row),
    grace: row.grace,
    breachedAt: row.breachedAt,
    points: row.points,
    dueAt: dueOf({ ...row, state: 'paused' }, calendar.spec, scene.now),
    copiedFrom: row.id,
  };
  return planned(opened(fresh, calendar, scene.now, scene.newId), scene);
}

/** With the warning points ahead; a clock that goes on pages nobody anew. */
function planned(row: TimerRow, scene: ClockScene): TimerRow {
  const points = pointsFor(scene.policy, scene.ticket.severity, pages(row));
  return scheduled(row, specOfRow(row, scene), points, scene.now);
}

interface Target {
  targetMs: number;
  kind: ClockKind;
  policyVersionId: string | null;
}

function startOf(verb: OneClock, scene: ClockScene): Date {
  return verb.startAt ?? scene.now;
}

/** What is promised: what somebody said, what the caller knows, or what the policy says; null is no such clock. */
function targetOf(verb: OneClock, scene: ClockScene): Target | null {
  const { dueAt, targetMs, targetKind } = verb;
  if (dueAt) {
    const promised = Math.max(0, dueAt.getTime() - startOf(verb, scene).getTime());
    return { targetMs: promised, kind: 'elapsed', policyVersionId: null };
  }
  if (targetMs !== undefined) return { targetMs, kind: targetKind ?? 'business', policyVersionId: null };
  return ofPolicy(targetFor(scene.policy?.targets ?? [], verb.clock, scene.ticket.severity, policyKey(verb, scene)), scene);
}

function ofPolicy(target: PolicyTarget | null, scene: ClockScene): Target | null {
  return target && { targetMs: target.targetMs, kind: target.kind, policyVersionId: scene.policy?.id ?? null };
}

function policyKey(verb: OneClock, { ticket }: ClockScene): PolicyChannel {
  return verb.policyKey ?? (verb.clock === 'one_up' && ticket.sameContact ? 'on_the_spot' : ticket.channel);
}

function withTarget(verb: OneClock, target: Target, scene: ClockScene): TimerRow {
  const startedAt = startOf(verb, scene);
  const row = begun(scene, { clock: verb.clock, gestureId: verb.gestureId ?? null, ...target, startedAt });
  return planned(opened(row, scene.calendar(row.calendarId), startedAt, scene.newId), scene);
}

function armed(verb: OneClock, scene: ClockScene): TimerRow | null {
  if (isAlarmClock(verb.clock)) return alarm(verb, scene);
  const target = targetOf(verb, scene);
  return target && withTarget(verb, target, scene);
}

/** Kept before it could run, so nothing was ever due: the first contact of a call is the complaint itself, a fix on the spot took from then to now. */
function metAtOnce(verb: OneClock, scene: ClockScene): TimerRow | null {
  const target = targetOf(verb, scene);
  if (target === null) return null;
  const startedAt = startOf(verb, scene);
  const stoppedAt = verb.clock === 'contact' ? startedAt : scene.now;
  const row = begun(scene, { clock: verb.clock, gestureId: verb.gestureId ?? null, ...target, startedAt });
  const calendar = scene.calendar(row.calendarId);
  const counted = closed(opened(row, calendar, startedAt, scene.newId), calendar.spec, stoppedAt);
  return { ...counted, state: 'met', stoppedAt };
}

/** Started again after a failed fix, a reopening or a lapse (domain.md 4.2, edge 38). */
function rearmed(rows: readonly TimerRow[], verb: OneClock, scene: ClockScene): TimerRow | null {
  const target = rearmTargetOf(verb, scene);
  if (target === null) return null;
  const before = rows.filter((row) => concerns(row, verb)).at(-1);
  if (verb.clock === 'contact') return withTarget(verb, target, scene);
  const left = before?.state === 'cancelled' && before.kind === target.kind ? leftOf(before, scene) : 0;
  return withTarget(verb, { ...target, targetMs: rearmTarget(target.targetMs, left) }, scene);
}

function rearmTargetOf(verb: OneClock, scene: ClockScene): Target | null {
  const targets = scene.policy?.targets ?? [];
  const key = policyKey(verb, scene);
  const { severity } = scene.ticket;
  if (verb.clock !== 'contact' || verb.targetMs !== undefined || verb.dueAt) return targetOf(verb, scene);
  return ofPolicy(
    targetFor(targets, 'contact', rearmContactSeverity(severity), key) ?? targetFor(targets, 'contact', severity, key),
    scene,
  );
}

function leftOf(row: TimerRow, scene: ClockScene): number {
  return row.breachedAt ? 0 : remainingMs(row, specOfRow(row, scene), scene.now);
}

/** Alarms have an end and no target. The windows of settled.md 18 have a length of their own; every other one is told when it ends. */
function alarm(verb: OneClock, scene: ClockScene): TimerRow {
  const startedAt = startOf(verb, scene);
  const points = alarmPoints(verb, startedAt, scene);
  const row = begun(scene, {
    clock: verb.clock,
    gestureId: verb.gestureId ?? null,
    kind: 'elapsed',
    targetMs: 0,
    policyVersionId: null,
    startedAt,
  });
  return { ...row, dueAt: points.at(-1)?.at ?? null, plan: points, nextPointAt: points.at(0)?.at ?? null };
}

function alarmPoints(verb: OneClock, startedAt: Date, scene: ClockScene): RowPoint[] {
  if (verb.points && verb.points.length > 0) return verb.points.map(({ percent, at }) => ({ percent, at, to: 'desk' }));
  if (verb.dueAt) return [{ percent: 100, at: verb.dueAt, to: 'desk' }];
  const after = (ms: number): RowPoint[] => [{ percent: 100, at: new Date(startedAt.getTime() + ms), to: 'desk' }];
  if (verb.clock === 'survey_window') return after(SURVEY_WINDOW_MS);
  if (verb.clock === 'reopen_window') return after(REOPEN_WINDOW_MS);
  if (verb.clock === 'chase') return chasePoints(startedAt, scene);
  throw new RangeError(`The alarm ${verb.clock} must be told when it ends.`);
}

/** The question is asked again on the 1st and 3rd later open day, and given up on the 10th: the points are those day numbers. */
function chasePoints(askedAt: Date, scene: ClockScene): RowPoint[] {
  const { first, second, end } = chaseTimes(scene.calendar(scene.ticket.calendarId).spec, askedAt);
  return [
    { percent: 1, at: first, to: 'desk' },
    { percent: 3, at: second, to: 'desk' },
    { percent: 10, at: end, to: 'desk' },
  ];
}
