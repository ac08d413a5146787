import { isAlarmClock, isLive, type Severity } from './clock.rules';
import type { PolicyChannel, PolicyTarget } from './default-policy.rules';
import { rearmContactSeverity, targetFor } from './default-policy.rules';
import { cleared } from './clock-verbs.rules';
import type { CalendarNow, ClockScene, TimerRow } from './timer-row.rules';
import { closed, judged, opened, pages, pointsFor, scheduled, specOfRow } from './timer-row.rules';
import { rearmTarget, regrade } from './timer.rules';

/** Running promises under a new severity or new opening hours (domain.md 4.4): what was counted stays, only what is ahead moves. */

/**
 * The rows under another severity. A clock that the policy does not have for it is taken away (edge 27). Targets that no policy gave (a spoken
 * promise, a gesture's own time) stay as they are.
 */
export function regraded(rows: readonly TimerRow[], severity: Severity, scene: ClockScene): readonly TimerRow[] {
  return rows.map((row) =>
    isLive(row.state) && row.policyVersionId !== null && !isAlarmClock(row.clock) ? regradedRow(row, severity, scene) : row,
  );
}

function regradedRow(row: TimerRow, severity: Severity, scene: ClockScene): TimerRow {
  const target = newTarget(row, severity, scene);
  if (target === null) return cleared(row, scene);
  const calendar = scene.calendar(row.calendarId);
  const cut = recounted({ ...judged(row, scene), generation: row.generation + 1 }, target.kind, calendar, scene);
  const { targetMs, grace, dueAt } = regrade(cut, target.targetMs, calendar.spec, scene.now);
  return scheduled({ ...cut, targetMs, grace, dueAt }, calendar.spec, pointsFor(scene.policy, severity, pages(cut)), scene.now);
}

/** Closes the running segment and opens the next one, which may count in another way. */
function recounted(row: TimerRow, kind: TimerRow['kind'], calendar: CalendarNow, scene: ClockScene): TimerRow {
  if (row.state !== 'running') return { ...row, kind };
  return opened({ ...closed(row, specOfRow(row, scene), scene.now), kind }, calendar, scene.now, scene.newId);
}

const KEYS: readonly (PolicyChannel | null)[] = ['live_chat', 'on_the_spot', 'public_post', 'web_form', null];

/** The same row of the policy for the other severity; after a failed fix it is cut to half as it was when it began. */
function newTarget(row: TimerRow, severity: Severity, scene: ClockScene): { targetMs: number; kind: TimerRow['kind'] } | null {
  const targets = scene.policy?.targets ?? [];
  const isAgain = scene.ticket.cycle > 1;
  if (row.clock === 'contact' && isAgain) {
    const asSerious = targetFor(targets, 'contact', rearmContactSeverity(severity), scene.ticket.channel);
    return asSerious ?? targetFor(targets, 'contact', severity, scene.ticket.channel);
  }
  const target = targetFor(targets, row.clock, severity, keyOf(row, targets, scene));
  if (target === null || row.clock !== 'fix' || !isAgain) return target;
  return { targetMs: rearmTarget(target.targetMs), kind: target.kind };
}

/** Under which name of the policy this row's target was found: the row does not say, but its length and kind do. */
function keyOf(row: TimerRow, targets: readonly PolicyTarget[], { ticket }: ClockScene): PolicyChannel | null {
  const found = [ticket.channel, ...KEYS].find((key) => {
    const target = targetFor(targets, row.clock, ticket.severity, key);
    return target?.targetMs === row.targetMs && target.kind === row.kind;
  });
  return found ?? ticket.channel;
}

/** The opening hours that came after those of the running segment, oldest first, each from its day on. */
export interface LaterHours {
  versionId: string;
  from: Date;
  spec: CalendarNow['spec'];
}

/**
 * A running row under new opening hours (edges 5 and 11): the segment ends where they begin to hold and the next is counted by them. What was
 * counted before stays, a broken promise stays broken.
 */
export function recut(row: TimerRow, later: readonly LaterHours[], scene: ClockScene): TimerRow {
  if (row.state !== 'running' || row.kind !== 'business' || later.length === 0) return row;
  const cut = later.reduce<TimerRow>(
    (one, hours) => {
      const since = one.segments.at(-1)?.startedAt ?? one.startedAt;
      const at = hours.from.getTime() < since.getTime() ? since : hours.from;
      const calendar = { id: one.calendarId, versionId: hours.versionId, spec: hours.spec };
      return opened(closed(one, specOfRow(one, scene), at), calendar, at, scene.newId);
    },
    { ...row, generation: row.generation + 1 },
  );
  const points = pointsFor(scene.policy, scene.ticket.severity, pages(cut));
  return scheduled(cut, later.at(-1)?.spec ?? specOfRow(row, scene), points, scene.now);
}

/**
 * A running row counted on from now where what is known of its time zone has changed its times (edge 13): what lies behind is frozen as it was
 * counted, what is ahead is worked out anew. A row whose times come out the same is given back as it is.
 */
export function replanned(row: TimerRow, scene: ClockScene): TimerRow {
  if (row.state !== 'running' || row.kind !== 'business') return row;
  const calendar = scene.calendar(row.calendarId);
  const points = pointsFor(scene.policy, scene.ticket.severity, pages(row));
  const again = scheduled(row, specOfRow(row, scene), points, scene.now);
  if (again.plan.every(({ at }, index) => at.getTime() === row.plan[index]?.at.getTime())) return row;
  const cut = recounted({ ...row, generation: row.generation + 1 }, row.kind, calendar, scene);
  return scheduled(cut, calendar.spec, points, scene.now);
}
