import { Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';

export class StuckWorkRef {
  @Uuid() id!: string;
}

/** Something that the desk was to do by itself, and gave up after five tries. */
export class StuckWorkView {
  @Uuid() id!: string;
  @Text({ max: 40, note: 'which kind of work, such as due_call' }) work!: string;
  @Text({ max: 200, note: 'what was to be done, in English' }) what!: string;
  @Text({ nullable: true, max: 40, note: 'the complaint, such as R-1001; null = none, or one that is not for everybody' }) ticketRef!:
    string | null;
  @Int({ note: 'how often it was tried' }) attempts!: number;
  @Text({ max: 500, note: 'the last error, for whoever runs the desk' }) lastError!: string;
  @Instant({ note: 'since when it is not tried any more' }) failedAt!: Date;
}

export class StuckWorkList {
  @ListOf(() => StuckWorkView) items!: StuckWorkView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

export class StartedAgain {
  @Uuid() id!: string;
}
