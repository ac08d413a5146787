import { Choice, Instant, Int, Key, ListOf, Text } from '../platform/http/fields';

export const LONGEST_LINE = 2000;

export class OpenChat {
  @Key({ optional: true, note: 'key of a location; the main one if not given' }) location?: string;
  @Text({ optional: true, max: 100 }) name?: string;
  @Text({ optional: true, max: 320 }) email?: string;
  @Text({ optional: true, max: 60 }) phone?: string;
}

export class ChatOpenedView {
  @Text({ max: 43, note: 'opens this chat and nothing else; keep it in the browser' }) token!: string;
  @Instant({ note: 'until when the chat can be gone on with; every line moves it on' }) resumeUntil!: Date;
}

export class ChatRef {
  @Text({ max: 43, pattern: /^[A-Za-z0-9_-]{43}$/, says: 'This is not the token of a chat.' }) token!: string;
}

export class WriteLine {
  @Text({ max: 100, note: 'made by the client; the same one twice is the same line' }) clientLineId!: string;
  @Text({ max: LONGEST_LINE }) text!: string;
}

export class ListLines {
  @Int({ optional: true, query: true, note: 'only lines after this seq' }) after?: number;
}

export class ChatLineView {
  @Int({ note: 'rises with every line of the chat' }) seq!: number;
  @Text({ nullable: true, max: 100 }) clientLineId!: string | null;
  @Choice(['customer', 'staff', 'system']) author!: 'customer' | 'staff' | 'system';
  @Text({ nullable: true, note: 'first name of the person who answers' }) name!: string | null;
  @Text({ max: 20_000 }) text!: string;
  @Instant() at!: Date;
}

export class ChatLinesView {
  @ListOf(() => ChatLineView) items!: ChatLineView[];
  @Int({ nullable: true, note: '`after` of the next page' }) nextAfter!: number | null;
}
