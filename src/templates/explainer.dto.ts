import { Choice, Instant, Int, Key, ListOf, Text, Uuid, Version } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { LANGUAGE, LanguageWarningView } from './template.dto';

export const EXPLAINER_STATUSES = ['active', 'hidden'] as const;
export type ExplainerStatus = (typeof EXPLAINER_STATUSES)[number];

const CAUSE = { optional: true, nullable: true, note: 'key of the cause it belongs to; it is also sent for the causes below that one' };
const TOUCH_POINT = { optional: true, nullable: true, note: 'key of the touch point it belongs to' };
const BODY = { max: 2000, note: 'plain words, a few sentences' };
const STATUS = { optional: true, note: 'hidden: sent no more' };

/** By id. */
export class ExplainerRef {
  @Uuid()
  id!: string;
}

export class ExplainersQuery extends PageQuery {
  @Text({ ...LANGUAGE, optional: true })
  language?: string;

  @Key({ optional: true, note: 'key of a cause' })
  cause?: string;
}

/** What the contract or the warranty says, in plain words. It needs a cause or a touch point. */
export class AddExplainer {
  @Key({ example: 'tyre_warranty' })
  key!: string;

  @Text({ ...LANGUAGE, optional: true, note: 'default en' })
  language?: string;

  @Key(CAUSE)
  cause?: string | null;

  @Key(TOUCH_POINT)
  touchPoint?: string | null;

  @Text({ max: 120 })
  title!: string;

  @Text(BODY)
  body!: string;
}

/** Only what is sent changes. */
export class ChangeExplainer {
  @Key(CAUSE)
  cause?: string | null;

  @Key(TOUCH_POINT)
  touchPoint?: string | null;

  @Text({ max: 120, optional: true })
  title?: string;

  @Text({ ...BODY, optional: true })
  body?: string;

  @Choice(EXPLAINER_STATUSES, STATUS)
  status?: ExplainerStatus;

  @Version()
  version?: number;
}

export class ExplainerView {
  @Uuid()
  id!: string;

  @Key()
  key!: string;

  @Text()
  language!: string;

  @Key({ nullable: true })
  cause!: string | null;

  @Key({ nullable: true })
  touchPoint!: string | null;

  @Text({ max: 120 })
  title!: string;

  @Text({ max: 2000 })
  body!: string;

  @Choice(EXPLAINER_STATUSES)
  status!: ExplainerStatus;

  @Int({ min: 1 })
  version!: number;

  @Instant()
  createdAt!: Date;

  @ListOf(() => LanguageWarningView, { note: 'what makes it hard to read' })
  warnings!: LanguageWarningView[];
}

export class ExplainerList {
  @ListOf(() => ExplainerView)
  items!: ExplainerView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}

export class GlossaryQuery extends PageQuery {
  @Text({ ...LANGUAGE, optional: true })
  language?: string;
}

/** A word that customers meet and nobody explains. */
export class AddTerm {
  @Text({ min: 2, max: 80, example: 'deductible' })
  term!: string;

  @Text({ ...LANGUAGE, optional: true, note: 'default en' })
  language?: string;

  @Text({ max: 400, example: 'the part of a repair that you pay yourself' })
  explanation!: string;
}

/** Only what is sent changes. */
export class ChangeTerm {
  @Text({ max: 400, optional: true })
  explanation?: string;

  @Choice(EXPLAINER_STATUSES, STATUS)
  status?: ExplainerStatus;

  @Version()
  version?: number;
}

export class TermView {
  @Uuid()
  id!: string;

  @Text({ max: 80 })
  term!: string;

  @Text()
  language!: string;

  @Text({ max: 400 })
  explanation!: string;

  @Choice(EXPLAINER_STATUSES)
  status!: ExplainerStatus;

  @Int({ min: 1 })
  version!: number;

  @Instant()
  createdAt!: Date;

  @ListOf(() => LanguageWarningView, { note: 'what makes it hard to read' })
  warnings!: LanguageWarningView[];
}

export class TermList {
  @ListOf(() => TermView)
  items!: TermView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}
