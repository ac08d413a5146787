import { CLOCKS, type ClockName, SEVERITIES, type Severity } from '../clocks/clock.rules';
import { PolicyPointBody, PolicyTargetBody } from '../clocks/policies.dto';
import { TRIAL_STATES, type TrialState } from '../clocks/trial.rules';
import { Choice, Flag, Instant, Int, Key, ListOf, Nested } from '../platform/http/fields';

/** A policy that nobody has published. */
export class TrialPolicy {
  @ListOf(() => PolicyTargetBody, { most: 500 }) targets!: PolicyTargetBody[];
  @ListOf(() => PolicyPointBody, { optional: true, most: 20, note: 'they move no promise, so they change nothing here' })
  points?: PolicyPointBody[];
  @Key({ optional: true, note: 'key of a calendar instead of that of each ticket' }) calendar?: string;
}

export class TryPolicy {
  @Nested(() => TrialPolicy) policy!: TrialPolicy;
  @Int({ min: 1, note: 'the number of a ticket, 1001' }) ticket!: number;
}

export class DryRunPolicy {
  @Nested(() => TrialPolicy) policy!: TrialPolicy;
  @Int({ optional: true, min: 1, max: 92, note: 'how far back, 28 if not given' }) days?: number;
}

export class TrialView {
  @Instant({ nullable: true }) dueAt!: Date | null;
  @Choice(TRIAL_STATES, { note: 'late: broken and open; missed: broken; none: no such clock' }) state!: TrialState;
}

export class TriedClockView {
  @Choice(CLOCKS) clock!: ClockName;
  @Choice(SEVERITIES) severity!: Severity;
  @Nested(() => TrialView) was!: TrialView;
  @Nested(() => TrialView) would!: TrialView;
}

export class TriedPolicyView {
  @ListOf(() => TriedClockView) clocks!: TriedClockView[];
}

export class DryRunClockView {
  @Choice(CLOCKS) clock!: ClockName;
  @Int({ note: 'how often it ran' }) ran!: number;
  @Int() missedWas!: number;
  @Int() missedWould!: number;
}

export class DryRunView {
  @Int({ note: 'complaints that were looked at' }) tickets!: number;
  @Flag({ note: 'there were more: only the newest 2,000 were looked at' }) cut!: boolean;
  @Int({ note: 'tickets with a broken promise' }) missedWas!: number;
  @Int() missedWould!: number;
  @ListOf(() => DryRunClockView) byClock!: DryRunClockView[];
}
