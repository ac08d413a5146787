import { Choice, Flag, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';
import type { VariableType } from './template.rules';
import {
  TEMPLATE_CHANNELS,
  TEMPLATE_CLASSES,
  TEMPLATE_KEYS,
  type TemplateChannel,
  type TemplateClass,
  type TemplateKey,
} from './template-keys.rules';

export const LANGUAGE = {
  min: 2,
  max: 35,
  pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  says: 'language must be a tag such as en or pt-BR.',
  example: 'en',
};
const CLASSES = [...new Set(Object.values(TEMPLATE_CLASSES))];

/** A text as it may be published. */
export class TryTemplate {
  @Choice(TEMPLATE_KEYS)
  key!: TemplateKey;

  @Choice(TEMPLATE_CHANNELS, { optional: true, note: 'default email' })
  channel?: TemplateChannel;

  @Text({ ...LANGUAGE, optional: true, note: 'default en' })
  language?: string;

  @Text({ max: 150, optional: true, note: 'one line; may use {{variables}}; needed in a mail, not allowed elsewhere' })
  subject?: string;

  @Text({ max: 10_000, note: 'plain text; paragraphs are divided by an empty line; may use {{variables}}' })
  body!: string;
}

/** The next version of a text. */
export class PublishTemplate extends TryTemplate {
  @Int({ optional: true, note: 'the newest version you have seen; an older one is refused' })
  version?: number;
}

export class TemplateRef {
  @Uuid()
  id!: string;
}

/** Which texts are wanted: all of them, or those of one kind, channel or language. */
export class TemplatesQuery {
  @Choice(TEMPLATE_KEYS, { optional: true })
  key?: TemplateKey;

  @Choice(TEMPLATE_CHANNELS, { optional: true })
  channel?: TemplateChannel;

  @Text({ ...LANGUAGE, optional: true })
  language?: string;

  @Int({ optional: true, min: 1, max: 100, query: true, note: 'entries in one answer, 50 if not given' })
  limit?: number;

  @Text({ optional: true, max: 1000, note: 'nextCursor of the answer before' })
  cursor?: string;
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

export class LanguageWarningView {
  @Choice(['grade', 'long_sentence', 'jargon', 'segments'])
  kind!: string;

  @Text({ max: 500 })
  says!: string;

  @Text({ max: 10_000, nullable: true, note: 'the sentence it is about; null: the whole text' })
  sentence!: string | null;
}

export class TemplateView {
  @Uuid()
  id!: string;

  @Choice(TEMPLATE_KEYS)
  key!: string;

  @Choice(TEMPLATE_CHANNELS)
  channel!: TemplateChannel;

  @Text()
  language!: string;

  @Choice(CLASSES, { nullable: true, note: 'null: this release has no such message' })
  class!: TemplateClass | null;

  @Int({ note: 'send it back when you publish the next one' })
  version!: number;

  @Text({ note: 'empty where it is no mail' })
  subject!: string;

  @Text({ max: 10_000 })
  body!: string;

  @Instant()
  publishedAt!: Date;

  @ListOf(() => TemplateVariableView)
  variables!: TemplateVariableView[];

  @ListOf(() => LanguageWarningView, { note: 'what makes it hard to read; it may be published all the same' })
  warnings!: LanguageWarningView[];
}

/** Somebody was written to in another language than theirs. */
export class TemplateFallbackView {
  @Text()
  key!: string;

  @Choice(TEMPLATE_CHANNELS)
  channel!: TemplateChannel;

  @Text({ note: 'the language that was wanted' })
  language!: string;

  @Text({ note: 'the language it was written in' })
  used!: string;

  @Instant({ note: 'when it happened first' })
  firstAt!: Date;
}

export class TemplatesView {
  @ListOf(() => TemplateView)
  items!: TemplateView[];

  @Text({ nullable: true })
  nextCursor!: string | null;

  @ListOf(() => TemplateFallbackView, { note: 'texts that were missing in a language, the newest first, at most 100' })
  fallbacks!: TemplateFallbackView[];
}

/** The text with every variable at about its longest. */
export class TemplatePreviewView {
  @Text({ note: 'empty where it is no mail' })
  subject!: string;

  @Text({ max: 50_000 })
  text!: string;

  @Text({ max: 100_000, nullable: true, note: 'of a mail' })
  html!: string | null;

  @Int({ nullable: true, note: 'how many text messages it costs; null where it is none' })
  segments!: number | null;

  @Choice(['GSM-7', 'UCS-2'], {
    nullable: true,
    note: 'UCS-2 where one character is not in the alphabet of SMS: a message then holds 70 characters and not 160',
  })
  encoding!: string | null;

  @ListOf(() => LanguageWarningView)
  warnings!: LanguageWarningView[];
}
