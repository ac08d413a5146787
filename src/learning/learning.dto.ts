import { ApiProperty } from '@nestjs/swagger';
import { Choice, Flag, Instant, Int, Key, ListOf, Text } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';

const Share = (description: string, nullable = false) => ApiProperty({ type: Number, minimum: 0, maximum: 1, nullable, description });

export class LearningQuery extends PageQuery {
  @Choice(FAILURE_CLASSES, { optional: true })
  failureClass?: FailureClass;
}

export class LearnedView {
  @Choice(FAILURE_CLASSES) failureClass!: FailureClass;
  @Key() gestureType!: string;
  @Text() name!: string;
  @Int({ note: 'customers won back, of those whose outcome is known' }) worked!: number;
  @Int({ note: 'cases whose outcome is known' }) known!: number;
  @ApiProperty({ type: Number, description: 'worked, each case weighted by its age: half after a year' }) s!: number;
  @ApiProperty({ type: Number, description: 'known, weighted in the same way' }) n!: number;
  @Share('the chance of winning the customer back that is reckoned with') chance!: number;
  @Share('lower end of its 90 % interval') low!: number;
  @Share('upper end') high!: number;
  @Instant({ nullable: true, note: 'no longer suggested since then' }) takenOutSince!: Date | null;
}

export class LearningView {
  @Text({ nullable: true, note: 'stands with every set of suggestions', example: 'k90-1:17' }) modelVersion!: string | null;
  @Instant({ nullable: true, note: 'the last count' }) at!: Date | null;
  @Flag({ note: 'too few answers lately: the numbers of the last good count stay' }) frozen!: boolean;
  @Share('outcomes decided in 30 days, of the gifts offered in them', true) knownShare!: number | null;
  @Int({ note: 'outcomes decided in 30 days' }) cases!: number;
  @Int({
    nullable: true,
    note: 'what a customer won back is worth, in units of currency; null = the median margin of twelve months, else 120',
  })
  recoveredUnits!: number | null;
  @Int() version!: number;
  @ListOf(() => LearnedView) items!: LearnedView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

export class ChangeLearning {
  @Int({ nullable: true, min: 1, max: 1_000_000, note: 'in units of currency; null = the median margin of twelve months, else 120' })
  recoveredUnits!: number | null;
  @Int({ optional: true, min: 1 }) version?: number;
}

export class LearningSettingView {
  @Int({ nullable: true }) recoveredUnits!: number | null;
  @Int() version!: number;
}

export class PutBack {
  @Choice(FAILURE_CLASSES) failureClass!: FailureClass;
  @Key() gestureType!: string;
  @Text({ max: 500 }) reason!: string;
}

export class PutBackView {
  @Choice(FAILURE_CLASSES) failureClass!: FailureClass;
  @Key() gestureType!: string;
  @Instant() putBackAt!: Date;
}
