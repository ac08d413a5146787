import { Flag, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';

/** What became of a file of purchases. All of it was taken or, with a mistake in it, nothing. */
export class PurchaseImportView {
  @Int({ note: 'lines with a purchase' }) lines!: number;
  @Int({ note: 'kept now' }) taken!: number;
  @Int({ note: 'were here already, by source and source_id' }) already!: number;
  @Int({ note: 'of people who are no customers here; nothing is kept about them' }) unknown!: number;
  @ListOf(() => AmbiguousPurchase) ambiguous!: AmbiguousPurchase[];
}

/** More than one customer has this address: nobody can say whose purchase it was. */
export class AmbiguousPurchase {
  @Int() line!: number;
  @Text() sourceId!: string;
}

export class LeftRef {
  @Uuid() id!: string;
}

export class MarkLeft {
  @Flag({ note: 'true: has left us (cancelled, moved to somebody else); false: is a customer still or again' }) left!: boolean;
  @Instant({ optional: true, note: 'since when; now if not given' }) at?: Date;
}

export class LeftView {
  @Uuid() id!: string;
  @Instant({ nullable: true }) leftAt!: Date | null;
}
