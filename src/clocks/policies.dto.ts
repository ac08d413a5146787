import { Choice, Duration, Instant, Int, Key, ListOf } from '../platform/http/fields';
import { type ClockKind, type ClockName, SEVERITIES, type Severity } from './clock.rules';
import { POLICY_CHANNELS, type PointRecipient, type PolicyChannel } from './default-policy.rules';

/** Clocks that a policy can give a target; those of gestures and alarms have lengths of their own. */
const POLICY_CLOCKS: readonly ClockName[] = ['contact', 'update', 'fix', 'one_up', 'follow_up', 'approval', 'vendor_ola', 'statutory'];
const RECIPIENTS: readonly PointRecipient[] = ['owner', 'lead', 'manager', 'area_manager'];

export class PolicyTargetBody {
  @Choice(POLICY_CLOCKS)
  clock!: ClockName;

  @Choice(SEVERITIES)
  severity!: Severity;

  @Choice(POLICY_CHANNELS, { optional: true, nullable: true, note: 'null = every channel without a row of its own' })
  channel?: PolicyChannel | null;

  @Duration()
  target!: string;

  @Choice(['business', 'elapsed'], { note: 'business counts opening hours only, elapsed counts day and night' })
  kind!: ClockKind;
}

export class PolicyPointBody {
  @Int({ min: 1, max: 1000, note: 'percent of the target; 50 only changes the colour' })
  percent!: number;

  @Choice(RECIPIENTS)
  to!: PointRecipient;
}

export class PublishPolicy {
  @Key()
  key!: string;

  @Int({ optional: true, note: 'the version you saw, 0 for none; an older one is refused' })
  version?: number;

  @Key({ optional: true, note: 'key of the location it is for; without one it is for the whole organisation' })
  location?: string;

  @ListOf(() => PolicyTargetBody, { most: 500, note: 'a clock without a row does not run' })
  targets!: PolicyTargetBody[];

  @ListOf(() => PolicyPointBody, { optional: true, most: 20, note: 'without them those of the version before, or the usual ones' })
  points?: PolicyPointBody[];
}

export class PolicyView {
  @Key()
  key!: string;

  @Int({ min: 1 })
  version!: number;

  @Choice(['published', 'retired'])
  status!: 'published' | 'retired';

  @Instant()
  validFrom!: Date;

  @Key({ nullable: true, note: 'null = the whole organisation' })
  location!: string | null;

  @ListOf(() => PolicyTargetBody)
  targets!: PolicyTargetBody[];

  @ListOf(() => PolicyPointBody)
  points!: PolicyPointBody[];
}

export class PolicyList {
  @ListOf(() => PolicyView)
  items!: PolicyView[];

  @Key({ nullable: true, note: 'where the next part begins' })
  nextCursor!: string | null;
}
