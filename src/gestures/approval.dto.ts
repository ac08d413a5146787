import { Choice, Currency, Flag, Instant, Int, Key, ListOf, Minor, Text, Uuid, Version } from '../platform/http/fields';
import { SEVERITIES, type Severity } from '../clocks/clock.rules';

export class ApproveGesture {
  @Version() version?: number;
  @Text({ optional: true, max: 2000, note: 'a word to whoever asked' }) note?: string;
  @Minor({ optional: true, note: 'yes to less: what an own idea may cost us, below what was asked for' }) costMinor?: number;
  @Minor({ optional: true, note: 'yes to less: what it is then worth to the customer' }) faceMinor?: number;
  @Text({ optional: true, max: 2000, note: 'yes to less: what the customer then reads' }) text?: string;
}

export class ApprovalView {
  @Uuid() gesture!: string;
  @Uuid() ticketId!: string;
  @Int() number!: number;
  @Choice(SEVERITIES) severity!: Severity;
  @Key() gestureType!: string;
  @Text() name!: string;
  @Minor({ note: 'what it costs us, in the smallest unit' }) costMinor!: number;
  @Minor({ note: 'what it is worth to the customer' }) faceMinor!: number;
  @Currency() currency!: string;
  @Text({ max: 2000, note: 'what the customer reads' }) text!: string;
  @Text({ max: 2000, nullable: true }) note!: string | null;
  @Uuid() askedBy!: string;
  @Text() askedByName!: string;
  @Instant() askedAt!: Date;
  @Text({ max: 63, note: 'the least role that may say yes' }) needs!: string;
  @Text({ max: 2000, note: 'what is beyond the right of whoever asks' }) why!: string;
  @Text({ max: 2000, nullable: true, note: 'why it is worth it, in the words of whoever asks' }) reason!: string | null;
  @Instant({ nullable: true, note: 'when an answer is promised' }) dueAt!: Date | null;
  @Flag({ note: 'an own idea: a yes may be to a smaller amount' }) mayBeLess!: boolean;
  @Flag({ note: 'you are one of those who may say yes' }) mayDecide!: boolean;
  @Int({ min: 1 }) version!: number;
}

export class ApprovalList {
  @ListOf(() => ApprovalView) items!: ApprovalView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}
