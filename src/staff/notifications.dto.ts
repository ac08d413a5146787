import { Flag, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';
import { SaidView } from '../platform/http/said.dto';
import { PageQuery } from '../platform/http/page';

export class NotificationParam {
  @Uuid()
  id!: string;
}

export class NotificationQuery extends PageQuery {
  @Flag({ optional: true, query: true, note: 'true = only those not yet read, false = only those read' })
  unread?: boolean;
}

export class NotificationView {
  @Uuid()
  id!: string;

  @Uuid({ nullable: true })
  ticketId!: string | null;

  @Text({ note: 'what kind of news, for icons and sounds' })
  kind!: string;

  @Int({ nullable: true, note: 'percent of a clock that has passed' })
  point!: number | null;

  @Text({ max: 1000 })
  text!: string;

  @ListOf(() => SaidView, { note: 'the same for other languages; empty where it is shown as it stands' })
  said!: SaidView[];

  @Instant()
  at!: Date;

  @Instant({ nullable: true })
  readAt!: Date | null;
}

export class NotificationList {
  @ListOf(() => NotificationView)
  items!: NotificationView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}
