import { Choice, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';

export class QuarantineRef {
  @Uuid() id!: string;
}

/** A mail that waits for a person. Only what its head says: its text and its HTML are a stranger's and are not shown here. */
export class QuarantineView {
  @Uuid() id!: string;
  @Text({ nullable: true, max: 320 }) from!: string | null;
  @Text({ nullable: true }) subject!: string | null;
  @Text({ max: 500, note: 'why it waits, in a sentence' }) why!: string;
  @Choice(['passed', 'failed', 'unproved'], {
    nullable: true,
    note: 'what our mail server found about its sender; null = no server is believed',
  })
  senderProof!: 'passed' | 'failed' | 'unproved' | null;
  @Int({ note: 'size of the mail in bytes' }) bytes!: number;
  @Instant() receivedAt!: Date;
}

export class QuarantineListView {
  @ListOf(() => QuarantineView) items!: QuarantineView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

/** `pending`: it is on its way to become a ticket. */
export class DecidedView {
  @Uuid() id!: string;
  @Choice(['pending', 'discarded']) state!: 'pending' | 'discarded';
}
