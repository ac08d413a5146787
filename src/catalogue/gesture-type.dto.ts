import {
  Choice,
  Choices,
  Currency,
  Flag,
  Free,
  Instant,
  Int,
  Key,
  ListOf,
  Minor,
  Nested,
  Text,
  Texts as TextList,
  Version,
} from '../platform/http/fields';
import { SEVERITIES, type Severity } from '../clocks/clock.rules';
import type { Fulfilment } from '../clocks/default-policy.rules';
import type { Role } from '../staff/role.rules';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';
import { GESTURE_CLASSES, GESTURE_KINDS, type GestureClass, RESTRICTIONS, type Restriction } from './gesture-type-facts.rules';
import type { Texts, TypeStatus } from './gesture-terms.rules';

const FULFILMENTS: readonly Fulfilment[] = ['code', 'credit', 'handover', 'task', 'post', 'courier', 'booking'];
const STATUSES: readonly TypeStatus[] = ['draft', 'active', 'paused', 'retired'];
const LEAST_ROLES: readonly Role[] = ['agent', 'senior_agent', 'lead', 'manager', 'area_manager'];
const KIND_NOTE = `one of: ${GESTURE_KINDS.join(', ')}; what a customer is owed is no gift`;

export class GestureTypeParam {
  @Key() code!: string;
}

/** For whom it is meant. A missing list allows all. */
export class EligibleBody {
  @Choices(SEVERITIES, { optional: true }) severities?: Severity[];
  @Choices(FAILURE_CLASSES, { optional: true }) failureClasses?: FailureClass[];
  @Choices(['phone', 'email', 'chat', 'in_person', 'web_form'], { optional: true }) channels?: string[];
  @TextList({ optional: true, max: 63, note: 'keys of locations' }) locations?: string[];
  @TextList({ optional: true, max: 63, note: 'keys of touch points' }) categories?: string[];
  @TextList({ optional: true, max: 35, note: 'such as "de", which is for "de-CH" too' }) languages?: string[];
  @Flag({ optional: true, note: 'true = only for customers known to be of age' }) ageOk?: boolean;
  @Flag({ optional: true, note: 'true = only for business customers, false = not for them' }) b2b?: boolean;
  @Choices(RESTRICTIONS, { optional: true, note: 'only for customers whose marks say that it suits them' }) restricted?: Restriction[];
  @TextList({ optional: true, max: 63, note: 'marks of customers who do not get it, such as "no_alcohol"' }) excludedFlags?: string[];
}

/** The terms that have a plain value where nobody says otherwise. */
class OptionalTerms {
  @Choice(STATUSES, { optional: true }) status?: TypeStatus;
  @Free({ optional: true, note: 'why we give it, by language' }) reasonLine?: Texts;
  @Int({ optional: true, max: 100, note: 'how many of 100 vouchers will be used' }) redemptionPercent?: number;
  @Flag({ optional: true }) needsSpend?: boolean;
  @Flag({ optional: true }) needsAddress?: boolean;
  @Flag({ optional: true }) needsContact?: boolean;
  @Flag({ optional: true }) needsVisit?: boolean;
  @Flag({ optional: true }) requiresNote?: boolean;
  @Flag({ optional: true, note: 'given without the customer having to accept it' }) silent?: boolean;
  @Choice(LEAST_ROLES, { optional: true, nullable: true, note: 'the least role that may give it' }) roleMin?: Role | null;
  @Nested(() => EligibleBody, { optional: true, nullable: true, note: 'null = for everybody' }) eligible?: EligibleBody | null;
  @Instant({ optional: true, nullable: true }) validFrom?: Date | null;
  @Instant({ optional: true, nullable: true }) validTo?: Date | null;
  @Int({ optional: true, min: 1, max: 365, note: 'days an offer stands' }) offerDays?: number;
  @Int({ optional: true, min: 90, max: 3650, note: 'days a voucher is good for' }) validityDays?: number;
  @Int({ optional: true, max: 525_600, note: 'minutes until it can be given' }) leadMinutes?: number;
  @Flag({ optional: true, note: 'may be given together with another one' }) combinable?: boolean;
  @Text({ optional: true, nullable: true, max: 500, note: 'how it is taxed, for the books' }) taxNote?: string | null;
}

export class AddGestureType extends OptionalTerms {
  @Key() code!: string;
  @Text() name!: string;
  @Free({ note: 'what the customer reads, by language', example: { en: 'A free car wash, on us.' } }) customerText!: Texts;
  @Choice(GESTURE_CLASSES) class!: GestureClass;
  @Text({ max: 63, note: KIND_NOTE }) kind!: string;
  @Minor({ note: 'what it is expected to cost us, in the smallest unit' }) costMinor!: number;
  @Minor({ note: 'the value named to the customer, in the smallest unit' }) faceMinor!: number;
  @Currency() currency!: string;
  @Choice(FULFILMENTS) fulfilment!: Fulfilment;
}

/** What is left out stays. Whatever changes beside the status makes a new version; what was taken before keeps the old one. */
export class ChangeGestureType extends OptionalTerms {
  @Version() version?: number;
  @Text({ optional: true }) name?: string;
  @Free({ optional: true, note: 'what the customer reads, by language' }) customerText?: Texts;
  @Choice(GESTURE_CLASSES, { optional: true }) class?: GestureClass;
  @Text({ optional: true, max: 63, note: KIND_NOTE }) kind?: string;
  @Minor({ optional: true }) costMinor?: number;
  @Minor({ optional: true }) faceMinor?: number;
  @Currency({ optional: true }) currency?: string;
  @Choice(FULFILMENTS, { optional: true }) fulfilment?: Fulfilment;
}

export class GestureTypeView {
  @Key() code!: string;
  @Int({ min: 1 }) version!: number;
  @Choice(STATUSES) status!: TypeStatus;
  @Text() name!: string;
  @Free() customerText!: Texts;
  @Free() reasonLine!: Texts;
  @Choice(GESTURE_CLASSES) class!: GestureClass;
  @Choice(GESTURE_KINDS) kind!: string;
  @Minor() costMinor!: number;
  @Minor() faceMinor!: number;
  @Currency() currency!: string;
  @Int({ max: 100 }) redemptionPercent!: number;
  @Flag() needsSpend!: boolean;
  @Flag() needsAddress!: boolean;
  @Flag() needsContact!: boolean;
  @Flag() needsVisit!: boolean;
  @Flag() requiresNote!: boolean;
  @Flag() silent!: boolean;
  @Choice(LEAST_ROLES, { nullable: true }) roleMin!: Role | null;
  @Nested(() => EligibleBody) eligible!: EligibleBody;
  @Instant({ nullable: true }) validFrom!: Date | null;
  @Instant({ nullable: true }) validTo!: Date | null;
  @Int({ min: 1 }) offerDays!: number;
  @Int({ min: 90 }) validityDays!: number;
  @Choice(FULFILMENTS) fulfilment!: Fulfilment;
  @Int() leadMinutes!: number;
  @Flag() combinable!: boolean;
  @Text({ nullable: true, max: 500 }) taxNote!: string | null;
}

export class GestureTypeList {
  @ListOf(() => GestureTypeView) items!: GestureTypeView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}
