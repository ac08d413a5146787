import { Choice, Instant, ListOf, Text } from '../platform/http/fields';

const DOING = ['looking', 'reply', 'note', 'fix'] as const;
type Doing = (typeof DOING)[number];

export class BePresent {
  @Choice(DOING) doing!: Doing;
}

export class PresentView {
  @Text() name!: string;
  @Choice(DOING) doing!: Doing;
  @Instant() since!: Date;
}

export class PresenceView {
  @ListOf(() => PresentView, { note: 'others who said so within the last 30 seconds; those who are there longest come first' })
  others!: PresentView[];
}
