import { Choice, Int, Text, Uuid } from '../platform/http/fields';
import { SAID_AFTER, type SaidAfter } from './words/status-words.rules';

export class StatusToken {
  @Text({ min: 20, max: 100, pattern: /^[A-Za-z0-9_-]+$/, says: 'This link is not complete.' }) token!: string;
}

/** For looking: a link that was cut off in a mail gets the page for dead links, not an error. */
export class StatusLook {
  @Text({ max: 300 }) token!: string;
}

export class StatusLanguage {
  @Text({ optional: true, max: 35, note: 'BCP 47; one of en, de, es, fr, ar, else it is not looked at' }) lang?: string;
}

export class StatusQuery extends StatusLanguage {
  @Choice(SAID_AFTER, { optional: true }) done?: SaidAfter;
  @Text({ optional: true, max: 100, note: 'ends the link in a text message: shows that it was read at that number' }) n?: string;
}

/** The code from the address that we know, and the new one. */
export class NewContact {
  @Text({ max: 20, note: 'six digits, as typed' }) code!: string;
  @Text({ max: 200, note: 'an e-mail address or a phone number' }) contact!: string;
  @Choice(['true'], { optional: true, note: 'the others of its kind are not used any more' }) replaces?: 'true';
}

/** The code from the new address. */
export class NewContactCode {
  @Text({ max: 20, note: 'six digits, as typed' }) code!: string;
}

export class NotMe {
  @Text({ max: 100, note: 'as it came with the link' }) n!: string;
}

/** Words are optional: asking is enough. */
export class StatusEscalate {
  @Text({ optional: true, min: 0, max: 5000 }) reason?: string;
}

export class NewLink {
  @Text({ max: 200, note: 'the e-mail address or phone number that we know' }) contact!: string;
}

export class StatusAnswer {
  @Text({ max: 5000 }) text!: string;
}

export class StatusReopen {
  @Text({ max: 5000 }) reason!: string;
}

/** Which gift of the page is meant; a page from before has none, and answers none. */
export class StatusGift {
  @Uuid({ optional: true, note: 'the id of the gift that the page showed' }) gift?: string;
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
