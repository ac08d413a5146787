import { Choice, Flag, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';
import { TEMPLATE_KEYS, type TemplateKey, type VariableType } from './template.rules';

const LANGUAGE = {
  min: 2,
  max: 35,
  pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  says: 'language must be a tag such as en or pt-BR.',
  example: 'en',
};

/** The next version of a text. */
export class PublishTemplate {
  @Choice(TEMPLATE_KEYS)
  key!: TemplateKey;

  @Text({ ...LANGUAGE, optional: true, note: 'default en' })
  language?: string;

  @Text({ max: 150, note: 'one line; may use {{variables}}' })
  subject!: string;

  @Text({ max: 10_000, note: 'plain text; paragraphs are divided by an empty line; may use {{variables}}' })
  body!: string;

  @Int({ optional: true, note: 'the newest version you have seen; an older one is refused' })
  version?: number;
}

export class TemplateRef {
  @Uuid()
  id!: string;
}

export class TemplateVariableView {
  @Text()
  name!: string;

  @Choice(['text', 'date', 'int', 'money', 'link'])
  type!: VariableType;

  @Flag({ note: 'true: without a value the paragraph is left out; false: without a value the message is not sent' })
  optional!: boolean;

  @Text()
  note!: string;
}

export class TemplateView {
  @Uuid()
  id!: string;

  @Choice(TEMPLATE_KEYS)
  key!: string;

  @Choice(['email'])
  channel!: string;

  @Text()
  language!: string;

  @Int({ note: 'send it back when you publish the next one' })
  version!: number;

  @Text()
  subject!: string;

  @Text({ max: 10_000 })
  body!: string;

  @Instant()
  publishedAt!: Date;

  @ListOf(() => TemplateVariableView)
  variables!: TemplateVariableView[];
}

export class TemplatesView {
  @ListOf(() => TemplateView)
  items!: TemplateView[];
}

/** The text with every variable at about its longest. */
export class TemplatePreviewView {
  @Text()
  subject!: string;

  @Text({ max: 50_000 })
  text!: string;

  @Text({ max: 100_000 })
  html!: string;
}
