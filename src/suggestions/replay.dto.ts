import { ApiProperty } from '@nestjs/swagger';
import { GESTURE_CLASSES, type GestureClass } from '../catalogue/gesture-type-facts.rules';
import { Choice, Currency, Flag, Instant, Int, ListOf, Nested } from '../platform/http/fields';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';

export class MatchChangeBody {
  @Choice(FAILURE_CLASSES) failureClass!: FailureClass;
  @Choice(GESTURE_CLASSES) gestureClass!: GestureClass;
  @Int({ min: -50, max: 50, note: 'points of chance in place of those of the table' }) points!: number;
}

export class RuleChangesBody {
  @ListOf(() => MatchChangeBody, { optional: true, most: 30 }) matchTable?: MatchChangeBody[];
  @Int({ optional: true, min: 1, max: 10_000, note: 'cases that the match table counts for; 90' }) k0?: number;
  @Int({ optional: true, min: 1, max: 1_000_000, note: 'units of currency that a customer won back is worth' }) recoveredValue?: number;
}

export class AskReplay {
  @Instant({ optional: true, note: '30 days before "to", if not given' }) from?: Date;
  @Instant({ optional: true, note: 'now, if not given' }) to?: Date;
  @Nested(() => RuleChangesBody) changes!: RuleChangesBody;
}

const share = { type: Number, nullable: true, minimum: 0, maximum: 1 };

export class AssociationView {
  @Int({ note: 'staff offered what was first, and the outcome is known' }) known!: number;
  @Int() recovered!: number;
  @ApiProperty({ ...share, description: 'recovered of known' }) share!: number | null;
  @ApiProperty({ ...share, description: 'lower end of the 90 % interval' }) low!: number | null;
  @ApiProperty({ ...share, description: 'upper end' }) high!: number | null;
}

export class CostDifferenceView {
  @Currency() currency!: string;
  @ApiProperty({ type: 'integer', description: 'in the smallest unit; below zero = the changed rules cost less' }) minor!: number;
}

export class ReplayView {
  @Instant() from!: Date;
  @Instant() to!: Date;
  @Int() tickets!: number;
  @Flag({ note: 'there were more; only the newest were looked at' }) cut!: boolean;
  @Int({ note: 'tickets where another gift would be first' }) differing!: number;
  @ApiProperty(share) differingShare!: number | null;
  @ListOf(() => CostDifferenceView, { note: 'expected cost of what would be first, less that of what was' })
  costDifference!: CostDifferenceView[];
  @Choice(['association'], { note: 'what went together; not what would have happened' }) label!: 'association';
  @Nested(() => AssociationView, { note: 'where the same gift would be first again' }) firstAgain!: AssociationView;
  @Nested(() => AssociationView, { note: 'where another would be first' }) firstNoMore!: AssociationView;
}
