import { Flag, Instant, Int, Key, ListOf, Text, Uuid, Version } from '../platform/http/fields';
import { LANGUAGE } from './template.dto';

const TEXT = {
  max: 4000,
  note: 'may hold {{customer}}, {{number}} and {{me}}',
  example: 'Dear {{customer}}, I am looking into {{number}}.',
};

/** By id. */
export class SnippetRef {
  @Uuid() id!: string;
}

/** A text module for the box where answers are written. */
export class AddSnippet {
  @Key({ example: 'thanks' }) key!: string;
  @Text(LANGUAGE) language!: string;
  @Text(TEXT) text!: string;
}

/** Only what is sent changes. */
export class ChangeSnippet {
  @Key({ optional: true }) key?: string;
  @Text({ ...LANGUAGE, optional: true }) language?: string;
  @Text({ ...TEXT, optional: true }) text?: string;
  @Flag({ optional: true, note: 'hidden: offered no more' }) hidden?: boolean;
  @Version() version?: number;
}

export class SnippetView {
  @Uuid() id!: string;
  @Key() key!: string;
  @Text() language!: string;
  @Text({ max: 4000 }) text!: string;
  @Flag() hidden!: boolean;
  @Int({ min: 1 }) version!: number;
  @Instant() createdAt!: Date;
}

export class SnippetsView {
  @ListOf(() => SnippetView, { note: 'by key and language, hidden ones too; at most 500' }) items!: SnippetView[];
}

export class FilledSnippetView {
  @Key() key!: string;
  @Text({ max: 5000, note: 'ready to send' }) text!: string;
}

export class FilledSnippetsView {
  @ListOf(() => FilledSnippetView, { note: 'by key, each in the language that is nearest to the customer’s' }) items!: FilledSnippetView[];
}
