import { Instant, Int, ListOf, Nested, Text, Uuid } from '../platform/http/fields';

const ACTION = /^[a-z][a-z_]*(\.[a-z_]+)?$/;

/** Which lines of the trail are wanted. */
export class AuditFilter {
  @Uuid({ optional: true, note: 'who did it' })
  actor?: string;

  @Text({
    optional: true,
    max: 80,
    pattern: ACTION,
    says: 'action must be such as staff or staff.changed.',
    note: 'a thing, or a thing and what happened',
    example: 'staff.changed',
  })
  action?: string;

  @Instant({ optional: true })
  from?: Date;

  @Instant({ optional: true, note: 'not included' })
  to?: Date;

  @Text({ optional: true, max: 100, note: 'part of what it is about, or of the detail' })
  q?: string;
}

export class AuditQuery extends AuditFilter {
  @Int({ optional: true, min: 1, max: 100, query: true, note: 'entries in one answer, 50 if not given' })
  limit?: number;

  @Text({ optional: true, max: 1000, note: 'nextCursor of the answer before' })
  cursor?: string;
}

export class AuditActorView {
  @Uuid() id!: string;
  @Text() name!: string;
}

export class AuditLineView {
  @Uuid() id!: string;
  @Instant() at!: Date;
  @Nested(() => AuditActorView, { nullable: true, note: 'null: the desk itself, a token, or nobody signed in' })
  actor!: AuditActorView | null;
  @Text({ example: 'staff.changed' }) action!: string;
  @Text({ max: 300, note: 'the thing and its id or key' }) subject!: string;
  @Text({ max: 5000, note: 'what else was written down, as "name: value; …"' }) detail!: string;
}

export class AuditList {
  @ListOf(() => AuditLineView) items!: AuditLineView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}
