import { Choice, Int, Text } from '../platform/http/fields';

export class StatusToken {
  @Text({ min: 20, max: 100, pattern: /^[A-Za-z0-9_-]+$/, says: 'This link is not complete.' }) token!: string;
}

export class StatusQuery {
  @Choice(['answer', 'survey', 'accept', 'decline', 'reopen'], { optional: true }) done?: string;
}

export class StatusAnswer {
  @Text({ max: 5000 }) text!: string;
}

export class StatusReopen {
  @Text({ max: 5000 }) reason!: string;
}

/** From a form all values are text. */
export class StatusSurvey {
  @Int({ optional: true, min: 1, max: 5, query: true }) score?: number;
  @Choice(['true', 'false'], { optional: true }) fixed?: 'true' | 'false';
  @Int({ optional: true, min: 1, max: 7, query: true }) ease?: number;
  @Text({ optional: true, min: 0, max: 5000 }) text?: string;
}

export class StatusDone {
  @Text() said!: string;
}
