import { Choice, Currency, Flag, Instant, LocalDate, Minor, Nested, Text } from '../platform/http/fields';
import { FAILURE_CLASSES } from '../touchpoints/failure-class.rules';
import {
  DECISIONS,
  FAULTS,
  FIX_KINDS,
  REDRESS_KINDS,
  type Decision,
  type Fault,
  type FixKind,
  type RedressKind,
} from '../lifecycle/fix.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';

export class ApologyBody {
  @Flag({ note: 'did somebody say sorry?' }) given!: boolean;
  @Text({ optional: true, note: 'who said it' }) by?: string;
  @Instant({ optional: true }) at?: Date;
  @Text({ optional: true, max: 500, note: 'why none was given' }) why?: string;
}

export class RedressDto {
  @Choice(REDRESS_KINDS) kind!: RedressKind;
  @Minor() amountMinor!: number;
  @Currency() currency!: string;
  @Text({ note: 'how it is paid: card, transfer, cash' }) method!: string;
  @Choice(['paid', 'scheduled']) state!: 'paid' | 'scheduled';
  @LocalDate({ optional: true, note: 'required when scheduled' }) dueOn?: string;
  @Instant({ optional: true }) paidAt?: Date;
}

export class NotUpheldBody {
  @Text({ max: 2000, note: 'why, in plain words' }) reason!: string;
  @Text({ max: 2000, note: 'what the customer can do next' }) nextStep!: string;
}

/** What was done to put it right. Complete or refused with one sentence (domain: fix complete). */
export class FixDto {
  @Choice(FIX_KINDS) kind!: FixKind;
  @Text({ max: 4000, note: 'what happened, why, and what we did; 20 characters at least' }) summary!: string;
  @Choice(DECISIONS) decision!: Decision;
  @Choice(FAULTS) fault!: Fault;
  @Text({ max: 63, note: 'key of a cause, or "unknown_yet"', example: 'process' }) cause!: string;
  @Nested(() => ApologyBody) apology!: ApologyBody;
  @Choice(FAILURE_CLASSES, { optional: true }) failureClass?: FailureClass;
  @Nested(() => RedressDto, { optional: true }) redress?: RedressDto;
  @Minor({ optional: true, note: 'what the customer lost, in the smallest unit' }) lossMinor?: number;
  @Text({ optional: true, max: 2000, note: 'required from the second cycle on' }) whatChanged?: string;
  @Nested(() => NotUpheldBody, { optional: true }) notUpheld?: NotUpheldBody;
  @Instant({ optional: true, note: 'when it was put right, if not now' }) at?: Date;
}
