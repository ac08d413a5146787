import { Free, Instant, ListOf, Text } from '../platform/http/fields';

const KEY = {
  max: 120,
  pattern: /^[a-z]+:[A-Za-z0-9:_-]{1,80}$/,
  says: 'key must be a kind and a name, such as "reply:" and the ticket’s id.',
  example: 'reply:0190c0de-0000-7000-8000-000000000001',
};
const BODY = { note: 'at most 64 KB; the desk does not look inside' };

export class DraftRef {
  @Text(KEY) key!: string;
}

export class KeepDraft {
  @Free(BODY) body!: Record<string, unknown>;
}

/** When it was last saved. */
export class KeptDraftView {
  @Text(KEY) key!: string;
  @Instant() updatedAt!: Date;
}

export class DraftView extends KeptDraftView {
  @Free(BODY) body!: Record<string, unknown>;
}

export class DraftsView {
  @ListOf(() => DraftView, { note: 'one’s own, the newest first, at most 100' }) items!: DraftView[];
}
