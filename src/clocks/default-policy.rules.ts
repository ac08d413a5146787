import type { ClockKind, ClockName, Severity } from './clock.rules';
import { HOUR_MS, MINUTE_MS, SEVERITIES } from './clock.rules';

/** The targets and warning points a desk starts with (domain.md 4.2, 4.5); every policy has this shape (settled.md 20). */

export const POLICY_CHANNELS = ['phone', 'email', 'chat', 'in_person', 'web_form', 'live_chat', 'on_the_spot', 'public_post'] as const;
export type PolicyChannel = (typeof POLICY_CHANNELS)[number];

/** One row of `policy_target`; `channel` null is every channel without a row of its own. No row at all: no such clock. */
export interface PolicyTarget {
  clock: ClockName;
  severity: Severity;
  channel: PolicyChannel | null;
  targetMs: number;
  kind: ClockKind;
}

export type PointRecipient = 'owner' | 'lead' | 'manager' | 'area_manager';

/** At `percent` of the target this person is told. 50 % is a colour on the screen and no point. */
export interface PolicyPoint {
  percent: number;
  to: PointRecipient;
}

/** 200 % goes to the area manager again (settled.md 15). */
export const DEFAULT_POINTS: readonly PolicyPoint[] = [
  { percent: 75, to: 'owner' },
  { percent: 90, to: 'lead' },
  { percent: 100, to: 'manager' },
  { percent: 150, to: 'area_manager' },
  { percent: 200, to: 'area_manager' },
];

type Length = readonly [minutes: number, kind: ClockKind];
const open = (minutes: number): Length => [minutes, 'business'];
const real = (minutes: number): Length => [minutes, 'elapsed'];

/** The four lengths stand for S1 to S4; null is no row. */
function rows(clock: ClockName, channel: PolicyChannel | null, lengths: readonly (Length | null)[]): PolicyTarget[] {
  return SEVERITIES.flatMap((severity, index) => {
    const length = lengths[index];
    return length ? [{ clock, severity, channel, targetMs: length[0] * MINUTE_MS, kind: length[1] }] : [];
  });
}

export const DEFAULT_TARGETS: readonly PolicyTarget[] = [
  ...rows('contact', null, [real(30), open(60), open(240), open(480)]),
  ...rows('contact', 'live_chat', [real(2), real(2), real(2), real(2)]),
  ...rows('contact', 'public_post', [real(30), real(60), real(60), real(60)]),
  ...rows('update', null, [real(240), open(480), open(960), open(1440)]),
  ...rows('fix', null, [real(240), open(480), open(960), open(2400)]),
  ...rows('one_up', null, [open(480), open(240), open(480), open(480)]),
  ...rows('one_up', 'on_the_spot', [null, real(30), real(30), real(30)]),
  ...rows('follow_up', null, [real(24 * 60), real(48 * 60), real(48 * 60), real(72 * 60)]),
  ...rows('approval', null, [real(15), open(30), open(60), open(60)]),
];

/** Nobody is asked without a clock (edge 93): the default stands in for every severity that has no target for answers to all channels. */
export function withApprovals(targets: readonly PolicyTarget[]): PolicyTarget[] {
  const missing = DEFAULT_TARGETS.filter(
    ({ clock, severity }) => clock === 'approval' && targetFor(targets, clock, severity, null) === null,
  );
  return [...targets, ...missing];
}

/** The target of a clock: the row with this channel beats the one for every channel; null where the policy has no such clock. */
export function targetFor(
  targets: readonly PolicyTarget[],
  clock: ClockName,
  severity: Severity,
  channel: PolicyChannel | null,
): PolicyTarget | null {
  const own = targets.filter((row) => row.clock === clock && row.severity === severity);
  return own.find((row) => row.channel !== null && row.channel === channel) ?? own.find((row) => row.channel === null) ?? null;
}

/** After a failed fix the customer hears from a person as in a serious case, or sooner (domain.md 4.2). */
export function rearmContactSeverity(severity: Severity): Severity {
  return severity === 'S1' ? 'S1' : 'S2';
}

export type Fulfilment = 'code' | 'credit' | 'handover' | 'task' | 'post' | 'courier' | 'booking';

/** How long keeping a gesture's word may take once it is accepted: by its own way of reaching the customer, not by severity (domain.md 4.2). */
export function fulfilTarget(fulfilment: Fulfilment): { targetMs: number; kind: ClockKind } {
  switch (fulfilment) {
    case 'code':
    case 'credit':
      return { targetMs: HOUR_MS, kind: 'elapsed' };
    case 'handover':
    case 'task':
    case 'post':
    case 'courier':
    case 'booking':
      return { targetMs: 16 * HOUR_MS, kind: 'business' };
  }
}

/** What every complaint needs: somebody hears from us, and it is put right. */
const NEEDED: readonly ClockName[] = ['contact', 'fix'];

/** Severities for which the policy would promise nothing, one sentence each; none where there is no gap. */
export function policyGaps(targets: readonly PolicyTarget[]): string[] {
  return NEEDED.flatMap((clock) =>
    SEVERITIES.filter((severity) => targetFor(targets, clock, severity, null) === null).map(
      (severity) => `There is no target of ${clock} for ${severity} and all channels.`,
    ),
  );
}

/** Why a policy cannot be published, one sentence each; none where it can. */
export function policyProblems(targets: readonly PolicyTarget[], points: readonly PolicyPoint[]): string[] {
  const problems: string[] = [];
  const keys = targets.map((row) => `${row.clock} ${row.severity} ${row.channel ?? 'any'}`);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice) problems.push(`There are two targets for ${twice}.`);
  if (targets.some((row) => !Number.isInteger(row.targetMs) || row.targetMs <= 0))
    problems.push('Every target must be longer than nothing.');
  const percents = points.map((point) => point.percent);
  if (new Set(percents).size !== percents.length) problems.push('Each warning point may stand only once.');
  if (percents.some((percent) => !Number.isInteger(percent) || percent < 1 || percent > 1000))
    problems.push('A warning point is a whole number from 1 to 1000 percent.');
  if (!percents.includes(100)) problems.push('The warning points must contain 100 percent: that is when the promise is broken.');
  return problems;
}
